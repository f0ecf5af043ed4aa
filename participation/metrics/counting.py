"""Under which counters one submission falls, and how many have to wait for each other."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from participation.clock import local
from participation.metrics.models import ANSWERED
from participation.questionnaires.kinds import KINDS, NO_ANSWER, is_coded
from participation.reviews.timetable import collection_year
from participation.submissions.actions import Opened
from participation.submissions.models import Submission

ENOUGH = 5
"""So many different children at least are added to a counter at once: from fewer, one child's answer could be read."""


class Cell(NamedTuple):
    """The key of one counter."""

    year: str
    purpose: str
    level: str
    version: int
    question: str
    option: str


class Bundled(Protocol):
    """What waits to be counted, opened or not."""

    @property
    def bundle(self) -> Hashable:
        """What is counted under the same counters."""

    @property
    def child_id(self) -> str:
        """Whose review it is about."""


Each = TypeVar("Each", bound=Bundled)


def bundles(waiting: Iterable[Each]) -> Iterator[list[Each]]:
    """What falls under the same counters, where it comes from enough different children; the rest goes on waiting."""
    together: dict[Hashable, list[Each]] = {}
    for each in waiting:
        together.setdefault(each.bundle, []).append(each)
    return (bundle for bundle in together.values() if len({each.child_id for each in bundle}) >= ENOUGH)


@dataclass(frozen=True)
class Countable:
    """A submission that was opened to be counted."""

    opened: Opened

    @property
    def submission(self) -> Submission:
        """Its row."""
        return self.opened.submission

    @property
    def child_id(self) -> str:
        """Whose review it is about."""
        return self.submission.review.child_id

    @property
    def bundle(self) -> tuple[str, str, str, int]:
        """The start of the keys of all its counters."""
        submission = self.submission
        day = submission.review.meets_on or local(submission.sent_at).date()
        return collection_year(day), submission.purpose, submission.level, submission.version

    def cells(self) -> Iterator[Cell]:
        """One for each option chosen, and one for each question answered at all: several options may be one answer."""
        values = self.opened.answers.values
        for question in filter(is_coded, self.opened.questionnaire.questions):
            if question.id in values:
                options = KINDS[question.kind].tally(question, values[question.id])
                for option in options if options == NO_ANSWER else (*options, ANSWERED):
                    yield Cell(*self.bundle, question.id, option)
