"""Whether urgent alerts would reach anybody, for `participation check`."""

from collections.abc import Iterator

from participation import clock, service
from participation.config import Config
from participation.duty.rota import text_number
from participation.duty.watching import second_of
from participation.people.models import Role
from participation.people.queries import can_be_alerted


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
    names = {each.id: each.name for each in can_be_alerted((Role.OFFICER, Role.MANAGER))}
    for each in settings.rota:
        if each.staff_id not in names:
            yield "Somebody on the duty rota cannot sign in; urgent alerts pass them over."
        elif second_of(each.staff_id, has_texts=bool(config.text_gateway)) is None:
            yield f"{names[each.staff_id]} has no second channel: no text messages, and nobody comes next on the rota."
        elif config.text_gateway and not text_number(settings, each.staff_id):
            yield f"{names[each.staff_id]} has no number for text messages; their second channel is the next person's."
    if not settings.out_of_hours_mail:
        yield "There is no mail address of an out-of-hours line; at night every manager is alerted instead."
    if any(number.is_stale(today) for number in settings.numbers) or settings.is_own_stale(today):
        yield "Some help numbers were not rung for over 90 days, or never; /staff/settings shows which."
