"""When the public side says that it did something. Its role may write any moment there, so it is told, not used."""

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, String, cast
from sqlalchemy.orm import InstrumentedAttribute

from participation.clock import local


def as_text(column: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]) -> ColumnElement[str]:
    """The column as its database writes it: a moment that Python does not have, such as infinity, stops nobody."""
    return cast(column, String)


def told(said: str | None) -> str:
    """What the audit says of it, beside the moment at which it was noticed; on English clocks."""
    if said is None:
        return "no time given"
    try:
        moment = datetime.fromisoformat(said)
        return f"done at {local(moment if moment.tzinfo else moment.replace(tzinfo=UTC)):%Y-%m-%d %H:%M:%S %Z}"
    except (ValueError, OverflowError):
        return f"done at {said[:40]}"
