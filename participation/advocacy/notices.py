"""What a mail to the advocacy provider says, and where it leads: that something waits, and never what or whose."""

from flask import Flask

from participation.outbox.mail import FIRST_PAGE, WAITING, leads

ADVOCATE_ASKED = "advocate_asked"


def init_app(app: Flask) -> None:
    """Hand in what the outbox says about it."""
    leads(app, ADVOCATE_ASKED, FIRST_PAGE, WAITING)
