"""Queueing reminders on their days, in the hours of the service: rows of the outbox, without a name."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from sqlalchemy import update

from participation import clock, service
from participation.audit import actions as audit
from participation.clock import local
from participation.config import Config
from participation.db import transaction
from participation.invitations.models import Invitation
from participation.outbox.actions import queue
from participation.outbox.models import RESPONDENT
from participation.outbox.queries import known_keys, refused_keys
from participation.reminders.queries import still_waited_for, untold
from participation.reminders.timetable import step_on
from participation.reviews.hours import hours_of, is_time_to_write
from participation.reviews.models import Person
from participation.reviews.timetable import add_working_days, forms_due_on
from participation.service.chosen import Service
from participation.service.reminder_times import kind_of

REMINDER, CHANGE = "reminder", "meeting_changed"
BY_MAIL, BY_TEXT = "r_mail", "r_text"
"""Channels of the outbox that only reminders go by: what staff are told of never waits behind them."""


def queue_reminders(channels: Collection[str]) -> int:
    """Note whose reminder is due, by each of these channels; returns how many are new.

    At night, at weekends and on bank holidays none is queued.
    """
    chosen = service.current()
    if not channels or not is_time_to_write(clock.now(), hours_of(chosen)):
        return 0
    with transaction():
        steps = ((each, _step(each, chosen)) for each in _once_a_telephone(still_waited_for()))
        return len(_queue(((each, str(step)) for each, step in steps if step is not None), channels))


def _once_a_telephone(waited: Iterable[Invitation]) -> Iterator[Invitation]:
    """Without siblings who share a telephone and a day: the words are the same, and to which of them is not said."""
    rung = set()
    for each in waited:
        same = each.review.child.phone, each.review.meets_on
        if each.person is not None:
            yield each
        elif same not in rung:
            rung.add(same)
            yield each


def remind_now(by_id: str, invitation_ids: Collection[str], channels: Collection[str]) -> int:
    """Remind these beside their timetable, once a day at most; returns how many people that is news for.

    What is asked for at night goes in the morning.
    """
    day = clock.today().isoformat()
    with transaction() as session:
        waited = still_waited_for(Invitation.id.in_(list(invitation_ids)))
        reminded = {invitation_in(key) for key in _queue(((each, day) for each in waited), channels)}
        if reminded:
            audit.record_each(session, by_id, "reminded", [f"invitation/{id}" for id in sorted(reminded)])
    return len(reminded)


def queue_changes(channels: Collection[str]) -> int:
    """Note who is told that a meeting to which they come has changed, by each of these channels; in the day only."""
    if not channels or not is_time_to_write(clock.now(), hours_of(service.current())):
        return 0
    with transaction():
        keys = {key: channel for each in untold() for key, channel in _keys_of_change(each, channels).items()}
        return len(_queue_new(CHANGE, keys))


def _keys_of_change(person: Person, channels: Collection[str]) -> dict[str, str]:
    ways = (channel for channel in channels if address_of_person(person, channel))
    return {f"{CHANGE}/{person.id}/{person.untold_revision}/{channel}": channel for channel in ways}


def to_tell_by_hand(channels: Collection[str]) -> list[Person]:
    """Whom none of these channels reaches, or none in time: they are rung, or get a letter.

    A mail that waits for the morning may come too late for a meeting tomorrow.
    """
    people = [(each, _keys_of_change(each, channels)) for each in untold()]
    not_taken, soon = refused_keys(key for _, keys in people for key in keys), add_working_days(clock.today(), 1)
    return [each for each, keys in people if not_taken.issuperset(keys) or (each.review.meets_on or soon) <= soon]


def note_told(by_id: str, person_id: str, revision: int) -> bool:
    """Somebody knows of the change; False where it has changed once more, or nobody was to be told."""
    with transaction() as session:
        of_this = Person.id == person_id, Person.untold_revision == revision
        told = update(Person).where(*of_this).values(untold_revision=None).returning(Person.id)
        is_told = session.scalar(told) is not None
        if is_told:
            audit.record(session, by_id, "told of a change", f"person/{person_id}")
    return is_told


def channels_on(config: Config) -> tuple[str, ...]:
    """By what reminders go: what the operator has set up, and the service has turned on."""
    ways = {BY_MAIL: config.smtp_url, BY_TEXT: config.notify_key}
    return tuple(channel for channel, is_set_up in ways.items() if is_set_up and is_turned_on(channel))


def is_turned_on(channel: str) -> bool:
    """Whether the service has turned on that reminders go by it."""
    chosen = service.current()
    return chosen.reminds_by_mail if channel == BY_MAIL else chosen.reminds_by_text


def _queue(wanted: Iterable[tuple[Invitation, str]], channels: Collection[str]) -> list[str]:
    keys = {
        f"{REMINDER}/{each.id}/{each.printings}/{which}/{channel}": channel
        for each, which in wanted
        for channel in channels
        if address_for(each, channel)
    }
    return _queue_new(REMINDER, keys)


def _queue_new(about: str, keys: Mapping[str, str]) -> list[str]:
    new = sorted(keys.keys() - known_keys(keys))
    for key in new:
        queue(about, key, to_role=RESPONDENT, channel=keys[key])
    return new


def invitation_in(key: str) -> str:
    """Of which invitation a notice reminds."""
    return key.split("/")[1]


def address_for(invitation: Invitation, channel: str) -> str:
    """Where somebody is reached; empty where that is not known. A child is reached by text message alone."""
    if invitation.person:
        return address_of_person(invitation.person, channel)
    return invitation.review.child.phone if channel == BY_TEXT else ""


def address_of_person(person: Person, channel: str) -> str:
    """Where an adult is reached; empty where that is not known."""
    return person.email if channel == BY_MAIL else person.phone


def _step(invitation: Invitation, chosen: Service) -> int | None:
    meets_on, printed_at = invitation.review.meets_on, invitation.printed_at
    times = next((each for each in chosen.reminders if each.who == kind_of(invitation.respondent)), None)
    if meets_on is None or printed_at is None or times is None:
        return None
    printed_on = local(printed_at).date()
    is_adult = invitation.person is not None
    due_on = forms_due_on(meets_on, printed_on, chosen.forms_due_days) if is_adult else meets_on
    return step_on(clock.today(), due_on, printed_on, times)
