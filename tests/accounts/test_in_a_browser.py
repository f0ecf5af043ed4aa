"""The managers' pages of who works here are valid, and a link to a password works in a real browser."""

from datetime import date

import pytest

from participation import db
from participation.profiles.models import ProfileChange
from tests.accounts.office import Office, link_on
from tests.endings.scene import MORNING
from tests.parts.axe import barriers_in_every_way
from tests.parts.browser import BEYOND, OpenPage
from tests.parts.nu import html_errors
from tests.parts.server import Serve


@pytest.fixture
def pages(office: Office) -> list[str]:
    """Every page that a manager may open about who works here, with something on it."""
    held = office.amara.review("Ella", date(2026, 3, 2))
    office.amara.receive(office.amara.review("Maya", date(2026, 3, 20)), "my_views", where_i_live="good")
    office.press("/staff/accounts", email="ruth@example.org", name="Ruth", role="officer")
    office.act(office.ben, "/reviews", go="close")
    with office.app.app_context(), db.transaction() as session:
        told = {"known_as": "Amara", "in_languages": {"ar": {"greeting": "مرحبا"}}, "about": "<p>Maps</p>"}
        change = ProfileChange(staff_id=office.amara.staff_id, told=told, without_photo=False, is_wanted=True)
        change.asked_at = MORNING
        session.add(change)
    assert office.officer_of(held) == office.amara.staff_id
    return [
        "/staff/accounts", office.of(office.amara), office.of(office.ben), f"/staff/accounts/{office.mo_id}",
        "/staff/unread", f"/staff/unread?officer={office.amara.staff_id}", "/staff/profiles",
        f"/staff/profiles/{office.amara.staff_id}",
    ]  # fmt: skip


def test_each_page_is_valid(office: Office, pages: list[str]) -> None:
    shown = {str(number): office.mo.get(path).text for number, path in enumerate(pages)}
    shown["link"] = office.press("/staff/accounts", email="kit@example.org", name="Kit", role="support").text
    assert html_errors(shown) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_a_link_leads_to_a_password_and_its_secret_leaves_the_address(
    office: Office, serve: Serve, open_page: OpenPage, javascript: bool
) -> None:
    address, page = serve(office.app), open_page(javascript=javascript)
    link = link_on(office.press("/staff/accounts", email="ruth@example.org", name="Ruth", role="officer"))
    secret = link.partition("#")[2]
    page.goto(f"{address}/staff/set-up#{secret}")
    if not javascript:
        page.fill("#link", link)
        page.click("button.main")
    page.wait_for_selector("#password")
    assert secret not in page.url or not javascript
    assert page.evaluate(BEYOND) <= 0
    if javascript:
        assert barriers_in_every_way(page) == []
