"""What a mail about a request to be contacted says, and where it leads."""

from flask import Flask

from participation.contact.actions import ABOUT, ABOUT_TO_MANAGERS
from participation.outbox.mail import URGENT, leads


def init_app(app: Flask) -> None:
    """Hand in what the outbox says about them."""
    for about in (ABOUT, ABOUT_TO_MANAGERS):
        leads(app, about, "/staff/contact", URGENT)
