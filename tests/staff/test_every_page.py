"""No page of the staff side keeps anybody out: each, with something on it, in the browser of somebody who may."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page

from participation import clock
from tests.answering.shapes import shape_of
from tests.metrics.everything import YEAR
from tests.parts.axe import BOTH, barriers_in_every_way
from tests.parts.browser import UPRIGHT, OpenPage, cut_off, show
from tests.parts.server import Serve
from tests.staff.furnished import also, furnish, ids_of_anyone, strangers
from tests.staff.objects import OBJECTS, address
from tests.staff.test_objects import methods
from tests.staff.test_roles import ANYONE, FOR, staff_rules
from tests.staff.world import MANAGER, Make, World

NOW = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
NO_PAGES = {
    "/staff/chasing/returns.csv",
    "/staff/faces/<person_id>/picture",
    "/staff/feed/figures.csv",
    "/staff/imports/<any(template, invented):what>-<any(caseload, people):lists>.csv",
    "/staff/letters/printing/file",
    "/staff/metrics/report",
    "/staff/people/<person_id>/face/picture",
    "/staff/profile/photo",
    "/staff/profiles/<staff_id>/photo",
    "/staff/sign-in/openid",
    "/staff/sign-in/openid/back",
    "/staff/words/texts/<int:number>",
}
"""Files, and what leads on."""
LAID_OPEN = "document.querySelectorAll('details').forEach(each => each.open = true)"

Seen = tuple[FlaskClient, str]
"""Who opens a page, and where."""


@pytest.fixture(autouse=True)
def at_five_to_nine() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def world(make_app: Callable[..., Flask], tmp_path: Path) -> World:
    """With a folder for the case record."""
    made = World(make_app(record_folder=str(tmp_path)))
    furnish(made)
    return made


def let_in(page: Page, browser: FlaskClient, live: str) -> None:
    """With the cookies that somebody has."""
    for name in ("staff", "words"):
        if cookie := browser.get_cookie(name):
            page.context.add_cookies([{"name": name, "value": cookie.value, "url": live}])


def asked(world: World) -> Iterator[tuple[str, FlaskClient, str]]:
    """Every address of the staff side that answers GET, for everybody and everything: which it is, who asks, where."""
    browsers, ids = strangers(world), ids_of_anyone(world)
    for rule in (each for each in sorted(staff_rules(world.app)) if "GET" in methods(world.app, each)):
        if rule in ANYONE:
            who = next(found for path, found in browsers.items() if rule.startswith(path))
            yield rule, who, address(rule, ids)
            continue
        of_nothing: Make = lambda _world: {}  # noqa: E731
        for role in sorted(FOR[rule]):
            for make in OBJECTS[rule][role][0] if rule in OBJECTS else (of_nothing,):
                yield rule, world.browser(role), address(rule, make(world))
    for role, path in also(world):
        yield "", world.browser(role), path


def one_of_each_shape(world: World) -> list[Seen]:
    """The pages behind these addresses, each shape once. A new address has a page, or stands with what has none."""
    found: dict[str, Seen] = {}
    addresses = list(asked(world))
    without = {rule for rule, _, _ in addresses if rule}
    for rule, browser, path in addresses:
        answer = browser.get(path)
        if (answer.status_code, answer.mimetype) == (200, "text/html") and "Content-Disposition" not in answer.headers:
            without.discard(rule)
            found.setdefault(shape_of(answer.text), (browser, path))
    assert without == NO_PAGES
    return list(found.values())


@pytest.mark.long
def test_no_page_of_the_staff_side_keeps_anybody_out(world: World, serve: Serve, open_page: OpenPage) -> None:
    live, screens, found = serve(world.app), dict[FlaskClient, Page](), list[str]()
    for browser, path in one_of_each_shape(world):
        if browser not in screens:
            screens[browser] = open_page(width=1280)
            let_in(screens[browser], browser, live)
        page = screens[browser]
        page.goto(live + path)
        assert page.url == live + path
        page.evaluate(LAID_OPEN)
        found += barriers_in_every_way(page, BOTH)
        for width, height in UPRIGHT:
            show(page, width=width, height=height)
            found += [f"{width} wide: {path}: {what}" for what in cut_off(page)]
    page = screens[world.browser(MANAGER)]
    page.goto(f"{live}/staff/inspection?year={YEAR}")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("heading", name="What inspectors get").wait_for()
    assert found + barriers_in_every_way(page, BOTH) == []
    on_its_card = page.locator("table th[scope=row]").first.evaluate("th => getComputedStyle(th, '::before').content")
    assert on_its_card == '"Child no. "', "on a telephone the heading of a card is no number alone"
