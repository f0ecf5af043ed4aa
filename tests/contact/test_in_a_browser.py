"""The pages of duty and settings in a real browser: nobody is kept out, and asking works without scripts."""

from collections.abc import Iterator

import pyotp
import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from participation import clock
from participation.contact.actions import Asked, ask_for_contact
from participation.contact.models import ContactRequest
from participation.db import session, transaction
from participation.outbox.actions import queue
from participation.outbox.models import Notice
from tests import factories
from tests.casework.sending import send
from tests.contact.conftest import Team
from tests.parts.axe import barriers_in_every_way
from tests.parts.browser import OpenPage
from tests.parts.nu import html_errors


@pytest.fixture
def pages(app: Flask, team: Team) -> list[str]:
    """Every page of this part, with something on it."""
    with app.app_context():
        send(factories.review(None), "my_views", where_i_live="good")
        request_id = ask_for_contact("a key of its own", Asked("07700 900456", "", ""), "en", None)
        with transaction():
            queue("heartbeat", "heartbeat/2026-03-09", to_staff_id=team.ids["amara"])
        notice = session().scalars(select(Notice).where(Notice.about == "heartbeat")).one()
        return [
            *("/staff/settings", "/staff/contact", f"/staff/contact/{request_id}", "/staff/unread"),
            f"/staff/alerts/{notice.id}",
        ]


def sign_in(page: Page, live: str, team: Team) -> None:
    page.goto(f"{live}/staff/sign-in")
    page.fill("[name=email]", "grace@example.org")
    page.fill("[name=password]", factories.PASSWORD)
    page.click("main button")
    page.fill("[name=code]", pyotp.TOTP(team.secrets["grace"]).at(clock.now()))
    page.click("main button")


def tour(page: Page, live: str, team: Team, pages: list[str]) -> Iterator[str]:
    """Each page, and those that have something to put right."""
    sign_in(page, live, team)
    for path in (*pages, "/staff/cover"):
        page.goto(live + path)
        yield path
    yield from to_put_right(page, live, team)


def to_put_right(page: Page, live: str, team: Team) -> Iterator[str]:
    """Pages on which somebody has made a mistake."""
    page.goto(f"{live}/staff/settings")
    page.fill("[name=duty_number]", "nobody")
    page.click("text=Save all settings")
    expect(page.locator("[role=alert]")).to_contain_text("is not a telephone number")
    yield "settings to put right"
    page.goto(f"{live}/staff/cover")
    page.select_option("[name=absent]", team.ids["grace"])
    page.click("main >> text=Give cover >> nth=-1")
    expect(page.locator("[role=alert]")).to_contain_text("Please name a deputy")
    yield "cover to put right"


def test_after_a_mistake_nobody_is_kept_out(live: str, open_page: OpenPage, team: Team) -> None:
    page = open_page(width=1280, height=800)
    sign_in(page, live, team)
    assert [line for _ in to_put_right(page, live, team) for line in barriers_in_every_way(page)] == []


def test_the_html_is_valid(live: str, open_page: OpenPage, team: Team, pages: list[str]) -> None:
    page = open_page(javascript=False, width=1280, height=800)
    shown = {name: page.content() for name in tour(page, live, team, pages)}
    assert html_errors(shown) == []


def test_somebody_without_a_letter_and_without_scripts_is_heard_and_acknowledged(
    live: str, open_page: OpenPage, team: Team
) -> None:
    phone, desk = open_page(javascript=False), open_page(javascript=False, width=1280, height=800)
    phone.goto(f"{live}/help")
    phone.click("text=Ask someone to contact me")
    phone.click("#send")
    expect(phone.locator(".problem")).to_contain_text("one safe way to reach you")
    phone.fill("#reach", "07700 900456")
    phone.dblclick("#send")
    expect(phone.locator("h1")).to_have_text("We have your message")
    sign_in(desk, live, team)
    desk.click("text=1 person waits to be contacted.")
    desk.click("text=Somebody without a letter")
    expect(desk.locator("main")).to_contain_text("07700 900456")
    desk.click("text=I take this on")
    expect(desk.locator("body")).not_to_contain_text("waits to be contacted")
    desk.get_by_role("button", name="I have talked to them").click()
    expect(desk.locator("main")).to_contain_text("Done: nobody is told of this any more.")
    expect(desk.locator("main")).to_contain_text("talked to them")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_choice_of_managers_only_stays_after_an_error_and_arrives(
    live: str, open_page: OpenPage, team: Team, app: Flask, javascript: bool
) -> None:
    phone = open_page(javascript=javascript)
    phone.goto(f"{live}/contact")
    expect(phone.locator("#managers")).not_to_be_checked()
    phone.click("text=Not my reviewing officer, please")
    phone.click("#send")
    expect(phone.locator(".problem")).to_contain_text("one safe way to reach you")
    expect(phone.locator("#managers")).to_be_checked()
    phone.fill("#reach", "07700 900456")
    phone.click("#send")
    expect(phone.locator("main")).to_contain_text("Only managers can read it.")
    with app.app_context():
        assert session().scalars(select(ContactRequest.is_for_managers)).all() == [True]
