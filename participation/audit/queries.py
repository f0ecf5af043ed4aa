"""The chain, read from its start."""

from collections.abc import Iterator

from sqlalchemy import select

from participation.audit.chain import Entry
from participation.audit.models import AuditEntry
from participation.db import session


def chain() -> Iterator[Entry]:
    """Every entry, in the order of the chain, a thousand at a time."""
    kept = session().scalars(select(AuditEntry).order_by(AuditEntry.number).execution_options(yield_per=1000))
    return (Entry(entry.number, entry.fields(), entry.mac) for entry in kept)
