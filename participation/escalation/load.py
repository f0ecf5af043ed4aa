"""What waits with whom: for each officer what nobody has read, answered or coded. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from participation.escalation.queries import Undone
from participation.escalation.unread import Waiting
from participation.staff.models import Staff
from participation.submissions.unread import WITH_WORDS


@dataclass(frozen=True)
class Load:
    """One officer, or nobody, with what waits there: what is on that officer's list. Feedback is the managers' own."""

    officer: Staff | None
    unread: int
    late: int
    """How much of that should have been read by now."""
    undone: Undone

    @property
    def id(self) -> str:
        """Of the officer; empty for what is nobody's."""
        return self.officer.id if self.officer else ""


def loads(
    waiting: Iterable[Waiting], undone: Mapping[str, Undone], known: Iterable[Staff], now: datetime
) -> Sequence[Load]:
    """Everybody with whom something waits, by name, and at the end what is nobody's."""
    people = {each.id: each for each in known}
    unread: dict[str, int] = {}
    late: dict[str, int] = {}
    for each in waiting:
        id = each.review.officer_id or ""
        items = tuple(item for item in each.items if item.submission.kind in WITH_WORDS)
        if items:
            unread[id] = unread.get(id, 0) + len(items)
            late[id] = late.get(id, 0) + (len(items) if Waiting(each.review, items).read_by <= now else 0)
    found = [
        Load(people.get(id), unread.get(id, 0), late.get(id, 0), undone.get(id, Undone()))
        for id in unread.keys() | undone.keys()
    ]
    return sorted(found, key=lambda load: (load.officer.name, load.officer.id) if load.officer else ("\uffff", ""))
