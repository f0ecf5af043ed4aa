"""What settings may be: each problem is the name of a field and one plain sentence. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from flask_babel import pgettext

from participation.reviews.hours import Hours
from participation.service.chosen import Service
from participation.service.help_numbers import NEVER_LEFT_OUT, HelpNumber

NUMBER = re.compile(r"\+?[0-9][0-9 ()-]{1,24}")
MAIL = re.compile(r"[^@\s]+@[^@\s]+")


class Correction(NamedTuple):
    """What has to be put right, and where."""

    field: str
    sentence: str


@dataclass(frozen=True)
class Reach:
    """Who can be alerted here, and by what."""

    names: Mapping[str, str]
    """Of everybody who may be chosen, by id."""
    managers: Collection[str]
    """The ids of the managers among them."""
    has_texts: bool
    """A gateway takes text messages."""


def problems(settings: Service, reach: Reach) -> Iterator[Correction]:
    """Everything that keeps these settings from being saved, but the absences (`away`)."""
    yield from _numbers(settings)
    yield from _hours(settings)
    yield from _rota(settings, reach.names)
    yield from _second_channels(settings, reach)
    yield from _told_of_unread(settings, reach)


def _numbers(settings: Service) -> Iterator[Correction]:
    if not settings.name:
        # L10N: to a manager, in the settings: the service has no name
        yield Correction("name", pgettext("staff", "Please give the service a name."))
    typed = {name: getattr(settings, name) for name in ("phone", "duty_number", "out_of_hours_number")}
    typed["advocacy_number"] = settings.advocacy_number
    typed |= {f"numbers-{position}-number": each.number for position, each in enumerate(settings.numbers)}
    typed |= {f"rota-{position}-text_number": each.text_number for position, each in enumerate(settings.rota)}
    for field, number in typed.items():
        if number and not NUMBER.fullmatch(number):
            # L10N: to a manager, in the settings; %(number)s is what was typed for a telephone number
            sentence = pgettext(
                "staff", "“%(number)s” is not a telephone number: use figures and spaces.", number=number
            )
            yield Correction(field, sentence)
    for position, each in enumerate(settings.numbers):
        yield from _number(each, f"numbers-{position}")
    if settings.out_of_hours_mail and not MAIL.fullmatch(settings.out_of_hours_mail):
        # L10N: to a manager, in the settings
        sentence = pgettext("staff", "“%(mail)s” is not a mail address.", mail=settings.out_of_hours_mail)
        yield Correction("out_of_hours_mail", sentence)
    if settings.advocacy_number and not settings.advocacy_provider:
        # L10N: to a manager, in the settings: a number was typed, but not whose it is
        yield Correction("advocacy_provider", pgettext("staff", "Please say who answers the advocacy number."))


def _number(number: HelpNumber, field: str) -> Iterator[Correction]:
    """What was left empty means "leave it out", but not where a child in danger rings, and not of half a row."""
    if number.id in NEVER_LEFT_OUT and not number.number:
        # L10N: to a manager, in the settings: the number of 999 or of Childline was emptied
        sentence = pgettext("staff", "Please give the number: 999 and Childline are never left out.")
        yield Correction(f"{field}-number", sentence)
    is_begun = number.name or number.number or number.hours
    if number.id == "own" and is_begun and not (number.name and number.number):
        # L10N: to a manager, in the settings: one of a name and a number is missing
        sentence = pgettext("staff", "Please give both: who answers, and the number.")
        yield Correction(f"{field}-{'number' if number.name else 'name'}", sentence)


def _hours(settings: Service) -> Iterator[Correction]:
    try:
        Hours.parse(settings.staffed_from, settings.staffed_until)
    except ValueError:
        # L10N: to a manager, in the settings
        sentence = pgettext("staff", "Please write both hours like 09:00 and 17:00, the first one before the second.")
        yield Correction("staffed_from", sentence)


def _rota(settings: Service, people: Collection[str]) -> Iterator[Correction]:
    seen = set()
    for position, each in enumerate(settings.rota):
        field = f"rota-{position}-staff_id"
        if each.staff_id in seen:
            # L10N: to a manager, in the settings: the same person was chosen twice for the rota
            yield Correction(field, pgettext("staff", "The same person stands on the rota twice."))
        elif not each.staff_id:
            # L10N: to a manager, in the settings: there is a number for text messages, but nobody beside it
            yield Correction(field, pgettext("staff", "Please choose whose number this is."))
        elif each.staff_id not in people:
            yield Correction(field, not_open())
        seen.add(each.staff_id)


def _second_channels(settings: Service, reach: Reach) -> Iterator[Correction]:
    """Two channels are two only where everybody has a second one: texts, or where there are none a colleague's mail."""
    if not reach.has_texts:
        alone = [position for position, each in enumerate(settings.rota) if each.staff_id]
        if len(alone) == 1:
            # L10N: to a manager, in the settings: one person alone stands on the rota
            sentence = pgettext(
                "staff",
                "Please add a second person: no text messages are sent here, so the second way of an alert is the next"
                " person’s mail.",
            )
            yield Correction(f"rota-{alone[0]}-staff_id", sentence)
        return
    for position, each in enumerate(settings.rota):
        if each.staff_id in reach.names and not each.text_number:
            # L10N: to a manager, in the settings: somebody of the rota has no number for text messages
            sentence = pgettext(
                "staff",
                "Please give a number for text messages: without one %(name)s has no second way to be alerted.",
                name=reach.names[each.staff_id],
            )
            yield Correction(f"rota-{position}-text_number", sentence)


def _told_of_unread(settings: Service, reach: Reach) -> Iterator[Correction]:
    """What nobody has read is shown to managers alone: nobody else is told of it, not as a deputy either."""
    chosen = {name: getattr(settings, name) for name in ("team_manager_id", "head_of_service_id")}
    for field, staff_id in chosen.items():
        if staff_id and staff_id not in reach.managers:
            # L10N: to a manager, in the settings: who is told of what nobody has read
            sentence = pgettext("staff", "Please choose a manager who can sign in: nobody else sees what is unread.")
            yield Correction(field, sentence)
    for position, absence in enumerate(settings.absences):
        is_told = absence.staff_id and absence.staff_id in chosen.values()
        if is_told and absence.deputy_id in reach.names and absence.deputy_id not in reach.managers:
            # L10N: to a manager, in the settings: the deputy of a manager who is told of what nobody has read
            sentence = pgettext("staff", "Please choose a manager: their deputy is told of what nobody has read.")
            yield Correction(f"absences-{position}-deputy_id", sentence)


def not_open() -> str:
    """What is said of somebody who was chosen and is gone."""
    # L10N: to a manager, in the settings: the account of the chosen person was closed, or nobody has set it up
    return str(pgettext("staff", "This person cannot sign in, so no alert would reach them."))
