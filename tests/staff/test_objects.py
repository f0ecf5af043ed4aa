"""A stranger's object is not there, at any address, for any role; and nothing opens that could not be written down."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask, before_render_template
from sqlalchemy import text

from participation import clock
from participation.staff.models import Role
from tests.databases import on_both
from tests.staff.objects import OBJECTS, address
from tests.staff.test_roles import ANYONE, FOR
from tests.staff.world import NOWHERE, WORDS, Ids, World
from tests.walking import hidden_fields

NOW = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_five_to_nine() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def world(app: Flask) -> World:
    return World(app)


def methods(app: Flask, rule: str) -> set[str]:
    """How an address may be asked."""
    found = (set(each.methods or ()) for each in app.url_map.iter_rules() if each.rule == rule)
    return set().union(*found) - {"HEAD", "OPTIONS"}


def test_every_address_with_an_id_stands_in_the_table_for_each_of_its_roles(app: Flask) -> None:
    with_ids = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/staff") and rule.arguments}
    assert {(rule, role) for rule in with_ids - ANYONE for role in FOR[rule]} == {
        (rule, role) for rule, roles in OBJECTS.items() for role in roles
    }
    assert all(any(own for own, _ in roles.values()) for roles in OBJECTS.values())


def nowhere(_world: World) -> Ids:
    """Ids that nothing has."""
    names = (
        "review", "submission", "cover", "invitation", "ending", "about", "request", "officer", "passkey", "link",
        "staff", "visit", "challenge", "complaint", "pair", "person",
    )  # fmt: skip
    return {"question": "feel_safe", "quarter": "2026-01", "code": "xx", **{f"{name}_id": NOWHERE for name in names}}


@pytest.mark.parametrize("role", list(Role))
def test_what_is_ones_own_opens_and_what_is_a_strangers_is_not_there(world: World, role: Role) -> None:
    browser = world.browser(role)
    token = hidden_fields(browser.get("/staff/", follow_redirects=True))["csrf_token"]
    for rule, (own, foreign) in ((rule, roles[role]) for rule, roles in OBJECTS.items() if role in roles):
        strangers = (*foreign, nowhere) if re.search("<(?!any)", rule) else foreign
        for is_own, make in (*((False, each) for each in strangers), *((True, each) for each in own)):
            path = address(rule, make(world))
            for method in sorted(methods(world.app, rule)):
                answer = browser.open(path, method=method, data={"csrf_token": token} if method == "POST" else None)
                assert (answer.status_code == 404) != is_own, (method, path)
                assert answer.status_code < 500, (method, path)
                assert is_own or WORDS not in answer.text, (method, path)


def pages(world: World) -> Iterator[tuple[Role, str]]:
    """Every page that any role may open, with everything that is theirs."""
    for rule in {rule.rule for rule in world.app.url_map.iter_rules() if rule.rule.startswith("/staff")} - ANYONE:
        if "GET" in methods(world.app, rule):
            for role in sorted(FOR[rule]):
                for make in OBJECTS[rule][role][0] if rule in OBJECTS else (lambda _: {},):
                    yield role, address(rule, make(world))


@on_both
def test_that_it_was_opened_is_on_disk_before_a_word_is_shown_and_else_none_is(app: Flask, world: World) -> None:
    found, kept, shown = sorted(pages(world)), list[int](), list[tuple[Role, str]]()

    def look(_app: Flask, **_given: object) -> None:
        kept.append(opened(app))

    with before_render_template.connected_to(look, app):
        for role, path in found:
            before = opened(app)
            page = world.browser(role).get(path)
            if WORDS in page.text:
                shown.append((role, path))
                assert kept[-1] > before, path
    assert len(shown) >= 9, shown
    _take_nothing(app)
    for role, path in found:
        answer = world.browser(role).get(path)
        assert WORDS not in answer.text, (role, path)
        assert answer.status_code == 500 or (role, path) not in shown, (role, path)


def opened(app: Flask) -> int:
    """How often it stands in the record that something was opened, as another sees it: only what is committed."""
    with app.extensions["engine"].connect() as another:
        return int(another.scalar(text("SELECT count(*) FROM audit WHERE action = 'read'")) or 0)


def _take_nothing(app: Flask) -> None:
    """The record of who read what cannot be written any more: its disk is full, or a right is gone."""
    statements = {
        "sqlite": ["CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END"],
        "postgresql": [
            "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$",
            "CREATE TRIGGER full_disk BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION no()",
        ],
    }
    engine = app.extensions["engine"]
    with engine.begin() as connection:
        for statement in statements[engine.dialect.name]:
            connection.execute(text(statement))
