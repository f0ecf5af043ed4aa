"""Looking changes nothing: whoever looks, however often, whenever, and whatever they call themselves."""

from collections.abc import Iterator
from datetime import timedelta
from wsgiref.types import WSGIEnvironment

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import create_environ, run_wsgi_app

from participation import clock
from participation.service.questionnaires import library
from tests.answering.conftest import TWO_WEEKS_BEFORE, Write
from tests.answering.test_footprints import everything
from tests.databases import on_both
from tests.walking import Phone

LOOKERS = {
    "a preview in a messenger": {"User-Agent": "WhatsApp/2.23.20.0 A"},
    "a preview by a network": {
        "User-Agent": "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"
    },
    "a filter of a school": {"User-Agent": "Mozilla/5.0 (compatible; SafeLinks)", "X-Forwarded-For": "203.0.113.5"},
    "a search engine": {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)", "Accept": "*/*"},
    "a browser that fetches ahead": {"Sec-Purpose": "prefetch"},
    "a browser that draws ahead": {"Sec-Purpose": "prefetch;prerender", "Purpose": "prefetch"},
    "an old browser that fetches ahead": {"X-Moz": "prefetch"},
}
MOMENTS = [timedelta(), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=13), timedelta(days=20)]


def places(app: Flask) -> Iterator[str]:
    """Every public address that answers a GET, with every page of every questionnaire, and some that are not there."""
    with app.app_context():
        pages = [(each.purpose, page.id) for each in library().all() for page in each.pages]
        purposes = {purpose for purpose, _ in pages}
    yield from (f"/answer/{purpose}/{page}" for purpose, page in dict.fromkeys(pages))
    yield from (f"/answer/{purpose}/{page}" for purpose in sorted(purposes) for page in ("check", "done", "send"))
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.rule.startswith(("/staff", "/static", "/answer")):
            yield rule.rule.replace("<name>", "round_curls")
    yield from ("/start", "/leave", "/language", "/home?language=ar", "/?code=0000000000005724", "/nowhere")


@pytest.fixture
def maya(app: Flask, write: Write) -> Phone:
    """A child who has sent one thing and begun another."""
    app.test_client_class = FlaskClient  # a HEAD has no page to check
    phone = Phone(app, write().secrets)
    phone.begin("my_advocate", "what_it_is")
    phone.press("next", answer_wants_advocate="no")
    phone.skip_to_check()
    phone.send("my_advocate")
    phone.begin("my_views", "feelings")
    phone.press("next", answer_feel_today="sad", answer_feel_today_words="Loud")
    return phone


def visitors(maya: Phone) -> Iterator[tuple[str, dict[str, str]]]:
    """How somebody looks, and what they say with it. Only what reads for a person may carry that person's cookie."""
    cookie = maya.browser.get_cookie("letter")
    assert cookie
    hers = {"Cookie": f"{cookie.key}={cookie.value}"}
    for name, told in LOOKERS.items():
        yield from (("GET", {**told, **carried}) for carried in ({}, hers) if "ahead" in name or not carried)
    yield from ((method, carried) for method in ("HEAD", "OPTIONS") for carried in ({}, hers))


def looks(app: Flask, maya: Phone) -> list[tuple[str, WSGIEnvironment]]:
    """Every look of every visitor at every place, written down once as a server hands it on: it is always the same."""
    addresses = list(places(app))
    assert len(addresses) > 60
    return [
        (path, create_environ(path, method=method, headers=told, environ_base={"REMOTE_ADDR": "127.0.0.1"}))
        for method, told in visitors(maya)
        for path in addresses
    ]


@pytest.mark.long
@on_both
def test_whoever_looks_changes_no_row(app: Flask, maya: Phone) -> None:
    before, written = everything(app), looks(app, maya)
    for moment in MOMENTS:
        with clock.frozen(TWO_WEEKS_BEFORE + moment):
            for path, environ in written:
                _, status, _ = run_wsgi_app(app, {**environ})
                assert status < "5", (path, status)
            assert everything(app) == before, moment


def test_a_child_who_reads_is_noted_as_there_and_nothing_else(app: Flask, maya: Phone) -> None:
    before = everything(app)
    with clock.frozen(TWO_WEEKS_BEFORE + timedelta(minutes=5)):
        for path in places(app):
            assert maya.browser.get(path).status_code < 500
    assert {name for name, rows in everything(app).items() if rows != before[name]} == {"visit"}
