"""Lists to begin with: a template of each kind, and in a demonstration invented lists that may be tried."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from participation.exchange import caseload, people_list
from participation.exchange.caseload import CASELOAD
from participation.exchange.people_list import PEOPLE
from participation.exchange.problems import csv_of

COLUMNS = {CASELOAD: caseload.COLUMNS, PEOPLE: people_list.COLUMNS}
NUMBER = "EXAMPLE"
"""No import takes a row of this number, so what stands in a template by way of example never becomes a child."""
MEETS_IN, DUE_IN = timedelta(days=35), timedelta(days=42)
Row = Mapping[str, str]


def template(lists: str, today: date) -> str:
    """The columns of a list, with one row that says of itself that it is invented."""
    row = (
        _child(NUMBER, "Maya, who is invented", today) if lists == CASELOAD else _person(NUMBER, "Jo, who is invented")
    )
    return _text(lists, [row])


def invented(lists: str, today: date, review: str) -> str:
    """A list of invented people, of whom some are wrong as lists often are; `review` is the number of one here."""
    return _text(lists, _children(today) if lists == CASELOAD else _people(review))


def _children(today: date) -> list[Row]:
    meets_on = f"{today + MEETS_IN:%d/%m/%Y}"
    return [
        _child("TRY1", "Noor", today),
        _child("TRY2", "NULL", today, review_at=f"31/02/{today.year + 1}"),
        _child("TRY3", "ZoÃ«", today, review_at=meets_on),
        _child("TRY4", "Sam", today, language="xx", review_at=f"{meets_on} 03:30"),
        _child("TRY5", "Ali", today, date_of_birth="1980-02-01"),
        _child("TRY6", "Jo", today, review_id="TRY1"),
        _child("TRY7.0", "Kit", today, officer_email="", officer_name=""),
    ]


def _people(review: str) -> list[Row]:
    return [
        _person(review, "Jo Field"),
        _person(review, "Jo Field"),
        _person(review, "Sam Hill", role="uncle"),
        _person(review, "", role="school"),
        _person("TRY9", "Ali Reed"),
    ]


def _child(number: str, name: str, today: date, **otherwise: str) -> Row:
    return {
        "child_id": number, "preferred_name": name, "date_of_birth": f"{today.year - 11}-02-01", "language": "ar",
        "sex": "F", "ethnicity": "OOTH", "uasc": "no", "disability": "no", "placed_outside": "yes",
        "came_into_care_on": f"{today.year - 1}-06-01", "officer_email": "amara@example.org",
        "officer_name": "Amara Obi", "review_id": number, "review_type": "child_in_care",
        "review_due_on": str(today + DUE_IN), "review_at": f"{today + MEETS_IN} 15:30",
        "venue": "School", "status": "in_care", "review_status": "planned", "different_from": "",
        "miles_from_home": "12.5", "notified_on": f"{today.year - 1}-06-02",
        "officer_named_on": f"{today.year - 1}-06-04", "independent_visitor": "waiting",
        "independent_visitor_on": f"{today.year - 1}-09-01", "phone": "", **otherwise,
    }  # fmt: skip


def _person(review: str, name: str, role: str = "foster_carer") -> Row:
    return {
        "review_id": review, "role": role, "name": name, "email": "jo@example.org", "agency": "", "language": "en",
        "asked": "yes", "phone": "01632 960150", "address": "", "formerly": "",
    }  # fmt: skip


def _text(lists: str, rows: Iterable[Row]) -> str:
    columns: Sequence[str] = COLUMNS[lists]
    return csv_of(columns, ([row[column] for column in columns] for row in rows))
