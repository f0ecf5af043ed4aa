"""How much a phone has to fetch: counted as it goes over the wire, headers included, requests left out."""

import gzip
import re
import zlib
from datetime import date

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from participation.web.turning import PACKED
from tests.answering.conftest import Write

FIRST_ROUND = 14_600
"""Ten segments, which arrive in one round trip."""
JOURNEY, IN_PICTURES = 60_000, 90_000
MAP = "/answer/my_views"
BORN = {"short": date(2015, 2, 1), "pictures": date(2020, 2, 1)}
SERVERS_OWN = "Server: gunicorn\r\nDate: Sun, 22 Nov 2026 07:00:00 GMT\r\nConnection: keep-alive\r\n"
"""What a server adds to each answer."""


class Scales:
    """A phone that keeps what may be kept, and weighs the rest."""

    def __init__(self, app: Flask) -> None:
        app.test_client_class = FlaskClient  # what is compressed is no page to check
        self.browser = app.test_client()
        self.browser.environ_base["HTTP_ACCEPT_ENCODING"] = "gzip, deflate, br"
        self.kept: set[str] = set()
        self.often: tuple[str, bytes] = "1", b""
        self.later: list[str] = []
        self.ahead: dict[str, TestResponse] = {}
        self.asked: set[str] = set()
        self.next_place: list[str] = []
        self.is_in_order = False
        self.parts: set[str] = set()
        self.proof: dict[str, str] = {}
        self.weight = 0

    def weigh(self, answer: TestResponse) -> TestResponse:
        """Add one answer: its status line, headers and body."""
        status = f"HTTP/1.1 {answer.status}\r\n{SERVERS_OWN}"
        headers = "".join(f"{name}: {value}\r\n" for name, value in answer.headers)
        self.weight += len(status) + len(headers) + 2 + len(answer.data)
        answer.close()
        return answer

    def open(self, path: str) -> str:
        """A page, and whatever it asks for that is not kept yet."""
        self._fetch_what_may_wait()
        answer = self.weigh(self.browser.get(path))
        assert answer.status_code == 200, path
        return self.show(answer)

    def show(self, answer: TestResponse) -> str:
        """A page that came, and whatever it asks for."""
        html = _plain(answer, self.often[1])
        self.parts |= set(re.findall(r'data-once="([^"]+)"', html))
        self.proof |= {name: value for name, value in fields(html).items() if name in ("csrf_token", "ref")}
        self.later += re.findall(r'(?:rel="prefetch" href|data-often)="([^"]+)"', html)
        for found in re.findall(r'(?:src|href)="(/(?:static|officer/drawn)/[^"]+)"', html):
            if found not in self.later:
                self._fetch(found)
        return html

    def _fetch(self, found: str) -> None:
        if found in self.kept:
            return
        self.kept.add(found)
        file = self.weigh(self.browser.get(found))
        assert file.status_code == 200
        assert "max-age=" in file.headers["Cache-Control"]
        if "often.txt" in found:
            self.often = found.partition("v=")[2], _plain(file).encode()

    def _fetch_what_may_wait(self) -> None:
        """What a page says that the next one needs: it comes once that page is there."""
        for found in self.later:
            self._fetch(found)
        self.later = []

    def post(self, path: str, data: dict[str, str]) -> str:
        """Press a button; gives where it leads."""
        answer = self.weigh(self.browser.post(path, data=data))
        assert answer.status_code == 303, path
        return answer.location

    def turn(self, path: str, data: dict[str, str] | None = None) -> tuple[str, str]:
        """Press a button or a link, as our script does; gives the address that comes, and its page."""
        answer = self.ahead.pop(path, None) if data is None else None
        self.is_in_order = path in self.next_place if self.next_place else self.is_in_order
        answer = answer or self._ask(path, data)
        self._fetch_what_may_wait()
        html = self.show(answer)
        places = re.findall(r'<li><a href="(/answer/[^"]+)"', html)
        self.next_place = [each for each in places if each not in self.asked][:1]
        self.ahead = {each: self._ask(each) for each in self.next_place if self.is_in_order}
        return answer.headers["X-Turned"], html

    def _ask(self, path: str, data: dict[str, str] | None = None) -> TestResponse:
        self.asked.add(path)
        headers = {"X-Turn": " ".join([self.often[0], *self.parts])}
        asked = self.browser.get(path, headers=headers) if data is None else None
        answer = self.weigh(asked or self.browser.post(path, data=self.proof | data, headers=headers))
        assert answer.status_code == 200, path
        return answer


