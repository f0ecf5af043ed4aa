"""Who is alerted and who stands in for whom, from the settings alone. Pure: the public side may look nobody up."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from participation.service.chosen import Absence, Service


def is_away(absence: Absence, day: date) -> bool:
    """Whether somebody's absence covers a day."""
    return absence.first_day <= day.isoformat() <= absence.last_day


def stand_in(staff_id: str, day: date, absences: Iterable[Absence]) -> str | None:
    """Who does somebody's work on a day: they, their deputy, the deputy's deputy; None where nobody is there."""
    away = {absence.staff_id: absence.deputy_id for absence in absences if is_away(absence, day)}
    found, passed = staff_id, set[str]()
    while found in away:
        if found in passed:
            return None  # everybody stands in for somebody who is away
        passed.add(found)
        found = away[found]
    return found or None


def on_duty(service: Service, day: date) -> tuple[str, ...]:
    """Whom an urgent request alerts on a day, one after the other."""
    found = (stand_in(each.staff_id, day, service.absences) for each in service.rota)
    return tuple(dict.fromkeys(filter(None, found)))


def days_that_change(absences: Collection[Absence], today: date) -> tuple[date, ...]:
    """The days from today on from which somebody is away or there again: between them everything stays as it is."""
    begins = {max(today, date.fromisoformat(each.first_day)) for each in absences}
    lasts = {date.fromisoformat(each.last_day) for each in absences}
    ends = {last + timedelta(days=1) for last in lasts if last < date.max}
    return tuple(sorted(day for day in {today, *begins, *ends} if day >= today))


def readers_for_managers(service: Service, managers: Iterable[str], day: date) -> frozenset[str]:
    """The managers who are there on a day, or who stand in for one: nobody else reads what is for managers only."""
    known = frozenset(managers)
    return known & {stand_in(each, day, service.absences) for each in known}


def may_see_requests(service: Service, staff_id: str, day: date) -> bool:
    """Whether somebody stands on the rota, or stands in for somebody who does."""
    return staff_id in {*on_duty(service, day), *(each.staff_id for each in service.rota)}


def text_number(service: Service, staff_id: str) -> str:
    """Where text messages reach somebody; empty where nowhere."""
    return next((each.text_number for each in service.rota if each.staff_id == staff_id), "")


def plain_number(typed: str) -> str:
    """A telephone number as a text gateway wants it: figures only, and a plus in front where there was one."""
    return "".join(each for each in typed if each.isdigit() or each == "+")


def next_on_duty(service: Service, staff_id: str, day: date) -> str | None:
    """Who comes after somebody on the rota; after the last one comes the first. None for who is not on it."""
    rota = on_duty(service, day)
    if staff_id not in rota or len(rota) < 2:
        return None
    return rota[(rota.index(staff_id) + 1) % len(rota)]
