"""Complaining in a real browser, from home to what came of it; and nobody is kept out of a page."""

from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from participation import clock
from participation.db import session
from participation.feedback.you_said import ENGLISH, publish
from participation.staff.models import Role, Staff
from tests import factories
from tests.parts.axe import barriers_in_every_way
from tests.parts.browser import OpenPage
from tests.parts.nu import html_errors


@pytest.fixture
def letter(app: Flask) -> tuple[str, str]:
    """The token of a child's letter, and the secret of a manager's second factor."""
    with app.app_context():
        manager, secret = factories.staff(Role.MANAGER, email="grace@example.org")
        publish(session().get_one(Staff, manager.id), "", ENGLISH, "Meetings are too long.", "We stop after an hour.")
        return factories.letter(factories.review(None, clock.today() + timedelta(days=10)))[1].token, secret


class Tour:
    """What was seen on the way."""

    def __init__(self) -> None:
        self.shown: dict[str, str] = {}
        self.barriers: list[str] = []

    def keep(self, page: Page, name: str, where: str = "main") -> None:
        """Once what stands only there is there: a press does not wait for its page."""
        expect(page.locator(where).first).to_be_visible()
        self.shown[name] = page.content()

    def look(self, page: Page, name: str, where: str = "main") -> None:
        """Whether it keeps anybody out, too."""
        self.keep(page, name, where)
        self.barriers += barriers_in_every_way(page)


def complain(phone: Page, live: str, tour: Tour) -> None:
    """With a letter, from home."""
    expect(phone.locator("main")).to_contain_text("You said, we did")
    tour.look(phone, "home")
    phone.click("text=You said, we did")
    tour.look(phone, "we did", "h1:text-is('You said, we did')")
    phone.goto(f"{live}/home")
    phone.click("text=Say what is wrong")
    tour.look(phone, "complain", "#complaint")
    phone.click("#send")
    tour.look(phone, "to put right", ".problem")
    phone.click("text=A person")
    phone.fill("#complaint", "They do not listen.")
    phone.click("text=No answer")
    phone.click("#send")
    tour.look(phone, "sent", "h1:text-is('We have your message')")


def sign_in(desk: Page, live: str, secret: str) -> None:
    desk.goto(f"{live}/staff/sign-in")
    desk.fill("[name=email]", "grace@example.org")
    desk.fill("[name=password]", factories.PASSWORD)
    desk.click("main button")
    desk.fill("[name=code]", pyotp.TOTP(secret).at(clock.now()))
    desk.click("main button")


def test_a_child_complains_and_no_page_keeps_anybody_out(
    live: str, open_page: OpenPage, letter: tuple[str, str]
) -> None:
    phone, desk, tour = open_page(), open_page(width=1280, height=800), Tour()
    phone.goto(f"{live}/s#{letter[0]}")
    phone.click("main button")
    complain(phone, live, tour)
    sign_in(desk, live, letter[1])
    for path in ("/staff/we-did", "/staff/complaints"):
        desk.goto(live + path)
        tour.keep(desk, path)
    desk.click(".who")
    tour.keep(desk, "complaint", "#told")
    desk.click("text=They are told")
    tour.look(desk, "complaint to put right", ".error")
    desk.fill("#told", "We were wrong.")
    desk.click("text=They are told")
    expect(desk.locator("main")).to_contain_text("told them what came of it")
    assert tour.barriers == []
    assert html_errors(tour.shown) == []
