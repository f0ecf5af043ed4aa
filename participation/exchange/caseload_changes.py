"""A caseload against what is known: what is new, what is different, and what cannot be so."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from participation import clock
from participation.children.models import Child
from participation.children.numbers import number_key
from participation.db import new_id
from participation.exchange import queries
from participation.exchange.caseload import CaseloadRow
from participation.exchange.census import Census
from participation.exchange.csv_rows import Rows
from participation.exchange.first_lines import FirstLines
from participation.exchange.listed_endings import ListedEndings
from participation.exchange.queries import Known
from participation.exchange.reading import NOT_TAKEN
from participation.exchange.rules import returned_day
from participation.exchange.settling import FirstLine, Settling, name_hash
from participation.exchange.whose_number import WhoseNumber
from participation.exchange.writes import CHANGED, MOVED, NEW, UNCHANGED, Taken, Writes, different
from participation.profiles.models import Profile
from participation.reviews.models import Move, Review
from participation.staff.models import Role, Staff

BLANK_CHILD: dict[str, Any] = {
    "preferred_name": "", "born_on": None, "language": "en", "other_languages": "", "sex": "", "ethnicity": "",
    "is_unaccompanied": None, "is_disabled": None, "is_placed_outside": None, "miles_from_home": None,
    "came_into_care_on": None, "notified_on": None, "officer_named_on": None,
    "independent_visitor": "", "independent_visitor_on": None, "phone": "",
}  # fmt: skip
BLANK_REVIEW: dict[str, Any] = {
    "reference": None, "officer_id": None, "due_on": None, "meets_on": None, "starts_at": None, "venue": "",
}  # fmt: skip
ARRANGED = frozenset({"meets_on", "starts_at", "venue"})
"""What an officer settles."""
NAMELESS = "letters greet them without one, and speak to adults of “this child”"
TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev"}


class CaseloadChanges:
    """Compares a caseload batch by batch and remembers, of the whole list, only which numbers stood on which line."""

    def __init__(self, taken: Taken, rows: Rows) -> None:
        self.taken = taken
        self._census = Census()
        self.settling = Settling(rows, self._census)
        taken.taken_as_two = self.settling.taken_as_two
        self._children: dict[int, str] = {}
        """Each child of the list, packed, by a hash of the number as numbers are compared."""
        self._lines = FirstLines()
        """On which line each review stands, and each child's review of a day."""
        self._today = clock.today()
        self._officers: dict[str, str | None] = {}
        self.endings = ListedEndings(taken)

    def of(self, batch: Sequence[CaseloadRow]) -> Writes:
        """What a batch changes."""
        self._writes = Writes()
        self._known_children = self._census.children({row.child for row in batch})
        self._known_reviews = self._reviews(batch)
        self._known_days = queries.reviews_by_day({child["id"] for child in self._known_children.values()})
        self._numbers = WhoseNumber(of_children=[row.about_child.get("phone", "") for row in batch])
        self._accounts = queries.accounts_by_email({row.officer_email for row in batch} - {""})
        for row in batch:
            self._take(row)
        return self._writes

    def _reviews(self, batch: Sequence[CaseloadRow]) -> dict[str, Known]:
        """The reviews of these numbers, by the number as it is written here: written otherwise, first a child's own."""
        found = self._census.reviews({row.review for row in batch})
        strange = {
            row.review: child["id"]
            for row in batch
            if (review := found.get(row.review)) and review["reference"] != row.review
            if (child := self._known(row)) and child["id"] != review["child_id"]
        }
        own = {(each["child_id"], number_key(each["reference"])): each for each in queries.reviews_of(strange.values())}
        written = {review: own.get((child_id, number_key(review))) for review, child_id in strange.items()}
        return found | {review: known for review, known in written.items() if known}

    def _known(self, row: CaseloadRow) -> Known | None:
        return self._known_children.get(row.child)

    def _take(self, row: CaseloadRow) -> None:
        if not (self._is_only_one(row) and self._is_of_this_child(row) and self._is_settled(row)):
            self.taken.refused += 1
            return
        if not self.endings.goes_on(row, self._known_children.get(row.child), self._known_reviews.get(row.review)):
            return
        child_id = self._child(row)
        about = dict(row.about_review)
        known = self._known_reviews.get(row.review) or BLANK_REVIEW
        if known["officer_id"] and self._is_held(known):
            self._keep_officer(row, known["officer_id"])
        elif officer_id := self._officer(row):
            about["officer_id"] = officer_id
        elif not known["officer_id"]:
            self.taken.without_officer += 1
        self._review(row, child_id, about)

    def _is_only_one(self, row: CaseloadRow) -> bool:
        line = self._lines.of(number_key(row.review), row.reading.row.line)
        if line != row.reading.row.line:
            row.reading.note("review_id", "duplicate", f"This review stands on line {line} already; {NOT_TAKEN}.")
            return False
        day = row.about_review.get("meets_on")
        if day is None:
            return True
        line = self._lines.of((number_key(row.child), row.about_review["kind"], day), row.reading.row.line)
        if line != row.reading.row.line:
            message = f"This child's review on {returned_day(day)} stands on line {line} already; {NOT_TAKEN}."
            row.reading.note("review_at", "duplicate", message)
            return False
        return True

    def _is_of_this_child(self, row: CaseloadRow) -> bool:
        known = self._known_reviews.get(row.review)
        child = self._known(row)
        if known and (child is None or known["child_id"] != child["id"]):
            is_alike = known["reference"] != row.review
            found = (
                f"This number looks like {known['reference']},"
                if is_alike
                else "Expected a review of this child, found"
            )
            whose = queries.number_of_child(known["child_id"])
            row.reading.note("review_id", "review", f"{found} a review of the child {whose}; {NOT_TAKEN}.")
            return False
        return True

    def _is_settled(self, row: CaseloadRow) -> bool:
        packed = self._children.get(hash(number_key(row.child)))
        first = FirstLine.unpacked(packed) if packed else None
        return self.settling.is_settled(row, self._known(row), first)

    def _child(self, row: CaseloadRow) -> str:
        said = hash(frozenset(row.about_child.items()))
        key = hash(number_key(row.child))
        if key in self._children:
            there = FirstLine.unpacked(self._children[key])
            if said != there.said:
                message = f"Line {there.line} says this child's details otherwise; those stand."
                row.reading.note("child_id", "duplicate", message)
            return there.id
        known = self._known(row)
        self._numbers.note_adult(row.reading, row.about_child.get("phone", ""))
        child_id = known["id"] if known else new_id()
        name, born_on = name_hash(row.about_child.get("preferred_name")), row.about_child.get("born_on")
        self._children[key] = FirstLine(child_id, row.reading.row.line, said, name, born_on, row.child).packed()
        if not row.reading.row["preferred_name"] and not (known and known["preferred_name"]):
            row.reading.doubt("preferred_name", "name", "the name that the child goes by", NAMELESS)
        changes = different(known, row.about_child) if known else {}
        if known is None:
            self._writes.add(Child, id=child_id, reference=row.child, **{**BLANK_CHILD, **row.about_child})
        elif changes:
            self._writes.change(Child, id=child_id, **changes)
        self.taken.count("children", NEW if known is None else CHANGED if changes else UNCHANGED)
        return child_id

    def _is_held(self, review: Known) -> bool:
        return review["meets_on"] is not None and review["meets_on"] <= self._today

    def _keep_officer(self, row: CaseloadRow, officer_id: str) -> None:
        """Feedback and figures tell of the officer who held a review: a list that names another changes nothing."""
        account = self._accounts.get(row.officer_email)
        if row.officer_email and (account is None or account["id"] != officer_id):
            held_by = queries.email_of(officer_id)
            row.reading.doubt("officer_email", "held", f"{held_by}, who held this review", "its officer is kept")

    def _officer(self, row: CaseloadRow) -> str | None:
        email = row.officer_email
        if not email:
            return None
        if email not in self._officers:
            account = self._accounts.get(email)
            self._officers[email] = self._new_officer(row) if account is None else open_officer(account)
        if self._officers[email] is None:
            row.reading.doubt("officer_email", "officer", "the open account of an officer", "it sets no officer")
        return self._officers[email]

    def _new_officer(self, row: CaseloadRow) -> str:
        if not row.officer_name:
            row.reading.doubt("officer_name", "officer", "the officer's name", "the address stands for it")
        staff_id, name = new_id(), row.officer_name or row.officer_email
        self._writes.add(Staff, id=staff_id, email=row.officer_email, name=name, role=Role.OFFICER)
        self._writes.add(Profile, staff_id=staff_id, known_as=first_name(name))
        self.taken.count("officers", NEW)
        return staff_id

    def _review(self, row: CaseloadRow, child_id: str, about: dict[str, Any]) -> None:
        known = self._known_reviews.get(row.review)
        on_that_day = self._known_days.get((child_id, about["kind"], about.get("meets_on", date.min)))
        if known is None and on_that_day and on_that_day["reference"] is None:
            known = on_that_day  # it came with a return, which has no number for it
        if on_that_day and (known is None or known["id"] != on_that_day["id"]):
            row.reading.note("review_at", "duplicate", "This child has another review on the same day; both are kept.")
        if known is None:
            about["reference"] = row.review
            self._writes.add(Review, id=new_id(), child_id=child_id, **{**BLANK_REVIEW, **about})
            self.taken.count("reviews", NEW)
            return
        self._keep_settled(row, known, about)
        _keep_hour(known, about)
        changes = different(known, {**about, "reference": known["reference"] or row.review})
        if not ARRANGED.isdisjoint(changes):
            changes["revision"] = known["revision"] + 1
        if changes:
            self._writes.change(Review, id=known["id"], **changes)
        self.taken.count("reviews", CHANGED if changes else UNCHANGED)
        self._note_move(row, known, changes)

    def _keep_settled(self, row: CaseloadRow, known: Known, about: dict[str, Any]) -> None:
        """What an officer has settled here stands until the day has come: a list may not have heard of it yet."""
        if known["settled_at"] and known["meets_on"] >= self._today:
            said = {name: about.pop(name) for name in ARRANGED & about.keys()}
            if different(known, said):
                row.reading.doubt(
                    "review_at", "settled", "what its officer has settled", "day, hour and place are kept"
                )

    def _note_move(self, row: CaseloadRow, known: Known, changes: dict[str, Any]) -> None:
        before = known["meets_on"]
        if before and "meets_on" in changes:
            to = changes["meets_on"]
            self._writes.add(Move, id=new_id(), review_id=known["id"], from_on=before, to_on=to, moved_at=clock.now())
            self.taken.count("review dates", MOVED)
        elif known["starts_at"] and "starts_at" in changes:
            self.taken.count("review hours", MOVED)
        elif before and before >= self._today and not row.reading.row["review_at"]:
            row.reading.doubt("review_at", "kept", "the day of the review", f"{returned_day(before)} is kept")


def _keep_hour(known: Known, about: dict[str, Any]) -> None:
    """A list that names the same day without an hour says nothing of the hour; another day ends it."""
    if about.get("starts_at", ...) is None and about["meets_on"] == known["meets_on"]:
        del about["starts_at"]


def open_officer(account: Known) -> str | None:
    """The id of an account if it is that of an officer and open."""
    is_open = account["role"] == Role.OFFICER and account["disabled_at"] is None
    return account["id"] if is_open else None


def first_name(name: str) -> str:
    """What children call an officer until the officer says so."""
    words = (name.partition(",")[2] or name).split()
    return next((word for word in words if word.rstrip(".").casefold() not in TITLES), name)[:100]
