"""Every form that somebody can reach takes whatever is typed into it: no page breaks, and nothing of it runs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from participation import clock
from participation.staff.models import Role
from tests import factories
from tests.attacks.addresses import NOBODYS, addresses, somebody
from tests.attacks.corpus import FORMULAS, SCRIPTS, together
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.document import Document, Element
from tests.page_checks import RULES, Page
from tests.walking import Phone

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
ENDS_IT = ("/staff/sign-out", "/leave", "/start", "/staff/account")
"""What ends a visit or a session is pressed by nobody who has to go on."""
WORDED = {"", "text", "search"}
TYPED = {*WORDED, "email", "tel", "url", "number", "date", "time", "color", "password", "datetime-local"}
HARMLESS = [
    rule for rule in RULES if rule.__name__ in ("_nothing_is_inline", "_nobody_else_is_asked", "_headers_protect")
]


WORDS = [*together(1200)[::4], *SCRIPTS[:4], *FORMULAS[:2], "\x00", "a\x00b\uffff", "a" * 5000, "9" * 400]
"""Long ones, which are mostly refused, and short ones, which are mostly kept."""


@dataclass
class Walker:
    """Opens every page that links lead to, one of each kind, and posts every form of theirs."""

    app: Flask
    browser: FlaskClient
    seen: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    posted: int = 0

    def walk(self, *starts: str) -> None:
        """Look at pages, and at what they lead to."""
        waiting = [*starts]
        while waiting:
            path = waiting.pop()
            kind = self._kind(path)
            if kind is None or kind in self.seen:
                continue
            self.seen[kind] = path
            page = self.look(self.browser.get(path, buffered=True))
            if page is not None:
                waiting += [link["href"] for link in page.all("a") if link["href"].startswith("/")]

    def _kind(self, path: str) -> str | None:
        """The endpoint; two pages of one kind have the same forms."""
        try:
            return str(self.app.url_map.bind("").match(urlsplit(path).path, method="GET")[0])
        except HTTPException:
            return None

    def look(self, answer: TestResponse) -> Document | None:
        """A page, checked; what is none is not looked at."""
        at = f"{answer.request.method} {answer.request.path}"
        if answer.status_code >= 500:
            self.wrong.append(f"{at}: {answer.status_code}")
        if answer.mimetype != "text/html" or answer.status_code in range(300, 400):
            return None
        page = Page(answer.request.path, answer.headers, Document.read(answer.text))
        self.wrong += [f"{at}: {problem}" for rule in HARMLESS for problem in rule(page)]
        return page.document

    def press_everything(self, words: list[str]) -> None:
        """Each form of each page, once for each text. A page without one is looked at once: nothing is typed there."""
        for path in self.seen.values():
            for text in words:
                page = self.look(self.browser.get(path, buffered=True))
                forms = [] if page is None else [form for form in page.all("form") if self._goes_on(path, form)]
                if not forms:
                    break
                for form in forms:
                    self._press(path, form, text)

    def _goes_on(self, path: str, form: Element) -> bool:
        return not urlsplit(form["action"] or path).path.startswith(ENDS_IT)

    def _press(self, path: str, form: Element, text: str) -> None:
        to = form["action"] or path
        data = dict(_filled(form, text))
        self.posted += 1
        if form["method"].lower() == "post":
            answer = self.browser.post(to, data=data, buffered=True)
        else:
            answer = self.browser.get(to, query_string=data, buffered=True)
        self.look(answer)


def home_of_staff(walker: Walker) -> str:
    """Where somebody's own work begins."""
    return str(walker.browser.get("/staff/").location or "/staff/")


def _filled(form: Element, text: str) -> Iterator[tuple[str, str]]:
    """What a browser would post of a form into which everything was typed that can be."""
    for each in form.all("input", "textarea", "select", "button"):
        name, kind = each["name"], each["type"].lower()
        if not name:
            continue
        if each.tag == "select":
            options = [option["value"] for option in each.all("option")]
            yield name, next((value for value in reversed(options) if value), "")
        elif each.tag == "textarea" or (each.tag == "input" and kind in (TYPED if len(text) > 300 else WORDED)):
            yield name, text
        elif kind != "file":
            yield name, each["value"]


@pytest.fixture
def child(app: Flask) -> Phone:
    """Before the review of a child of whom everybody of the staff has something to do."""
    app.test_client_class = FlaskClient
    with app.app_context():
        officer = factories.staff(Role.OFFICER)[0]
        _, secrets = factories.letter(factories.review(officer, date(2026, 3, 20)))
    phone = Phone(app, secrets)
    phone.begin("my_advocate", "what_it_is")
    phone.press("next", answer_wants_advocate="yes")
    phone.skip_to_check()
    phone.send("my_advocate")
    return phone


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.frozen(NOON):
        yield


def staff(app: Flask, role: Role) -> Walker:
    """Somebody of the staff with a review that was yesterday and one to come."""
    if role is not Role.OFFICER:
        return Walker(app, somebody(app, role))
    desk = Desk(app)
    app.test_client_class = FlaskClient
    for name, day in (("Maya", date(2026, 3, 10)), ("Leo", date(2026, 3, 18))):
        desk.receive(desk.review(name, day), "my_views", feel_today_words="I feel unsafe")
    return Walker(app, desk.browser)


@on_both
def test_no_form_of_the_staff_breaks_or_lets_anything_run(app: Flask, child: Phone) -> None:
    posted = 0
    for role in Role:
        walker = staff(app, role)
        walker.walk(
            "/staff/", *(path for path, methods in addresses(app) if path.startswith("/staff") and "GET" in methods)
        )
        walker.press_everything(WORDS)
        walker.seen.clear()
        walker.walk(home_of_staff(walker))
        assert len(walker.seen) > 2, role
        assert sorted(set(walker.wrong)) == [], role
        posted += walker.posted
    assert posted > 3 * len(WORDS)


@on_both
def test_the_doors_of_the_staff_take_anything(app: Flask) -> None:
    app.test_client_class = FlaskClient
    walker = Walker(app, app.test_client())
    walker.walk("/staff/sign-in")
    with clock.frozen(NOON):
        walker.press_everything([*together(1200)[:3], "\x00", "a" * 5000])
    assert walker.wrong == []


@on_both
def test_no_form_of_a_respondent_breaks_or_lets_anything_run(app: Flask, child: Phone) -> None:
    walker = Walker(app, child.browser)
    walker.walk(*(path for path, methods in addresses(app) if not path.startswith("/staff") and "GET" in methods))
    walker.press_everything(WORDS)
    assert walker.wrong == []
    assert walker.posted > 50


IN_ADDRESSES = (
    "%00",
    "a%00b",
    "%FF%FE",
    "%ED%A0%80",
    "..%2f..%2fetc%2fpasswd",
    "%F0%9F%91%A9",
    "a" * 3000,
    "%0d%0aX: y",
)


@on_both
def test_no_address_breaks_anything(app: Flask, child: Phone) -> None:
    wrong = []
    for browser in (child.browser, somebody(app, Role.OFFICER), somebody(app, Role.MANAGER)):
        for path, methods in addresses(app):
            for odd in IN_ADDRESSES:
                address = f"{path.replace(NOBODYS, odd).replace('my_views', odd)}?language={odd}&year={odd}&{odd}=1"
                for method in methods & {"GET", "POST"}:
                    answer = browser.open(address, method=method, buffered=True)
                    wrong += [(method, address)] * (answer.status_code >= 500)
    assert wrong == []
