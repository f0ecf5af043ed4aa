"""When what nobody has looked at climbs, and to whom. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from participation.reviews.hours import ACKNOWLEDGED_WITHIN, READ_WITHIN, Hours, after, is_staffed, last_evening, passed

HEAD_IS_TOLD_AFTER = timedelta(hours=48)


AT_ONCE = "at once"
"""In place of an evening: the line is alerted before the first one has come."""


@dataclass(frozen=True)
class Rungs:
    """How far up one request has climbed that nobody has taken on."""

    people: int
    """How many of the rota have been alerted."""
    round: int | None
    """The number of the half hour for which every manager is alerted; None before the rota is exhausted."""
    night: str
    """The evening for which the out-of-hours line is alerted, or AT_ONCE; empty before."""


def of_request(asked_at: datetime, now: datetime, hours: Hours, people: int) -> Rungs:
    """The first person at once, each further one half an hour of staffed time later, then every manager each half hour.

    The out-of-hours line comes last, at once where the office is closed, because then nobody else may be looking, and
    each evening: there is no end to it.
    """
    halves = passed(asked_at, now, hours) // ACKNOWLEDGED_WITHIN
    evening = last_evening(asked_at, now, hours)
    is_late = halves > people or not is_staffed(asked_at, hours)
    night = evening.isoformat() if evening else AT_ONCE if is_late else ""
    return Rungs(min(halves + 1, people), halves if halves >= people else None, night)


MANAGER, HEAD = "manager", "head"


def of_unread(sent_at: datetime, *, has_reader: bool, has_manager: bool) -> dict[str, datetime]:
    """When the team manager and the head of service are told of something that nobody has read.

    Where nobody is there to read it, the manager is told at once; where there is no manager either, the head is.
    """
    manager = after(sent_at, READ_WITHIN) if has_reader else sent_at
    return {MANAGER: manager, HEAD: after(sent_at, HEAD_IS_TOLD_AFTER) if has_manager else manager}
