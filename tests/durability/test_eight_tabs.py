"""One letter open in eight windows: whatever is typed, in whichever order, nothing of it is lost."""

import html
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from participation import clock
from tests import factories
from tests.databases import on_both
from tests.walking import Phone, hidden_fields

pytestmark = pytest.mark.long

TABS = 8
QUESTION_ON = {"feelings": "feel_today_words", "proud": "proud_of", "finish": "anything_else"}
STAYS = "stay"
TEXT = re.compile(r"<textarea[^>]*>\n?(.*?)</textarea>", re.DOTALL)


class Tab:
    """One window, on one page of the questionnaire; it shows what was saved when it was loaded."""

    def __init__(self, browser: FlaskClient, page: str) -> None:
        self.browser = browser
        self.path = f"/answer/my_views/{page}"
        self.field = f"answer_{QUESTION_ON[page]}"
        self.load()

    def load(self) -> None:
        """Show what is saved now."""
        self.page = self.browser.get(self.path)

    @property
    def words(self) -> str:
        """What stands in its box."""
        found = TEXT.search(self.page.text)
        assert found, self.page.text
        return html.unescape(found[1])

    def type(self, fragment: str, go: str = STAYS) -> None:
        """Write on behind what stands there, and press a button; if there are two versions, keep both."""
        data = {**hidden_fields(self.page), self.field: f"{self.words} {fragment}", "go": go, "language": "ar"}
        answer = self.browser.post("/language" if go == "language" else self.path, data=data)
        if answer.status_code == 409:
            assert fragment in answer.text
            answer = self.browser.post(self.path, data={**hidden_fields(answer), "keep": "both", "go": go})
        assert answer.status_code == 303, answer.text
        self.load()


def letter(app: Flask) -> Phone:
    """A child who has seen every page once, so that each may be opened."""
    with app.app_context():
        review = factories.review(factories.staff()[0], clock.today() + timedelta(days=14))
        _, secrets = factories.letter(review)
    maya = Phone(app, secrets)
    maya.begin("my_views", "feelings")
    maya.skip_to_check()
    return maya


edits = st.lists(
    st.tuples(st.integers(0, TABS - 1), st.sampled_from((STAYS, "later", "back", "language")), st.booleans()),
    min_size=8,
    max_size=16,
)


@on_both
@settings(
    max_examples=5, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(list(QUESTION_ON)), min_size=TABS, max_size=TABS), edits)
def test_in_any_order_no_fragment_is_lost(app: Flask, pages: list[str], edits: list[tuple[int, str, bool]]) -> None:
    browser = letter(app).browser
    tabs = [Tab(browser, page) for page in pages]
    typed: dict[str, list[str]] = {page: [] for page in QUESTION_ON}
    for number, (tab, go, reloads) in enumerate(edits):
        if reloads:
            tabs[tab].load()
        tabs[tab].type(f"(fragment {number})", go)
        typed[pages[tab]].append(f"(fragment {number})")
    for page, fragments in typed.items():
        kept = Tab(browser, page).words
        assert [fragment for fragment in fragments if fragment not in kept] == []


@on_both
def test_all_at_once_no_fragment_is_lost(app: Flask) -> None:
    maya, together = letter(app), Barrier(TABS)
    cookie = maya.browser.get_cookie("letter")
    assert cookie is not None

    def write(number: int) -> str:
        browser = app.test_client()
        browser.set_cookie("letter", cookie.value)
        tab = Tab(browser, "feelings")
        together.wait()
        tab.type(f"(fragment {number})")
        return f"(fragment {number})"

    with ThreadPoolExecutor(TABS) as hands:
        fragments = list(hands.map(write, range(TABS)))
    kept = Tab(maya.browser, "feelings").words
    assert [fragment for fragment in fragments if fragment not in kept] == []
