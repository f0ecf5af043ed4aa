"""The people around reviews: carers, parents, partners and social workers, as a council's own system lists them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from participation.exchange.csv_rows import Rows
from participation.exchange.identity import address_digest
from participation.exchange.reading import NOT_TAKEN, CellReading
from participation.reviews.models import PersonRole

PEOPLE = "people"
"""What this list is called where one is chosen."""
FORMERLY = "formerly"
"""The column of the name under which somebody stood before: then it is put right, and nobody is new."""
COLUMNS = ("review_id", "role", "name", "email", "agency", "language", "asked", "phone", "address", FORMERLY)
NEEDED = ("review_id", "role", "name")
LONGEST_ADDRESS = 500
SELDOM = {"phone", "address", "different_from", FORMERLY}
"""Columns that hardly a list has, and none misses."""
ROLES: dict[str, str] = {role: role for role in PersonRole}


@dataclass(frozen=True, slots=True)
class Named:
    """One row that can be taken, once its review is found. What it does not say is empty."""

    reading: CellReading
    review: str
    role: str
    name: str
    email: str
    agency: str
    language: str
    phone: str
    is_asked: bool | None
    """Whether they get a letter; None where the list does not say."""
    address_digest: str
    formerly: str
    """The name under which they are here, where the list puts it right."""


def worth_telling(absent: Sequence[str]) -> tuple[str, ...]:
    """Of the columns that a list does not have those that whoever keeps it should hear of."""
    return tuple(column for column in absent if column not in SELDOM)


def named(rows: Rows) -> Iterator[Named | None]:
    """Each row in its order; None for one that could not be taken."""
    for row in rows:
        reading = CellReading(rows, row)
        found = Named(
            reading,
            reading.reference("review_id"),
            reading.one_of("role", ROLES, "role", f"one of {', '.join(PersonRole)}"),
            _name(reading),
            reading.email("email"),
            reading.words("agency", 200),
            reading.language("language"),
            reading.phone("phone"),
            reading.yes_no("asked"),
            address_digest(reading.words("address", LONGEST_ADDRESS)),
            reading.row[FORMERLY],
        )
        yield None if reading.is_refused else found


def _name(reading: CellReading) -> str:
    """A letter to an adult begins with their name."""
    name = reading.name("name", NOT_TAKEN)
    if not reading.row["name"]:
        reading.refuse("name", "name", "the name of the person")
    reading.is_refused |= not name
    return name
