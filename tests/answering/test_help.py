"""Help now opens when nothing else does: without a database, a script, a cookie or a letter, and says what is true."""

import html
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError

from participation import clock, create_app, service
from participation.config import Config
from participation.db import open_engine, session, transaction
from participation.db.migrations import upgrade
from participation.service import ServiceRow
from participation.service.chosen import OnDuty, Service
from participation.service.fallback_copy import copy_of
from participation.service.help_numbers import HelpNumber
from participation.web.languages import available
from tests.answering.conftest import TWO_WEEKS_BEFORE, Write
from tests.parts.browser import OpenPage
from tests.parts.postgres import SETTINGS, SUPERUSER, PostgresServer, copy, start, stop
from tests.parts.server import Serve
from tests.walking import Phone, hidden_fields, words_of

OURS = ("01632 960100", "01632 960101", "01632 960155")
NATIONAL = ("999", "0800 1111", "0800 528 0731", "0808 800 5792", "85258", "116 123")
PRIVATE = "07700 900123"

Stop = Callable[[], None]


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    yield made
    shutil.rmtree(made)


@pytest.fixture(params=["sqlite", "postgresql"])
def stopping(request: pytest.FixtureRequest, folder: Path) -> Iterator[tuple[str, Stop]]:
    """A migrated database of this test's own, and what takes it away."""
    if request.param == "sqlite":
        path = folder / "records.sqlite"
        shutil.copyfile(request.getfixturevalue("empty_sqlite"), path)
        yield f"sqlite:///{path}", lambda: _ruin(path)
        return
    copy(request.getfixturevalue("stopped_cluster"), folder)
    start(folder, *SETTINGS)
    yield PostgresServer(folder).url(SUPERUSER), lambda: stop(folder)
    if (folder / "data" / "postmaster.pid").exists():
        stop(folder)


def _ruin(path: Path) -> None:
    """Nothing can read it any more, not even root."""
    for part in path.parent.glob(f"{path.name}*"):
        part.unlink()
    path.mkdir()


@pytest.fixture
def settings(stopping: tuple[str, Stop], keys_dir: Path, folder: Path) -> Config:
    """An installation whose database is there, with numbers of its own."""
    shutil.copytree(keys_dir, folder / "keys")
    return Config(database_url=stopping[0], keys_dir=str(folder / "keys"))


def opened(config: Config) -> Flask:
    return create_app(config)


def know_numbers(app: Flask) -> None:
    """As a manager has saved them, and as any page then reads them."""
    known = replace(
        Service(),
        council="Northmere",
        duty_number=OURS[0],
        out_of_hours_number=OURS[1],
        numbers=(*Service().numbers, HelpNumber("own", OURS[2], "Tuesdays", name="Youth line")),
        rota=(OnDuty("0" * 26, PRIVATE),),
    )
    with app.app_context():
        with transaction() as current:
            current.add(ServiceRow(id=1, settings=known.to_row()))
        service.forget()
        service.current()
    app.extensions["engine"].dispose()


def test_with_the_database_stopped_it_says_every_number_in_every_language_without_scripts(
    settings: Config, stopping: tuple[str, Stop], serve: Serve, open_page: OpenPage
) -> None:
    know_numbers(opened(settings))
    stopping[1]()
    started_without = opened(settings)
    with started_without.app_context(), pytest.raises(SQLAlchemyError):
        session().get(ServiceRow, 1)
    address, page = serve(started_without), open_page(javascript=False)
    for language in available():
        answer = page.goto(f"{address}/help?language={language.code}")
        assert answer is not None
        assert answer.status == 200
        expect(page.locator("html")).to_have_attribute("lang", language.code)
        shown = page.locator(".numbers").inner_text()
        assert [number for number in (*OURS, *NATIONAL) if number not in shown] == []
    started_without.extensions["engine"].dispose()


