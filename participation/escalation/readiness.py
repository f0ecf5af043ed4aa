"""Whether urgent alerts would reach anybody, for `participation check`."""

from collections.abc import Iterator
from datetime import date

from participation import clock, service
from participation.config import Config
from participation.escalation.actions import second_of
from participation.service.chosen import Service
from participation.service.rota import days_that_change, is_away, on_duty, readers_for_managers, stand_in, text_number
from participation.staff.models import Role
from participation.staff.queries import can_be_alerted, ids_of, staff_name


def problems(config: Config) -> Iterator[str]:
    """One plain sentence for each way in which an alert could reach nobody."""
    settings, today = service.current(), clock.today()
    if not config.text_gateway:
        yield (
            "PARTICIPATION_TEXT_GATEWAY is not set; no text messages are sent, and the second channel of an urgent"
            " alert is the next person's mail."
        )
    if not settings.rota:
        yield "Nobody is on the duty rota; urgent alerts go to every manager. Managers set it on /staff/settings."
    yield from _of_rota(settings, has_texts=bool(config.text_gateway))
    yield from _of_managers(settings)
    yield from _of_absences(settings, today)
    if not settings.out_of_hours_mail:
        yield "There is no mail address of an out-of-hours line; at night every manager is alerted instead."
    if any(number.is_stale(today) for number in settings.numbers) or settings.is_own_stale(today):
        yield "Some help numbers were not rung for over 90 days, or never; /staff/settings shows which."


def _of_rota(settings: Service, *, has_texts: bool) -> Iterator[str]:
    names = {each.id: each.name for each in can_be_alerted((Role.OFFICER, Role.MANAGER))}
    for each in settings.rota:
        if each.staff_id not in names:
            yield "Somebody on the duty rota cannot sign in; urgent alerts pass them over."
    for staff_id in on_duty(settings, clock.today()):  # today's deputies among them, who may have no number
        if staff_id not in names:
            continue
        if second_of(staff_id, has_texts=has_texts) is None:
            yield f"{names[staff_id]} has no second channel: no text messages, and nobody comes next on the rota."
        elif has_texts and not text_number(settings, staff_id):
            yield f"{names[staff_id]} has no number for text messages; their second channel is the next person's mail."
    if has_texts and not any(text_number(settings, each) for each in ids_of(Role.MANAGER)):
        yield "No manager on the duty rota has a number for text messages; what only they may see goes by mail alone."


def _of_absences(settings: Service, today: date) -> Iterator[str]:
    """Today and on each day that is known of: who is away may leave nobody. The settings take no such absences."""
    days, managers = days_that_change(settings.absences, today), ids_of(Role.MANAGER)
    empty = next((day for day in days if settings.rota and not on_duty(settings, day)), None)
    if empty:
        yield (
            f"On {empty} nobody is on duty: whoever is on the rota is away, and so are their deputies; urgent alerts go"
            " to every manager."
        )
    unread = [day for day in days if managers and not readers_for_managers(settings, managers, day)]
    away = {each.staff_id for each in settings.absences for day in unread if is_away(each, day)}
    for name in sorted(staff_name(each) for each in away.intersection(managers)):
        yield f"While {name} is away nobody reads what is for managers only."


def _of_managers(settings: Service) -> Iterator[str]:
    chosen = {"one": settings.team_manager_id, "two": settings.head_of_service_id}
    managers = ids_of(Role.MANAGER)
    if not managers:
        yield "Nobody can sign in as a manager; what children ask only managers to read would be read by nobody."
    for after, staff_id in chosen.items():
        if staff_id and stand_in(staff_id, clock.today(), settings.absences) not in managers:
            yield (
                f"Who is told after {after} working day{'s' if after == 'two' else ''} of what nobody has read is no"
                " manager who can sign in today, nor is their deputy; others are told in their place."
            )
