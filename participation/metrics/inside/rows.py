"""What these queries find: reviews and letters one by one, without a word of anybody's."""

from datetime import date, datetime
from typing import NamedTuple

from participation.clock import local
from participation.metrics.calendar import begin_of
from participation.reviews.timetable import forms_due_on

NOT_SAID, NOT_MOVED = "not_said", "not_moved"


class ReviewInTurn(NamedTuple):
    """A review of a child in care that was held; of one child the earliest comes first."""

    child_id: str
    on: date
    due_on: date | None
    code: str | None
    officer_id: str | None
    """Who held it."""
    why: str | None
    """Why its date was moved last; empty where nobody said, None where it was not moved."""
    born_on: date | None
    came_on: date | None
    """When the child last came into care."""
    ended_at: datetime | None
    """When somebody noted that the child is no longer here."""
    is_unaccompanied: bool | None
    visitor: str
    """Whether the child has an independent visitor: matched, waiting, or nobody has said."""
    planned_on: date | None
    """The earliest day on which it was to be held, where it was moved."""
    review_id: str = ""

    @property
    def moved(self) -> str:
        """Why its date was moved last, nobody said why, or that it was not."""
        return NOT_MOVED if self.why is None else self.why or NOT_SAID


class NewChild(NamedTuple):
    """A child who came into care in the period."""

    came_on: date
    notified_on: date | None
    named_on: date | None


class AskedVisitor(NamedTuple):
    """A child for whom an independent visitor was asked in the period."""

    on: date
    born_on: date | None
    sex: str
    ethnicity: str
    is_disabled: bool | None


class CalledOff(NamedTuple):
    """Reviews called off, of one kind of review, for one reason."""

    kind: str
    reason: str
    number: int


class AskedAdult(NamedTuple):
    """One adult who was asked about one review."""

    respondent: str
    agency: str
    meets_on: date
    asked_at: datetime | None
    revoked_at: datetime | None
    sent_at: datetime | None
    """When their first form came."""

    @property
    def is_counted(self) -> bool:
        """Who could not answer, because their letter was ended first, is not counted."""
        return self.sent_at is not None or self.revoked_at is None or self.revoked_at >= begin_of(self.meets_on)

    def is_in_time(self, days_before: int) -> bool:
        """By the day for which the first letter asked."""
        asked_on = self.asked_at and local(self.asked_at).date()
        return self.sent_at is not None and local(self.sent_at).date() <= forms_due_on(
            self.meets_on, asked_on, days_before
        )


class Ways(NamedTuple):
    """How views reached reviews of children of 4 and over that have a code; one review may stand in several."""

    of: int
    form: int
    officer: int
    advocate: int
    seen: int
    observed: int
