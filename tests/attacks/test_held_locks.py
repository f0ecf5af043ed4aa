"""Whoever holds the public side holds every lock that its role can take: nobody of the staff waits for them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from psycopg.sql import SQL, Identifier
from sqlalchemy import select

from participation import clock, create_app, db
from participation.config import Config
from participation.contact.actions import acknowledge
from participation.db import postgres, session
from participation.db.alone import failures
from participation.db.grants import PUBLIC_SIDE
from participation.invitations.actions import draw_secrets, revoke
from participation.invitations.marks import WITHDRAWN, mark
from participation.invitations.queries import letters_of
from participation.outcomes.actions import Decision, answer
from participation.staff.models import Role, Staff
from participation.submissions.actions import gave_way, open_among_others
from participation.submissions.models import Reading, Submission
from participation.submissions.queries import submissions_for
from tests.attacks.fallen import fallen, pages_of, world
from tests.db.public_side import app, database_url, public_url, role, run, two_weeks_before
from tests.staff.world import World
from tests.walking import signed_in

__all__ = ["app", "database_url", "fallen", "public_url", "role", "two_weeks_before", "world"]


@contextmanager
def everything_held(fallen: psycopg.Connection[Any]) -> Iterator[None]:
    """One transaction that never ends, with every lock that this role can take."""
    with fallen.transaction(force_rollback=True):
        fallen.execute("SELECT pg_advisory_xact_lock(n) FROM generate_series(0, 5000) n")
        for table in PUBLIC_SIDE:
            for strength in ("UPDATE", "NO KEY UPDATE", "SHARE", "KEY SHARE"):
                with _allowed(fallen):
                    fallen.execute(SQL("SELECT 1 FROM {} FOR {}").format(Identifier(table), SQL(strength)))
        for table, key in (("visit", "lookup"), ("draft", "id"), ("receipt", "id")):
            with _allowed(fallen):
                fallen.execute(
                    SQL("INSERT INTO {} SELECT * FROM {} ON CONFLICT ({}) DO NOTHING").format(
                        *map(Identifier, (table, table, key))
                    )
                )
        fallen.execute(
            "INSERT INTO visit (lookup, invitation_id, printing, root, language, started_at, seen_at)"
            " SELECT md5(id), id, 1, '\\x01', 'en', now(), now() FROM invitation"
        )
        fallen.execute(
            "INSERT INTO letter_lock (id, invitation_id, printing, kind, salt, public, private, set_at, failures)"
            " SELECT repeat('z', 26), id, 99, 'digits', decode(repeat('00', 16), 'hex'),"
            " decode(repeat('00', 32), 'hex'),"
            " '\\x01', now(), 0 FROM invitation LIMIT 1"
        )
        copied = fallen.execute("INSERT INTO own_copy SELECT id, repeat('z', 26), '\\x01' FROM submission")
        assert copied.rowcount > 3, "each submission is referred to by a row that is never finished"
        for table in ("submission", "outcome"):
            for kind in ("withdrawn", "shown"):
                add = SQL("INSERT INTO mark SELECT id, %s, now() FROM {} ON CONFLICT DO NOTHING")
                with _allowed(fallen):
                    fallen.execute(add.format(Identifier(table)), [kind])
        yield


@contextmanager
def _allowed(connection: psycopg.Connection[Any]) -> Iterator[None]:
    try:
        with connection.transaction():
            yield
    except psycopg.errors.InsufficientPrivilege:
        pass


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch, database_url: str, keys_dir: Path) -> Callable[..., Flask]:
    """Programs of the staff side that wait for no lock at all: whoever waits is seen."""
    monkeypatch.setitem(postgres._ALWAYS, "lock_timeout", "1s")
    return lambda **_: create_app(Config(database_url=database_url, keys_dir=str(keys_dir), sides="staff"))


def test_with_every_lock_taken_that_it_can_take_nobody_of_the_staff_waits(
    world: World, fallen: psycopg.Connection[Any], impatient: Callable[..., Flask]
) -> None:

    held_up = impatient()
    world.amara.receive(world.hers, "my_meeting", meeting_where="outdoors")  # the worker has not seen it yet
    with world.app.app_context():
        officer = session().get_one(Staff, world.amara.staff_id)
        answer(officer, world.hers, world.views, "proud_of", Decision("agreed"))
    with everything_held(fallen):
        email, secret, _ = world.others[Role.MANAGER]
        amara = signed_in(held_up, world.amara.email, world.amara.secret)
        manager = signed_in(held_up, email, secret)
        assert amara.get(f"/staff/reviews/{world.hers}").status_code == 200
        assert max(pages_of(amara).values()) < 500
        assert max(pages_of(manager).values()) < 500
        with held_up.app_context():
            officer = session().get_one(Staff, world.amara.staff_id)
            answer(officer, world.hers, world.views, "where_i_live_words", Decision("agreed", told="in_person"))
            assert acknowledge(session().scalars(select(Staff).where(Staff.email == email)).one(), world.contact)
            for letter in letters_of(world.hers):
                draw_secrets(letter)
                revoke(letter)
            assert run(held_up, "worker", "--once").exit_code == 0
            answer(officer, world.hers, world.views, "proud_of", Decision("agreed", told="by_letter"))
            assert session().scalars(select(Submission).where(Submission.came_at.is_(None))).all() == []
    assert failures(of=held_up) == {}
    held_up.extensions["engine"].dispose()


def test_what_is_withdrawn_at_the_very_moment_of_reading_is_not_shown(world: World) -> None:

    with world.app.app_context():
        officer = session().get_one(Staff, world.amara.staff_id)
        opened = open_among_others(officer, submissions_for(officer, world.hers), "to prepare")
        (fresh,) = (each.submission.id for each in opened if each.is_fresh)
        with db.transaction():
            mark(WITHDRAWN, [fresh], clock.now())
        assert gave_way(officer, [fresh]) == {fresh}
        assert session().scalars(select(Reading).where(Reading.submission_id == fresh)).all() == []
        assert list(submissions_for(officer, world.hers)) == []
