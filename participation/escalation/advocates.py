"""Requests for an advocate to which the provider has not said a word in two working days: managers are told."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from participation import clock
from participation.advocacy.queries import unanswered
from participation.db import transaction
from participation.escalation.actions import HEARTBEAT_AT
from participation.outbox.actions import queue
from participation.outbox.queries import known_keys
from participation.reviews.hours import after
from participation.reviews.timetable import is_working_day
from participation.staff.models import Role

UNANSWERED = "advocate_unanswered"
ANSWERED_WITHIN = timedelta(hours=48)
"""Of working days, which have 24 hours."""


class Overdue(NamedTuple):
    """One of them: that, and of nobody. Some children asked that their officer does not know."""

    id: str
    asked_at: datetime
    due_at: datetime


def overdue() -> Sequence[Overdue]:
    """The longest waiting first."""
    now = clock.now()
    found = (Overdue(id, at, after(at, ANSWERED_WITHIN)) for id, at in unanswered(now - ANSWERED_WITHIN))
    return [each for each in found if each.due_at <= now]


def climb_advocacy() -> int:
    """Tell every manager once of each, and of all together again on each working day; returns how many alerts went."""
    late, now = overdue(), clock.local(clock.now())
    keys = {f"{UNANSWERED}/{each.id}" for each in late}
    is_again = any(clock.local(each.due_at).date() < now.date() for each in late)
    if is_again and is_working_day(now.date()) and now.time() >= HEARTBEAT_AT:
        keys.add(f"{UNANSWERED}/again/{now.date()}")
    new = keys - known_keys(keys) if keys else keys
    if new:
        with transaction():
            for key in sorted(new):
                queue(UNANSWERED, key, to_role=Role.MANAGER)
    return len(new)
