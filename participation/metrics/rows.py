"""What the queries count: rows of numbers, which are no longer about anybody."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from participation.clock import local
from participation.outcomes.codes import Code
from participation.reviews.timetable import collection_year, forms_due_on


class HeldReviews(NamedTuple):
    """Reviews held on one day."""

    kind: str
    on: date
    held: int
    dated: int
    """Of those, how many have a due date."""
    in_time: int
    rearranged: int
    why: str | None = None
    """Why their date was moved last; empty where nobody said, None where it was not moved."""


class Coded(NamedTuple):
    """Reviews held with one code, or with none, of children under 4 on the day or not."""

    kind: str
    code: str | None
    is_under_4: int
    held: int
    chaired: int
    chaired_unsaid: int
    seen_before: int
    invited_in_time: int
    undated: int
    """Of those, how many are of children whose date of birth nobody has said."""

    @property
    def contradicts_age(self) -> bool:
        """PN0 is for children under 4 and for nobody else; the officer's code is counted as it stands."""
        return self.code is not None and bool(self.is_under_4) != (self.code == Code.PN0)


class OfChildren(NamedTuple):
    """Children with reviews of one kind, by what is so of every one of these."""

    kind: str
    of_4: int
    """With a review held when they were 4 or over."""
    heard: int
    """Of those, how many gave their views at each."""
    dated: int
    """With a review of which the due date is known."""
    in_time: int
    """Of those, how many had each of these in time."""


class Slip(NamedTuple):
    """A review whose code contradicts the age of the child on the day."""

    review_id: str
    meets_on: date
    code: str
    is_under_4: int


class InvitedForms(NamedTuple):
    """Invitations of one kind of respondent."""

    kind: str
    respondent: str
    invited: int
    opened: int
    started: int
    sent: int
    in_time: int = 0
    """Of those, how many were sent by the day that every letter names that is printed in good time."""
    sent_before: int = 0
    """Everything that came before the meeting, however much of it from one of them."""
    read_before: int = 0


class FirstForm(NamedTuple):
    """The first form that one adult sent about a review, whose letter was printed late."""

    kind: str
    respondent: str
    meets_on: date
    asked_at: datetime | None
    sent_at: datetime

    def is_in_time(self, days_before: int) -> bool:
        """By the day for which the adult's first letter asked: of a letter printed late, a later one."""
        asked_on = self.asked_at and local(self.asked_at).date()
        return local(self.sent_at).date() <= forms_due_on(self.meets_on, asked_on, days_before)


class AskedForms(NamedTuple):
    """What came of the letters about the reviews of a period."""

    forms: Sequence[InvitedForms]
    """By kind of review and respondent."""
    late: Sequence[FirstForm]
    """The first forms of adults whose letter was printed late: in no `in_time` of those."""


class ReadInTime(NamedTuple):
    """Submissions made before the meeting, and those of them that were read before it."""

    kind: str
    sent: int
    read: int


class Wishes(NamedTuple):
    """Things asked for, and what became of them."""

    kind: str
    asked: int
    in_time: int
    can_still_be: int
    """Not answered yet, and not late yet."""


class DoneInTime(NamedTuple):
    """Reviews after which one act was done by its last day."""

    kind: str
    act: str
    in_time: int


class AdvocacyRequests(NamedTuple):
    """Requests for an advocate by one kind of respondent."""

    respondent: str
    asked: int
    taken: int
    contacted: int
    met: int


class Chosen(NamedTuple):
    """How often an option was chosen; the option "" is how often the question was answered at all."""

    purpose: str
    question: str
    option: str
    times: int


class Uncounted(NamedTuple):
    """A submission that is not counted yet."""

    id: str
    child_id: str
    meets_on: date
    purpose: str
    level: str
    version: int

    @property
    def bundle(self) -> tuple[str, str, str, int]:
        """What it is counted together with."""
        return collection_year(self.meets_on), self.purpose, self.level, self.version


class Edition(NamedTuple):
    """One publication of a year: it is out, and whoever kept it holds the next one against it."""

    published_at: datetime
    numbers: Mapping[str, int]
    """Every number by name, printed or not."""
    hidden: Mapping[str, str]
    """Which of them were not shown, and what each would have given away."""
