"""Lists for tests and benchmarks: invented rows, written as a council's system or a spreadsheet writes them."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from participation.exchange.caseload import COLUMNS as CASELOAD
from participation.exchange.people_list import COLUMNS as PEOPLE

CHILD = {
    "child_id": "C1",
    "preferred_name": "Maya",
    "date_of_birth": "2015-02-01",
    "language": "ar",
    "sex": "2",
    "ethnicity": "OOTH",
    "uasc": "no",
    "disability": "",
    "placed_outside": "yes",
    "came_into_care_on": "2025-06-01",
    "officer_email": "amara@example.org",
    "officer_name": "Amara Obi",
    "review_id": "R1",
    "review_type": "child_in_care",
    "review_due_on": "2027-03-20",
    "review_at": "2027-03-10 15:30",
    "venue": "School",
    "status": "",
    "review_status": "",
    "different_from": "",
    "miles_from_home": "",
    "notified_on": "",
    "officer_named_on": "",
    "independent_visitor": "",
    "independent_visitor_on": "",
    "phone": "",
}
PERSON = {
    "review_id": "R1",
    "role": "foster_carer",
    "name": "Jo Field",
    "email": "jo@example.org",
    "agency": "",
    "language": "en",
    "phone": "",
    "address": "",
    "asked": "",
    "formerly": "",
}


def row(**values: str) -> dict[str, str]:
    """A row of a caseload that is all right but for what is given."""
    number = values.get("child_id", "C1")
    return {**CHILD, "preferred_name": "Maya" if number == "C1" else f"Maya {in_letters(number)}", **values}


def in_letters(number: object) -> str:
    """A word for a number, for each another: `C27` is Child."""
    return "".join(
        chr(ord("a") + int(each)) if each.isdecimal() else each for each in str(number) if each.isalnum()
    ).capitalize()


def person(**values: str) -> dict[str, str]:
    """A row of a list of people that is all right but for what is given."""
    return {**PERSON, **values}


def text_of(rows: Iterable[Mapping[str, str]], columns: Iterable[str] = CASELOAD, mark: str = ",") -> str:
    """A list as text, with Unix line ends."""
    lines = [mark.join(columns)]
    lines += [mark.join(_cell(values[column], mark) for column in columns) for values in rows]
    return "\n".join(lines) + "\n"


def _cell(text: str, mark: str) -> str:
    return '"' + text.replace('"', '""') + '"' if set(text) & {mark, '"', "\n"} else text


def write_caseload(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    """A caseload as a file."""
    path.write_text(text_of(rows), encoding="utf-8")
    return path


def write_people(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    """A list of people as a file."""
    path.write_text(text_of(rows, PEOPLE), encoding="utf-8")
    return path


def write_long_caseload(path: Path, length: int) -> Path:
    """A caseload of many children of 60 each to an officer; every hundredth row has a wrong day."""
    first = date(2027, 1, 4)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, CASELOAD)
        writer.writeheader()
        for number in range(length):
            writer.writerow(
                row(
                    child_id=f"C{number}",
                    preferred_name=f"Maya {in_letters(number)}",
                    officer_email=f"officer{number // 60}@example.org",
                    officer_name=f"Amara {in_letters(number // 60)}",
                    review_id=f"R{number}",
                    review_due_on="",
                    review_at="31/02/2027" if number % 100 == 99 else str(first + timedelta(days=number % 90)),
                )
            )
    return path
