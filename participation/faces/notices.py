"""What a mail about a picture says, and where it leads."""

from flask import Flask

from participation.faces.actions import ANSWERED, ASKED
from participation.outbox.mail import FIRST_PAGE, WAITING, leads


def init_app(app: Flask) -> None:
    """Hand in what the outbox says about them."""
    leads(app, ASKED, "/staff/faces", WAITING)
    leads(app, ANSWERED, FIRST_PAGE, WAITING)
