"""What is read first, and why: opened in memory to be sorted, as for counting; nobody is shown a word.

The result is a place in the list and nothing else: what comes, and by when it is to be read, is the same without it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from participation import service
from participation.casework.what_was_said import first_answers
from participation.interpreting.in_english import InEnglish
from participation.questionnaires.kinds import KINDS, ShortText
from participation.service.sorting_words import found as found_words
from participation.submissions.actions import Opened, opened_if_possible
from participation.submissions.models import Submission

REMEMBERED = 10_000
Lists = Mapping[str, tuple[str, ...]]


class Why(StrEnum):
    """What moves a submission up."""

    ANSWER = "answer"
    """Its questionnaire says so of an answer."""
    WORD = "word"
    """It holds a word of the lists."""
    ENGLISH = "english"
    """What an interpreter made of it holds one."""
    LANGUAGE = "language"
    """Nobody keeps a list for its language, so nothing would be found."""
    UNOPENED = "unopened"
    """It does not open here: somebody has to look at that."""
    WITHDRAWN = "withdrawn"
    """It was withdrawn before anybody had read it, and the officer has not seen that."""


@dataclass(frozen=True)
class SortingReason:
    """Why something stands further up; words and answers are only for who has opened it."""

    why: Why
    words: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    """Question and option."""


_known: dict[tuple[str, int], tuple[SortingReason, ...]] = {}
"""What was sorted already, by submission and lists: neither changes, and it is kept in no database."""


def reasons_for(submission: Submission) -> tuple[SortingReason, ...]:
    """Why it is to be read first; none where it is not."""
    return _remembered(submission, opened_if_possible)


def reasons_of(opened: Opened) -> tuple[SortingReason, ...]:
    """Why something that is open already was to be read first."""
    return _remembered(opened.submission, lambda _submission: opened)


def reasons_in_english(texts: Iterable[InEnglish]) -> tuple[SortingReason, ...]:
    """Why something is to be read first now that it is in English; none where it is not."""
    words = _words_in(each.words for each in texts)
    return (SortingReason(Why.ENGLISH, words),) if words else ()


def _remembered(submission: Submission, open_it: Callable[[Submission], Opened | None]) -> tuple[SortingReason, ...]:
    lists = service.current().sorting_words
    key = submission.id, hash(tuple(sorted(lists.items())))
    if key not in _known:
        if len(_known) >= REMEMBERED:
            _known.clear()
        _known[key] = tuple(_reasons(submission.language, open_it(submission), lists))
    return _known[key]


def _reasons(language: str, found: Opened | None, lists: Lists) -> Iterable[SortingReason]:
    if found is None:
        yield SortingReason(Why.UNOPENED)
        return
    if answers := first_answers(found):
        yield SortingReason(Why.ANSWER, answers=answers)
    if words := _words_in(_written(found)):
        yield SortingReason(Why.WORD, words)
    if language not in lists:
        yield SortingReason(Why.LANGUAGE)


def _words_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Whoever writes to us may write in another language than the page's, so every list is tried."""
    lists = service.current().sorting_words.values()
    return tuple(dict.fromkeys(word for text in texts for each in lists for word in found_words(text, each)))


def _written(found: Opened) -> Iterable[str]:
    """What stands in somebody's own words."""
    for question in found.questionnaire.questions:
        value = found.answers.values.get(question.id)
        if isinstance(KINDS[question.kind], ShortText) and isinstance(value, str):
            yield value
