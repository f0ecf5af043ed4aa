"""Every address of the program, each with something that could stand in its gaps, and who knocks there."""

import re
from collections.abc import Iterator

from flask import Flask
from flask.testing import FlaskClient

from participation.staff.models import Role
from tests import factories
from tests.walking import let_in

GAPS = {"purpose": "my_views", "page_id": "feelings", "name": "round_curls", "filename": "css/public.css"}
NOBODYS = "0" * 26
"""An id that is nobody's."""
GAP = re.compile(r"<(?:any\((?P<first>\w+)[^>]*|(?:\w+:)?(?P<name>\w+))>")


def addresses(app: Flask) -> Iterator[tuple[str, frozenset[str]]]:
    """Each address with the methods that it answers."""
    for rule in app.url_map.iter_rules():
        yield filled(rule.rule), frozenset(rule.methods or ())


def filled(rule: str) -> str:
    """An address without gaps."""
    return GAP.sub(lambda gap: gap["first"] or GAPS.get(gap["name"], NOBODYS), rule)


def somebody(app: Flask, role: Role) -> FlaskClient:
    """Somebody of the staff, signed in."""
    with app.app_context():
        staff, secret = factories.staff(role)
        email = staff.email
    return let_in(app, email, secret)
