"""What mails about requests for an advocate say, and where they lead: that one waits, and never whose."""

from flask import Flask

from participation.outbox.mail import WAITING, leads

ADVOCATE_ASKED, UNANSWERED = "advocate_asked", "advocate_unanswered"


def init_app(app: Flask) -> None:
    """Hand in what the outbox says about them."""
    leads(app, ADVOCATE_ASKED, "/staff/advocacy", WAITING)
    leads(app, UNANSWERED, "/staff/unread", WAITING)
