"""`participation worker`: what is done beside the pages, again and again."""

import time
from collections.abc import Callable

import click
from flask import current_app

from participation.commands import AppCommand
from participation.config import Config
from participation.metrics.actions import count_waiting
from participation.notices.actions import spread
from participation.notices.sending import send_due
from participation.people.queries import address_of, ids_of

EVERY_SECONDS = 15


def send_alerts() -> str:
    """Mail what waits in the outbox; without a mail server it goes on waiting."""
    config: Config = current_app.extensions["config"]
    if not config.smtp_url:
        return "No mail server is set (PARTICIPATION_SMTP_URL): alerts wait in the outbox."
    spread(ids_of)
    sent = send_due(config, address_of)
    return f"{sent} sent." if sent else ""


def count() -> str:
    """Tally what was sent and not counted yet."""
    counted = count_waiting()
    return f"{counted} counted." if counted else ""


JOBS: tuple[Callable[[], str], ...] = (send_alerts, count)
"""Each does what is due and says what it did, or nothing."""


@click.command("worker", cls=AppCommand)
@click.option("--once", is_flag=True, help="Do what is due and stop.")
def worker(once: bool) -> None:
    """Send alerts and count answers, until it is stopped. Several may run at once."""
    said = ""
    while True:
        done = _do_what_is_due()
        if done and done != said:
            click.echo(done)
        if once:
            return
        said = done
        time.sleep(EVERY_SECONDS)


def _do_what_is_due() -> str:
    with current_app.app_context():  # a session of its own: none stays open while the worker sleeps
        return " ".join(filter(None, (job() for job in JOBS)))
