"""The addresses of letters, out of a list that support has: they go from it onto paper and are kept nowhere."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO

from participation.exchange.csv_rows import open_rows
from participation.exchange.identity import address_digest, name_key
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

    def lines_for(self, invitation: Invitation) -> tuple[str, ...]:
        """Name and address of whom a letter is to; none where the list does not say one address for them alone."""
        here = self.rows.get((invitation.review.reference or "", invitation.respondent), [])
        person = invitation.person
        if person is not None:
            here = [each for each in here if name_key(each[0]) == name_key(person.name)]
        found = {address_digest(address): address for _, address in here}
        if person is not None and len(found) > 1:  # two of one name: the list of people told them apart by it
            found = {digest: address for digest, address in found.items() if digest == person.address_digest}
        return lines_of(name_of(invitation), found.popitem()[1]) if len(found) == 1 else ()


def addresses_in(file: bytes, name: str) -> AddressList:
    """Read a list of addresses: the list of people does, with rows of the role `child`. Raises Unreadable."""
    known = AddressList()
    with open_rows(BytesIO(_with_commas(file)), name, COLUMNS, NEEDED) as rows:
        for row in rows:
            if row["address"]:
                known.rows[row["review_id"], row["role"].casefold()].append((row["name"], row["address"]))
    return known


def _with_commas(file: bytes) -> bytes:
    """The file with commas for the line breaks inside its cells, which would be lost: an address has lines."""
    if b"\0" in file:  # two bytes a letter: its cells are read in one line
        return file
    parts = file.split(b'"')
    parts[1::2] = [b",".join(part.splitlines()) for part in parts[1::2]]
    return b'"'.join(parts)


def lines_by_id(known: AddressList, invitations: Iterable[Invitation]) -> dict[str, tuple[str, ...]]:
    """Of whom there is an address, by the id of the invitation."""
    found = ((each.id, known.lines_for(each)) for each in invitations)
    return {id: lines for id, lines in found if lines}
