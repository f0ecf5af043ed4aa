"""The table of reviews, row by row: whose each is, and what can be taken of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from participation import clock
from participation.exchange.dataset.care import MANY, Cohort
from participation.exchange.dataset.children import Children, FoundChild
from participation.exchange.dataset.meetings import ReviewRow, code_in
from participation.exchange.dataset.tables import REVIEWS, Dataset, TableReading
from participation.exchange.first_lines import FirstLines
from participation.exchange.likely_days import Days, unlikely
from participation.exchange.problems import quoted
from participation.exchange.reading import NOT_TAKEN
from participation.exchange.rules import broken_beside_episodes, broken_by, returned_day

DUE, DAY, CODE = "clar_cla_review_due_date", "clar_cla_review_date", "clar_cla_review_participation"
PERSON, PERIOD, REVIEW = "clar_cla_person_id", "clar_cla_id", "clar_cla_review_id"
_COLUMN_OF = {"due_on": DUE, "meets_on": DAY}
_OF_EACH_PAST_REVIEW = frozenset({"far", "care"})
"""Doubts about a list of next reviews that tell nothing of a history of six years."""


@dataclass
class Reviews:
    """The rows of the cohort's reviews, packed: a table may hold a million."""

    of: dict[str, bytearray] = field(default_factory=dict)
    """By `clae_person_id`."""

    def rows(self, person: str) -> Iterator[ReviewRow]:
        """One child's, in the order of the table."""
        yield from map(ReviewRow.unpacked, self.of.get(person, bytearray()).decode().splitlines())

    def number(self, person: str) -> int:
        """How many rows of one child there are."""
        return self.of.get(person, b"").count(b"\n")


class ReviewsOfCohort:
    """Reads the table of reviews."""

    def __init__(self, dataset: Dataset, cohort: Cohort, children: Children) -> None:
        self._table = dataset[REVIEWS]
        self._cohort = cohort
        self._children = children
        self._today = clock.today()
        self._lines = FirstLines()

    def read(self) -> Reviews:
        """Every review that can be taken; each other one is listed."""
        found = Reviews()
        for reading in self._table:
            child = self._child(reading)
            row = self._row(reading, child) if child else None
            if child and row:
                found.of.setdefault(child.person, bytearray()).extend(row.packed().encode())
            else:
                self._table.counts["refused"] += 1
        return found

    def _child(self, reading: TableReading) -> FoundChild | None:
        person = self._cohort.person_of(reading, PERSON, PERIOD)
        if child := self._children.of.get(person):
            return None if self._is_of_another(reading, person) else child
        column = PERSON if reading.row[PERSON] else PERIOD
        if person in self._children.refused:
            message = f"Its child is not taken (see {self._children.refused[person]}), so {NOT_TAKEN}."
        elif person == MANY:
            message = f"This period of care belongs to more than one person, and no person is named; {NOT_TAKEN}."
        elif column == PERSON:
            message = f"This child has no episode, so there should be no review; {NOT_TAKEN}."
        elif reading.row[PERIOD]:
            message = f"No episode has this period of care, so nobody knows whose review it is; {NOT_TAKEN}."
        else:
            message = f"Neither a person nor a period of care is named; {NOT_TAKEN}."
        reading.note(column, "1012" if column == PERSON else "child", message)
        return None

    def _is_of_another(self, reading: TableReading, person: str) -> bool:
        """Whether the row names one child, and a period of care of another: nobody knows whose it is."""
        whose = self._cohort.whose_period.get(reading.id(PERIOD), "") if reading.row[PERIOD] else ""
        if is_other := whose not in ("", MANY, person):
            reading.note(PERIOD, "child", f"This period of care belongs to another child than the row; {NOT_TAKEN}.")
        return is_other

    def _came_on(self, reading: TableReading, child: FoundChild) -> date:
        """When the child came into care: in the period that the row names, or at all."""
        periods = self._cohort.periods[child.person]
        named = periods.get(reading.id(PERIOD)) if reading.row[PERIOD] else None
        return named.came_on if named else min(each.came_on for each in periods.values())

    def _row(self, reading: TableReading, child: FoundChild) -> ReviewRow | None:
        review, day = reading.id_of_review(REVIEW), reading.moment_day_or_refuse(DAY)
        due_on, is_cancelled = reading.moment_day(DUE), self._is_cancelled(reading)
        if day and day < (came_on := self._came_on(reading, child)):
            reading.refuse(DAY, "care", f"a day from {returned_day(came_on)} on, when the child came into care")
        if not reading.is_refused and not day and not due_on:
            reading.refuse(DAY, "166", "the day of the review, or the day by which it is due")
        for each in unlikely(Days(child.about.get("born_on"), None, due_on, day, None), self._today):
            if not each.so:
                reading.refuse(_COLUMN_OF.get(each.of, DAY), each.rule, each.expected)
            elif each.rule not in _OF_EACH_PAST_REVIEW or not each.is_kept:
                reading.doubt(_COLUMN_OF[each.of], each.rule, each.expected, each.so)
                due_on = None if each.of == "due_on" else due_on
        if reading.is_refused or self._is_doubled(reading, (child, review, None if is_cancelled else day)):
            return None
        if beside := broken_beside_episodes(child.is_short_breaks):
            reading.note(DAY, beside.rule, beside.message)
        return ReviewRow(reading.line, review, due_on, day, is_cancelled, self._code(reading, child, day, is_cancelled))

    def _is_cancelled(self, reading: TableReading) -> bool:
        """Some systems write no flag at all; a word that nobody can read calls nothing off."""
        return bool(reading.yes_no("clar_cla_review_cancelled"))

    def _is_doubled(self, reading: TableReading, about: tuple[FoundChild, str, date | None]) -> bool:
        child, review, day = about
        line = self._lines.of(review, reading.line) if review else reading.line
        if line != reading.line:
            reading.note(REVIEW, "duplicate", f"This review stands on line {line} already; {NOT_TAKEN}.")
            return True
        line = self._lines.of((child.person, day), reading.line) if day else reading.line
        if day and line != reading.line:
            message = f"This child's review on {returned_day(day)} stands on line {line} already; {NOT_TAKEN}."
            reading.note(DAY, "duplicate", message)
            return True
        return False

    def _code(self, reading: TableReading, child: FoundChild, day: date | None, is_cancelled: bool) -> str:
        """The code of a review that was held. What is none is listed, and the review is kept without."""
        said = reading.row[CODE]
        code = code_in(said)
        if code == "" or day is None or is_cancelled:
            return ""
        if code is None:
            so = "the review is kept without a code"
            reading.note(CODE, "167", f"Expected a code from PN0 to PN7, found {quoted(said)}; {so}.")
            return ""
        for broken in broken_by(code, child.about.get("born_on"), day, self._today):
            so = " The review is kept as planned and its code is not recorded." if broken.rule == "future" else ""
            column = CODE if broken.column == "REVIEW_CODE" else DAY
            reading.note(column, broken.rule, broken.message + so)
        return code if day <= self._today else ""
