"""What a mail about an officer's page says, and where it leads."""

from flask import Flask

from participation.outbox.mail import WAITING, leads
from participation.profiles.actions import ANSWERED, ASKED


def init_app(app: Flask) -> None:
    """Hand in what the outbox says about them."""
    leads(app, ASKED, "/staff/profiles", WAITING)
    leads(app, ANSWERED, "/staff/profile", WAITING)
