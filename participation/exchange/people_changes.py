"""A list of people against what is known: who is new to a review, and whose details are different."""

from collections import defaultdict
from collections.abc import Sequence

from participation.db import new_id
from participation.exchange import queries
from participation.exchange.census import Census
from participation.exchange.csv_rows import Rows
from participation.exchange.identity import is_better_written, name_key
from participation.exchange.people_list import Named
from participation.exchange.problems import NO_LONGER_NAMED
from participation.exchange.queries import Known
from participation.exchange.reading import NOT_TAKEN, CellReading
from participation.exchange.renaming import Renaming, is_renamed, note_likeness
from participation.exchange.whose_number import WhoseNumber
from participation.exchange.writes import CHANGED, NEW, UNCHANGED, Taken, Writes, different
from participation.reviews.models import Person

Name = tuple[str, str, str]
"""A review's id, a role, and a name as names are compared."""
Contact = tuple[str, str]
"""An email address and the digest of a postal one, each empty where the list does not say."""


class PeopleChanges:
    """Compares a list of people batch by batch. Of the whole list it remembers who stood on which line."""

    def __init__(self, taken: Taken, rows: Rows) -> None:
        self.taken = taken
        self._renaming = Renaming(rows)
        self._lines: dict[Name, list[tuple[int, Contact]]] = defaultdict(list)
        self._census = Census()
        self._named: set[str] = set()
        """The ids of those whom the list has named."""
        self._listed: set[Name] = set()
        """Of each row the council's number of the review, the role and the name."""
        self._first_rows: dict[str, CellReading] = {}
        """The first row of each review, by the council's number."""

    def note_missing(self) -> None:
        """List who has a part in one of the reviews of a complete list and is not on it. They are kept."""
        for number, role, name in queries.people_who_stand(self._first_rows):
            if (number, role, name_key(name)) not in self._listed:
                message = f"{name} ({role}) of {number} is no longer named and is kept: `participation end person"
                ends = f'{message} "{number}/{name}"` ends their part.'
                self._first_rows[number].note("name", NO_LONGER_NAMED, ends, f"{name} ({role}), {number}")

    def of(self, batch: Sequence[Named]) -> Writes:
        """What a batch changes."""
        writes = Writes()
        self._numbers = WhoseNumber(of_adults=[row.phone for row in batch])
        reviews = self._census.reviews({row.review for row in batch})
        known: dict[Name, list[Known]] = defaultdict(list)
        around: dict[str, list[Known]] = defaultdict(list)
        for person in queries.people_of({review["id"] for review in reviews.values()}):
            around[person["review_id"]].append(person)
            known[person["review_id"], person["role"], name_key(person["name"])].append(person)
        rows: dict[Name, list[Named]] = defaultdict(list)
        for row in batch:
            review = reviews.get(row.review)
            if review is not None:
                self._first_rows.setdefault(review["reference"], row.reading)
                self._listed.add((review["reference"], row.role, name_key(row.name)))
            if review is None:
                row.reading.refuse("review_id", "review", "the number of a review that is known here")
            elif self._is_only_one(row, name := (review["id"], row.role, name_key(row.name))):
                rows[name].append(row)
                continue
            self.taken.refused += 1
        numbers = {review["id"]: review["reference"] for review in reviews.values()}
        for name, namesakes in rows.items():
            for row, found in self._whom(namesakes, known[name]):
                like = None if found else self._like(row, numbers[name[0]], around[name[0]])
                if like and not is_renamed(row, like):
                    note_likeness(row, like)
                    self.taken.refused += 1
                else:
                    self._person(writes, row, name[0], found or like)
        return writes

    def _like(self, row: Named, number: str, people: Sequence[Known]) -> Known | None:
        """Whom a row may mean that has none of their names; of them nobody says that the list left them out."""
        left = [each for each in people if each["id"] not in self._named and not each["ending_id"]]
        like = self._renaming.like(row, left)
        if like:
            self._listed.add((number, like["role"], name_key(like["name"])))
            self._named.add(like["id"])
        return like

    def _is_only_one(self, row: Named, name: Name) -> bool:
        """Two people of one name are two where each has an address of their own."""
        lines, contact = self._lines[name], _contact(row)
        line = next((line for line, other in lines if not _are_two(contact, other)), None)
        lines.append((row.reading.row.line, contact))
        if line is not None:
            row.reading.note("name", "duplicate", f"This person stands on line {line} already; {NOT_TAKEN}.")
        return line is None

    def _whom(self, rows: Sequence[Named], people: Sequence[Known]) -> list[tuple[Named, Known | None]]:
        """Each row with whom it means of those who have its name: first by the address, then whoever is left.

        Whoever is left has a new address: a list that means somebody else beside them names both.
        """
        left = [person for person in people if person["id"] not in self._named]
        found: dict[int, Known] = {}
        for is_meant in (_has_same_address, _may_be, lambda _row, _person: True):
            for row in rows:
                if row.reading.row.line in found:
                    continue
                meant = next((each for each in left if is_meant(row, each)), None)
                if meant:
                    found[row.reading.row.line] = meant
                    left.remove(meant)
        self._named.update(person["id"] for person in found.values())
        return [(row, found.get(row.reading.row.line)) for row in rows]

    def _person(self, writes: Writes, row: Named, review_id: str, known: Known | None) -> None:
        if known and known["ending_id"]:
            row.reading.note("name", "ended", "Their part in this review was ended here, and stays ended.")
        self._numbers.note_child(row.reading, row.phone)
        said = {"email": row.email, "agency": row.agency, "language": row.language, "is_asked": row.is_asked}
        said |= {"address_digest": row.address_digest, "phone": row.phone}
        said = {name: value for name, value in said.items() if value not in (None, "")}
        if known and (is_renamed(row, known) or is_better_written(row.name, known["name"])):
            said["name"] = row.name
        changes = different(known, said) if known else {}
        if known is None:
            about = {
                "email": "",
                "agency": "",
                "language": "en",
                "is_asked": None,
                "address_digest": "",
                "phone": "",
                **said,
            }
            writes.add(Person, id=new_id(), review_id=review_id, role=row.role, name=row.name, **about)
        elif changes:
            writes.change(Person, id=known["id"], **changes)
        self.taken.count("people", NEW if known is None else CHANGED if changes else UNCHANGED)


def _contact(row: Named) -> Contact:
    return row.email, row.address_digest


def _are_two(one: Contact, other: Contact) -> bool:
    return any(here and there and here != there for here, there in zip(one, other, strict=True))


def _has_same_address(row: Named, person: Known) -> bool:
    same = (here and here == there for here, there in zip(_contact(row), _contact_of(person), strict=True))
    return _may_be(row, person) and any(same)


def _may_be(row: Named, person: Known) -> bool:
    return not _are_two(_contact(row), _contact_of(person))


def _contact_of(person: Known) -> Contact:
    return person["email"], person["address_digest"]
