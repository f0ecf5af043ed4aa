"""Hearing a question and its answers, and seeing the council's own symbols."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from participation.operations.cli import cli
from participation.questionnaires.library import DEFINITIONS, Library
from participation.service.own_files import stem_of
from participation.service.questionnaires import library
from tests.answering.conftest import Write
from tests.answering.touring import enter
from tests.parts.browser import OpenPage
from tests.parts.server import Serve
from tests.walking import Phone

PURPOSE, LEVEL = "my_views", "short"
SOUND = b"ID3"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "en").mkdir()
    return tmp_path


def asked(app: Flask) -> tuple[str, str, str]:
    """A page of the newest questionnaire for children, its question's context and text."""
    with app.app_context():
        page = library().latest(PURPOSE, LEVEL).pages[0]
        return page.id, page.questions[0].context, page.questions[0].text


def test_a_clip_is_offered_only_for_the_very_words_that_were_recorded(
    make_app: Callable[..., Flask], write: Write, folder: Path
) -> None:
    app = make_app(audio_dir=str(folder))
    page_id, context, text = asked(app)
    stale = folder / f"{stem_of('en', context, 'Other words')}.mp3"
    stale.write_bytes(SOUND)
    phone = Phone(app, write().secrets)
    assert "data-clip" not in phone.open(f"/answer/{PURPOSE}/{page_id}").text
    fresh = folder.parent / "fresh"
    (fresh / "en").mkdir(parents=True)
    (fresh / f"{stem_of('en', context, text)}.mp3").write_bytes(SOUND)
    recorded = make_app(audio_dir=str(fresh))
    page = Phone(recorded, write().secrets).open(f"/answer/{PURPOSE}/{page_id}").text
    assert f'data-clip="/clips/{stem_of("en", context, text)}.mp3"' in page


def test_nothing_but_sounds_and_symbols_is_given_away(make_app: Callable[..., Flask], folder: Path) -> None:
    (folder / "en" / "notes.txt").write_text("private")
    (folder / "home.png").write_bytes(b"a symbol")
    client = make_app(audio_dir=str(folder), symbols_dir=str(folder)).test_client()
    assert client.get("/clips/en/notes.txt").status_code == 404
    assert client.get("/symbols/../secret.png").status_code == 404
    with client.get("/symbols/home.png") as symbol:
        assert (symbol.status_code, symbol.data) == (200, b"a symbol")
        assert "Set-Cookie" not in symbol.headers


def test_a_councils_symbol_stands_in_place_of_our_drawing(
    make_app: Callable[..., Flask], write: Write, folder: Path
) -> None:
    (folder / "happy.png").write_bytes(b"a symbol")
    app = make_app(symbols_dir=str(folder))
    page = Phone(app, write().secrets).open(f"/answer/{PURPOSE}/home").text
    assert '<img class="pic" src="/symbols/happy.png" alt="">' in page


def test_a_council_is_told_what_to_call_each_clip_and_which_are_missing(folder: Path) -> None:
    context, text = "my_advocate.wants_advocate", library_text()
    (folder / f"{stem_of('en', context, text)}.ogg").write_bytes(SOUND)
    said = CliRunner().invoke(cli, ["questionnaires", "clips", str(folder)], catch_exceptions=False).output.split("\n")
    assert f"recorded\t{stem_of('en', context, text)}\t{text}" in said
    assert sum(line.startswith("recorded") for line in said) == 1
    assert sum(line.startswith("missing") for line in said) > 100


def library_text() -> str:
    """What a child is asked about an advocate."""
    return Library([DEFINITIONS]).latest("my_advocate", "short").question("wants_advocate").text


def test_where_nothing_can_be_heard_no_button_is_shown_and_a_clip_brings_it(
    make_app: Callable[..., Flask], write: Write, folder: Path, serve: Serve, open_page: OpenPage
) -> None:
    app = make_app(audio_dir=str(folder))
    page_id, context, text = asked(app)
    clip = stem_of("en", context, text)
    (folder / f"{clip}.mp3").write_bytes(SOUND)
    address, page = serve(app), open_page()
    enter(page, address, write())
    page.goto(f"{address}/answer/my_advocate/what_it_is")
    assert page.locator(".hear").count() == 1
    assert not page.locator(".hear").is_visible()
    page.goto(f"{address}/answer/{PURPOSE}/{page_id}")
    with page.expect_request(f"**/clips/{clip}.mp3"):
        page.click(".hear")
