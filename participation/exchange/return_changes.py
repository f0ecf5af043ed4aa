"""A national return against what is known: children, reviews and codes as they came, and every contradiction."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from participation import clock
from participation.children.models import Child
from participation.children.numbers import number_key
from participation.db import new_id
from participation.exchange import queries
from participation.exchange.caseload_changes import BLANK_CHILD, BLANK_REVIEW
from participation.exchange.census import Census
from participation.exchange.deprivations import FIRST_YEAR
from participation.exchange.reading import CellReading
from participation.exchange.rules import broken_beside_episodes, broken_by, returned_day
from participation.exchange.ssda903 import Care, Episode, Headed, Held
from participation.exchange.writes import CHANGED, NEW, UNCHANGED, Taken, Writes, different
from participation.outcomes.codes import CODES
from participation.outcomes.models import Participation
from participation.reviews.models import Review, ReviewKind
from participation.reviews.timetable import collection_year, collection_year_days

NOT_COUNTED = "this row is not counted"


class ReturnChanges:
    """Compares a return batch by batch. Of the whole return it remembers its children and the days of their reviews."""

    def __init__(
        self, taken: Taken, header_name: str, care: dict[str, Care] | None, unaccompanied: set[str] | None
    ) -> None:
        self.taken = taken
        self.started_on: dict[str, list[date]] = {}
        """By a child's id, every day on which they are known to have come into care."""
        self._header_name = header_name
        self._care = care
        self._unaccompanied = unaccompanied
        self._census = Census()
        self.ids: dict[str, str] = {}
        """By a child's number as numbers are compared, as everything here."""
        self._born_on: dict[str, date | None] = {}
        self._lines: dict[tuple[str, date], int] = {}

    def of_children(self, batch: Sequence[Headed]) -> Writes:
        """What a batch of the header changes."""
        writes = Writes()
        known_children = self._census.children({row.child for row in batch})
        for row in batch:
            self._born_on[number_key(row.child)] = row.born_on
            self._child(writes, row.child, self._about(row, known_children.get(row.child)), known_children)
        return writes

    def _about(self, row: Headed, known: dict[str, Any] | None) -> dict[str, Any]:
        """What the return says of a child. What it does not say is not in it, so that it changes nothing."""
        about: dict[str, Any] = {"born_on": row.born_on, "sex": row.sex, "ethnicity": row.ethnicity}
        if self._unaccompanied is not None:
            # Later returns leave out who has been given leave to stay; they came alone all the same.
            about["is_unaccompanied"] = number_key(row.child) in self._unaccompanied or bool(
                known and known["is_unaccompanied"]
            )
        started = [*self._starts(row.child), known["came_into_care_on"] if known else None]
        about["came_into_care_on"] = max(filter(None, started), default=None)
        return {name: value for name, value in about.items() if value not in (None, "")}

    def _starts(self, child: str) -> list[date]:
        care = self._care.get(number_key(child)) if self._care else None
        return care.started_on if care else []

    def _child(
        self, writes: Writes, reference: str, about: dict[str, Any], known_children: dict[str, dict[str, Any]]
    ) -> None:
        known = known_children.get(reference)
        child_id = known["id"] if known else new_id()
        self.ids[number_key(reference)] = child_id
        changes = different(known, about) if known else {}
        if known is None:
            writes.add(Child, id=child_id, reference=reference, **{**BLANK_CHILD, **about})
        elif changes:
            writes.change(Child, id=child_id, **changes)
        self.taken.count("children", NEW if known is None else CHANGED if changes else UNCHANGED)
        if "came_into_care_on" in about:
            self.started_on[child_id] = [*self._starts(reference), about["came_into_care_on"]]

    def of_reviews(self, batch: Sequence[Held]) -> Writes:
        """What a batch of reviews changes."""
        writes = Writes()
        self.add_unheaded(writes, {row.child: row.born_on for row in batch})
        known = queries.reviews_by_day({self.ids[number_key(row.child)] for row in batch})
        for row in batch:
            key = number_key(row.child)
            self._note_contradictions(row, key)
            if line := self._lines.get((key, row.day)):
                message = f"This child's review on {returned_day(row.day)} is on line {line} already; {NOT_COUNTED}."
                row.reading.note("REVIEW", "duplicate", message)
                self.taken.refused += 1
                continue
            self._lines[key, row.day] = row.reading.row.line
            self._review(writes, row, known.get((self.ids[key], ReviewKind.CHILD_IN_CARE, row.day)))
        return writes

    def add_unheaded(self, writes: Writes, named: Mapping[str, date | None]) -> None:
        """The children whom the header lacks, as far as other tables tell of them: their numbers and birthdays."""
        unheaded = {child: born_on for child, born_on in named.items() if number_key(child) not in self.ids}
        known_children = self._census.children(unheaded)
        for child, born_on in unheaded.items():
            if number_key(child) in self.ids:
                continue  # it stands in two ways of writing
            self._child(writes, child, {"born_on": born_on} if born_on else {}, known_children)

    def note_child(self, reading: CellReading, key: str, born_on: date | None) -> date | None:
        """Where the header says otherwise; gives the day of birth."""
        if key not in self._born_on:
            reading.note("CHILD", "INT08", f"This child is not in {self._header_name}.")
        headed = self._born_on.get(key)
        if born_on and headed and born_on != headed:
            message = f"The day of birth is {returned_day(born_on)} here and {returned_day(headed)} in the header."
            reading.note("DOB", "INT17", message)
        return born_on or headed

    def _note_contradictions(self, row: Held, key: str) -> None:
        born_on = self.note_child(row.reading, key, row.born_on)
        for broken in broken_by(row.code, born_on, row.day, clock.today()):
            so = " The review is kept as planned and its code is not recorded." if broken.rule == "future" else ""
            row.reading.note(broken.column, broken.rule, broken.message + so)
        if self._care is None:
            return
        care = self._care.get(key)
        if beside := broken_beside_episodes(care.is_short_breaks if care else None):
            row.reading.note(beside.column, beside.rule, beside.message)

    def episodes(self, key: str) -> Sequence[Episode]:
        """The episodes of a child of whom more is asked, by the number as numbers are compared."""
        return self._care[key].episodes if self._care and key in self._care else ()

    def had_episodes(self) -> Iterator[dict[str, Any]]:
        """Of which children the return has episodes, in each year of its reviews: row by row, year after year."""
        care = {self.ids[key]: care for key, care in (self._care or {}).items() if key in self.ids}
        for year in sorted(self._years()):
            for id in sorted(care):
                yield {"child_id": id, "year": year, "is_short_breaks": care[id].is_short_breaks}

    def _years(self) -> set[str]:
        return {collection_year(day) for _, day in self._lines if day <= clock.today()}

    def collected_days(self) -> tuple[date, date]:
        """The first and the last day of the collection years of this return, which no file of it names.

        They are told by its reviews, and by today where it has none; none is before orders were first collected.
        """
        years = self._years() or {FIRST_YEAR, collection_year(clock.today())}
        first, last = (collection_year_days(max(year, FIRST_YEAR)) for year in (min(years), max(years)))
        return first[0], last[1]

    def _review(self, writes: Writes, row: Held, known: dict[str, Any] | None) -> None:
        review_id = known["id"] if known else new_id()
        if known is None:
            about = {
                "child_id": self.ids[number_key(row.child)],
                "kind": ReviewKind.CHILD_IN_CARE,
                "meets_on": row.day,
            }
            writes.add(Review, id=review_id, **{**BLANK_REVIEW, **about})
        is_recorded = self._record(writes, row, review_id, known)
        self.taken.count("reviews", NEW if known is None else CHANGED if is_recorded else UNCHANGED)

    def _record(self, writes: Writes, row: Held, review_id: str, known: dict[str, Any] | None) -> bool:
        """Keep the code as it stands. One that an officer recorded here is never overwritten."""
        before = known["code"] if known else None
        if row.code not in CODES or row.day > clock.today() or before == row.code:
            return False
        code = {"review_id": review_id, "code": row.code, "recorded_at": clock.now()}
        if before is None:
            writes.add(Participation, suggested="", reasons=[], recorded_by=None, **code)
        elif known and known["recorded_by"] is None:
            writes.change(Participation, **code)
        else:
            row.reading.note("REVIEW_CODE", "recorded", f"An officer recorded {before} here; that stands.")
            return False
        return True
