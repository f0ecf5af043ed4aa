"""What settings may be: each problem is the name of a field and one plain sentence. Pure."""

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from flask_babel import pgettext

from participation.permissions.gaps import Plan, Reach, gaps
from participation.reviews.hours import Hours
from participation.service.challenge_levels import MOST_DAYS, formal_days
from participation.service.chosen import Service
from participation.service.help_numbers import NEVER_LEFT_OUT, HelpNumber
from participation.service.reminder_times import MOST_DAYS as MOST_REMINDER_DAYS

NUMBER = re.compile(r"\+?[0-9][0-9 ()-]{1,24}")
MAIL = re.compile(r"[^@\s]+@[^@\s]+")
MOST_MIDWAY_DAYS = 180
TOLD_OF_UNREAD = "team_manager_id", "head_of_service_id"


class Correction(NamedTuple):
    """What has to be put right, and where."""

    field: str
    sentence: str


def problems(settings: Service, reach: Reach) -> Iterator[Correction]:
    """Everything that keeps these settings from being saved, but what they make of absences."""
    yield from _numbers(settings)
    yield from _hours(settings)
    yield from _rota(settings, reach.names)
    yield from _second_channels(settings, reach)
    yield from _told_of_unread(settings, reach)
    yield from _between_meetings(settings)
    yield from _reminders(settings)


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
        # L10N: to a manager, in the settings: the number of 999, of Childline or of Samaritans was emptied
        sentence = pgettext("staff", "Please give the number: 999, Childline and Samaritans are never left out.")
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
    """What nobody has read is shown to managers alone: nobody else is told of it."""
    for field in TOLD_OF_UNREAD:
        staff_id = getattr(settings, field)
        if staff_id and staff_id not in reach.managers:
            # L10N: to a manager, in the settings: who is told of what nobody has read
            sentence = pgettext("staff", "Please choose a manager who can sign in: nobody else sees what is unread.")
            yield Correction(field, sentence)


def _between_meetings(settings: Service) -> Iterator[Correction]:
    """Midway reviews lie before the next meeting; an answer to a challenge is not waited for without end."""
    if not 0 <= settings.midway_days <= MOST_MIDWAY_DAYS:
        # L10N: to a manager, in the settings, about midway reviews; %(most)s is a number of days
        sentence = pgettext("staff", "Please give 0 to %(most)s days; 0 is half of the time.", most=MOST_MIDWAY_DAYS)
        yield Correction("midway_days", sentence)
    yield from _challenges(settings)


def _challenges(settings: Service) -> Iterator[Correction]:
    """An answer to a challenge is not waited for without end, at one level or at all of them."""
    whole, together = settings.challenge_days, formal_days(settings.challenge_levels)
    wrong = [position for position, each in enumerate(settings.challenge_levels) if each.working_days < 1]
    for field in (f"challenge_levels-{position}-working_days" for position in wrong):
        # L10N: to a manager, in the settings, about a level of challenges
        yield Correction(field, pgettext("staff", "Please give at least 1 working day."))
    names = [each.name.casefold() for each in settings.challenge_levels]
    for position, name in enumerate(names):
        if name in names[:position]:
            # L10N: to a manager, in the settings, about the name of a level of challenges
            sentence = pgettext("staff", "Another level has this name already.")
            yield Correction(f"challenge_levels-{position}-name", sentence)
    if not 1 <= whole <= MOST_DAYS:
        # L10N: to a manager, in the settings, about all levels of challenges; %(most)s is a number of days
        sentence = pgettext("staff", "Please give 1 to %(most)s working days.", most=MOST_DAYS)
        yield Correction("challenge_days", sentence)
    elif together > whole:
        # L10N: to a manager, in the settings; %(together)s and %(whole)s are numbers of working days
        sentence = pgettext(
            "staff",
            "The formal levels have %(together)s working days together: no more than the %(whole)s in all. Give one"
            " fewer.",
            together=together,
            whole=whole,
        )
        yield Correction("challenge_days", sentence)


def _reminders(settings: Service) -> Iterator[Correction]:
    for position, each in enumerate(settings.reminders):
        for name, days in (("first", each.first), ("every", each.every)):
            if not 0 <= days <= MOST_REMINDER_DAYS:
                # L10N: to a manager, in the settings, about reminders; %(most)s is a number of days
                sentence = pgettext("staff", "Please give 0 to %(most)s days.", most=MOST_REMINDER_DAYS)
                yield Correction(f"reminders-{position}-{name}", sentence)


def of_absences(before: Plan, after: Plan, reach: Reach, today: date) -> Iterator[Correction]:
    """What would be wrong on a day on which somebody is away, and is not so already."""
    for sentence in gaps(before, after, reach, today):
        yield Correction(f"rota-{len(after.settings.rota) - 1}-staff_id", sentence)
    for field in TOLD_OF_UNREAD:
        chosen = getattr(after.settings, field)
        if chosen == getattr(before.settings, field) or chosen not in reach.managers:
            continue
        deputies = (each.deputy_id for each in after.absences if each.absent_id == chosen)
        for deputy in (reach.names[each] for each in deputies if each in reach.names.keys() - reach.managers):
            # L10N: to a manager, in the settings, under who is told of what nobody has read: %(name)s will be away
            sentence = pgettext(
                "staff",
                "While %(name)s is away %(deputy)s stands in, who is no manager: please choose somebody else, or change"
                " that under “Cover” first.",
                name=reach.names[chosen],
                deputy=deputy,
            )
            yield Correction(field, sentence)
            break


def not_open() -> str:
    """What is said of somebody who was chosen and is gone."""
    # L10N: to a manager, in the settings: the account of the chosen person was closed, or nobody has set it up
    return str(pgettext("staff", "This person cannot sign in, so no alert would reach them."))
