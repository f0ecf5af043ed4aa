"""What somebody needs who reads only the terminal: whose each letter is, its square, link and code, and sign-ins."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pyotp
from flask import current_app

from participation import clock
from participation.config import Config
from participation.demo.kept import Kept, ShownLetter
from participation.demo.place import SignIn
from participation.demo.queries import invitation
from participation.drawing.qr import blocks
from participation.invitations.actions import is_over
from participation.invitations.models import Invitation
from participation.invitations.queries import invitation_by_token
from participation.invitations.secrets import spaced
from participation.staff.authenticators import authenticator_link
from participation.staff.queries import staff_by_email
from participation.web.languages import spoken_date

NAME = "participation"
RULE = "─" * 72
STEP = 30
"""Seconds that a code lasts."""


def told(kept: Kept, colour: bool) -> Iterator[str]:
    """Everything, line by line."""
    config: Config = current_app.extensions["config"]
    yield f"\n{RULE}\nThese people are invented. Open a link in a browser, or type its code at {config.public_url}/"
    for letter in kept.letters:
        yield from _letter(letter, config.public_url, colour)
    yield from _sign_ins(kept.accounts, config.staff_url)


def _letter(letter: ShownLetter, address: str, colour: bool) -> Iterator[str]:
    yield f"{RULE}\nA letter to {letter.who}: {_about(invitation(letter.invitation_id))}"
    if invitation_by_token(letter.token) is None:
        yield "It was printed again or revoked since, so what was printed here no longer opens."
        return
    link = f"{address}/s#{letter.token}"
    yield f"\n{blocks(link, colour)}\n\n  link  {link}\n  code  {spaced(letter.code)}\n"
    if letter.lock:
        yield f"  lock  {letter.lock}   (four pictures in this order; behind them is what came of it)\n"


def _about(sent: Invitation) -> str:
    review, today = sent.review, clock.today()
    name, meets_on = review.child.preferred_name, review.meets_on or today
    who = f"{sent.person.name}, about {name}" if sent.person else name
    when = "meets on" if meets_on >= today else "met on"
    ended = " This letter has ended." if is_over(sent, today) else ""
    return f"{who}. The review {when} {spoken_date(meets_on)}.{ended}"


def _sign_ins(accounts: tuple[SignIn, ...], address: str) -> Iterator[str]:
    shown = {account.role: account for account in reversed(accounts)}
    yield f"{RULE}\nStaff sign in at {address}/staff/sign-in with email, password and a code of six digits.\n"
    for account in reversed(shown.values()):
        yield f"  {account.role:<10}{account.name}"
        yield f"  {'email':<10}{account.email}"
        yield f"  {'password':<10}{account.password}"
        yield f"  {'secret':<10}{account.secret}   (for an authenticator app)"
        yield f"  {'':<10}{_link(account)}"
        yield f"  {'code now':<10}{code(account)}\n"
    example = shown["officer"].email
    others = ", ".join(a.email.partition("@")[0] for a in accounts if a.role == "officer" and a is not shown["officer"])
    yield f"A code lasts {STEP} seconds. A later one:  {_program()} demo --code {example}"
    yield f"The other officers have the same password: {others}\n{RULE}"


def _program() -> str:
    """As it was called here: not everybody has it on the path."""
    return sys.argv[0] if Path(sys.argv[0]).name == NAME else NAME


def _link(account: SignIn) -> str:
    found = staff_by_email(account.email)
    return authenticator_link(found, account.secret) if found else ""


def code(account: SignIn) -> str:
    """The six digits of this moment."""
    return pyotp.TOTP(account.secret).at(clock.now())
