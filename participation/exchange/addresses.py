"""The addresses of letters, out of a list that support has: they go from it onto paper and are kept nowhere."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

from participation.exchange.csv_rows import open_rows
from participation.exchange.identity import address_digest, name_key
from participation.exchange.problems import Problem
from participation.exchange.queries import people_of
from participation.invitations.models import Invitation
from participation.letters.envelopes import lines_of
from participation.letters.printing import name_of

COLUMNS = ("review_id", "role", "name", "address")
NEEDED = ("review_id", "role", "address")
"""A child's row needs no name."""


@dataclass
class AddressList:
    """What a list says, by the council's number of the review and by role."""

    rows: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    """Of each the names and addresses that stand there."""
    problems: list[Problem] = field(default_factory=list)
    """What is wrong with the list itself: of these rows nothing was taken."""

    def lines_for(self, invitation: Invitation, *, has_namesake: bool = False) -> tuple[str, ...]:
        """Name and address of whom a letter is to; none where the list does not say one address for them alone."""
        here = self.rows.get((invitation.review.reference or "", invitation.respondent), [])
        person, name = invitation.person, name_of(invitation)
        here = [each for each in here if _is_meant(each[0], name, is_child=person is None)]
        found = {address_digest(address): address for _, address in here}
        if person is not None and (has_namesake or len(found) > 1):  # the list of people told them apart by it
            found = {digest: address for digest, address in found.items() if digest == person.address_digest}
        return lines_of(name, found.popitem()[1]) if len(found) == 1 else ()


def _is_meant(said: str, name: str, *, is_child: bool) -> bool:
    """Whether the name in a row is theirs. A list may have a child's whole name, or none: the number is the child's.

    A row with the name of somebody else has got beside its number, as when one column is sorted by itself.
    """
    if is_child:
        return not (said and name) or bool(_words(said) & _words(name))
    return name_key(said) == name_key(name)


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name_key(name)))


def addresses_in(file: bytes, name: str) -> AddressList:
    """Read a list of addresses: the list of people does, with rows of the role `child`. Raises Unreadable."""
    known = AddressList()
    with open_rows(BytesIO(_with_commas(file)), name, COLUMNS, NEEDED) as rows:
        for row in rows:
            if row["address"] and row["review_id"]:
                known.rows[row["review_id"], row["role"].casefold()].append((row["name"], row["address"]))
        known.problems = rows.problems
    return known


def _with_commas(file: bytes) -> bytes:
    """The file with commas for the line breaks inside its cells, which would be lost: an address has lines."""
    if b"\0" in file:  # two bytes a letter: its cells are read in one line
        return file
    parts = file.split(b'"')
    parts[1::2] = [b",".join(part.splitlines()) for part in parts[1::2]]
    return b'"'.join(parts)


def lines_by_id(known: AddressList, invitations: Sequence[Invitation]) -> dict[str, tuple[str, ...]]:
    """Of whom there is an address, by the id of the invitation."""
    people = people_of({each.review_id for each in invitations})
    of_name = Counter((each["review_id"], each["role"], name_key(each["name"])) for each in people)
    found = {}
    for each in invitations:
        alike = of_name[each.review_id, each.respondent, name_key(name_of(each))]
        found[each.id] = known.lines_for(each, has_namesake=alike > 1)
    return {id: lines for id, lines in found.items() if lines}
