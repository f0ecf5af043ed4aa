"""What a mail says to somebody whose account was set up."""

from flask import Flask
from flask_babel import lazy_pgettext

from participation.outbox.mail import FIRST_PAGE, Subject, leads
from participation.staff.accounts import SET_UP

WORDS = Subject(
    # L10N: subject of a mail to somebody whose staff account was set up by a link
    lazy_pgettext("staff", "Your account has been set up"),
    # L10N: a mail to somebody whose staff account was set up by a link; %(address)s is where to sign in
    lazy_pgettext(
        "staff",
        "Your account in Participation has just been set up: %(address)s\n"
        "If that was not you, please tell your manager at once.",
    ),
)


def init_app(app: Flask) -> None:
    """Hand in what the outbox says about it."""
    leads(app, SET_UP, FIRST_PAGE, WORDS)