@pytest.mark.parametrize("path", ["/help", "/privacy", "/accessibility", "/contact"])
def test_these_pages_open_without_a_database(settings: Config, stopping: tuple[str, Stop], path: str) -> None:
    know_numbers(opened(settings))
    stopping[1]()
    app = opened(settings)
    answer = app.test_client().get(path)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    app.extensions["engine"].dispose()


def test_help_asks_the_database_nothing_while_it_is_there(app: Flask) -> None:
    with app.app_context():
        service.current()
    asked: list[str] = []
    event.listen(app.extensions["engine"], "before_cursor_execute", lambda *given: asked.append(given[2]))
    with clock.frozen(TWO_WEEKS_BEFORE.replace(hour=18)):
        answer = app.test_client().get("/help")
    assert answer.status_code == 200
    assert asked == []


def test_what_is_kept_beside_the_database_says_nothing_of_whom_we_alert(settings: Config) -> None:
    know_numbers(opened(settings))
    kept = copy_of(settings).read_text("utf-8")
    assert OURS[0] in kept
    assert PRIVATE not in kept
    assert json.loads(kept)["rota"] == []


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"numbers": 3}', '{"numbers": [{"id": "x"}]}'])
def test_a_copy_that_is_damaged_costs_the_own_numbers_and_never_the_page(
    settings: Config, stopping: tuple[str, Stop], damage: str
) -> None:
    know_numbers(opened(settings))
    copy_of(settings).write_text(damage, "utf-8")
    stopping[1]()
    app = opened(settings)
    shown = words_of(app.test_client().get("/help"))
    assert [number for number in NATIONAL if number not in shown] == []
    app.extensions["engine"].dispose()


def test_a_folder_that_cannot_be_written_costs_nothing_while_the_database_is_there(app: Flask) -> None:
    copy_of(app.extensions["config"]).mkdir()
    with app.app_context():
        service.forget()
        assert service.current() == Service()
    assert app.test_client().get("/help").status_code == 200


def test_the_next_numbers_replace_those_before(app: Flask) -> None:
    client = app.test_client()
    assert OURS[0] not in client.get("/help").text
    know_numbers(app)
    assert OURS[0] in client.get("/help").text


def test_choosing_a_language_on_the_page_with_help_leads_back_to_the_question_in_the_end(
    app: Flask, write: Write
) -> None:
    maya, question = Phone(app, write().secrets), "/answer/my_views/feelings"
    assert f'href="/languages?back=/help?back%3D{question}"' in maya.open(f"/help?back={question}").text
    page = maya.open(f"/languages?back=/help?back%3D{question}")
    answer = maya.browser.post("/language", data={**hidden_fields(page), "language": "ar"})
    assert answer.location == f"/help?back={question}"
    assert f'href="{question}"' in maya.open(answer.location).text


def test_english_on_a_draft_of_the_page_with_help_keeps_the_way_back(app: Flask) -> None:
    browser = app.test_client()
    draft = browser.get("/help?back=/answer/my_views/home", headers={"Accept-Language": "ti"}).text
    english = re.search(r'href="(/help\?language=en[^"]*)"', draft)
    assert english
    assert 'class="button" href="/answer/my_views/home"' in browser.get(html.unescape(english[1])).text


def test_of_two_councils_with_their_keys_in_one_folder_each_says_its_own_numbers(
    settings: Config, empty_postgres_url: str, folder: Path
) -> None:
    with_numbers = opened(settings)
    know_numbers(with_numbers)
    shutil.copytree(folder / "keys", folder / "keys_of_another")
    engine = open_engine(empty_postgres_url)
    upgrade(engine)
    engine.dispose()
    other = opened(Config(database_url=empty_postgres_url, keys_dir=str(folder / "keys_of_another")))
    for app in (other, with_numbers):
        with app.app_context():
            service.forget()
            service.current()
        shown = words_of(app.test_client().get("/help"))
        assert [number in shown for number in OURS] == [app is with_numbers] * len(OURS)
    assert OURS[0] not in words_of(other.test_client().get("/help"))
    for app in (other, with_numbers):
        app.extensions["engine"].dispose()
