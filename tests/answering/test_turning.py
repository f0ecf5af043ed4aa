"""A turn of the page in one round trip: what comes is the page that a browser without scripts would be led to."""

import re
import zlib

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from participation.config import ROOT
from participation.web.turning import OF_A_DOCUMENT, PACKED
from tests.answering.conftest import AWAY, Letter, Write
from tests.document import Document
from tests.walking import Phone, hidden_fields

SCHOOL, NEXT = "/answer/my_views/school", "/answer/my_views/unkind"
TURN = {"X-Turn": "1"}
PART, GAP = re.compile(r'data-once="([^"]+)"'), re.compile(r'<i data-once="([^"]+)"></i>')
TOKEN = re.compile(r'(?<=name="csrf_token" value=")[^"]+')


@pytest.fixture
def letter(write: Write) -> Letter:
    """One letter, opened as often as a test wants."""
    return write()


@pytest.fixture
def maya(app: Flask, letter: Letter) -> Phone:
    """A child on her first question."""
    phone = Phone(app, letter.secrets)
    phone.begin("my_views", "school")
    return phone


def turn(phone: Phone, path: str, **typed: str) -> TestResponse:
    """Press a button of the page that is shown, as our script does."""
    return phone.browser.post(path, data={**hidden_fields(phone.page), **typed}, headers=TURN)


def page_of(answer: TestResponse) -> str:
    """The page; the proof against forged requests is another one each second."""
    return TOKEN.sub("", answer.text)


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ({"go": "next", "answer_school": "not_good"}, NEXT),
        ({"go": "back", "answer_school_words": "It is loud"}, "/answer/my_views"),
        ({"go": "help"}, f"/help?back={SCHOOL}"),
        ({"go": "stay", "answer_school": "not_good"}, SCHOOL),
    ],
    ids=lambda each: each["go"] if isinstance(each, dict) else "",
)
def test_the_page_that_comes_is_the_one_that_its_address_shows(
    maya: Phone, typed: dict[str, str], leads_to: str
) -> None:
    answer = turn(maya, SCHOOL, **typed)
    shown = maya.browser.get(leads_to)
    assert (answer.status_code, answer.headers["X-Turned"]) == (200, leads_to)
    assert page_of(answer) == page_of(shown)
    given, loaded = dict(answer.headers), dict(shown.headers)
    for headers in (given, loaded):
        headers.pop("X-Turned", "")
        del headers["Content-Length"]
    assert loaded.keys() - given.keys() == set(OF_A_DOCUMENT), "a script obeys none of these"
    assert given.items() <= loaded.items()


def test_what_the_script_holds_comes_as_a_gap_and_nothing_else_does(maya: Phone) -> None:
    names = PART.findall(maya.browser.get(SCHOOL, headers=TURN).text)
    assert len(set(names)) > 15
    held = names[-1]
    page = maya.browser.get(SCHOOL, headers={"X-Turn": f"1 {held} unknown"}).text
    assert GAP.findall(page) == [held]
    assert [each for each in PART.findall(page) if each != held] == [each for each in names if each != held]


def test_what_is_often_in_a_page_is_left_out_for_whoever_holds_it(app: Flask, maya: Phone) -> None:
    often, mark = (ROOT / "static/often.txt").read_bytes(), app.extensions["fingerprint"]("often.txt")
    assert often.isascii(), "the script counts its characters as bytes"
    whole, packed = (maya.browser.get(SCHOOL, headers={"X-Turn": each}) for each in ("1", mark))
    assert packed.content_type == PACKED
    assert len(packed.data) < len(zlib.compress(whole.data)) - 300
    size = len(often).to_bytes(2, "little") + (len(often) ^ 0xFFFF).to_bytes(2, "little")
    put_in_front = zlib.decompress(b"\x78\x01\x00" + size + often + packed.data)
    assert TOKEN.sub("", put_in_front.removeprefix(often).decode()) == page_of(whole)


def test_whoever_holds_that_of_another_version_gets_a_page_whole(maya: Phone) -> None:
    assert maya.browser.get(SCHOOL, headers={"X-Turn": "0123456789"}).mimetype == "text/html"


def test_what_is_no_turn_comes_whole(maya: Phone) -> None:
    assert not GAP.findall(maya.open(SCHOOL).text)


