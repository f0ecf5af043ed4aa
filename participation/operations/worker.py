"""`participation worker`: what is done beside the pages, again and again."""

import time
from collections.abc import Callable
from functools import partial

import click
from flask import current_app

from participation import service
from participation.audit.head_file import note_head
from participation.casework.actions import note_letters_read
from participation.complaints.notices import climb_complaints, note_complaints
from participation.config import Config
from participation.console import AppCommand
from participation.contact.reminders import remind
from participation.db.alone import each_alone, failures
from participation.escalation.actions import climb_requests, climb_unread, keep_awake, second_for, send_heartbeat
from participation.escalation.advocates import climb_advocacy
from participation.escalation.arrivals import note_arrivals
from participation.escalation.cover_mail import tell_who_covers
from participation.escalation.pulse import FAILED, note_awake
from participation.feedback.actions import note_bands
from participation.filing.actions import drop_at_night
from participation.interpreting.actions import note_interpreting
from participation.letters.actions import forget_results
from participation.letters.by_mail import send_letters
from participation.locks.actions import note_locks
from participation.log import to_stderr
from participation.metrics.actions import count_waiting
from participation.metrics.for_analysts.actions import keep_calendar_long_enough
from participation.operations.outages import outlive
from participation.outbox.actions import Claimed, spread, spread_seconds
from participation.outbox.models import TEXT
from participation.outbox.sending import send_due
from participation.reminders.actions import channels_on, queue_changes, queue_reminders
from participation.reminders.sending import send_reminders
from participation.retention.actions import purge_at_night
from participation.service.rota import plain_number, text_number
from participation.staff.queries import address_of, ids_of
from participation.submissions.withdrawals import note_withdrawals

EVERY_SECONDS = 15


def send_alerts() -> str:
    """Mail what waits in the outbox; without a mail server it goes on waiting."""
    config: Config = current_app.extensions["config"]
    if not config.smtp_url:
        return "No mail server is set (PARTICIPATION_SMTP_URL): alerts wait in the outbox."
    second = partial(_second_of, has_texts=bool(config.text_server))
    each_alone(tell_who_covers, partial(spread, ids_of), partial(spread_seconds, second))
    sent = each_alone(partial(send_due, config, _address_of))
    return f"{sent} sent." if sent else ""


def _second_of(staff_id: str, about: str, *, has_texts: bool) -> tuple[str, str] | None:
    return second_for(about, staff_id, has_texts=has_texts)


def _address_of(notice: Claimed) -> str | None:
    """Where a notice goes; None while there is nowhere."""
    settings: Config = current_app.extensions["config"]
    if notice.to_staff_id is None:
        return service.current().out_of_hours_mail or None
    mail = address_of(notice.to_staff_id)
    if notice.channel == TEXT and mail is not None:
        number = text_number(service.current(), notice.to_staff_id)
        return f"{plain_number(number)}@{settings.text_gateway}" if number else None
    return mail


def remind_adults() -> str:
    """Remind those who have not answered, and tell of meetings that changed, by what is set up here and turned on."""
    config: Config = current_app.extensions["config"]
    channels = channels_on(config)
    each_alone(partial(queue_reminders, channels), partial(queue_changes, channels))
    sent = each_alone(partial(send_reminders, config))
    return f"{sent} reminded." if sent else ""


def mail_letters() -> str:
    """Mail the letters to adults that support asked for."""
    sent = each_alone(partial(send_letters, current_app.extensions["config"]))
    return f"{sent} letters mailed." if sent else ""


def climb() -> str:
    """Alert further people to what nobody has looked at in time."""
    config: Config = current_app.extensions["config"]
    each_alone(keep_awake, send_heartbeat, note_arrivals, note_complaints, note_withdrawals)
    requests = partial(climb_requests, has_texts=bool(config.text_server))
    climbed = each_alone(requests, climb_unread, climb_advocacy, remind, climb_complaints)
    return f"{climbed} climbed." if climbed else ""


def note() -> str:
    """Tell of locks, interpreters and letters read, which the public side cannot, and note the end of the audit."""
    noted = each_alone(note_locks, note_interpreting, note_letters_read)
    each_alone(note_head)
    return f"{noted} noted." if noted else ""


def count() -> str:
    """Tally what was sent and not counted yet, and note what officers may know of feedback about them."""
    each_alone(note_bands, keep_calendar_long_enough)
    counted = each_alone(count_waiting)
    return f"{counted} counted." if counted else ""


def drop() -> str:
    """Once a night, put what goes to the case record into the council's folder."""
    dropped = each_alone(drop_at_night)
    return f"{dropped} for the case record." if dropped else ""


def forget() -> str:
    """Once a night, delete what has been kept long enough; and what was printed an hour ago."""
    gone = each_alone(purge_at_night, forget_results)
    return f"{gone} deleted." if gone else ""


JOBS: tuple[Callable[[], str], ...] = (climb, send_alerts, mail_letters, remind_adults, note, count, drop, forget)
"""Each does what is due and says what it did, or nothing."""


@click.command("worker", cls=AppCommand)
@click.option("--once", is_flag=True, help="Do what is due and stop.")
def worker(once: bool) -> None:
    """Send alerts, count answers and delete what was kept long enough. Several may run at once."""
    said = ""
    to_stderr(current_app.extensions["config"].log)
    while True:
        done = _do_what_is_due() if once else outlive(current_app, _do_what_is_due)
        if done and done != said:
            click.echo(done)
        if once:
            return
        said = done
        time.sleep(EVERY_SECONDS)


def _do_what_is_due() -> str:
    with current_app.app_context():  # a session of its own: none stays open while the worker sleeps
        before = failures().total()
        said = [job() for job in JOBS]
        failed = failures().total() - before
        if failed:
            each_alone(partial(note_awake, FAILED))
        return " ".join(filter(None, [*said, f"{failed} failed: the log says which." if failed else ""]))
