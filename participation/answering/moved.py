"""A letter of a child who is another council's now: it leads on to where it opens.

The secret goes there as it came from the letter: after a #, which no browser sends to any server.
"""

from urllib.parse import urlencode, urlsplit

from flask import render_template

from participation.answering.rescue import Page
from participation.invitations.queries import moved_to
from participation.invitations.secrets import token_lookup
from participation.translating.known import ENGLISH
from participation.web.languages import FIELD, current


def moved_token(token: str) -> Page | None:
    """The page that leads a scanned letter on; none where it has not moved."""
    address = moved_to(token_lookup(token))
    return moved(address, token) if address else None


def moved(address: str, secret: str, *, is_typed: bool = False) -> Page:
    """It leads on by itself where the square was scanned. Whoever typed reads first that the address is another.

    The language of this page goes along: without scripts nothing else tells the other server whose letter it is.
    """
    spoken = "" if current() == ENGLISH else f"?{urlencode({FIELD: current().code})}"
    there = {"host": urlsplit(address).netloc, "link": f"{address}/s{spoken}#{secret}"}
    return render_template("public/moved.html", **there, is_typed=is_typed)
