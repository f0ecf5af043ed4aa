"""Whether an adult of a list is somebody who is here under another name: put right on purpose, or to be settled."""

from collections.abc import Iterable
from functools import cached_property

from participation.children.numbers import number_key
from participation.exchange.csv_rows import Rows
from participation.exchange.identity import name_key
from participation.exchange.people_list import FORMERLY, Named
from participation.exchange.queries import Known
from participation.exchange.reading import NOT_TAKEN

SAME = "same"
"""The rule of somebody who is perhaps here already."""


def is_renamed(row: Named, person: Known) -> bool:
    """Whether the row says of this person that they stood under the name that they have here."""
    return bool(row.formerly) and name_key(row.formerly) == name_key(person["name"])


def note_likeness(row: Named, person: Known) -> None:
    """List who is perhaps this person. Two carers of one household may share mail and telephone."""
    way = "mail" if row.email and row.email == person["email"] else "telephone"
    like = f"{person['name']} has this role and this {way} at this review; {NOT_TAKEN}"
    so = f"If it is the same person, write that name in a column {FORMERLY}; if they are two, let the list name both"
    row.reading.note("name", SAME, f"{like}. {so}; if one has gone, end that one first.")


class Renaming:
    """Finds whom a new name may mean. The whole list is read for this only once somebody is alike."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def like(self, row: Named, people: Iterable[Known]) -> Known | None:
        """Of those around one review who stood there under the earlier name that the row gives; or else who has its
        role and its mail or telephone, and is not named beside it: whom a list names twice are two."""
        beside = [each for each in people if each["role"] == row.role]
        renamed = (each for each in beside if is_renamed(row, each))
        reached = (each for each in beside if _is_reached_alike(row, each) and not self._is_named(row.review, each))
        return next(renamed, None) or next(reached, None)

    def _is_named(self, review: str, person: Known) -> bool:
        return (number_key(review), name_key(person["name"])) in self._listed

    @cached_property
    def _listed(self) -> set[tuple[str, str]]:
        """Of each row of the list the number of the review and the name."""
        rows = self._rows.once_more(("review_id", "name"))
        return {(number_key(row["review_id"]), name_key(row["name"])) for row in rows}


def _is_reached_alike(row: Named, person: Known) -> bool:
    return bool(row.email and row.email == person["email"] or row.phone and row.phone == person["phone"])
