"""Somebody complains, as the public page does."""

from itertools import count

from flask import Flask

from participation import clock
from participation.complaints.actions import Complained, complain
from participation.invitations.actions import Secrets
from participation.invitations.models import Invitation, Visit
from tests.walking import Phone, hidden_fields

WORDS = "zebra-loud-at-night"
"""As in everything that anybody sent."""
_NUMBERS = count()


def complained(invitation: Invitation, about: str = "review", answer: str = "none") -> str:
    """Kept without a page; returns its id."""
    visit = Visit(invitation=invitation, invitation_id=invitation.id, printing=1, language="en", seen_at=clock.now())
    return complain(f"form {next(_NUMBERS)}", about, Complained(WORDS, answer), visit)


def complain_on(app: Flask, secrets: Secrets, **typed: str) -> Phone:
    """With a letter, on the page."""
    phone = Phone(app, secrets)
    form = {**hidden_fields(phone.open("/complain")), "about": "review", "complaint": WORDS, "answer": "none", **typed}
    phone.page = phone.browser.post("/complain", data=form)
    return phone
