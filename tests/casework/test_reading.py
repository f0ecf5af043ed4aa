"""What was opened is not read yet: it is read once it was on the screen, or once the officer says so."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from participation import db
from participation.audit.models import AuditEntry
from participation.submissions.models import Reading
from participation.submissions.unread import unread
from tests.casework.conftest import MORNING
from tests.casework.desk import Desk
from tests.casework.maya import maya
from tests.databases import on_both
from tests.parts.browser import OpenPage
from tests.parts.server import Serve
from tests.walking import hidden_fields, let_in, words_of

__all__ = ["maya"]


def readings(app: Flask) -> dict[str, datetime | None]:
    """When each thing that was opened was read."""
    with app.app_context():
        return {each.submission_id: each.read_at for each in db.session().scalars(select(Reading))}


def still_unread(app: Flask) -> list[str]:
    with app.app_context():
        return [each.submission_id for each in unread()]


@on_both
def test_what_was_opened_stays_unread_until_its_officer_says_so(desk: Desk, maya: str) -> None:
    sent = desk.receive(maya, "my_views", where_i_live="ok")
    desk.open(maya)
    assert readings(desk.app) == {sent: None}
    assert still_unread(desk.app) == [sent]
    assert "Maya, Mon 9 Mar: new" in words_of(desk.open(maya))
    desk.read(maya)
    assert readings(desk.app) == {sent: MORNING}
    assert still_unread(desk.app) == []
    page = words_of(desk.open(maya))
    assert "Maya, Mon 9 Mar: read" in page
    assert "Not read yet" not in page
    with desk.app.app_context():
        noted = select(AuditEntry.object).where(AuditEntry.action == "read through")
        assert db.session().scalars(noted).all() == [f"submission/{sent}"]


def test_one_submission_opened_whole_is_read(desk: Desk, maya: str) -> None:
    sent = desk.receive(maya, "my_views", where_i_live="ok")
    desk.open(maya)
    desk.browser.get(f"/staff/submissions/{sent}")
    assert readings(desk.app) == {sent: MORNING}


def test_nothing_is_read_from_afar_or_without_having_been_opened(desk: Desk, maya: str) -> None:
    leo = desk.review("Leo", MORNING.date() + timedelta(days=3))
    opened, closed = (desk.receive(each, "my_views", where_i_live="ok") for each in (maya, leo))
    token = hidden_fields(desk.open(maya))["csrf_token"]
    told = {"csrf_token": token, "submission": [opened, closed]}
    assert desk.browser.post(f"/staff/reviews/{leo}/read", data=told).status_code == 303
    assert readings(desk.app) == {opened: None}
    colleague = Desk(desk.app, "ben@example.org")
    token = hidden_fields(colleague.browser.get("/staff/"))["csrf_token"]
    told = {"csrf_token": token, "submission": [opened]}
    assert colleague.browser.post(f"/staff/reviews/{maya}/read", data=told).status_code == 404
    assert readings(desk.app) == {opened: None}


@pytest.fixture
def screen(desk: Desk, maya: str, serve: Serve, open_page: OpenPage) -> Callable[..., Page]:
    """The page of Maya's review in a real browser, with one topic that only the school speaks of."""

    def look(**how: object) -> Page:
        cookie = let_in(desk.app, desk.email, desk.secret).get_cookie("staff")
        assert cookie is not None
        address, page = serve(desk.app), open_page(width=1280, **how)
        page.context.add_cookies([{"name": "staff", "value": cookie.value, "url": address}])
        page.goto(f"{address}/staff/reviews/{maya}")
        return page

    return look


def test_what_was_on_the_screen_is_read_and_what_is_folded_is_not(
    desk: Desk, maya: str, screen: Callable[..., Page]
) -> None:
    childs = desk.receive(maya, "my_views", where_i_live_words="It is loud at night")
    schools = desk.receive(maya, "partner_view", "school", service="school", school_words="Quiet, on time")
    page = screen(height=500)
    left = page.get_by_role("region", name="Not read yet")
    expect(left).not_to_be_in_viewport()
    page.wait_for_timeout(2500)
    assert readings(desk.app) == {childs: None, schools: None}, "nobody has come down to the end of it"
    page.set_viewport_size({"width": 1280, "height": 3000})
    expect(left.get_by_text("✓ read").locator("visible=true")).to_have_count(1, timeout=15_000)
    assert readings(desk.app) == {childs: MORNING, schools: None}
    page.locator("#alone summary").click()
    expect(left.get_by_text("✓ read").locator("visible=true")).to_have_count(2, timeout=15_000)
    assert readings(desk.app) == {childs: MORNING, schools: MORNING}
    expect(left.get_by_role("button")).to_be_hidden()


def test_without_script_one_press_says_it(desk: Desk, maya: str, screen: Callable[..., Page]) -> None:
    sent = desk.receive(maya, "my_views", where_i_live_words="It is loud at night")
    page = screen(height=3000, javascript=False)
    page.get_by_role("button", name="I have read it").click()
    expect(page.get_by_role("region", name="Not read yet")).to_have_count(0)
    assert readings(desk.app) == {sent: MORNING}
