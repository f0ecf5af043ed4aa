"""Who is alerted and who stands in for whom, from the rota and the absences that are handed in. Pure."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Protocol

from participation.service.chosen import Service


class Away(Protocol):
    """What counts of an absence here; both days are part of it."""

    absent_id: str
    deputy_id: str
    first_on: date
    last_on: date


class MayRead(Away, Protocol):
    """An absence of which it also counts whether the deputy reads what comes."""

    also_reads: bool


def is_away(absence: Away, day: date) -> bool:
    """Whether somebody's absence covers a day."""
    return absence.first_on <= day <= absence.last_on


def stand_in(staff_id: str, day: date, absences: Iterable[Away]) -> str | None:
    """Who does somebody's work on a day: they, their deputy, the deputy's deputy; None where nobody is there.

    Of two absences of one person the one that comes later in the list counts.
    """
    away = {absence.absent_id: absence.deputy_id for absence in absences if is_away(absence, day)}
    found, passed = staff_id, set[str]()
    while found in away:
        if found in passed:
            return None  # everybody stands in for somebody who is away
        passed.add(found)
        found = away[found]
    return found


def readers_of(officer_id: str, day: date, absences: Iterable[MayRead]) -> frozenset[str]:
    """Who is there on a day to read what an officer's children send: they, or whoever covers. It is not handed on."""
    running = [each for each in absences if is_away(each, day)]
    away = {each.absent_id for each in running}
    if officer_id not in away:
        return frozenset({officer_id})
    return frozenset(each.deputy_id for each in running if each.absent_id == officer_id and each.also_reads) - away


def on_duty(service: Service, day: date, absences: Collection[Away]) -> tuple[str, ...]:
    """Whom an urgent request alerts on a day, one after the other."""
    found = (stand_in(each.staff_id, day, absences) for each in service.rota)
    return tuple(dict.fromkeys(filter(None, found)))


def days_that_change(absences: Collection[Away], today: date) -> tuple[date, ...]:
    """The days from today on from which somebody is away or there again: between them everything stays as it is."""
    begins = {max(today, each.first_on) for each in absences}
    ends = {each.last_on + timedelta(days=1) for each in absences if each.last_on < date.max}
    return tuple(sorted(day for day in {today, *begins, *ends} if day >= today))


def readers_for_managers(managers: Iterable[str], day: date, absences: Collection[Away]) -> frozenset[str]:
    """The managers who are there on a day, or who stand in for one: nobody else reads what is for managers only."""
    known = frozenset(managers)
    return known & {stand_in(each, day, absences) for each in known}


def may_see_requests(service: Service, staff_id: str, day: date, absences: Collection[Away]) -> bool:
    """Whether somebody stands on the rota, or stands in for somebody who does."""
    return staff_id in {*on_duty(service, day, absences), *(each.staff_id for each in service.rota)}


def text_number(service: Service, staff_id: str) -> str:
    """Where text messages reach somebody; empty where nowhere."""
    return next((each.text_number for each in service.rota if each.staff_id == staff_id), "")


def plain_number(typed: str) -> str:
    """A telephone number as a text gateway wants it: figures only, and a plus in front where there was one."""
    return "".join(each for each in typed if each.isdigit() or each == "+")


def next_on_duty(service: Service, staff_id: str, day: date, absences: Collection[Away]) -> str | None:
    """Who comes after somebody on the rota; after the last one comes the first. None for who is not on it."""
    rota = on_duty(service, day, absences)
    if staff_id not in rota or len(rota) < 2:
        return None
    return rota[(rota.index(staff_id) + 1) % len(rota)]
