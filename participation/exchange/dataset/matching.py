"""Which review here each meeting of the dataset is: by its id, by its day, or because it was the next one. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from participation.exchange.dataset.meetings import Meeting, Meetings
from participation.exchange.queries import Known
from participation.reviews.models import ReviewKind


@dataclass
class Matched:
    """The meetings of one child, each with the review that it is here; None of one that is new."""

    held: list[tuple[Meeting, Known | None]] = field(default_factory=list)
    to_come: list[tuple[Meeting, Known | None]] = field(default_factory=list)
    waiting: list[Known] = field(default_factory=list)
    """Reviews here that are to come and that the dataset does not name, the nearest first."""


class Matching:
    """Of a child's reviews here those that are not matched yet."""

    def __init__(self, known: Iterable[Known], freed: str | None, today: date) -> None:
        """Whatever ended with `freed` stands again."""
        self._today = today
        self._all = {each["id"]: each for each in known}
        self._by_reference = {each["reference"]: each for each in self._all.values() if each["reference"]}
        standing = [each for each in self._all.values() if each["ending_id"] in (None, freed)]
        in_care = [each for each in standing if each["kind"] == ReviewKind.CHILD_IN_CARE]
        self._standing = sorted(in_care, key=lambda each: each["meets_on"] or each["due_on"] or date.max)
        # Of two on one day the one with a code stands.
        by_day = sorted(self._standing, key=lambda each: each["code"] is not None)
        self._by_day = {each["meets_on"]: each for each in by_day if each["meets_on"]}

    def matched(self, found: Meetings) -> Matched:
        """Match first what cannot be mistaken; what is called off with no other day is none of them."""
        off = {row.review for row in found.cancelled}
        self._standing = [each for each in self._standing if not each["reference"] or each["reference"] not in off]
        meetings, known = [*found.held, *found.to_come], dict[int, Known]()
        for by in (self._of_id, self._of_day, self._of_called_off):
            for meeting in meetings:
                if id(meeting) not in known and (review := by(meeting)) and review["id"] in self._all:
                    known[id(meeting)] = self._all.pop(review["id"])
        self._match_next(found, known)
        held, to_come = ([(each, known.get(id(each))) for each in some] for some in (found.held, found.to_come))
        return Matched(held, to_come, [each for each in self._left() if self._is_to_come(each)])

    def days_held(self, found: Meetings) -> set[date]:
        """Every day on which one of the child's reviews was held, here or in the dataset."""
        days = {each["meets_on"] for each in self._standing} | {each.row.day for each in found.held}
        return {day for day in days if day and day <= self._today}

    def _of_id(self, meeting: Meeting) -> Known | None:
        return self._by_reference.get(meeting.row.review)

    def _of_day(self, meeting: Meeting) -> Known | None:
        return self._by_day.get(meeting.row.day)

    def _of_called_off(self, meeting: Meeting) -> Known | None:
        """The review whose meeting was called off and that is held on another day goes along, with its letters."""
        found = (self._by_reference.get(row.review) for row in meeting.instead_of)
        return next((each for each in found if each and each["ending_id"] is None), None)

    def _match_next(self, found: Meetings, known: dict[int, Known]) -> None:
        """A review without a day, as each is that was worked out here, is the first one after all that were held."""
        is_next = (each for each in self._left() if each["is_derived"] or each["meets_on"] is None)
        following = next(is_next, None)
        before = [each["meets_on"] for each in self._standing if each["meets_on"] and each is not following]
        last_on = max((day for day in before if day <= self._today), default=date.min)
        for meeting in found.held:
            if following and id(meeting) not in known and (meeting.row.day or date.min) > last_on:
                known[id(meeting)] = self._all.pop(following["id"])
                break
        for meeting in found.to_come:
            waiting = (each for each in self._left() if self._is_to_come(each))
            if id(meeting) not in known and (review := next(waiting, None)):
                known[id(meeting)] = self._all.pop(review["id"])

    def _left(self) -> list[Known]:
        return [each for each in self._standing if each["id"] in self._all]

    def _is_to_come(self, review: Known) -> bool:
        return review["meets_on"] is None or review["meets_on"] > self._today
