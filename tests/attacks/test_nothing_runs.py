"""In a real browser: nothing that somebody has typed runs, and none of it asks the policy of a page to stop it."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page

from participation.profiles.actions import About, write_profile
from tests import factories
from tests.answering.conftest import AWAY, MEETING, Letter
from tests.answering.touring import enter, say
from tests.attacks.corpus import SCRIPTS, naughty
from tests.casework.sending import send_with
from tests.parts.browser import OpenPage
from tests.parts.server import Serve
from tests.walking import signed_in

TYPED = "\n".join(SCRIPTS)
ACTIVE = """() => [...document.querySelectorAll('*')].filter(e => e.matches('iframe, object, embed, base, '
  + 'meta[http-equiv], script:not([src^="/static/"]), link:not([href^="/static/"]):not([href="data:,"])')
  || [...e.attributes].some(a => a.name.startsWith('on') || a.name === 'style' || a.name === 'srcdoc'
  || /^\\s*javascript:/i.test(a.value) && a.name !== 'value')).map(e => e.outerHTML.slice(0, 200))"""
STOPPED = """addEventListener("securitypolicyviolation", event => console.error("policy: " + event.blockedURI))"""
HOSTILE = About(
    *(
        SCRIPTS[0],
        SCRIPTS[2][:40],
        TYPED,
        SCRIPTS[3],
        SCRIPTS[2],
        "javascript:alert(1)",
        '"><script>alert(1)</script>@x.test',
    ),
    works=SCRIPTS[4],
    portrait="round_curls",
)
VIEWS = {
    "feel_today_words": TYPED, "proud_of": TYPED[:1900], "share_feel_today_words": "meeting",
    "where_i_live_words": "\n".join(each for each in naughty() if "<" in each)[:1900],
}  # fmt: skip


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """Pages whose words look like what no page may say, so only the browser checks them."""
    app = make_app(leave_url=AWAY)
    app.test_client_class = FlaskClient
    return app


@pytest.fixture
def watched(open_page: OpenPage) -> Iterator[Page]:
    """A page in which nothing may speak, and of which no policy may have had to stop anything."""
    page, spoke = open_page(width=1280, height=800), []
    page.context.add_init_script(STOPPED)
    page.on("dialog", lambda dialog: (spoke.append(dialog.message), dialog.dismiss()))
    yield page
    assert spoke == []


def look(page: Page, address: str) -> None:
    """Open a page; nothing on it that could act has come from what was typed."""
    page.goto(address)
    page.wait_for_load_state()
    assert page.evaluate(ACTIVE) == [], address
    assert page.evaluate("location.href").startswith(address.partition("?")[0].rsplit("/", 1)[0])


def test_what_a_child_types_runs_on_no_page(app: Flask, serve: Serve, watched: Page) -> None:
    with app.app_context():
        officer, secret = factories.staff(email="amara@example.org", name=SCRIPTS[0])
        write_profile(officer.id, HOSTILE)
        people = [("foster_carer", SCRIPTS[0]), ("parent", SCRIPTS[2]), ("school", SCRIPTS[3])]
        review = factories.review(officer, MEETING, preferred_name=SCRIPTS[2], people=people)
        invitation, secrets = factories.letter(review)
        letter = Letter(invitation.id, review.id, officer.id, secrets)
        submission = send_with(secrets, "my_views", **VIEWS)
    address = serve(app)
    enter(watched, address, letter)
    watched.goto(f"{address}/answer/my_views/feelings")
    say(watched, TYPED)
    watched.click(".go .main")
    for path in (
        "answer/my_views/feelings",
        "officer",
        "home",
        "answer/my_meeting/where",
        "help",
        "?language=<script>",
    ):
        look(watched, f"{address}/{path}")
    cookie = signed_in(app, "amara@example.org", secret).get_cookie("staff")
    assert cookie is not None
    watched.context.add_cookies([{"name": "staff", "value": cookie.value, "url": address}])
    reviews = f"{address}/staff/reviews/{letter.review_id}"
    for path in (f"{address}/staff/", reviews, f"{reviews}/pack", f"{address}/staff/submissions/{submission}"):
        look(watched, path)
        assert SCRIPTS[0] in watched.inner_text("body") or path.endswith("/staff/"), path


def test_what_acts_is_seen(open_page: OpenPage) -> None:
    page = open_page()
    page.set_content("<p style='color: red'>a</p><svg onload=x></svg><a href='javascript:x'>b</a><iframe></iframe>")
    assert len(page.evaluate(ACTIVE)) == 4
