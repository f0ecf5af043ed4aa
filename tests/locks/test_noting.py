"""The worker tells the audit what was done to a lock: the public side, which did it, cannot write there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from participation import clock
from participation.audit.chain import first_broken
from participation.audit.models import AuditEntry
from participation.audit.queries import chain
from participation.db import as_one, session, transaction
from participation.invitations.actions import Secrets
from participation.locks import actions
from participation.locks.actions import Wrong, change_lock, close_lock, note_locks, open_lock, set_lock
from participation.locks.models import Lock
from participation.sealing.of_this_app import keyring
from tests import factories
from tests.databases import on_both
from tests.locks.test_locks import NOW, OTHER, RIGHT, WRONG, opening

LATER = timedelta(minutes=7)
SET = "done at 2026-02-24 16:00:00 GMT"
CHANGED = "done at 2026-02-24 16:07:00 GMT"

pytestmark = pytest.mark.usefixtures("held")


def told() -> list[tuple[str, str]]:
    """What the audit says of locks, and when it was done: everything else in it says who, and on which letter."""
    lock = session().scalars(select(Lock)).one()
    entries = session().scalars(select(AuditEntry).where(AuditEntry.action.like("lock %")).order_by(AuditEntry.number))
    found = []
    for entry in entries:
        when, _, which = entry.purpose.partition(", ")
        assert (entry.actor, entry.object) == ("respondent", f"invitation/{lock.invitation_id}")
        assert which == f"lock/{lock.id}"
        found.append((entry.action, when))
    assert first_broken(keyring().secret("audit"), chain()) is None
    return found


def change(letter: Secrets) -> None:
    """Some minutes later something else opens it."""
    with clock.frozen(NOW + LATER):
        opening(letter).does(change_lock, RIGHT, OTHER)


def stopped_in_the_middle() -> None:
    with as_one():
        assert note_locks() == 1
        raise KeyboardInterrupt


@on_both
def test_that_a_lock_was_set_is_told_once_with_when_it_was_done_and_when_it_was_noticed(letter: Secrets) -> None:
    with clock.frozen(NOW + LATER):
        assert note_locks() == 1
        assert note_locks() == 0
    assert told() == [("lock set", SET)]
    assert session().scalars(select(AuditEntry.at).where(AuditEntry.action == "lock set")).one() == NOW + LATER


@on_both
def test_each_change_is_told_once_and_opening_closing_and_wrong_tries_are_not(letter: Secrets) -> None:
    note_locks()
    maya = opening(letter)
    maya.does(open_lock, RIGHT)
    close_lock(maya.visit)
    with pytest.raises(Wrong):
        maya.does(change_lock, WRONG, OTHER)
    assert note_locks() == 0
    change(letter)
    assert note_locks() == 1
    assert note_locks() == 0
    with clock.frozen(NOW + 2 * LATER):
        opening(letter).does(change_lock, OTHER, RIGHT)
    assert note_locks() == 1
    assert told() == [("lock set", SET), ("lock changed", CHANGED), ("lock changed", "done at 2026-02-24 16:14:00 GMT")]


@on_both
def test_a_lock_that_was_set_and_changed_before_anybody_looked_is_told_as_both(letter: Secrets) -> None:
    change(letter)
    assert note_locks() == 1
    assert told() == [("lock set", SET), ("lock changed", CHANGED)]


@on_both
def test_a_worker_that_is_stopped_before_it_has_finished_has_told_nothing_and_the_next_one_tells(
    letter: Secrets,
) -> None:
    with pytest.raises(KeyboardInterrupt):
        stopped_in_the_middle()
    assert told() == []
    assert note_locks() == 1
    assert told() == [("lock set", SET)]


@on_both
def test_several_workers_at_once_tell_it_once(app: Flask, letter: Secrets) -> None:
    def look(_number: int) -> int:
        with app.app_context():
            return note_locks()

    with ThreadPoolExecutor(4) as many:
        assert sum(many.map(look, range(8))) == 1
    assert told() == [("lock set", SET)]


@on_both
def test_more_than_are_told_at_once_are_told_at_the_next_look(letter: Secrets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "NOTED_AT_ONCE", 1)
    _, secrets = factories.letter(factories.review())
    opening(secrets).does(set_lock, OTHER)
    assert [note_locks() for _ in range(3)] == [1, 1, 0]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("moment", ["infinity", "-infinity", "9999-12-31 23:59:59+00", "0044-03-15 12:00:00+00 BC"])
def test_a_moment_that_never_was_stops_nobody(letter: Secrets, moment: str) -> None:
    with transaction() as writer:
        writer.execute(text("SET LOCAL TIME ZONE 'UTC'"))
        # Nobody can write it any more; a row from before the check may hold it.
        writer.execute(text("ALTER TABLE letter_lock DROP CONSTRAINT ck_letter_lock_set_at_is_fit"))
        writer.execute(text("UPDATE letter_lock SET set_at = CAST(:moment AS timestamptz)"), {"moment": moment})
    assert note_locks() == 1
    (entry,) = session().scalars(select(AuditEntry).where(AuditEntry.action == "lock set"))
    assert entry.purpose.startswith(f"done at {moment[:10]}")


def test_a_lock_changed_by_whoever_says_no_time_is_told_too(letter: Secrets) -> None:
    note_locks()
    with transaction() as writer:
        writer.execute(text("UPDATE letter_lock SET private = x'00'"))
    assert note_locks() == 1
    assert told()[1:] == [("lock changed", "no time given")]
