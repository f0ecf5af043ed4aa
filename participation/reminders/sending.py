"""Sending reminders and changes that are due: by the mail server, and by GOV.UK Notify."""

from functools import partial
from typing import Any, cast

from participation import clock, service
from participation.config import Config
from participation.outbox.actions import Claimed, is_anything_due
from participation.outbox.respondents import NotTaken, Outgoing, send_by_mail, send_each
from participation.reminders.actions import BY_MAIL, BY_TEXT
from participation.reminders.outgoing import outgoing
from participation.reviews.hours import hours_of, is_time_to_write

NOT_OURS_TO_REPEAT = (400, 403)
"""What Notify answers to a number that is none, or to a key that may not send to it."""


def send_reminders(config: Config) -> int:
    """Send what is due, in the hours of the service; returns how many went."""
    if not is_time_to_write(clock.now(), hours_of(service.current())):
        return 0
    sent = send_by_mail(config, BY_MAIL, partial(outgoing, config=config))
    return sent + (_by_text(config) if config.notify_key and is_anything_due(BY_TEXT) else 0)


def _by_text(config: Config) -> int:
    # An extra: a service without text messages need not install it.
    from notifications_python_client.errors import HTTPError
    from notifications_python_client.notifications import NotificationsAPIClient

    client: Any = cast(Any, NotificationsAPIClient)(config.notify_key, config.notify_url, timeout=20)

    def send(claimed: Claimed, going: Outgoing) -> None:
        message = {"message": going.words}
        try:
            client.send_sms_notification(going.address, config.notify_template, message, reference=claimed.id)
        except HTTPError as error:
            raise NotTaken(error.status_code) from error

    return send_each(BY_TEXT, partial(outgoing, config=config), send, NOT_OURS_TO_REPEAT)
