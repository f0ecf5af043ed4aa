"""Who has not answered, the longest overdue first, and how many of each agency. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from participation.casework.replies import Arrival
from participation.clock import local
from participation.reviews.models import Person, Review
from participation.reviews.timetable import forms_due_on


@dataclass(frozen=True)
class Waited:
    """One respondent of one review, as support sees them."""

    review: Review
    arrival: Arrival

    @property
    def person(self) -> Person | None:
        """The adult; None for the child, and for who has no invitation yet."""
        return self.arrival.invitation.person if self.arrival.invitation else None

    @property
    def group(self) -> tuple[str, str]:
        """Who they are to the child, and the agency where it is known."""
        return self.arrival.respondent, self.person.agency if self.person else ""

    @property
    def can_be_chased(self) -> bool:
        """Whether a letter of theirs is out and nothing has come."""
        return self.arrival.is_missing and self.has_letter

    @property
    def has_letter(self) -> bool:
        """Whether a letter of theirs is out, or was and there was an answer: else nobody can be late."""
        return self.arrival.invitation is not None and not self.arrival.is_not_printed


class Group(NamedTuple):
    """How far those of one role and one agency are."""

    respondent: str
    agency: str
    asked: int
    answered: int
    late: int


class AskedForm(NamedTuple):
    """One adult's letter about a review that has been held, and when their form came, if it did."""

    agency: str
    respondent: str
    meets_on: date
    asked_at: datetime
    sent_at: datetime | None


class Returns(NamedTuple):
    """What one agency, in one part, was asked for, and what came: no child and no person is named."""

    agency: str
    respondent: str
    asked: int
    returned: int
    on_time: int


def in_order(waited: Iterable[Waited]) -> list[Waited]:
    """The latest first; of those equally late by the day of meeting."""
    return sorted(waited, key=lambda each: -each.arrival.days_late)


def groups(waited: Iterable[Waited]) -> list[Group]:
    """How many of each role and agency were asked, have answered, and are late; the most late first."""
    found: dict[tuple[str, str], list[Arrival]] = {}
    for each in waited:
        if each.arrival.invitation:
            found.setdefault(each.group, []).append(each.arrival)
    counted = [
        Group(*key, len(of), sum(one.has_come for one in of), sum(one.days_late > 0 and one.is_missing for one in of))
        for key, of in found.items()
    ]
    return sorted(counted, key=lambda group: (-group.late, group.respondent, group.agency))


def returns(forms: Sequence[AskedForm], days_before: int) -> list[Returns]:
    """Forms counted by agency. In time is by the day for which each letter asked (`forms_due_on`)."""
    found: dict[tuple[str, str], list[AskedForm]] = {}
    for form in forms:
        found.setdefault((form.agency, form.respondent), []).append(form)
    return [
        Returns(
            *key, len(of), sum(form.sent_at is not None for form in of), sum(_in_time(form, days_before) for form in of)
        )
        for key, of in sorted(found.items())
    ]


def _in_time(form: AskedForm, days_before: int) -> bool:
    due = forms_due_on(form.meets_on, local(form.asked_at).date(), days_before)
    return form.sent_at is not None and local(form.sent_at).date() <= due
