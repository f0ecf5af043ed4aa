"""Feedback as its pages show it: summed up for managers, in bands for the officer."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from flask_babel import get_locale, pgettext

from participation.casework import wording
from participation.casework.what_was_said import Said
from participation.feedback.bands import MOST, SOME, end_of
from participation.questionnaires.model import Question
from participation.service.questionnaires import library, translate
from participation.staff.wording import name_of
from participation.submissions.models import Submission


def months(first_on: date, last_on: date) -> str:
    """The months of some quarters: January to March 2026."""
    locale = get_locale() or "en_GB"
    first = format_date(first_on, "LLLL" if first_on.year == last_on.year else "LLLL y", locale=locale)
    # L10N: to staff, a period of whole months: the name of the first, then name and year of the last
    words = pgettext("staff", "%(first)s to %(last)s")
    return str(words % {"first": first, "last": format_date(last_on, "LLLL y", locale=locale)})


def quarter_words(quarter: date) -> str:
    """The months of one quarter."""
    return months(quarter, end_of(quarter))


def who(submission: Submission) -> str:
    """Who sent it; of an adult also about which child, as one may speak of several."""
    sender = wording.who(submission)
    if submission.invitation.person is None:
        return sender
    # L10N: to a manager: which adult says how a review was, and of which child it was
    return str(pgettext("staff", "%(who)s, about %(child)s", who=sender, child=name_of(submission.review.child)))


def summed(everything: Iterable[Said]) -> dict[str, Counter[str]]:
    """What was chosen from lists, by question: how many gave each answer, each with what they said last."""
    counts: dict[str, Counter[str]] = {}
    for each in everything:
        if not each.is_words and not each.is_said_before:
            counts.setdefault(each.line.text, Counter()).update(each.line.value)
    return counts


@dataclass(frozen=True)
class BandedQuestion:
    """One question with the answers that many children gave."""

    text: str
    most: tuple[str, ...]
    some: tuple[str, ...]


def banded(bands: Mapping[str, Mapping[str, str]]) -> Iterator[BandedQuestion]:
    """Questions in the order in which children are asked; what only few chose stays out."""
    for question in _as_asked_last():
        if found := bands.get(question.id):
            yield BandedQuestion(
                translate(question.context, question.text), *(_labels(question, found, band) for band in (MOST, SOME))
            )


def _labels(question: Question, found: Mapping[str, str], band: str) -> tuple[str, ...]:
    return tuple(
        translate(question.option_context(option), option.text)
        for option in question.options
        if found.get(option.id) == band
    )


def _as_asked_last() -> Iterable[Question]:
    """Each question to children about their officer, in its newest words."""
    of_children = (each for each in library().all() if each.envelope == "feedback" and each.level != "adult")
    asked = sorted(of_children, key=lambda each: each.version)
    return {question.id: question for each in asked for question in each.questions}.values()
