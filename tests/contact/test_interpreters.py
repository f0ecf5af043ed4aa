"""Somebody who reads none of it still gets to a person who speaks their language."""

import json

import pytest
from flask import Flask
from sqlalchemy import select

from participation.contact.models import ContactRequest
from participation.contact.queries import header_of
from participation.db import session
from participation.sealing.of_this_app import keyring
from participation.web.languages import interpreter_lines
from tests.contact.conftest import Team
from tests.contact.test_staff_pages import desk
from tests.walking import Phone, hidden_fields, words_of

PAGES = ("/", "/s", "/languages?back=/help")


def asked(app: Flask) -> tuple[ContactRequest, dict[str, str]]:
    """The one request, and what is sealed in it."""
    with app.app_context():
        request = session().scalars(select(ContactRequest)).one()
        review_id = request.invitation.review_id if request.invitation else ""
        return request, json.loads(keyring().open(request.envelope, header_of(request, review_id)))


@pytest.mark.parametrize("path", PAGES)
def test_each_language_asks_for_an_interpreter_in_its_own_words(app: Flask, path: str) -> None:
    page = app.test_client().get(path).text
    for spoken, line in interpreter_lines()[1:]:
        assert f">{spoken.name}</" in page
        assert f">{line}</" in page
        assert f"/contact?language={spoken.code}&amp;interpreter=1" in page
    assert len({line for _, line in interpreter_lines()}) >= 20, "Farsi and Dari may agree, nobody else"


def test_with_a_letter_it_takes_two_taps(app: Flask, team: Team) -> None:
    _, secrets = team.letter()
    maya = Phone(app, secrets)
    page = maya.open("/contact?language=ti&interpreter=1")
    assert 'lang="ti"' in page.text
    sent = maya.browser.post("/contact", data={**hidden_fields(page), "interpreter": "ትግርኛ"})
    assert sent.status_code == 200
    request, words = asked(app)
    assert (request.language, words["interpreter"]) == ("ti", "ትግርኛ")


def test_the_square_leads_there_with_the_letter(app: Flask, team: Team) -> None:
    _, secrets = team.letter()
    browser = app.test_client()
    page = browser.post("/start?interpreter=1", data={"token": secrets.token, "language": "ti"}, follow_redirects=True)
    assert page.request.path == "/contact"
    assert 'value="ትግርኛ"' in page.text
    assert hidden_fields(page)["ref"]


def test_without_a_letter_somebody_says_how_they_can_be_reached_and_may_name_another_language(app: Flask) -> None:
    browser = app.test_client()
    page = browser.get("/contact?language=ar&interpreter=1")
    typed = {**hidden_fields(page), "interpreter": "Zaghawa"}
    assert 'value="Zaghawa"' in browser.post("/contact", data=typed).text
    assert browser.post("/contact", data={**typed, "reach": "07700 900123"}).status_code == 200
    assert asked(app)[1]["interpreter"] == "Zaghawa"


def test_staff_see_which_interpreter_is_needed_before_anything_else(app: Flask, team: Team) -> None:
    _, secrets = team.letter()
    maya = Phone(app, secrets)
    page = maya.open("/contact?language=ti&interpreter=1")
    maya.browser.post("/contact", data={**hidden_fields(page), "interpreter": "ትግርኛ"})
    request, _ = asked(app)
    shown = desk(team, "amara").get(f"/staff/contact/{request.id}")
    assert "Needs an interpreter ትግርኛ (Tigrinya)" in words_of(shown)
