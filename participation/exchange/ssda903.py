"""The national return of children looked after: its files, row by row."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from participation.exchange.caseload import A_SEX, AN_ETHNICITY, ETHNICITIES, SEXES
from participation.exchange.csv_rows import Rows
from participation.exchange.reading import NOT_TAKEN, CellReading

HEADER_COLUMNS = ("CHILD", "SEX", "DOB", "ETHNIC")
REVIEWS_COLUMNS = ("CHILD", "DOB", "REVIEW", "REVIEW_CODE")
UASC_COLUMNS = ("CHILD",)
EPISODES_COLUMNS = ("CHILD", "DECOM", "RNE", "LS")
FILES = {
    "header": HEADER_COLUMNS, "reviews": REVIEWS_COLUMNS, "uasc": UASC_COLUMNS, "episodes": EPISODES_COLUMNS,
}  # fmt: skip
SHORT_BREAKS = {"V3", "V4"}
STARTS_TO_BE_LOOKED_AFTER = "S"


@dataclass(frozen=True, slots=True)
class Headed:
    """A child of the header; None or empty where it does not say."""

    child: str
    born_on: date | None
    sex: str
    ethnicity: str


@dataclass(frozen=True, slots=True)
class Held:
    """A review of the return. The code stands as it came; empty if it is no national code."""

    reading: CellReading
    child: str
    born_on: date | None
    day: date
    code: str


@dataclass(slots=True)
class Care:
    """What a child's episodes say."""

    started_on: list[date] = field(default_factory=list)
    is_short_breaks: bool = True
    """Every episode so far is one of a series of short breaks."""


def headed(rows: Rows) -> Iterator[Headed]:
    """Each child of the header; a child that stands twice stands once."""
    lines: dict[str, int] = {}
    for row in rows:
        reading = CellReading(rows, row)
        child = reading.reference("CHILD")
        if reading.is_refused:
            continue
        if child in lines:
            reading.note("CHILD", "duplicate", f"This child is on line {lines[child]} already; {NOT_TAKEN}.")
            continue
        lines[child] = row.line
        yield Headed(
            child,
            reading.day_or_doubt("DOB"),
            reading.code("SEX", SEXES, "sex", A_SEX),
            reading.code("ETHNIC", ETHNICITIES, "ethnicity", AN_ETHNICITY),
        )


def held(rows: Rows) -> Iterator[Held | None]:
    """Each review; None for a row whose child or day cannot be read."""
    for row in rows:
        reading = CellReading(rows, row)
        child = reading.reference("CHILD")
        day = reading.needed_day("REVIEW", "166", "the day of the review")
        born_on = reading.day_or_doubt("DOB")
        if reading.is_refused or day is None:
            yield None
        else:
            yield Held(reading, child, born_on, day, row["REVIEW_CODE"].upper())


def unaccompanied(rows: Rows) -> set[str]:
    """The children that came to this country alone and asked for asylum."""
    return {CellReading(rows, row).reference("CHILD") for row in rows}


def care(rows: Rows) -> dict[str, Care]:
    """What the episodes say of each child that has one."""
    found: dict[str, Care] = defaultdict(Care)
    for row in rows:
        reading = CellReading(rows, row)
        child, started_on = reading.reference("CHILD"), reading.day_or_doubt("DECOM")
        if reading.is_refused:
            continue
        of_child = found[child]
        of_child.is_short_breaks &= row["LS"].upper() in SHORT_BREAKS
        if started_on and row["RNE"].upper() == STARTS_TO_BE_LOOKED_AFTER:
            of_child.started_on.append(started_on)
    return dict(found)
