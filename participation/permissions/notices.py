"""What a mail about an absence says, and where it leads."""

from flask import Flask

from participation.outbox.mail import WAITING, leads
from participation.permissions.actions import ENDED, ENTERED


def init_app(app: Flask) -> None:
    """Hand in what the outbox says about them."""
    for about in (ENTERED, ENDED):
        leads(app, about, "/staff/cover", WAITING)
