"""Who took somebody's request on and has not talked to them yet hears of it again, each working day until they have."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from participation import clock, service
from participation.contact.actions import ABOUT, ABOUT_TO_MANAGERS
from participation.contact.models import ContactRequest
from participation.contact.queries import not_done
from participation.db import transaction
from participation.outbox.actions import queue
from participation.outbox.queries import known_keys
from participation.reviews.hours import after
from participation.reviews.timetable import is_working_day
from participation.service.rota import may_see_requests, stand_in
from participation.staff.models import Role
from participation.staff.queries import ids_of, open_accounts

FROM = time(8)
"""On English clocks: what was taken on before this day."""
MANAGERS_AFTER = timedelta(hours=48)
"""Of working days, which have 24 hours."""


def is_late(request: ContactRequest, now: datetime) -> bool:
    """Whether the managers hear of it too: it was taken on two working days ago, and is not done."""
    return bool(request.taken and not request.done and after(request.taken.at, MANAGERS_AFTER) <= now)


def remind() -> int:
    """One mail for each person and working day, however many requests it is about; returns how many were made."""
    now = clock.local(clock.now())
    if not is_working_day(now.date()) or now.time() < FROM:
        return 0
    waiting = [each for each in not_done() if each.taken and clock.local(each.taken.at).date() < now.date()]
    if not waiting:
        return 0
    managers = frozenset(ids_of(Role.MANAGER))
    due = {f"contact/again/{now.date()}/{who}": who for who in _told(waiting, managers, now)}
    new = due.keys() - known_keys(due)
    if new:
        with transaction():
            for key in sorted(new):
                queue(ABOUT_TO_MANAGERS if due[key] in managers else ABOUT, key, to_staff_id=due[key])
    return len(new)


def _told(waiting: Iterable[ContactRequest], managers: frozenset[str], now: datetime) -> set[str]:
    told = set[str]()
    for request in waiting:
        taker = _taker(request, managers)
        told |= {taker} if taker else managers
        if is_late(request, now):
            told |= managers
    return told


def _taker(request: ContactRequest, managers: frozenset[str]) -> str | None:
    """Who took it on, or stands in for them; None for somebody who could not sign in and open it."""
    settings, today = service.current(), clock.today()
    found = request.taken and stand_in(request.taken.by_id, today, settings.absences)
    if not found or found not in open_accounts([found]):
        return None
    if found in managers:
        return found
    return found if not request.is_for_managers and may_see_requests(settings, found, today) else None
