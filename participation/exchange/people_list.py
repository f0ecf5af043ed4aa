"""The people around reviews: carers, parents, partners and social workers, as a council's own system lists them."""

from collections.abc import Iterator
from dataclasses import dataclass

from participation.exchange.csv_rows import Rows
from participation.exchange.reading import CellReading
from participation.reviews.models import PersonRole

COLUMNS = ("review_id", "role", "name", "email", "agency", "language", "asked")
NEEDED = ("review_id", "role", "name")
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
    is_asked: bool | None
    """Whether they get a letter; None where the list does not say."""


def named(rows: Rows) -> Iterator[Named | None]:
    """Each row in its order; None for one that could not be taken."""
    for row in rows:
        reading = CellReading(rows, row)
        if not row["name"]:
            reading.refuse("name", "name", "the name of the person")
        found = Named(
            reading,
            reading.reference("review_id"),
            reading.one_of("role", ROLES, "role", f"one of {', '.join(PersonRole)}"),
            reading.words("name", 200),
            reading.email("email"),
            reading.words("agency", 200),
            reading.language("language"),
            reading.yes_no("asked"),
        )
        yield None if reading.is_refused else found