@pytest.mark.parametrize("path", ["", "/home", "/school", "/safe", "/check"])
def test_no_part_holds_what_somebody_types_or_chooses(maya: Phone, path: str) -> None:
    maya.press("next", answer_school_words="It is loud")
    page = Document.read(maya.browser.get(f"/answer/my_views{path}").text)
    parts = [each for each in page.all() if "data-once" in each]
    assert parts
    for part in parts:
        boxes = [each for each in part.all("input", "textarea", "select") if each["type"] != "hidden"]
        assert (boxes, "loud" in part.text) == ([], False)


def test_without_our_script_a_post_leads_on_as_ever(maya: Phone) -> None:
    answer = maya.browser.post(SCHOOL, data={**hidden_fields(maya.page), "go": "next"})
    assert (answer.status_code, answer.location) == (303, NEXT)
    assert "X-Turned" not in answer.headers


def test_another_language_is_spoken_at_once(maya: Phone) -> None:
    answer = turn(maya, "/language", language="ar")
    assert answer.headers["X-Turned"] == SCHOOL
    assert 'lang="ar" dir="rtl"' in answer.text
    assert 'lang="ar" dir="rtl"' in maya.browser.get("/home").text


def test_a_letter_opens_with_the_cookie_that_came_on_the_way(app: Flask, letter: Letter) -> None:
    browser = app.test_client()
    answer = browser.post("/start", data={"token": letter.secrets.token}, headers=TURN)
    assert (answer.status_code, answer.headers["X-Turned"]) == (200, "/home")
    assert len(answer.headers.getlist("Set-Cookie")) == 1
    assert page_of(answer) == page_of(browser.get("/home"))


def test_a_redirect_that_leads_to_a_redirect_is_followed_to_its_end(maya: Phone) -> None:
    answer = maya.browser.get("/answer/my_views/done", headers=TURN)
    assert (answer.status_code, answer.headers["X-Turned"]) == (200, "/home")


def test_what_went_wrong_comes_as_it_is_and_stays_at_its_address(maya: Phone) -> None:
    answer = turn(maya, SCHOOL, go="next", answer_school_words="a" * 2100)
    assert (answer.status_code, answer.headers["X-Turned"]) == (422, SCHOOL)
    assert "a" * 2100 in answer.text


def test_two_versions_come_as_they_are(app: Flask, letter: Letter, maya: Phone) -> None:
    other = Phone(app, letter.secrets)
    other.begin("my_views", "school")
    other.press("next", answer_school_words="First")
    answer = turn(maya, SCHOOL, go="next", answer_school_words="Second")
    assert (answer.status_code, answer.headers["X-Turned"]) == (409, SCHOOL)
    assert "First" in answer.text
    assert "Second" in answer.text


def test_leave_is_never_followed(maya: Phone) -> None:
    answer = turn(maya, "/leave")
    assert (answer.status_code, answer.location) == (303, AWAY)
    assert answer.headers["Clear-Site-Data"]


def test_leave_is_not_followed_to_a_page_of_ours_either(make_app, write: Write) -> None:
    app = make_app(leave_url="/help")
    phone = Phone(app, write().secrets)
    assert turn(phone, "/leave").status_code == 303


@pytest.mark.parametrize("path", ["/staff/", "/staff/sign-in"])
def test_the_staff_side_knows_nothing_of_it(app: Flask, path: str) -> None:
    assert "X-Turned" not in app.test_client().get(path, headers=TURN).headers


def test_another_site_cannot_turn_our_pages(maya: Phone) -> None:
    data = {**hidden_fields(maya.page), "go": "next", "answer_school_words": "Not hers"}
    forged = maya.browser.post(SCHOOL, data=data, headers={**TURN, "Sec-Fetch-Site": "cross-site"})
    assert forged.status_code == 403
    assert "Not hers" not in maya.open(SCHOOL).text


def test_an_address_that_is_none_breaks_no_header(app: Flask) -> None:
    answer = app.test_client().get("/no%0d%0aSet-Cookie:%20a=b", headers=TURN)
    assert answer.status_code == 404
    assert answer.headers["X-Turned"] == "/no%0D%0ASet-Cookie%3A%20a%3Db"
