"""Whether the child of a row is who the list says: what somebody has to settle before anything of it is taken."""

from collections import defaultdict
from datetime import date
from functools import cached_property
from typing import NamedTuple

from participation.children.numbers import number_key
from participation.exchange.caseload import DIFFERENT_FROM, SEXES, CaseloadRow
from participation.exchange.cells import coded, day_in, is_reference
from participation.exchange.census import Census
from participation.exchange.csv_rows import Rows
from participation.exchange.identity import name_key
from participation.exchange.plausibility import is_placeholder
from participation.exchange.queries import Known
from participation.exchange.reading import NOT_TAKEN
from participation.exchange.rules import returned_day

ANOTHER = "another"
"""The rule of a number that carries another child than before."""
SAME = "same"
"""The rule of a child who is perhaps here already."""


class FirstLine(NamedTuple):
    """A child of the list, as their first line tells of them."""

    id: str
    line: int
    said: int
    """A hash of all that the line says."""
    name: int
    """A hash of the name as names are compared; 0 if it says none."""
    born_on: date | None
    reference: str

    def packed(self) -> str:
        """In one text: of a long list there are many, and so each takes a third of the memory."""
        born = self.born_on.toordinal() if self.born_on else 0
        return f"{self.id} {self.line} {self.said} {self.name} {born} {self.reference}"

    @classmethod
    def unpacked(cls, text: str) -> "FirstLine":
        """What was packed."""
        child_id, line, said, name, born, reference = text.split(" ", 5)
        born_on = date.fromordinal(int(born)) if int(born) else None
        return cls(child_id, int(line), int(said), int(name), born_on, reference)


def name_hash(name: str | None) -> int:
    """Equal for two ways of writing one name; 0 of none."""
    return hash(name_key(name)) if name else 0


class _Claim(NamedTuple):
    """Whose a number is already."""

    reference: str
    name: str | int
    """The name, or of a child of the list its hash."""
    words: str


def _of_list(first: FirstLine) -> _Claim:
    return _Claim(first.reference, first.name, f"Line {first.line} gives this number to a child")


def _of_known(known: Known) -> _Claim:
    name = known["preferred_name"]
    return _Claim(known["reference"], name, f"This number is here for {name},")


def _is_the_same(row: CaseloadRow, claim: _Claim, before: str) -> bool:
    """Whether a number still carries the child whom it carried, although the birthday is another."""
    if claim.reference != row.child:
        like = f"This number looks like {claim.reference}, which belongs to a child born on {before}"
        so = "If it is the same child, write both as they are here; if it is another, write their number."
        row.reading.note("child_id", SAME, f"{like}; {NOT_TAKEN}. {so}")
        return False
    said = name_hash(row.about_child.get("preferred_name"))
    there = name_hash(claim.name) if isinstance(claim.name, str) else claim.name
    if not said or not there or said == there:
        return True
    like = f"{claim.words} born on {before}; here name and birthday are others, and {NOT_TAKEN}"
    so = "If it is the same child, change only one of the two at first; if it is another, write their number."
    row.reading.note("child_id", ANOTHER, f"{like}. {so}")
    return False


class _Namesakes(NamedTuple):
    """What one list says of children who share name and birthday."""

    numbers: dict[tuple[str, date], list[str]]
    """By name and birthday, the numbers of those who are more than one."""
    different: set[frozenset[str]]
    """Each two numbers that somebody has called different children."""


class Settling:
    """Judges the children of one list. The whole of it is read for this only once a child is new."""

    def __init__(self, rows: Rows, census: Census) -> None:
        self._rows = rows
        self._census = census
        self.taken_as_two: list[str] = []
        """The numbers of new children of one name and birthday of whom the list says other things."""

    @cached_property
    def in_list(self) -> set[str]:
        """The numbers of every child in the list."""
        return {number_key(row["child_id"]) for row in self._rows.once_more(("child_id",))}

    def is_settled(self, row: CaseloadRow, known: Known | None, first: FirstLine | None) -> bool:
        """Whether the row can be taken; where it cannot, it is listed why and what to do."""
        if first is None and known is None:
            return self._is_nobody_else(row)
        born_on, before = row.about_child.get("born_on"), first.born_on if first else (known or {})["born_on"]
        if not born_on or not before or born_on == before:
            return True
        return _is_the_same(row, _of_list(first) if first else _of_known(known or {}), returned_day(before))

    def _is_nobody_else(self, row: CaseloadRow) -> bool:
        """Whether this is really a new child: nobody comes twice by another number."""
        name, born_on = row.about_child.get("preferred_name"), row.about_child.get("born_on")
        if not name or not born_on:
            return True
        here = [other for other in self._census.namesakes(name, born_on) if self._may_be(row.child, other)]
        listed = self._namesakes.numbers.get((name_key(name), born_on), ())
        beside = [other for other in listed if self._may_be(row.child, other)]
        if not here and not beside:
            return True
        alike = here + [other for other in beside if not self._contradict(row.child, other)]
        if not alike:
            self.taken_as_two.append(row.child)
            return True
        other = alike[0]
        like = f"A child of this name and birthday {'is here' if here else 'stands in this list'} as {other}"
        so = f"If it is the same child, write one number; if they are two, write {other} in a column {DIFFERENT_FROM}."
        row.reading.note("child_id", SAME, f"{like}; {NOT_TAKEN}. {so}")
        return False

    def _may_be(self, number: str, other: str) -> bool:
        pair = frozenset({number_key(number), number_key(other)})
        return len(pair) == 2 and pair not in self._namesakes.different

    def _contradict(self, one: str, other: str) -> bool:
        pairs = zip(self._details[number_key(one)], self._details[number_key(other)], strict=True)
        return any(here and there and here != there for here, there in pairs)

    @cached_property
    def _details(self) -> dict[str, tuple[str, str, str]]:
        """By the number of each who has a namesake in this list what else it says of them."""
        found: dict[str, tuple[str, str, str]] = {}
        wanted = {number_key(number) for numbers in self._namesakes.numbers.values() for number in numbers}
        for row in self._rows.once_more(("child_id", "language", "sex", "ethnicity")):
            key, sex = number_key(row["child_id"]), row["sex"].casefold()
            if key in wanted:
                said = row["language"].casefold(), SEXES.get(sex, sex), coded(row["ethnicity"]).casefold()
                found.setdefault(key, said)
        return found

    @cached_property
    def _namesakes(self) -> _Namesakes:
        first, different = dict[int, str](), set[frozenset[str]]()
        found: dict[tuple[str, date], list[str]] = defaultdict(list)
        for row in self._rows.once_more(("child_id", "preferred_name", "date_of_birth", DIFFERENT_FROM)):
            number = row["child_id"]
            if others := row[DIFFERENT_FROM]:
                each = others.replace(";", ",").split(",")
                different |= {frozenset({number_key(number), number_key(other.strip())}) for other in each}
            name, born_on = name_key(row["preferred_name"]), day_in(row["date_of_birth"])
            if not name or not born_on or not is_reference(number) or is_placeholder(number):
                continue
            there = first.setdefault(hash((name, born_on)), number)
            if there != number and number_key(there) != number_key(number):
                numbers = found[name, born_on]
                numbers += [each for each in (there, number) if each not in numbers]
        return _Namesakes(dict(found), different)
