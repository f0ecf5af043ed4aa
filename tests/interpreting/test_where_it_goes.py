"""Where the English goes: the pack, the case record, an access request; and that it goes with the words it is of."""

import json
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import func, select

from participation import clock
from participation.db import session, transaction
from participation.disclosure.actions import hold
from participation.interpreting.actions import note_interpreting
from participation.interpreting.models import English, InterpreterLink
from participation.invitations.marks import Mark
from participation.operations.cli import cli
from participation.retention.actions import purge
from participation.reviews.models import Review
from participation.sealing.keyring import Keyring
from participation.staff.models import Role
from tests import factories
from tests.databases import on_both
from tests.disclosure.records import record_in
from tests.document import Document
from tests.interpreting.conftest import BOOKED, BROTHER, MORNING, MY_BROTHER, MY_ROOM, ROOM, Interpreting, send, shown
from tests.walking import words_of

BY_WHOM = "Put into English by TG, Tongues Ltd, 88, on Monday 9 March 2026, for Amara; not checked."


@pytest.fixture
def keys_dir(tmp_path: Path) -> Path:
    return Keyring.create(tmp_path / "keys").folder


@pytest.fixture
def in_english(selam: Interpreting) -> Interpreting:
    """Both texts, put into English."""
    selam.page()
    secret = selam.link()
    shown(selam.app, secret)
    send(selam.app, secret, MY_ROOM, MY_BROTHER)
    return selam


def run(app: Flask, *words: str | Path) -> Result:
    found = CliRunner().invoke(cli, [*map(str, words)], obj=lambda **_: app)
    assert found.exit_code == 0, found.output
    return found


def words_of_pdf(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    words = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return " ".join(words.split())


def test_what_the_child_gave_to_the_meeting_stands_in_the_pack_with_its_english_and_nothing_else(
    selam: Interpreting,
) -> None:
    desk = selam.desk
    given = {"proud_of": ROOM, "share_proud_of": "meeting", "ask_for": BROTHER, "share_ask_for": "officer"}
    selam.sent_id = desk.receive(selam.review_id, "my_views", language="ti", **given)
    send(selam.app, selam.link("proud_of", "ask_for"), MY_ROOM, MY_BROTHER)
    pack = desk.open(selam.review_id, "/pack")
    assert [each.text for each in Document.read(pack.text).all("blockquote")] == [ROOM]
    assert MY_ROOM in pack.text
    assert BY_WHOM.rstrip(".") in words_of(pack)
    assert MY_BROTHER not in pack.text


def test_the_case_record_holds_the_original_and_beside_it_the_english(in_english: Interpreting, tmp_path: Path) -> None:
    for ending in ("json", "pdf"):
        run(in_english.app, "export", "submission", in_english.sent_id, "--out", tmp_path / f"record.{ending}")
    record = record_in(tmp_path / "record.json")
    (said,) = (each for each in record["answers"] if each["question"] == "where_i_live_words")
    assert said["answer"] == [ROOM]
    assert said["in_english"] == [
        {
            "words": MY_ROOM,
            "by": "TG",
            "agency": "Tongues Ltd, 88",
            "for": "Amara",
            "at": "2026-03-09T08:55:00+00:00",
            "checked": False,
        }
    ]
    words = words_of_pdf((tmp_path / "record.pdf").read_bytes())
    assert "No computer has translated or changed them." in words
    assert f"{MY_ROOM} {BY_WHOM} What was sent stands above it." in words


@on_both
def test_an_access_request_holds_the_english_and_who_was_asked_but_no_secret(
    in_english: Interpreting, tmp_path: Path
) -> None:
    with in_english.app.app_context():
        number = str(session().get_one(Review, in_english.review_id).child.reference)
    run(in_english.app, "export", "child", number, "--out", tmp_path / "child.zip")
    with ZipFile(tmp_path / "child.zip") as bundle:
        about, pdf = json.loads(bundle.read("child.json")), words_of_pdf(bundle.read("child.pdf"))
    (link,) = about["rows"]["interpreter_link"]
    assert (link["label"], link["questions"]) == (BOOKED, ["where_i_live_words", "ask_for"])
    assert {"lookup", "sealed", "envelope"}.isdisjoint({*link, *about["rows"]["english"][0]})
    assert "interpreter asked" in {each["what"] for each in about["acts"]}
    for each in (MY_ROOM, MY_BROTHER, BOOKED, "Interpreters who were asked"):
        assert each in pdf


def test_what_is_held_back_holds_its_english_back(in_english: Interpreting, tmp_path: Path) -> None:
    with in_english.app.app_context():
        manager, _ = factories.staff(Role.MANAGER)
        assert hold(manager, in_english.sent_id, "a court asked for it")
        number = str(session().get_one(Review, in_english.review_id).child.reference)
    run(in_english.app, "export", "child", number, "--out", tmp_path / "child.zip")
    with ZipFile(tmp_path / "child.zip") as bundle:
        about = bundle.read("child.json").decode()
    assert MY_ROOM not in about
    assert {"interpreter_link", "english"}.isdisjoint(json.loads(about)["rows"])


@on_both
def test_links_english_and_marks_go_with_the_words_that_they_are_of(in_english: Interpreting) -> None:
    in_english.desk.read(in_english.review_id)
    with in_english.app.app_context():
        note_interpreting()
        (link_id,) = session().scalars(select(InterpreterLink.id)).all()
    with clock.frozen(MORNING + timedelta(days=364)), in_english.app.app_context():
        purge()
        assert how_many(InterpreterLink, English) == [1, 1]
    with clock.frozen(MORNING + timedelta(days=365)), in_english.app.app_context():
        assert purge()["sent"] == 1
        assert how_many(InterpreterLink, English) == [0, 0]
        assert link_id not in session().scalars(select(Mark.about_id)).all()


def how_many(*tables: type[InterpreterLink] | type[English]) -> list[int]:
    return [session().scalar(select(func.count()).select_from(each)) or 0 for each in tables]


def test_after_the_keys_were_turned_the_english_still_opens(in_english: Interpreting, keys_dir: Path) -> None:
    with in_english.app.app_context(), transaction():
        before = session().scalars(select(English.envelope)).one()
    run(in_english.app, "keys", "rotate")
    with in_english.app.app_context():
        assert session().scalars(select(English.envelope)).one() != before
    assert MY_ROOM in in_english.page().text
