"""When what nobody has looked at climbs, and to whom. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from participation.duty.hours import Hours, after, is_staffed

ACKNOWLEDGED_WITHIN = timedelta(minutes=30)
"""Of staffed time: then the next person on the rota is alerted."""
READ_WITHIN = timedelta(hours=24)
"""Of working days, which have 24 hours: then the team manager is told. The same hour of the next working day."""
HEAD_IS_TOLD_AFTER = timedelta(hours=48)


@dataclass(frozen=True)
class Rungs:
    """When one request reaches each person of the rota, and the line that is there at night."""

    people: tuple[datetime, ...]
    out_of_hours: datetime


def of_request(asked_at: datetime, hours: Hours, people: int) -> Rungs:
    """The first person at once, each further one half an hour of staffed time later.

    The out-of-hours line comes last; at once where the office is closed, because then nobody else may be looking.
    """
    rungs, moment = [asked_at], asked_at
    for _ in range(max(people, 1)):
        moment = after(moment, ACKNOWLEDGED_WITHIN, hours)
        rungs.append(moment)
    return Rungs(tuple(rungs[:people]), rungs[-1] if is_staffed(asked_at, hours) else asked_at)


MANAGER, HEAD = "manager", "head"


def of_unread(sent_at: datetime, *, has_reader: bool, has_manager: bool) -> dict[str, datetime]:
    """When the team manager and the head of service are told of something that nobody has read.

    Where nobody is there to read it, the manager is told at once; where there is no manager either, the head is.
    """
    manager = after(sent_at, READ_WITHIN) if has_reader else sent_at
    return {MANAGER: manager, HEAD: after(sent_at, HEAD_IS_TOLD_AFTER) if has_manager else manager}
