"""A caseload: children, their officers and their next reviews, as a council's own system lists them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from participation import clock
from participation.children.models import ADOPTED, DIED, LEFT_CARE, MATCHED, MOVED, WAITING, Sex
from participation.exchange.csv_rows import Rows
from participation.exchange.likely_days import Days, unlikely
from participation.exchange.notes import is_nobody
from participation.exchange.reading import CellReading
from participation.reviews.models import ReviewKind

CASELOAD = "caseload"
"""What this list is called where one is chosen."""
DIFFERENT_FROM = "different_from"
"""The numbers of children of the same name and birthday who are somebody else: nobody else can know."""
COLUMNS = (
    "child_id", "preferred_name", "date_of_birth", "language", "sex", "ethnicity", "uasc", "disability",
    "placed_outside", "came_into_care_on", "officer_email", "officer_name", "review_id", "review_type",
    "review_due_on", "review_at", "venue", "status", "review_status", DIFFERENT_FROM, "miles_from_home",
    "notified_on", "officer_named_on", "independent_visitor", "independent_visitor_on", "phone",
)  # fmt: skip
NEEDED = ("child_id", "preferred_name", "date_of_birth", "review_id", "review_type", "review_at")
"""A list without the other columns is taken as if their cells were empty."""
LANGUAGES_AT_MOST = 3
"""A letter has room for what matters most in two beside its own."""
SEXES: dict[str, str] = {
    "1": Sex.MALE, "m": Sex.MALE, "male": Sex.MALE, "2": Sex.FEMALE, "f": Sex.FEMALE, "female": Sex.FEMALE,
    "u": "", "unknown": "",
}  # fmt: skip
"""As the national return codes it: numbers until 2023-24, M, F and U (not known) since."""
A_SEX = "M, F or U (or 1 for male, 2 for female)"
ETHNICITIES = {
    code.casefold(): code
    for code in (
        "WBRI", "WIRI", "WOTH", "WIRT", "WROM", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN", "ABAN", "AOTH",
        "BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT",
    )
}  # fmt: skip
ETHNICITIES |= {"cnhe": "CHNE"} | dict.fromkeys(
    ("orab", "oara", "oafg", "oegy", "oirn", "oirq", "okrd", "okor", "ojpn", "ofil", "omal", "ovie", "oyem", "ooeg"),
    "OOTH",
)
"""Chinese as the Standard Safeguarding Dataset spells it; and what systems keep below “any other ethnic group”."""
AN_ETHNICITY = "a DfE code such as WBRI"
NO_NAME = "no letter uses it; a child who has no name here is greeted without one"
COLUMN_OF = {
    "born_on": "date_of_birth", "came_into_care_on": "came_into_care_on", "due_on": "review_due_on",
    "meets_on": "review_at", "starts_at": "review_at",
}  # fmt: skip
"""In which column each of `Days` stands."""
IN_CARE, CANCELLED, PLANNED = "in_care", "cancelled", "planned"
STATUSES: dict[str, str] = {
    each: each for each in (IN_CARE, LEFT_CARE, MOVED, ADOPTED, DIED)
} | {"deceased": DIED}  # fmt: skip
REVIEW_STATUSES: dict[str, str] = {PLANNED: PLANNED, CANCELLED: CANCELLED}
VISITORS: dict[str, str] = {each: each for each in (MATCHED, WAITING)}
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
    status: str = ""
    """in_care, or what became of the child; empty where the list does not say."""
    review_status: str = ""
    """planned or cancelled; empty where the list does not say."""


def listed(rows: Rows) -> Iterator[CaseloadRow | None]:
    """Each row in its order; None for one that could not be taken."""
    today = clock.today()
    for row in rows:
        yield _listed(CellReading(rows, row), today)


def _listed(reading: CellReading, today: date) -> CaseloadRow | None:
    about_child, about_review = _about_child(reading), _about_review(reading)
    _judge(reading, about_child, about_review, today)
    found = CaseloadRow(
        reading,
        reading.reference("child_id"),
        about_child,
        reading.reference("review_id"),
        about_review,
        *_officer(reading),
        _status(reading, "status", STATUSES),
        _status(reading, "review_status", REVIEW_STATUSES),
    )
    return None if reading.is_refused else found


def _officer(reading: CellReading) -> tuple[str, str]:
    """The address and the name; of a post that nobody has it is nobody's address."""
    if reading.row["officer_name"] and is_nobody(reading.row["officer_name"]):
        reading.doubt("officer_name", "officer", "the name of a person", "it sets no officer")
        return "", ""
    return reading.email("officer_email"), reading.name("officer_name", "it is left out")


def _status(reading: CellReading, column: str, known: dict[str, str]) -> str:
    """A word that nobody can read must not leave letters going out."""
    return (
        reading.one_of(column, known, "status", f"one of {', '.join(dict.fromkeys(known.values()))}")
        if reading.row[column]
        else ""
    )


def _about_child(reading: CellReading) -> dict[str, Any]:
    languages = reading.languages("language")
    spoken = {"other_languages": " ".join(languages[1:LANGUAGES_AT_MOST])} if languages else {}
    return spoken | _known(
        preferred_name=reading.childs_name("preferred_name", NO_NAME),
        born_on=reading.day("date_of_birth"),
        language=next(iter(languages), ""),
        sex=reading.code("sex", SEXES, "sex", A_SEX),
        ethnicity=reading.code("ethnicity", ETHNICITIES, "ethnicity", AN_ETHNICITY),
        is_unaccompanied=reading.yes_no("uasc"),
        is_disabled=reading.yes_no("disability"),
        is_placed_outside=reading.yes_no("placed_outside"),
        miles_from_home=reading.miles("miles_from_home"),
        phone=reading.phone("phone"),
        came_into_care_on=reading.day("came_into_care_on", is_needed=False),
        notified_on=reading.past_day("notified_on"),
        officer_named_on=reading.past_day("officer_named_on"),
        independent_visitor=reading.code("independent_visitor", VISITORS, "visitor", "matched or waiting"),
        independent_visitor_on=reading.past_day("independent_visitor_on"),
    )


def _about_review(reading: CellReading) -> dict[str, Any]:
    about = _known(
        kind=reading.one_of("review_type", KINDS, "type", "child_in_care or pathway_plan"),
        due_on=reading.day("review_due_on", is_needed=False),
        venue=reading.words("venue", 300),
    )
    moment = reading.moment("review_at")
    if moment is None:
        return about
    if moment.is_unread:
        reading.doubt("review_at", "time", "an hour as hh:mm beside the day", "the day is taken without its hour")
    if moment.is_skipped:
        reading.doubt("review_at", "time", "an hour that exists on that day", "the day is taken without its hour")
    return {**about, "meets_on": moment.day, "starts_at": moment.at}


def _judge(reading: CellReading, about_child: dict[str, Any], about_review: dict[str, Any], today: date) -> None:
    """Name each day that is hardly so, and leave out what should reach no letter and no figure."""
    days = Days(
        about_child.get("born_on"),
        about_child.get("came_into_care_on"),
        about_review.get("due_on"),
        about_review.get("meets_on"),
        about_review.get("starts_at"),
    )
    for each in unlikely(days, today):
        if not each.so:
            reading.refuse(COLUMN_OF[each.of], each.rule, each.expected)
            continue
        reading.doubt(COLUMN_OF[each.of], each.rule, each.expected, each.so)
        if each.of == "starts_at":
            about_review["starts_at"] = None
        elif not each.is_kept:
            (about_child if each.of in about_child else about_review).pop(each.of)


def _known(**values: object) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}
