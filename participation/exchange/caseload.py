"""A caseload: children, their officers and their next reviews, as a council's own system lists them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from participation import clock
from participation.children.models import Sex
from participation.exchange.cells import A_MOMENT, moment_in
from participation.exchange.csv_rows import Rows
from participation.exchange.reading import CellReading
from participation.reviews.models import ReviewKind

COLUMNS = (
    "child_id", "preferred_name", "date_of_birth", "language", "sex", "ethnicity", "uasc", "disability",
    "placed_outside", "came_into_care_on", "officer_email", "officer_name", "review_id", "review_type",
    "review_due_on", "review_at", "venue",
)  # fmt: skip
NEEDED = ("child_id", "preferred_name", "date_of_birth", "review_id", "review_type", "review_at")
"""A list without the other columns is taken as if their cells were empty."""
LANGUAGES_AT_MOST = 3
"""A letter has room for what matters most in two beside its own."""
SEXES = {
    "1": Sex.MALE, "m": Sex.MALE, "male": Sex.MALE, "2": Sex.FEMALE, "f": Sex.FEMALE, "female": Sex.FEMALE,
}  # fmt: skip
ETHNICITIES = {
    code.casefold(): code
    for code in (
        "WBRI", "WIRI", "WOTH", "WIRT", "WROM", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN", "ABAN", "AOTH",
        "BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT",
    )
}  # fmt: skip
KINDS: dict[str, str] = {kind: kind for kind in ReviewKind}


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """One row that can be taken. What the row does not say is not in it, so that it changes nothing."""

    reading: CellReading
    child: str
    about_child: dict[str, Any]
    review: str
    about_review: dict[str, Any]
    officer_email: str
    officer_name: str


def listed(rows: Rows) -> Iterator[CaseloadRow | None]:
    """Each row in its order; None for one that could not be taken."""
    for row in rows:
        yield _listed(CellReading(rows, row))


def _listed(reading: CellReading) -> CaseloadRow | None:
    found = CaseloadRow(
        reading,
        reading.reference("child_id"),
        _about_child(reading),
        reading.reference("review_id"),
        _about_review(reading),
        reading.email("officer_email"),
        reading.words("officer_name", 200),
    )
    return None if reading.is_refused else found


def _about_child(reading: CellReading) -> dict[str, Any]:
    born_on = reading.day("date_of_birth")
    if born_on and born_on > clock.today():
        reading.refuse("date_of_birth", "date", "a day that has come")
    languages = reading.languages("language")
    spoken = {"other_languages": " ".join(languages[1:LANGUAGES_AT_MOST])} if languages else {}
    return spoken | _known(
        preferred_name=reading.words("preferred_name", 200),
        born_on=born_on,
        language=next(iter(languages), ""),
        sex=reading.code("sex", SEXES, "sex", "1 for male or 2 for female"),
        ethnicity=reading.code("ethnicity", ETHNICITIES, "ethnicity", "a DfE code such as WBRI"),
        is_unaccompanied=reading.yes_no("uasc"),
        is_disabled=reading.yes_no("disability"),
        is_placed_outside=reading.yes_no("placed_outside"),
        came_into_care_on=reading.day("came_into_care_on"),
    )


def _about_review(reading: CellReading) -> dict[str, Any]:
    about = _known(
        kind=reading.one_of("review_type", KINDS, "type", "child_in_care or pathway_plan"),
        due_on=reading.day("review_due_on"),
        venue=reading.words("venue", 300),
    )
    found = reading.row["review_at"]
    moment = moment_in(found)
    if moment is None:
        if found:
            reading.refuse("review_at", "date", A_MOMENT)
        return about
    if moment.is_unread:
        reading.doubt("review_at", "time", "an hour as hh:mm beside the day", "the day is taken without its hour")
    if moment.is_skipped:
        reading.doubt("review_at", "time", "an hour that exists on that day", "the day is taken without its hour")
    if moment.is_twice:
        reading.doubt("review_at", "time", "an hour that comes once on that day", "the first of the two is taken")
    return {**about, "meets_on": moment.day, "starts_at": moment.at}


def _known(**values: object) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}
