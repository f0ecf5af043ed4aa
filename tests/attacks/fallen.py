"""A service whose public side has fallen: what the attacker has, and what the staff see."""

import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from participation.escalation.arrivals import note_arrivals
from tests.staff.world import World
from tests.walking import let_in

LINK = re.compile(r'href="(/staff[^"#]*)"')
LEAVING = ("/staff/sign-out", "/staff/letters.pdf", "/staff/help")


@pytest.fixture
def world(app: Flask) -> World:
    """Something of everything, before the public side falls."""
    made = World(app)
    made.withdrawn(made.hers)
    with app.app_context():
        note_arrivals()
    return made


@pytest.fixture
def fallen(world: World, public_url: str) -> Iterator[psycopg.Connection[Any]]:
    """What the attacker has."""
    with psycopg.connect(public_url, autocommit=True) as connection:
        yield connection


def pages_of(browser: FlaskClient) -> dict[str, int]:
    """Every page of the staff side that one finds by following links, with its status."""
    found, waiting = dict[str, int](), ["/staff/"]
    while waiting and len(found) < 120:
        path = waiting.pop(0)
        if path in found or path.startswith(LEAVING):
            continue
        answer = browser.get(path)
        found[path] = answer.status_code
        if answer.mimetype == "text/html":
            waiting += [each.replace("&amp;", "&") for each in LINK.findall(answer.text)]
    return found


def staff_of(world: World) -> Iterator[FlaskClient]:
    yield world.amara.browser
    for email, secret, _ in world.others.values():
        yield let_in(world.app, email, secret)
