"""The secret in the square travels in the bodies of two POSTs, the greeting and Start, and stays nowhere on the way."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from participation import clock
from tests import factories
from tests.answering.conftest import Letter, Write
from tests.answering.touring import enter, walk
from tests.attacks.installation import installed
from tests.durability.group import fit_keys
from tests.parts.browser import OpenPage
from tests.parts.server import Serve

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


@pytest.fixture
def came(app: Flask) -> list[str]:
    """Everything that reaches the application besides bodies: request lines, headers, addresses."""
    noted: list[str] = []
    inner: Any = app.wsgi_app

    def note(environ: dict[str, Any], start: Any) -> Any:
        noted.append(repr({name: value for name, value in environ.items() if isinstance(value, str)}))
        return inner(environ, start)

    app.wsgi_app = note  # type: ignore[method-assign]
    return noted


@pytest.fixture
def address(app: Flask, serve: Serve, came: list[str]) -> str:
    """Where it is served, once everything that reaches it is noted."""
    assert came == []
    return serve(app)


def test_no_request_line_no_header_and_no_log_holds_the_secret(
    address: str, came: list[str], open_page: OpenPage, write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    page, letter = open_page(), write()
    sent: list[Any] = []
    page.context.on("request", lambda request: sent.append(request))
    enter(page, address, letter)
    for name in ("officer", "help", "lock", "nowhere"):
        page.goto(f"{address}/{name}")
    for _ in walk(page, address, "my_advocate"):
        page.wait_for_load_state()
    secrets = (letter.secrets.token, letter.secrets.token.lower(), letter.secrets.code)
    told = [repr((request.url.partition("#")[0], request.all_headers())) for request in sent]
    assert len(told) > 15
    assert len(came) > 15
    assert "POST /start" in caplog.text
    assert [line for line in (*told, *came, caplog.text) if any(secret in line for secret in secrets)] == []
    carried = [request.url for request in sent if letter.secrets.token in (request.post_data or "")]
    assert [url.rpartition("/")[2] for url in carried] == ["greeting", "start"]


def kept_in_tab(page: Page) -> str:
    """Where Back and Forward would lead, and what scripts can read there.

    What was typed or scanned into the address bar the browser remembers by itself; no page can take that from it.
    """
    history: dict[str, Any] = page.context.new_cdp_session(page).send("Page.getNavigationHistory")
    addresses = [entry["url"] for entry in history["entries"]]
    return repr((addresses, page.evaluate("[history.state, location.href, document.referrer]")))


def test_after_start_the_tab_has_forgotten_the_secret(live: str, open_page: OpenPage, write: Write) -> None:
    page, letter = open_page(), write()
    page.goto(f"{live}/s#{letter.secrets.token}")
    assert letter.secrets.token not in kept_in_tab(page)
    page.click("#scanned > button")
    page.wait_for_url(f"{live}/home")
    assert letter.secrets.token not in kept_in_tab(page)
    page.go_back()
    assert letter.secrets.token not in kept_in_tab(page) + page.content()


def test_the_installed_server_writes_the_secret_and_the_words_nowhere(
    make_app: Callable[..., Flask], database_url: str, tmp_path: Path, open_page: OpenPage
) -> None:
    keys = fit_keys(tmp_path / "own keys")
    app, page = make_app(keys_dir=str(keys)), open_page()
    with clock.frozen(datetime.now(UTC)), app.app_context():
        review = factories.review(factories.staff()[0], clock.today() + timedelta(days=14))
        invitation, secrets = factories.letter(review)
        letter = Letter(invitation.id, review.id, "", secrets)
    with installed(database_url, tmp_path, keys) as address:
        enter(page, address, letter)
        for _ in walk(page, address, "my_advocate"):
            page.wait_for_load_state()
        kept = [path for path in tmp_path.rglob("*") if path.is_file()]
        found = {path: path.read_bytes() for path in kept}
    found[tmp_path / "said.log"] = (tmp_path / "said.log").read_bytes()
    assert b"Serving public" in found[tmp_path / "said.log"]
    canaries = (secrets.token, secrets.code, "My room is nice but it is loud at night")
    assert [
        (path.name, canary)
        for path, content in found.items()
        for canary in canaries
        for encoding in ENCODINGS
        if canary.encode(encoding) in content
    ] == []