def _plain(answer: TestResponse, often: bytes = b"") -> str:
    if answer.content_type == PACKED:
        return zlib.decompressobj(-zlib.MAX_WBITS, often).decompress(answer.data).decode()
    assert answer.headers["Content-Encoding"] == "br"
    return brotli.decompress(answer.data).decode()


def fields(html: str) -> dict[str, str]:
    """The hidden fields of a page."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', html))


def test_everything_that_the_first_page_needs_arrives_in_one_round(app: Flask, write: Write) -> None:
    phone = Scales(app)
    html = phone.open("/s")
    assert "<style>" in html, "the first page must not wait for a second journey to be seen"
    token = {"token": write().secrets.token}
    assert "<svg" in _plain(phone.weigh(phone.browser.post("/greeting", data=token)))
    at_start = phone.weight
    assert at_start < FIRST_ROUND
    phone.open(phone.post("/start", token))
    assert phone.weight - at_start < FIRST_ROUND


def begun(app: Flask, write: Write, level: str = "short") -> Scales:
    """A phone that has come in and looked round."""
    phone = Scales(app)
    phone.open("/s")
    phone.open(phone.post("/start", {"token": write(born_on=BORN[level]).secrets.token}))
    return phone


def said(phone: Scales, most: int, *, is_backwards: bool = False) -> int:
    """Go through so many topics by the map, write into each box, look at all of it, send; gives how many there were."""
    _, html = phone.turn(MAP)
    topics = re.findall(rf'href="({MAP}/\w+)"', html)[:: -1 if is_backwards else 1][:most]
    for topic in topics:
        path, html = phone.turn(topic)
        while path != MAP:
            words = dict.fromkeys(re.findall(r'<textarea[^>]* name="(\w+)"', html), "Some words about it.")
            path, html = phone.turn(path, {**fields(html), **words, "go": "next"})
    path, html = phone.turn(f"{MAP}/check")
    assert phone.turn(f"{MAP}/send", fields(html))[0] == f"{MAP}/done"
    return len(topics)


def test_three_things_that_a_child_says_are_light(app: Flask, write: Write) -> None:
    phone = begun(app, write)
    assert said(phone, 3) == 3
    assert phone.weight < JOURNEY, phone.weight


@pytest.mark.parametrize("is_backwards", [False, True])
def test_all_that_a_child_can_say_is_not_heavy(app: Flask, write: Write, is_backwards: bool) -> None:
    phone = begun(app, write)
    assert said(phone, 99, is_backwards=is_backwards) == 12
    assert phone.weight < JOURNEY, phone.weight


def test_a_whole_journey_in_pictures_is_light(app: Flask, write: Write) -> None:
    phone = begun(app, write, "pictures")
    path, pages = f"{MAP}/helper", 0
    _, html = phone.turn(path)
    while not path.endswith("/check"):
        chosen = dict(reversed(re.findall(r'type="radio" name="(\w+)" value="(\w+)"', html)))
        (path, html), pages = phone.turn(path, {**fields(html), **chosen, "go": "next"}), pages + 1
    phone.turn(f"{MAP}/send", fields(html))
    assert pages >= 15
    assert phone.weight < IN_PICTURES, f"{phone.weight} bytes for {pages} questions"


def test_a_browser_that_knows_only_the_older_way_gets_that(app: Flask) -> None:
    app.test_client_class = FlaskClient
    page = app.test_client().get("/", headers={"Accept-Encoding": "gzip, deflate"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert b"</html>" in gzip.decompress(page.data)


def test_what_a_style_or_a_script_tells_its_makers_is_not_sent(app: Flask) -> None:
    app.test_client_class = FlaskClient
    for file in ("css/public.css", "js/public.js", "js/turn.js"):
        answer = app.test_client().get(f"/static/{file}", headers={"Accept-Encoding": "br"})
        assert not re.search(r"/\*|// ", _plain(answer)), file
        answer.close()


def test_what_a_browser_cannot_read_is_not_sent_to_it(app: Flask) -> None:
    page = app.test_client().get("/")
    assert "Content-Encoding" not in page.headers
    assert "Accept-Encoding" in page.headers["Vary"]
