"""A POST that cannot be saved, for whichever reason, shows what was typed again: as words, never as markup."""

from datetime import timedelta
from html import escape
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.test import TestResponse

from participation import clock
from participation.db import transaction
from participation.submissions.models import Draft
from tests import factories
from tests.durability.disk import Disk
from tests.durability.power import NAME
from tests.walking import Phone, hidden_fields

WORDS = '<script>alert("lost")</script></textarea><img src=x onerror=alert(1)> My room is loud & cold'
FEELINGS = "/answer/my_views/feelings"
Fields = dict[str, str]


@pytest.fixture
def maya(on_disk: Flask) -> Phone:
    """A child on the first page."""
    with on_disk.app_context():
        review = factories.review(factories.staff()[0], clock.today() + timedelta(days=14))
        _, secrets = factories.letter(review)
    phone = Phone(on_disk, secrets)
    phone.begin("my_views", "feelings")
    return phone


@pytest.fixture
def typed(maya: Phone) -> Fields:
    """What her browser posts."""
    return {**hidden_fields(maya.page), "answer_feel_today": "sad", "answer_feel_today_words": WORDS, "go": "next"}


def given_back(page: TestResponse) -> tuple[int, bool]:
    """The status, and whether the page holds the words as words; a policy keeps out every script that might get in."""
    shown = page.text.replace("&#39;", "&#x27;").replace("&#34;", "&quot;")
    holds = escape(WORDS) in shown and "<script>alert" not in shown and "<img src=x" not in shown
    return page.status_code, holds and "script-src 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("token", ["", "not a token", "IjAi.aaaaaa.bbbbbbbbbbb"])
def test_when_nothing_proves_that_the_page_is_ours(maya: Phone, typed: Fields, token: str) -> None:
    assert given_back(maya.browser.post(FEELINGS, data={**typed, "csrf_token": token})) == (400, True)


def test_when_the_browser_has_lost_its_cookie(maya: Phone, typed: Fields) -> None:
    maya.browser.delete_cookie("letter")
    assert given_back(maya.browser.post(FEELINGS, data=typed)) == (400, True)


def test_when_it_is_too_large(maya: Phone, typed: Fields) -> None:
    page = maya.browser.post(FEELINGS, data={**typed, "answer_feel_today_words": WORDS + "a" * 2_000_000})
    assert given_back(page) == (413, True)
    assert "more than we can keep at once" in page.text


@pytest.mark.parametrize("path", ["/answer/my_views/gone", "/answer/gone/feelings", "/answer/carer_view/home"])
def test_when_there_is_no_such_page(maya: Phone, typed: Fields, path: str) -> None:
    assert given_back(maya.browser.post(path, data=typed)) == (404, True)


def test_when_bytes_are_no_letters(maya: Phone, typed: Fields) -> None:
    kind = "multipart/form-data; boundary=b"
    head = b'--b\r\nContent-Disposition: form-data; name="answer_feel_today_words"\r\n\r\n'
    assert given_back(
        maya.browser.post(FEELINGS, data=head + WORDS.encode() + b"\xff\xfe\r\n--b--", content_type=kind)
    ) == (400, True)


def test_when_the_visit_began_twelve_hours_ago(maya: Phone, typed: Fields) -> None:
    with clock.frozen(clock.now() + timedelta(hours=12, minutes=1)):
        assert given_back(maya.browser.post(FEELINGS, data=typed)) == (409, True)


def test_when_another_letter_was_opened_on_this_phone(maya: Phone, typed: Fields) -> None:
    assert given_back(maya.browser.post(FEELINGS, data={**typed, "ref": "0" * 26})) == (409, True)


def test_when_the_disk_is_full(maya: Phone, typed: Fields, disk: Disk) -> None:
    disk.room = disk.used()
    assert given_back(maya.browser.post(FEELINGS, data=typed)) == (503, True)
    assert given_back(maya.browser.post("/language", data={**typed, "language": "ar"})) == (503, True)
    disk.room = None
    assert maya.browser.post(FEELINGS, data=typed).location == "/answer/my_views/proud"


def test_when_the_database_is_away(on_disk: Flask, maya: Phone, typed: Fields, tmp_path: Path) -> None:
    on_disk.extensions["engine"].dispose()
    there = (tmp_path / NAME).rename(tmp_path / "away")
    (tmp_path / NAME).mkdir()
    assert given_back(maya.browser.post(FEELINGS, data=typed)) == (503, True)
    assert given_back(maya.browser.post(FEELINGS, data={**typed, "csrf_token": ""})) == (400, True)
    assert maya.browser.get(FEELINGS).status_code == 503
    assert maya.browser.get("/help").status_code == 200
    (tmp_path / NAME).rmdir()
    there.rename(tmp_path / NAME)
    assert maya.browser.post(FEELINGS, data=typed).location == "/answer/my_views/proud"


def test_when_the_database_is_away_leave_still_leads_away(on_disk: Flask, maya: Phone, tmp_path: Path) -> None:
    form = hidden_fields(maya.page)
    on_disk.extensions["engine"].dispose()
    (tmp_path / NAME).unlink()
    (tmp_path / NAME).mkdir()
    answer = maya.browser.post("/leave", data=form)
    assert (answer.status_code, answer.location) == (303, "https://www.bbc.co.uk/weather")


def test_when_the_questionnaire_was_taken_away(on_disk: Flask, maya: Phone, typed: Fields) -> None:
    maya.press("stay", answer_feel_today="sad")
    with on_disk.app_context(), transaction() as session:
        session.execute(update(Draft).values(version=99))
    assert given_back(maya.browser.post(FEELINGS, data=typed)) == (500, True)


def test_nobody_elses_words_are_shown_as_if_they_were_ours(maya: Phone, typed: Fields) -> None:
    page = maya.browser.post(FEELINGS, data=typed, headers={"Sec-Fetch-Site": "cross-site"})
    assert page.status_code == 403
    assert "My room" not in page.text
