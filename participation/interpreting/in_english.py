"""The English that interpreters wrote, opened for whoever reads the words that it is of."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from participation.interpreting.models import InterpreterLink
from participation.interpreting.queries import header_of, links_of
from participation.log import LOG
from participation.sealing import CannotOpen
from participation.sealing.of_this_app import keyring

OfSubmissions = Mapping[str, Mapping[str, tuple["InEnglish", ...]]]


@dataclass(frozen=True)
class InEnglish:
    """One text as an interpreter put it into English. It never stands in place of what was typed."""

    words: str
    initials: str
    agency: str
    at: datetime
    asked_by: str
    """The officer for whom it was done."""


def in_english(submission_ids: Iterable[str]) -> OfSubmissions:
    """What there is in English, by submission and question, the first one first.

    Only for whoever has recorded that the submissions are read.
    """
    return english_by(links_of(submission_ids))


def english_by(links: Iterable[InterpreterLink]) -> OfSubmissions:
    """What came back by these links, by submission and question."""
    found: dict[str, dict[str, tuple[InEnglish, ...]]] = {}
    for link in links:
        of_submission = found.setdefault(link.submission_id, {})
        for question, english in _opened(link).items():
            of_submission[question] = (*of_submission.get(question, ()), english)
    return found


def _opened(link: InterpreterLink) -> Mapping[str, InEnglish]:
    """Whoever holds the public side may have sealed anything: what no interpreter can have sent is left out."""
    if link.english is None:
        return {}
    at, officer = link.english.came_at or link.english.sent_at, link.asked_by.name
    try:
        plain = json.loads(keyring().open(link.english.envelope, header_of(link.english, link.submission_id)))
        by = str(plain["initials"]), str(plain["agency"])
        words = {question: str(plain["english"][question]) for question in link.questions}
        return {question: InEnglish(each, *by, at, officer) for question, each in words.items() if each}
    except (CannotOpen, KeyError, RecursionError, TypeError, ValueError) as error:
        LOG.error("English of an interpreter was not opened", error=error)
        return {}
