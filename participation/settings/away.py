"""What absences may be: on no day may they leave nobody to alert, or nobody to read what is for managers only. Pure."""

from collections.abc import Collection, Iterator
from datetime import date

from flask_babel import pgettext

from participation.service.chosen import Absence, Service
from participation.service.rota import days_that_change, is_away, on_duty, readers_for_managers
from participation.settings.rules import Correction, Reach, not_open
from participation.web.languages import short_date


def problems(settings: Service, reach: Reach, today: date) -> Iterator[Correction]:
    """Everything about the absences that keeps them from being saved; what they leave only once each can be."""
    found = [
        problem
        for position, absence in enumerate(settings.absences)
        for problem in _absence(absence, f"absences-{position}", reach.names)
    ]
    yield from found or _gaps(settings, reach, today)


def _absence(absence: Absence, field: str, people: Collection[str]) -> Iterator[Correction]:
    if not absence.staff_id:
        # L10N: to a manager, in the settings: an absence without a person
        yield Correction(f"{field}-staff_id", pgettext("staff", "Please choose who is away."))
    first, last = _day(absence.first_day), _day(absence.last_day)
    if first is None or last is None or last < first:
        # L10N: to a manager, in the settings: the days of somebody's absence
        sentence = pgettext("staff", "Please give the first and the last day of the absence, in this order.")
        yield Correction(f"{field}-first_day", sentence)
    if not absence.deputy_id:
        # L10N: to a manager, in the settings: nobody may be away without somebody who reads in their place
        yield Correction(f"{field}-deputy_id", pgettext("staff", "Please name a deputy: nobody is away without one."))
    elif absence.deputy_id == absence.staff_id:
        # L10N: to a manager, in the settings
        yield Correction(f"{field}-deputy_id", pgettext("staff", "Nobody can be their own deputy."))
    elif absence.deputy_id not in people:
        yield Correction(f"{field}-deputy_id", not_open())


def _day(typed: str) -> date | None:
    """As days are kept and compared, which is one of the ways to write one."""
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return None
    return found if found.isoformat() == typed else None


def _gaps(settings: Service, reach: Reach, today: date) -> Iterator[Correction]:
    """The first day of each kind, at the last absence that has to do with it."""
    rota = {each.staff_id for each in settings.rota}
    for people, said in ((rota, _on_duty), (reach.managers, _for_managers)):
        for day in days_that_change(settings.absences, today):
            rows = _rows(settings, people, day)
            sentence = said(settings, reach, day) if rows else ""
            if sentence:
                yield Correction(f"absences-{rows[-1]}-deputy_id", sentence)
                break


def _rows(settings: Service, people: Collection[str], day: date) -> list[int]:
    """Where it is said that somebody of these is away on a day."""
    absences = enumerate(settings.absences)
    return [position for position, each in absences if each.staff_id in people and is_away(each, day)]


def _on_duty(settings: Service, reach: Reach, day: date) -> str:
    there = [each for each in on_duty(settings, day) if each in reach.names]
    if not there:
        # L10N: to a manager, in the settings; %(day)s: on that day whoever is on the rota is away, and so are deputies
        sentence = pgettext(
            "staff",
            "On %(day)s nobody would be on duty: please choose a deputy who is not away.",
            day=short_date(day, with_year=True),
        )
        return str(sentence)
    has_number = reach.has_texts and any(each.staff_id == there[0] and each.text_number for each in settings.rota)
    if len(there) > 1 or has_number:
        return ""
    # L10N: to a manager, in the settings; %(day)s: on that day one person alone is on duty, %(name)s
    sentence = pgettext(
        "staff",
        "On %(day)s %(name)s would be on duty alone, with no second way to be alerted: please choose another deputy, or"
        " add somebody to the rota.",
        day=short_date(day, with_year=True),
        name=reach.names[there[0]],
    )
    return str(sentence)


def _for_managers(settings: Service, reach: Reach, day: date) -> str:
    if readers_for_managers(settings, reach.managers, day):
        return ""
    # L10N: to a manager, in the settings; %(day)s: on that day each manager is away, and no manager stands in
    sentence = pgettext(
        "staff",
        "On %(day)s nobody would read what is for managers only: please choose a deputy who is a manager.",
        day=short_date(day, with_year=True),
    )
    return str(sentence)
