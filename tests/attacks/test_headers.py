"""Every answer of the program protects whoever gets it: what it says to browsers, and how its cookies are kept."""

from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from participation.invitations.throttle import EVERYONES_TRIES
from participation.invitations.tries import take_try
from participation.staff.models import Role
from tests.answering.conftest import AWAY, Write
from tests.attacks.addresses import addresses, somebody
from tests.walking import Phone, hidden_fields

PUBLIC, STAFF = "https://letters.example.org", "https://staff.example.org"
FOR_EVERY_ANSWER = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, noarchive",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}
MAY_BE_KEPT = ("/static/", "/officer/drawn/")
"""What is a drawing, a style or a script, and says nothing about anybody."""
WHERE_FROM = {"'none'", "'self'", "data:", "https://example.org"}
"""All that a policy of ours may name: this side, an empty icon, and where Leave leads."""


class Https(FlaskClient):
    """A browser that speaks TLS with whichever side an address is of, and keeps every answer."""

    answers: list[TestResponse]

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Fetch and keep."""
        path = str(args[0]) if args and isinstance(args[0], str) else ""
        kwargs.setdefault("base_url", STAFF if path.startswith("/staff") else PUBLIC)
        if kwargs.get("method") == "POST":
            kwargs.setdefault("headers", {"Referer": f"{kwargs['base_url']}/", "Sec-Fetch-Site": "same-origin"})
        answer = super().open(*args, **{**kwargs, "buffered": True})
        self.__class__.answers.append(answer)
        return answer


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """As it is installed: over TLS, each side on its own host."""
    app = make_app(public_url=PUBLIC, staff_url=STAFF, leave_url=AWAY)
    app.test_client_class = type("Browser", (Https,), {"answers": []})
    return app


@pytest.fixture
def everybody(app: Flask, write: Write) -> list[FlaskClient]:
    """A stranger, a child with a letter, and somebody of each role."""
    return [app.test_client(), Phone(app, write().secrets).browser, *(somebody(app, role) for role in Role)]


def wrong(answer: TestResponse) -> list[str]:
    """What an answer lacks, one line each."""
    request, headers = answer.request, answer.headers
    at = f"{request.method} {request.path} {answer.status_code}: "
    found = [f"{at}{name} is {headers.get(name)!r}" for name, is_ in FOR_EVERY_ANSWER.items() if headers[name] != is_]
    if "no-store" not in headers.get("Cache-Control", "") and not request.path.startswith(MAY_BE_KEPT):
        found.append(f"{at}may be kept: {headers.get('Cache-Control')!r}")
    found += [f"{at}policy: {problem}" for problem in _loose(headers.get("Content-Security-Policy", ""))]
    found += [f"{at}cookie: {cookie}" for cookie in headers.getlist("Set-Cookie") if not _is_kept_well(cookie)]
    return found


def _loose(policy: str) -> Iterator[str]:
    said = {name: set(sources) for name, *sources in (part.split() for part in policy.split(";") if part.strip())}
    for name in ("default-src", "frame-ancestors"):
        if said.get(name) != {"'none'"}:
            yield f"{name} is {said.get(name)}"
    for name, sources in said.items():
        if any(source not in WHERE_FROM and not source.startswith("'sha256-") for source in sources):
            yield f"{name} lets in {sources}"


def _is_kept_well(header: str) -> bool:
    """Bound to this host, out of reach of scripts, gone with the browser; what is taken away may say when it ended.

    Only the one that opens nothing, by which a browser of the staff is known again, stays; no other site may send it.
    So may that of whoever checks a language, which opens screens of invented people.
    """
    (cookie,) = SimpleCookie(header).values()
    is_taken_away = cookie["max-age"] == "0" and not cookie.value
    stays, is_bound = cookie.key == "__Host-browser", cookie["path"] == "/" and not cookie["domain"]
    return bool(
        cookie.key in ("__Host-letter", "__Host-staff", "__Host-browser", "__Host-words")
        and cookie["secure"]
        and cookie["httponly"]
        and is_bound
        and cookie["samesite"] == ("Strict" if stays else "Lax")
        and (stays or cookie.key == "__Host-words" or is_taken_away or not (cookie["expires"] or cookie["max-age"]))
    )


def test_every_address_answers_everybody_in_every_way_with_all_headers(
    app: Flask, everybody: list[FlaskClient]
) -> None:
    for browser in everybody:
        for path, _ in sorted(addresses(app)):
            for method in ("GET", "HEAD", "OPTIONS", "POST", "DELETE"):
                browser.open(path, method=method)
    answers: list[TestResponse] = app.test_client_class.answers  # type: ignore[union-attr]
    assert {answer.status_code for answer in answers} >= {200, 303, 400, 404, 405}
    assert any("Set-Cookie" in answer.headers for answer in answers)
    assert sorted({line for answer in answers for line in wrong(answer)}) == []


def failing(app: Flask, write: Write) -> dict[int, Callable[[], TestResponse]]:
    """How each error comes about."""
    browser, maya = app.test_client(), Phone(app, write().secrets)
    form = hidden_fields(maya.begin("my_views", "feelings"))
    other_site = {"Sec-Fetch-Site": "cross-site", "Referer": "https://evil.example/"}

    def too_often() -> TestResponse:
        with app.app_context():
            for number in range(EVERYONES_TRIES):
                take_try(f"source{number}")
        return browser.post("/start", data={"code": "0000000000005724"})

    return {
        400: lambda: maya.browser.post("/answer/my_views/feelings", data={"go": "next"}),
        403: lambda: maya.browser.post("/language", data=form, headers=other_site),
        404: lambda: browser.get("/nowhere"),
        405: lambda: browser.post("/help"),
        413: lambda: maya.browser.post("/answer/my_views/feelings", data={**form, "answer_x": "a" * 2_000_000}),
        422: lambda: browser.post("/start", data={"code": "0000000000000001"}),
        429: too_often,
        500: lambda: browser.get("/broken"),
        503: lambda: browser.get("/away"),
    }


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 422, 429, 500, 503])
def test_an_error_protects_as_a_page_does(app: Flask, write: Write, status: int) -> None:
    app.add_url_rule("/broken", "broken", view_func=lambda: {}["nothing"])
    app.add_url_rule("/away", "away", view_func=lambda: ("away", 503))
    answer = failing(app, write)[status]()
    assert answer.status_code == status
    assert wrong(answer) == []


def test_a_database_that_is_away_leaves_the_headers_there(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    form = hidden_fields(maya.begin("my_views", "feelings"))

    def gone(*_: object) -> None:
        raise OperationalError("", {}, Exception())

    event.listen(app.extensions["engine"], "before_cursor_execute", gone)
    answers = [maya.browser.get("/home"), maya.browser.get("/readyz"), maya.browser.get("/help")]
    answers.append(maya.browser.post("/answer/my_views/feelings", data={**form, "answer_feel_today_words": "Hello"}))
    assert {answer.status_code for answer in answers} == {200, 503}
    assert [line for answer in answers for line in wrong(answer)] == []
