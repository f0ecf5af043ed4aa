"""One child's reviews in the dataset against those that are here."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from participation import clock
from participation.db import new_id
from participation.endings.reasons import REVIEW
from participation.exchange import queries as lists
from participation.exchange.caseload import CANCELLED
from participation.exchange.caseload_changes import BLANK_REVIEW
from participation.exchange.dataset import queries
from participation.exchange.dataset.accounts import Accounts
from participation.exchange.dataset.matching import Matched, Matching
from participation.exchange.dataset.meetings import Meeting, Meetings, ReviewRow
from participation.exchange.dataset.officers import OfficersOfChildren
from participation.exchange.dataset.reviews import CODE, DAY, Reviews
from participation.exchange.dataset.reviews import REVIEW as REVIEW_ID
from participation.exchange.dataset.tables import DatasetTable
from participation.exchange.listed_endings import ENDINGS, ListedEnding
from participation.exchange.queries import Known
from participation.exchange.reading import NOT_TAKEN
from participation.exchange.rules import returned_day
from participation.exchange.writes import CHANGED, MOVED, NEW, UNCHANGED, Taken, Writes, different
from participation.outcomes.models import Participation
from participation.reviews.models import Move, Review, ReviewKind
from participation.reviews.timetable import next_due

NEXT_REVIEWS, CALLED_OFF = "next reviews worked out", "meetings called off"


@dataclass(frozen=True)
class KnownReviews:
    """What is here of the reviews of a batch of children."""

    of_child: dict[str, list[Known]]
    by_reference: dict[str, Known]
    moves: set[tuple[str, date]]
    by_lists: set[str]
    """Endings that a list entered; what somebody of the staff ended stays ended."""

    @classmethod
    def of(cls, children: Sequence[Known], references: Collection[str]) -> "KnownReviews":
        """Ask for the reviews of these children, and for those of these numbers, whosesoever."""
        child_ids = [child["id"] for child in children]
        of_child = queries.reviews_of_children(child_ids)
        reviews = (each for known in of_child.values() for each in known)
        ended = {each["ending_id"] for each in (*children, *reviews) if each["ending_id"]}
        named = lists.reviews_by_reference(references)
        return cls(of_child, named, queries.moves_of(child_ids), queries.ended_by_lists(ended))


@dataclass(frozen=True)
class OfChild:
    """Whose reviews are compared."""

    person: str
    id: str
    came_on: date | None
    ended_as: str
    """What became of a child who has gone; "" of one in care."""
    is_open: bool
    """The last episode goes on, so another review is due."""
    freed: str | None = None
    """The ending that is taken back, because the child is in care again."""
    seen_on: date | None = None
    """The last contact with the officer."""


class ReviewChanges:
    """Compares the reviews of one child after another."""

    def __init__(
        self, table: DatasetTable, reviews: Reviews, officers: OfficersOfChildren, accounts: Accounts, taken: Taken
    ) -> None:
        self._table = table
        self.rows = reviews.rows
        self._officers = officers
        self._accounts = accounts
        self._taken = taken
        self._today = clock.today()
        self._writes = Writes()
        self._here = KnownReviews({}, {}, set(), set())
        self.endings: list[ListedEnding] = []

    def begin(self, writes: Writes, here: KnownReviews) -> None:
        """Of another batch."""
        self._writes, self._here, self.endings = writes, here, []

    def take(self, child: OfChild, found: Meetings) -> None:
        """Everything that the rows of a child change."""
        matching = Matching(self._here.of_child.get(child.id, []), child.freed, self._today)
        matched = matching.matched(found)
        seen_on = _seen_before(found.held, child.seen_on)
        for meeting, known in matched.held:
            self._meeting(child, meeting, known, seen_on if meeting is found.held[-1] else None)
        for meeting, known in matched.to_come:
            if child.ended_as:
                self._refuse(meeting.row, DAY, "left", f"This child is no longer in care; {NOT_TAKEN}.")
            else:
                self._meeting(child, meeting, known, None)
        if child.is_open and not matched.to_come:
            self._next(child, matched, matching.days_held(found))
        for row in found.overtaken:
            message = f"It has no day, and a later review was held or another is to come; {NOT_TAKEN}."
            self._refuse(row, DAY, "overtaken", message)
        for row in found.cancelled:
            self._cancelled(child, row)

    def refuse_all(self, rows: Iterable[ReviewRow], whose: str) -> None:
        """List each review of a child who is not taken."""
        for row in rows:
            self._refuse(row, REVIEW_ID, "child", f"Its child is not taken (see {whose}), so {NOT_TAKEN}.")

    def _refuse(self, row: ReviewRow, column: str, rule: str, message: str) -> None:
        self._table.refuse(row.line, column, rule, row.review if column == REVIEW_ID else "", message)

    def _meeting(self, child: OfChild, meeting: Meeting, known: Known | None, seen_on: date | None) -> None:
        row = meeting.row
        stranger = self._here.by_reference.get(row.review)
        if stranger and stranger["child_id"] != child.id:
            whose = lists.number_of_child(stranger["child_id"])
            message = f"Expected a review of this child, found a review of the child {whose}; {NOT_TAKEN}."
            self._refuse(row, REVIEW_ID, "review", message)
        elif known and known["ending_id"] not in (None, child.freed) and not self._stands_again(child, known):
            self._refuse(row, REVIEW_ID, "ended", f"This review was ended here and stays ended, so {NOT_TAKEN}.")
        else:
            review_id, is_changed = self._review(child, meeting, known)
            is_recorded = self._record(row, review_id, known, seen_on)
            state = NEW if known is None else CHANGED if is_changed or is_recorded else UNCHANGED
            self._taken.count("reviews", state)

    def _stands_again(self, child: OfChild, known: Known) -> bool:
        """A list takes up again what a list has called off, and nothing that somebody here has ended."""
        if known["ending_id"] not in self._here.by_lists or child.ended_as:
            return False
        self.endings.append(ListedEnding(REVIEW, known["id"], ""))
        self._taken.count(ENDINGS, CHANGED)
        return True

    def _review(self, child: OfChild, meeting: Meeting, known: Known | None) -> tuple[str, bool]:
        """The id of the review, and whether anything of it is different."""
        row, review_id = meeting.row, known["id"] if known else new_id()
        about: dict[str, Any] = {"due_on": row.due_on, "meets_on": row.day, "reference": row.review or None}
        about = {name: value for name, value in about.items() if value is not None} | {"is_derived": False}
        self._set_officer(child, row, known, about)
        moved_from = {each.day for each in meeting.instead_of if each.day and each.day != row.day}
        if known is None:
            kind = ReviewKind.CHILD_IN_CARE
            self._writes.add(Review, id=review_id, child_id=child.id, kind=kind, **{**BLANK_REVIEW, **about})
            return review_id, self._note_moves(review_id, moved_from, row.day)
        if row.day is None and known["meets_on"] in moved_from:
            about["meets_on"] = None  # called off, and nobody has said when instead
        self._keep(row, known, about)
        changes = different(known, about)
        if "meets_on" in changes:
            changes |= {"revision": known["revision"] + 1, "starts_at": None}
            moved_from |= {known["meets_on"]} - {None}
        if changes:
            self._writes.change(Review, id=review_id, **changes)
        return review_id, self._note_moves(review_id, moved_from, row.day) or bool(changes)

    def _set_officer(self, child: OfChild, row: ReviewRow, known: Known | None, about: dict[str, Any]) -> None:
        """Of a review that was held the officer of its day, unless one is known: figures tell of them."""
        is_held = row.day is not None and row.day <= self._today
        if known and known["officer_id"] and is_held:
            return
        if officer := self._officer(child, row.day if is_held else None):
            about["officer_id"] = officer
        elif not (known and known["officer_id"]):
            self._taken.without_officer += 1

    def _officer(self, child: OfChild, day: date | None = None) -> str | None:
        return self._accounts.of(self._writes, self._officers.on(child.person, day or self._today))

    def _keep(self, row: ReviewRow, known: Known, about: dict[str, Any]) -> None:
        """What an officer has settled here stands until the day has come; and so does another list's number."""
        about["reference"] = known["reference"] or row.review or None
        is_settled = known["settled_at"] and known["meets_on"] and known["meets_on"] >= self._today
        if is_settled and about.pop("meets_on", known["meets_on"]) != known["meets_on"]:
            message = f"Its officer has settled {returned_day(known['meets_on'])} here; that day is kept."
            self._table.note(row.line, DAY, "settled", returned_day(row.day) if row.day else "", message)

    def _note_moves(self, review_id: str, moved_from: Collection[date], to: date | None) -> bool:
        """Each day on which it was to be and was not; whether any of them is news."""
        new = sorted(day for day in moved_from if (review_id, day) not in self._here.moves)
        for day in new:
            self._writes.add(Move, id=new_id(), review_id=review_id, from_on=day, to_on=to, moved_at=clock.now())
            self._taken.count("review dates", MOVED)
        return bool(new)

    def _record(self, row: ReviewRow, review_id: str, known: Known | None, seen_on: date | None) -> bool:
        """Keep the code as it stands. One that an officer recorded here is never overwritten."""
        before = known["code"] if known else None
        if not row.code or (known and before and known["recorded_by"]):
            if row.code and row.code != before:
                said = f"An officer recorded {before} here; that stands."
                self._table.note(row.line, CODE, "recorded", row.code, said)
            return False
        about = {"code": row.code, "seen_before_on": seen_on or (known["seen_before_on"] if known else None)}
        if known and before:
            if not (changes := different(known, about)):
                return False
            self._writes.change(Participation, review_id=review_id, recorded_at=clock.now(), **changes)
        else:
            nobody: dict[str, Any] = {"suggested": "", "reasons": [], "recorded_by": None, "recorded_at": clock.now()}
            self._writes.add(Participation, review_id=review_id, **about, **nobody)
        return True

    def _next(self, child: OfChild, matched: Matched, held: Collection[date]) -> None:
        """Nobody says when the next review is due, so the timetable does; a review that is here already goes before."""
        known = matched.waiting[0] if matched.waiting else None
        due_on = next_due(ReviewKind.CHILD_IN_CARE, child.came_on, sorted(held))
        if due_on is None or (known and not known["is_derived"]):
            return
        about: dict[str, Any] = {"due_on": due_on}
        if officer := self._officer(child):
            about["officer_id"] = officer
        elif known is None or not known["officer_id"]:
            self._taken.without_officer += 1
        changes = different(known, about) if known else {}
        if known is None:
            values = {**BLANK_REVIEW, **about, "kind": ReviewKind.CHILD_IN_CARE, "is_derived": True}
            self._writes.add(Review, id=new_id(), child_id=child.id, **values)
        elif changes:
            self._writes.change(Review, id=known["id"], **changes)
        self._taken.count(NEXT_REVIEWS, NEW if known is None else CHANGED if changes else UNCHANGED)

    def _cancelled(self, child: OfChild, row: ReviewRow) -> None:
        """A meeting that was called off and of which nothing was held instead."""
        known = self._here.by_reference.get(row.review)
        if known is None or known["child_id"] != child.id:
            self._taken.count(CALLED_OFF, "not held")
        elif known["ending_id"]:
            self._taken.count(ENDINGS, UNCHANGED)
        else:
            self.endings.append(ListedEnding(REVIEW, known["id"], CANCELLED))
            self._taken.count(ENDINGS, NEW)


def _seen_before(held: Sequence[Meeting], seen_on: date | None) -> date | None:
    """The last contact, where it tells of the newest review: on or before its day, and after the one before."""
    days = [date.min, *(each.row.day for each in held if each.row.day)]
    return seen_on if seen_on and len(days) > 1 and days[-2] < seen_on <= days[-1] else None
