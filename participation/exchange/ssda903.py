"""The national return of children looked after: its files, row by row."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from participation.children.numbers import number_key
from participation.exchange.caseload import A_SEX, AN_ETHNICITY, ETHNICITIES, SEXES
from participation.exchange.cells import coded
from participation.exchange.csv_rows import RowsOfCells
from participation.exchange.reading import NOT_TAKEN, CellReading
from participation.outcomes.codes import CODES

HEADER_COLUMNS = ("CHILD", "SEX", "DOB", "ETHNIC")
REVIEWS_COLUMNS = ("CHILD", "DOB", "REVIEW", "REVIEW_CODE")
UASC_COLUMNS = ("CHILD",)
EPISODES_COLUMNS = ("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC")
DOLO_COLUMNS = ("CHILD", "DOB", "DOLO_START", "DOLO_END")
NEEDED = {
    "header": ("CHILD",), "reviews": ("CHILD", "REVIEW", "REVIEW_CODE"), "episodes": ("CHILD", "DECOM", "RNE", "LS"),
    "dolo": ("CHILD", "DOLO_START", "DOLO_END"),
}  # fmt: skip
"""Of the other file each column is needed. What a header does not say is not known; a day of birth stands in it."""
FILES = {
    "header": HEADER_COLUMNS, "reviews": REVIEWS_COLUMNS, "uasc": UASC_COLUMNS, "episodes": EPISODES_COLUMNS,
    "dolo": DOLO_COLUMNS,
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


@dataclass(frozen=True, slots=True)
class Episode:
    """One episode: its first day, its last or None while it goes on, and the code of the placement."""

    first: date
    last: date | None
    place: str


@dataclass(slots=True)
class Care:
    """What a child's episodes say."""

    started_on: list[date] = field(default_factory=list)
    is_short_breaks: bool = True
    """Every episode so far is one of a series of short breaks."""
    episodes: list[Episode] = field(default_factory=list)
    """Only of those about whom more is asked."""


def headed(rows: RowsOfCells) -> Iterator[Headed]:
    """Each child of the header; a child that stands twice stands once."""
    lines: dict[str, int] = {}
    for row in rows:
        reading = CellReading(rows, row)
        child = reading.reference("CHILD")
        if reading.is_refused:
            continue
        key = number_key(child)
        if key in lines:
            reading.note("CHILD", "duplicate", f"This child is on line {lines[key]} already; {NOT_TAKEN}.")
            continue
        lines[key] = row.line
        yield Headed(
            child,
            born_on_in(reading),
            reading.code("SEX", SEXES, "sex", A_SEX),
            reading.code("ETHNIC", ETHNICITIES, "ethnicity", AN_ETHNICITY),
        )


def held(rows: RowsOfCells) -> Iterator[Held | None]:
    """Each review; None for a row whose child or day cannot be read."""
    for row in rows:
        reading = CellReading(rows, row)
        child = reading.reference("CHILD")
        day = reading.needed_day("REVIEW", "166", "the day of the review")
        born_on = born_on_in(reading)
        if reading.is_refused or day is None:
            yield None
        else:
            yield Held(reading, child, born_on, day, _code(row["REVIEW_CODE"]))


def unaccompanied(rows: RowsOfCells) -> set[str]:
    """The children that came to this country alone and asked for asylum, as numbers are compared."""
    return {number_key(CellReading(rows, row).reference("CHILD")) for row in rows}


def care(rows: RowsOfCells, episodes_of: Collection[str] = ()) -> dict[str, Care]:
    """What the episodes say of each child that has one, by the number as numbers are compared; of some also where and
    how long."""
    found: dict[str, Care] = defaultdict(Care)
    for row in rows:
        reading = CellReading(rows, row)
        child, started_on = reading.reference("CHILD"), reading.day_or_doubt("DECOM")
        if reading.is_refused:
            continue
        of_child = found[number_key(child)]
        of_child.is_short_breaks &= row["LS"].upper() in SHORT_BREAKS
        if started_on and row["RNE"].upper() == STARTS_TO_BE_LOOKED_AFTER:
            of_child.started_on.append(started_on)
        if started_on and number_key(child) in episodes_of:
            ended_on = reading.day_or_doubt("DEC") if row["DEC"] else None
            of_child.episodes.append(Episode(started_on, ended_on, coded(row["PLACE"]).upper()))
    return dict(found)


def born_on_in(reading: CellReading) -> date | None:
    """The day of birth, of which a file without that column says nothing."""
    return None if reading.has_no("DOB") else reading.day_or_doubt("DOB")


def _code(found: str) -> str:
    """The code of a review in capitals; with words after it it is that code, and anything else stays as it is."""
    code = coded(found).upper()
    return code if code in CODES else found.upper()
