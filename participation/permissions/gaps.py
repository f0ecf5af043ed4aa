"""What absences may not leave: on no day nobody to alert, or nobody to read what is for managers only. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from flask_babel import pgettext

from participation.service.chosen import Service
from participation.service.rota import Away, days_that_change, is_away, on_duty, readers_for_managers
from participation.staff.models import Role, Staff
from participation.web.languages import short_date

CAN_BE_ALERTED = (Role.OFFICER, Role.MANAGER)
"""Support reads no child's words, and advocates are not of the service."""


@dataclass(frozen=True)
class Reach:
    """Who can be alerted here, and by what."""

    names: Mapping[str, str]
    """Of everybody who may be chosen, by id."""
    managers: Collection[str]
    """The ids of the managers among them."""
    has_texts: bool
    """A gateway takes text messages."""

    @classmethod
    def of(cls, people: Iterable[Staff], *, has_texts: bool) -> "Reach":
        """Of these people, who can all sign in."""
        roles = {each.id: each.role for each in people}
        managers = frozenset(id for id, role in roles.items() if role == Role.MANAGER)
        return cls({each.id: each.name for each in people}, managers, has_texts)


class Plan(NamedTuple):
    """Who is meant to be there: the settings, and who is away."""

    settings: Service
    absences: Sequence[Away]


def gaps(before: Plan, after: Plan, reach: Reach, today: date) -> Iterator[str]:
    """What a change would leave, a sentence for the first day of each kind; what is so already is not its fault."""
    for said in (_on_duty, _for_managers):
        for day in days_that_change([*before.absences, *after.absences], today):
            sentence = said(after, reach, day)
            if sentence and sentence != said(before, reach, day):
                yield sentence
                break


def told_of_unread(settings: Service, absence: Away, reach: Reach) -> str:
    """What nobody has read is shown to managers alone: nobody else is told of it, not as a deputy either."""
    is_told = absence.absent_id in (settings.team_manager_id, settings.head_of_service_id)
    if not is_told or absence.deputy_id in reach.managers:
        return ""
    # L10N: to a manager, in a form about an absence: the deputy of a manager who is told of what nobody has read
    return str(pgettext("staff", "Please choose a manager: their deputy is told of what nobody has read."))


def _is_any_away(people: Collection[str], plan: Plan, day: date) -> bool:
    return any(each.absent_id in people and is_away(each, day) for each in plan.absences)


def _on_duty(plan: Plan, reach: Reach, day: date) -> str:
    rota = {each.staff_id: each.text_number for each in plan.settings.rota}
    if not _is_any_away(rota, plan, day):
        return ""
    there = [each for each in on_duty(plan.settings, day, plan.absences) if each in reach.names]
    if not there:
        # L10N: to a manager or an officer, in a form about an absence; %(day)s: on that day whoever is on the rota is
        # away, and so are deputies
        sentence = pgettext(
            "staff",
            "On %(day)s nobody would be on duty: please choose a deputy who is not away.",
            day=short_date(day, with_year=True),
        )
        return str(sentence)
    if len(there) > 1 or (reach.has_texts and rota.get(there[0])):
        return ""
    # L10N: to a manager or an officer, in a form about an absence; %(day)s: on that day one person alone is on duty,
    # %(name)s
    sentence = pgettext(
        "staff",
        "On %(day)s %(name)s would be on duty alone, with no second way to be alerted: please choose another deputy, or"
        " add somebody to the rota.",
        day=short_date(day, with_year=True),
        name=reach.names[there[0]],
    )
    return str(sentence)


def _for_managers(plan: Plan, reach: Reach, day: date) -> str:
    is_any_away = _is_any_away(reach.managers, plan, day)
    if not is_any_away or readers_for_managers(reach.managers, day, plan.absences):
        return ""
    # L10N: to a manager, in a form about an absence; %(day)s: on that day each manager is away, and no manager stands
    # in
    sentence = pgettext(
        "staff",
        "On %(day)s nobody would read what is for managers only: please choose a deputy who is a manager.",
        day=short_date(day, with_year=True),
    )
    return str(sentence)
