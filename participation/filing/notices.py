"""That the folder for case records cannot be written, as an alert."""

from flask import Flask

from participation.outbox.mail import WAITING, leads

NOT_WRITTEN = "record_not_written"


def init_app(app: Flask) -> None:
    """Hand in where mails about it lead."""
    leads(app, NOT_WRITTEN, "/staff/records", WAITING)
