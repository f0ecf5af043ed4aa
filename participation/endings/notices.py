"""What a mail about reviews that were handed over says, and where it leads."""

from flask import Flask

from participation.endings.actions import HANDED_OVER
from participation.outbox.mail import FIRST_PAGE, WAITING, leads


def init_app(app: Flask) -> None:
    """Hand in what the outbox says about them."""
    leads(app, HANDED_OVER, FIRST_PAGE, WAITING)
