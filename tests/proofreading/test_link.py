"""A link opens once, on one phone, until its last day, and shows one language; nothing else opens with it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from participation import clock
from participation.proofreading.actions import withdraw_link
from participation.proofreading.queries import proofreading_of
from participation.staff.models import Role
from tests.databases import on_both
from tests.proofreading.conftest import BY, Give, Reader
from tests.staff.test_roles import FOR, staff_rules
from tests.walking import hidden_fields, words_of

SCREENS = ("/staff/words/screens", "/staff/words/screens/0", "/staff/words/texts/2")


@on_both
def test_the_link_opens_once_and_on_one_phone(app: Flask, give: Give) -> None:
    secret, phone, other = give(), Reader(app), Reader(app)
    assert phone.open(secret).location == "/staff/words/screens"
    assert "Pashto" in words_of(phone.browser.get("/staff/words/screens"))
    refused = other.open(secret)
    assert refused.status_code == 410
    assert "This link does not open." in words_of(refused)
    assert phone.open(secret).location == "/staff/words/screens", "pressed again on its own phone"


def test_the_phone_goes_on_when_its_browser_was_closed(app: Flask, give: Give) -> None:
    phone = Reader(app)
    phone.open(give())
    kept = phone.browser.get_cookie("words")
    assert kept is not None
    assert kept.expires is not None, "else it goes with the browser"


@pytest.mark.parametrize("path", SCREENS)
def test_without_a_link_nothing_opens(app: Flask, give: Give, path: str) -> None:
    give()
    assert Reader(app).browser.get(path).location == "/staff/words"


@pytest.mark.parametrize("typed", ["", "0" * 26, "' or 1=1 --"])
def test_what_is_no_link_opens_nothing(app: Flask, give: Give, typed: str) -> None:
    give()
    assert Reader(app).open(typed).status_code == 410


def test_after_its_last_day_neither_link_nor_phone_opens_anything(app: Flask, give: Give) -> None:
    today = clock.today()
    secret, phone = give(ends_on=today), Reader(app)
    unopened = give(by="CD, care leaver", ends_on=today)
    phone.open(secret)
    assert phone.browser.get(SCREENS[0]).status_code == 200
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert phone.browser.get(SCREENS[0]).location == "/staff/words"
        assert Reader(app).open(unopened).status_code == 410


@on_both
def test_a_link_that_was_withdrawn_or_given_anew_ends_on_every_phone(app: Flask, give: Give) -> None:
    first, phone = give(), Reader(app)
    phone.open(first)
    second = give()
    assert phone.browser.get(SCREENS[0]).location == "/staff/words"
    assert Reader(app).open(first).status_code == 410
    phone.open(second)
    with app.app_context():
        found = proofreading_of("ps", BY)
        assert found is not None
        withdraw_link(found)
    assert phone.browser.get(SCREENS[0]).location == "/staff/words"
    assert Reader(app).open(second).status_code == 410


def test_two_people_have_two_links(app: Flask, give: Give) -> None:
    one, other = Reader(app), Reader(app)
    one.open(give())
    other.open(give(by="CD, care leaver"))
    assert one.browser.get(SCREENS[0]).status_code == other.browser.get(SCREENS[0]).status_code == 200


def test_with_it_no_page_of_staff_opens(app: Flask, give: Give) -> None:
    phone = Reader(app)
    phone.open(give())
    opened = {rule for rule in FOR if "<" not in rule and phone.browser.get(rule).status_code == 200}
    assert opened == set()
    assert set(FOR) <= set(staff_rules(app))


def test_even_in_the_place_of_the_cookie_of_staff_or_children_it_opens_nothing(app: Flask, give: Give) -> None:
    phone = Reader(app)
    phone.open(give())
    kept = phone.browser.get_cookie("words")
    assert kept is not None
    for name, path, door in (("staff", "/staff/", "/staff/sign-in"), ("letter", "/home", "/")):
        thief = app.test_client()
        thief.set_cookie(name, kept.value)
        assert thief.get(path).location == door
        assert Role.MANAGER in FOR["/staff/audit"]
        assert thief.get("/staff/audit").location == "/staff/sign-in"


def test_no_cookie_of_staff_or_children_opens_a_screen(app: Flask, give: Give) -> None:
    give()
    stranger = app.test_client()
    hidden_fields(stranger.get("/staff/sign-in"))
    carried = stranger.get_cookie("staff")
    assert carried is not None
    stranger.set_cookie("words", carried.value)
    assert stranger.get(SCREENS[0]).location == "/staff/words"


def test_a_screen_or_a_text_that_is_not_there_is_not_there(app: Flask, give: Give) -> None:
    phone = Reader(app)
    phone.open(give())
    for path in ("/staff/words/screens/2", "/staff/words/screens/99", "/staff/words/texts/999999"):
        assert phone.browser.get(path).status_code == 404


def test_the_secret_is_kept_nowhere(app: Flask, give: Give) -> None:
    secret = give()
    with app.app_context():
        found = proofreading_of("ps", BY)
        assert found is not None
        assert secret not in repr(vars(found))
        assert found.link != secret


@on_both
def test_no_row_about_anybody_is_read_or_written(app: Flask, give: Give) -> None:
    """What the database is asked, not what the pages show."""
    phone, asked = Reader(app), set[str]()
    phone.open(give())

    def note(*given: Any) -> None:
        asked.update(re.findall(r"(?:FROM|JOIN|INTO|UPDATE) (\w+)", given[2]))

    event.listen(app.extensions["engine"], "before_cursor_execute", note)
    for path in ("/staff/words", *SCREENS[:2]):
        phone.browser.get(path)
    phone.say(0, go="rest")
    phone.open("0" * 26)
    assert asked == {"proofreading", "judgement"}
