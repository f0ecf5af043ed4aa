"""What a part of a figure is called: a month, a respondent, a code, a question, one of its options."""

from collections.abc import Mapping
from datetime import date

from flask_babel import LazyString, format_date, format_percent, lazy_pgettext, pgettext

from participation.library import library, translate
from participation.metrics.figures import AFTER_REVIEW
from participation.metrics.meanings import split, title
from participation.metrics.showing import Shown
from participation.metrics.suppression import HIDDEN
from participation.outcomes import codes
from participation.questionnaires.kinds import NO_ANSWER
from participation.questionnaires.model import Question

RESPONDENTS: Mapping[str, LazyString] = {
    # L10N: kind of respondent, heading of a row of figures
    "child": lazy_pgettext("staff", "Children"),
    # L10N: kind of respondent, heading of a row of figures
    "foster_carer": lazy_pgettext("staff", "Foster carers"),
    # L10N: kind of respondent, heading of a row of figures; a key worker in a children's home
    "key_worker": lazy_pgettext("staff", "Key workers"),
    # L10N: kind of respondent, heading of a row of figures
    "parent": lazy_pgettext("staff", "Parents"),
    # L10N: kind of respondent, heading of a row of figures
    "school": lazy_pgettext("staff", "Schools"),
    # L10N: kind of respondent, heading of a row of figures; nurses, doctors, therapists
    "health": lazy_pgettext("staff", "Health"),
    # L10N: kind of respondent, heading of a row of figures
    "social_worker": lazy_pgettext("staff", "Social workers"),
    # L10N: kind of respondent, heading of a row of figures
    "advocate": lazy_pgettext("staff", "Advocates"),
    # L10N: kind of respondent, heading of a row of figures
    "other": lazy_pgettext("staff", "Others"),
}


def label(name: str, first: date) -> str:
    """What one figure is called within its group; `first` is the first day of its year."""
    group, part = split(name)
    if not part:
        return title(group)
    if group in ("reviews.by_month", "reviews.by_quarter"):
        return (month if group == "reviews.by_month" else quarter)(int(part), first)
    if group == "participation":
        return f"{part}  {code(part)}"
    if group == "feedback":
        return option(*part.split("."))
    return respondent(part)


def share(figure: Shown) -> str:
    """97.2%; a dash where there is nothing to divide."""
    if isinstance(figure.rate, float):
        return str(format_percent(figure.rate, "0.0%"))
    return HIDDEN if figure.rate == HIDDEN else "–"


def respondent(role: str) -> str:
    """A kind of respondent, in the plural."""
    return str(RESPONDENTS.get(role, role))


def month(number: int, first: date) -> str:
    """The month of a year that begins in April: 1 is April."""
    return str(format_date(date(first.year + (number > 9), (number + 2) % 12 + 1, 1), "MMMM y"))


def quarter(number: int, first: date) -> str:
    """The three months of a quarter."""
    # L10N: a quarter of a year, from one month to another
    words = pgettext("staff", "%(first)s to %(last)s")
    return str(words % {"first": month(number * 3 - 2, first), "last": month(number * 3, first)})


def code(name: str) -> str:
    """What a participation code says of the child."""
    return translate(*codes.MEANINGS[codes.Code(name)])


def question(id: str) -> str:
    """A question of the feedback, as children were asked it last."""
    asked = _asked()[id]
    return translate(asked.context, asked.text)


def option(question_id: str, id: str) -> str:
    """One of the answers to it."""
    # L10N: how many children answered a question at all
    answered = pgettext("staff", "Answered")
    # L10N: how many left a question out
    left_out = pgettext("staff", "No answer")
    own = dict.fromkeys(NO_ANSWER, left_out) | {"answered": answered}
    asked = _asked()[question_id]
    own |= {known.id: translate(asked.option_context(known), known.text) for known in asked.options}
    return str(own.get(id, id))


def _asked() -> Mapping[str, Question]:
    """The questions of the feedback by id; of several versions the latest wording."""
    versions = sorted((each for each in library().all() if each.purpose == AFTER_REVIEW), key=lambda each: each.version)
    return {question.id: question for each in versions for question in each.questions}
