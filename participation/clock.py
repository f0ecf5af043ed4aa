"""The only place that asks what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_held_at: list[datetime] = []


def now() -> datetime:
    """This moment, aware, in UTC."""
    if _held_at:
        return _held_at[-1]
    return datetime.now(UTC)


def today() -> date:
    """This day in England."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """A moment on English clocks."""
    return moment.astimezone(LONDON)


def moment(day: date, hour: time) -> datetime:
    """When English clocks show this hour of a day, in UTC."""
    return datetime.combine(day, hour, LONDON).astimezone(UTC)


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Hold the clock at a moment, in every thread: for tests and for the demonstration's invented past."""
    _held_at.append(moment.astimezone(UTC))
    try:
        yield
    finally:
        _held_at.pop()
