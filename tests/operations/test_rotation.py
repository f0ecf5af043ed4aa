"""Turning the keys while children send and officers read: nothing becomes unreadable, and the old keys open nothing."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import LargeBinary, select

from participation import clock, create_app
from participation.advocacy.actions import refer, take_step
from participation.config import Config
from participation.contact.actions import Asked, ask_for_contact, read_request
from participation.contact.models import ContactRequest
from participation.councils.alone import FORKED
from participation.db import Base, new_id, session, transaction
from participation.operations.cli import cli
from participation.operations.rotation import BATCH, NOT_SEALED_TO_US, SEALED, seal_to_newest
from participation.reviews.models import Review
from participation.sealing import CannotOpen, recipients_of
from participation.sealing.keyring import Keyring
from participation.sealing.of_this_app import keyring
from participation.staff.models import Role, Staff
from participation.submissions.actions import read
from participation.submissions.models import Submission
from participation.submissions.queries import header_of, submissions_for
from tests import factories
from tests.advocacy.referring import A_REFERRAL
from tests.casework.sending import send
from tests.databases import on_both

WORDS = "Zwergkaninchen im Mondschein"
SENDERS, READERS, EACH, TURNS = 3, 2, 6, 3


@pytest.fixture(autouse=True)
def two_weeks_before() -> Iterator[None]:
    with clock.frozen(datetime(2026, 2, 24, 16, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def keys_dir(tmp_path: Path) -> Path:
    return Keyring.create(tmp_path / "keys").folder


def run(app: Flask, *words: str) -> Result:
    return CliRunner().invoke(cli, words, obj=lambda **_: app)


def envelopes(app: Flask) -> list[tuple[bytes, Submission]]:
    with app.app_context():
        return [(each.envelope, each) for each in session().scalars(select(Submission))]


def opens(keyring: Keyring, app: Flask) -> int:
    """How many submissions these keys open."""
    opened = 0
    for envelope, submission in envelopes(app):
        try:
            keyring.open(envelope, header_of(submission))
            opened += 1
        except CannotOpen:
            continue
    return opened


@on_both
def test_nothing_is_unreadable_while_children_send_and_officers_read(
    app: Flask, keys_dir: Path, tmp_path: Path
) -> None:
    with app.app_context():
        officer, _ = factories.staff()
        reviews = [factories.review(officer).id for _ in range(SENDERS * EACH)]
        officer_id, first = officer.id, reviews[0]
        send(session().get_one(Review, first), "my_views", proud_of=WORDS)
    shutil.copytree(keys_dir, tmp_path / "old")
    turned = Event()
    with ThreadPoolExecutor(SENDERS + READERS + 1) as pool:
        sending = [pool.submit(_sends, app, reviews[part::SENDERS]) for part in range(SENDERS)]
        reading = [pool.submit(_reads_until, turned, app, officer_id, reviews) for _ in range(READERS)]
        turning = pool.submit(_turns, app, turned)
        assert [each.result() for each in sending] == [None] * SENDERS
        assert all(each.result() for each in reading)
        assert [result.exit_code for result in turning.result()] == [0] * TURNS
    assert run(app, "keys", "rotate", "--finish").exit_code == 0
    sent = 1 + SENDERS * EACH
    assert opens(Keyring.load(keys_dir), app) == sent
    assert opens(Keyring.load(tmp_path / "old"), app) == 0
    newest = set(Keyring.load(keys_dir).recipients("views"))
    assert all(set(recipients_of(envelope)) == newest for envelope, _ in envelopes(app))


def _sends(app: Flask, ids: list[str]) -> None:
    for id in ids:
        with app.app_context():
            send(session().get_one(Review, id), "my_meeting", meeting_where="outdoors", meeting_where_words=WORDS)


def _reads_until(turned: Event, app: Flask, officer_id: str, ids: list[str]) -> int:
    times = 0
    while not turned.is_set():
        with app.app_context():
            reader = session().get_one(Staff, officer_id)
            for id in ids:
                found = submissions_for(reader, id)
                assert len(read(reader, found, "to prepare")) == len(found)
        times += 1
    return times


def _turns(app: Flask, turned: Event) -> list[Result]:
    try:
        return [run(app, "keys", "rotate") for _ in range(TURNS)]
    finally:
        turned.set()


@on_both
def test_requests_to_be_contacted_and_feedback_turn_too(app: Flask, keys_dir: Path, tmp_path: Path) -> None:
    with app.app_context():
        officer, _ = factories.staff()
        manager, _ = factories.staff(Role.MANAGER)
        review = factories.review(officer, datetime(2026, 2, 20, tzinfo=UTC).date())
        send(review, "after_review")
        send(factories.review(officer), "my_advocate", wants_advocate="yes", about_words=WORDS)
        referral = refer(officer, review.id, "key", A_REFERRAL) or ""
        take_step(factories.staff(Role.ADVOCATE)[0], referral, "taken", WORDS)
        asked = ask_for_contact("key", Asked("by phone", "at four", WORDS), "en", None)
        manager_id = manager.id
    shutil.copytree(keys_dir, tmp_path / "old")
    done = run(app, "keys", "rotate")
    assert done.exit_code == 0, done.output
    assert "5 sealed again; all 5 open with the newest keys" in done.stdout
    assert opens(Keyring.load(keys_dir), app) == 2
    assert opens(Keyring.load(tmp_path / "old"), app) == 0
    with app.app_context():
        manager, request = session().get_one(Staff, manager_id), session().get_one(ContactRequest, asked)
        assert read_request(manager, request).more == WORDS
        assert set(recipients_of(request.envelope)) == set(Keyring.load(keys_dir).recipients("contact"))
    assert run(app, "audit", "verify").stdout == "whole\n"


def turn_and_be_killed(database_url: str, keys_dir: Path) -> None:
    """After the first batch."""
    app = create_app(Config(database_url=database_url, keys_dir=str(keys_dir)))
    Keyring.load(keys_dir).rotate("service")
    with app.app_context():
        seal_to_newest(lambda number: os.kill(os.getpid(), signal.SIGKILL))


@on_both
def test_a_rotation_that_was_killed_is_finished_where_it_was(app: Flask, keys_dir: Path, database_url: str) -> None:
    many = BATCH + 10
    with app.app_context():
        first = send(factories.review(factories.staff()[0]), "my_views", proud_of=WORDS)
        _copy(first, many - 1)
    before = opens(Keyring.load(keys_dir), app)
    killed = FORKED.Process(target=turn_and_be_killed, args=(database_url, keys_dir))
    killed.start()
    killed.join()
    assert killed.exitcode == -signal.SIGKILL
    keys = Keyring.load(keys_dir)
    assert sum(keys.is_current(envelope, "views") for envelope, _ in envelopes(app)) == BATCH
    assert before == opens(keys, app) == many
    finished = run(app, "keys", "rotate", "--finish")
    assert f"{many - BATCH} sealed again; all {many} open" in finished.stdout
    assert len(list((keys_dir / "service").glob("*.private"))) == 2
    assert opens(keys, app) == many
    assert all(keys.is_current(envelope, "views") for envelope, _ in envelopes(app))


def _copy(submission_id: str, times: int) -> None:
    """More rows like one, each with an envelope of its own."""
    with transaction() as current:
        like = current.get_one(Submission, submission_id)
        words = keyring().open(like.envelope, header_of(like))
        values = {c.name: getattr(like, c.name) for c in Submission.__table__.columns}
        for _ in range(times):
            made = Submission(**{**values, "id": new_id()})
            made.envelope = keyring().seal(words, header_of(made))
            current.add(made)


def test_what_no_key_here_opens_is_named_and_left_as_it_is(app: Flask, keys_dir: Path) -> None:
    with app.app_context():
        spoilt = send(factories.review(factories.staff()[0]), "my_views", proud_of=WORDS)
        with transaction() as current:
            current.get_one(Submission, spoilt).envelope = b"\x01\x00 nothing"
    refused = run(app, "keys", "rotate")
    assert refused.exit_code == 1
    assert refused.stderr == (
        f"No key that is here opens 1 of the sealed items; they stay as they are: submission/{spoilt}.\n"
    )
    assert envelopes(app)[0][0] == b"\x01\x00 nothing"


def test_a_folder_of_public_halves_cannot_be_turned(app: Flask, make_app: Callable[..., Flask], tmp_path: Path) -> None:
    assert run(app, "keys", "export-public", str(tmp_path / "public")).exit_code == 0
    before = sorted((tmp_path / "public").rglob("*"))
    refused = run(make_app(keys_dir=str(tmp_path / "public")), "keys", "rotate")
    assert refused.exit_code == 1
    assert ".private is missing" in refused.stderr
    assert sorted((tmp_path / "public").rglob("*")) == before


def test_every_column_of_bytes_says_what_it_is_sealed_to() -> None:
    there = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    named = {str(column) for column in SEALED}
    assert not named & set(NOT_SEALED_TO_US)
    assert there == named | set(NOT_SEALED_TO_US), "say in rotation.py what this is sealed to"
