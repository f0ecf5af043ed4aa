"""Queueing reminders on their days, in the hours of the service: rows of the outbox, without a name."""

from collections.abc import Collection

from participation import clock, service
from participation.clock import local
from participation.db import transaction
from participation.invitations.models import Invitation
from participation.outbox.actions import queue
from participation.outbox.models import RESPONDENT
from participation.outbox.queries import known_keys
from participation.reminders.queries import still_waited_for
from participation.reminders.timetable import step_on
from participation.reviews.hours import hours_of, is_staffed
from participation.reviews.timetable import forms_due_on
from participation.service.chosen import Service
from participation.service.reminder_times import kind_of

REMINDER = "reminder"
BY_MAIL, BY_TEXT = "r_mail", "r_text"
"""Channels of the outbox that only reminders go by: what staff are told of never waits behind them."""


def queue_reminders(channels: Collection[str]) -> int:
    """Note whose reminder is due by a channel that is set up and turned on; returns how many are new.

    At night, at weekends and on bank holidays none is queued.
    """
    chosen = service.current()
    on = {BY_MAIL: chosen.reminds_by_mail, BY_TEXT: chosen.reminds_by_text}
    channels = [channel for channel in channels if on[channel]]
    if not channels or not is_staffed(clock.now(), hours_of(chosen)):
        return 0
    with transaction():
        wanted = {
            f"{REMINDER}/{each.id}/{each.printings}/{step}/{channel}": channel
            for each in still_waited_for()
            if (step := _step(each, chosen)) is not None
            for channel in channels
            if address_for(each, channel)
        }
        new = wanted.keys() - known_keys(wanted)
        for key in sorted(new):
            queue(REMINDER, key, to_role=RESPONDENT, channel=wanted[key])
    return len(new)


def invitation_in(key: str) -> str:
    """Of which invitation a notice reminds."""
    return key.split("/")[1]


def address_for(invitation: Invitation, channel: str) -> str:
    """Where somebody is reached; empty where that is not known."""
    person = invitation.person
    return "" if person is None else person.email if channel == BY_MAIL else person.phone


def _step(invitation: Invitation, chosen: Service) -> int | None:
    meets_on, printed_at = invitation.review.meets_on, invitation.printed_at
    times = next((each for each in chosen.reminders if each.who == kind_of(invitation.respondent)), None)
    if meets_on is None or printed_at is None or times is None:
        return None
    printed_on = local(printed_at).date()
    return step_on(clock.today(), forms_due_on(meets_on, printed_on, chosen.forms_due_days), printed_on, times)
