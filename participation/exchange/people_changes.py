"""A list of people against what is known: who is new to a review, and whose details are different."""

from collections.abc import Sequence

from participation.db import new_id
from participation.exchange import queries
from participation.exchange.people_list import Named
from participation.exchange.reading import NOT_TAKEN, CellReading
from participation.exchange.writes import CHANGED, NEW, UNCHANGED, Taken, Writes, different
from participation.reviews.models import Person


class PeopleChanges:
    """Compares a list of people batch by batch. Of the whole list it remembers who stood on which line."""

    def __init__(self, taken: Taken) -> None:
        self.taken = taken
        self._lines: dict[tuple[str, str, str], int] = {}
        self._reviews: dict[str, CellReading] = {}
        """The first row of each review."""

    def note_missing(self) -> None:
        """List who has a part in one of the reviews of a complete list and is not on it. They are kept."""
        for number, role, name in queries.people_who_stand(self._reviews):
            if (number, role, name) not in self._lines:
                message = f"{name} ({role}) of {number} is no longer named and is kept: `participation end person"
                self._reviews[number].note("name", "no longer named", f'{message} "{number}/{name}"` ends their part.')

    def of(self, batch: Sequence[Named]) -> Writes:
        """What a batch changes."""
        writes = Writes()
        reviews = queries.reviews_by_reference({row.review for row in batch})
        people = queries.people_by_name({review["id"] for review in reviews.values()})
        for row in batch:
            review = reviews.get(row.review)
            if review is not None:
                self._reviews.setdefault(row.review, row.reading)
            if self._is_only_one(row) and review is not None:
                known = people.get((review["id"], row.role, row.name))
                self._person(writes, row, review["id"], known)
                continue
            if review is None:
                row.reading.refuse("review_id", "review", "the number of a review that is known here")
            self.taken.refused += 1
        return writes

    def _is_only_one(self, row: Named) -> bool:
        line = self._lines.setdefault((row.review, row.role, row.name), row.reading.row.line)
        if line != row.reading.row.line:
            row.reading.note("name", "duplicate", f"This person stands on line {line} already; {NOT_TAKEN}.")
            return False
        return True

    def _person(self, writes: Writes, row: Named, review_id: str, known: dict[str, object] | None) -> None:
        if known and known["ending_id"]:
            row.reading.note("name", "ended", "Their part in this review was ended here, and stays ended.")
        said = {"email": row.email, "agency": row.agency, "language": row.language, "is_asked": row.is_asked}
        said = {name: value for name, value in said.items() if value not in (None, "")}
        changes = different(known, said) if known else {}
        if known is None:
            about = {"email": "", "agency": "", "language": "en", "is_asked": None, **said}
            writes.add(Person, id=new_id(), review_id=review_id, role=row.role, name=row.name, **about)
        elif changes:
            writes.change(Person, id=known["id"], **changes)
        self.taken.count("people", NEW if known is None else CHANGED if changes else UNCHANGED)
