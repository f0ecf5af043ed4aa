"""A lock on a letter: five tries, then waits that grow and never wipe; the database alone opens nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.db import session
from participation.invitations.actions import Secrets, draw_secrets, open_with_token, root_of
from participation.invitations.models import Invitation
from participation.invitations.open_visits import OpenVisit
from participation.invitations.queries import invitation_by_token, visit_by_cookie
from participation.locks import actions
from participation.locks.actions import (
    Locked,
    TooOften,
    Wrong,
    change_lock,
    close_lock,
    open_lock,
    opened_key,
    set_lock,
)  # fmt: skip
from participation.locks.choices import Combination, read_digits, read_pictures
from participation.locks.models import Lock
from participation.locks.queries import lock_of
from participation.locks.secrets import chosen_key, unwrap
from participation.sealing import CannotOpen
from participation.sealing.of_this_app import keyring
from tests import factories
from tests.databases import on_both
from tests.parts.queues import NoQueue

NOW = datetime(2026, 2, 24, 16, 0, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("held")


def chosen(found: Combination | None) -> Combination:
    assert found is not None
    return found


RIGHT = chosen(read_pictures(["sun", "cat", "cat", "boat"]))
WRONG = chosen(read_pictures(["cat", "sun", "cat", "boat"]))
OTHER = chosen(read_digits("482190"))


@dataclass(frozen=True)
class Opening:
    """Somebody who has opened the letter."""

    root: bytes
    cookie: str

    @property
    def visit(self) -> OpenVisit:
        """As the page finds it that they press on."""
        return _found(self.cookie)

    def does(self, act: Callable[..., None], *choices: Combination) -> None:
        """One of the actions of a lock."""
        act(self.visit, self.root, self.cookie, *choices)

    @property
    def is_open(self) -> bool:
        """Whether what is behind the lock can be seen in this visit."""
        return opened_key(self.visit, self.cookie) is not None


def opening(secrets: Secrets) -> Opening:
    """Another visit with the same letter."""
    invitation = invitation_by_token(secrets.token)
    assert invitation is not None
    cookie = open_with_token(invitation, secrets.token, "en")
    return Opening(root_of(_found(cookie), cookie), cookie)


def _found(cookie: str) -> OpenVisit:
    visit = visit_by_cookie(cookie)
    assert visit is not None
    return visit


def row(secrets: Secrets) -> Lock:
    invitation = invitation_by_token(secrets.token)
    assert invitation is not None
    found = lock_of(invitation.id, invitation.printings)
    assert found is not None
    return found


@on_both
def test_what_was_chosen_opens_and_anything_else_does_not(letter: Secrets) -> None:
    maya = opening(letter)
    assert not maya.is_open
    for wrong in (WRONG, OTHER):
        with pytest.raises(Wrong):
            maya.does(open_lock, wrong)
    assert not maya.is_open
    maya.does(open_lock, RIGHT)
    assert maya.is_open
    close_lock(maya.visit)
    assert not maya.is_open


@on_both
def test_who_sets_a_lock_has_it_open_and_nobody_sets_a_second_one(letter: Secrets) -> None:
    _, secrets = factories.letter(factories.review())
    leo = opening(secrets)
    leo.does(set_lock, RIGHT)
    assert leo.is_open
    with pytest.raises(Locked):
        opening(secrets).does(set_lock, OTHER)
    opening(secrets).does(open_lock, RIGHT)


@on_both
def test_a_lock_is_changed_with_the_old_one_and_what_is_behind_it_stays_readable(letter: Secrets) -> None:
    maya, before = opening(letter), row(letter).public
    with pytest.raises(Wrong):
        maya.does(change_lock, WRONG, OTHER)
    maya.does(change_lock, RIGHT, OTHER)
    assert row(letter).public == before
    with pytest.raises(Wrong):
        opening(letter).does(open_lock, RIGHT)
    again = opening(letter)
    again.does(open_lock, OTHER)
    assert again.is_open


@on_both
def test_after_five_wrong_tries_there_are_waits_that_grow_and_nothing_is_ever_wiped(letter: Secrets) -> None:
    maya, now = opening(letter), NOW
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(Wrong) as wrong:
            maya.does(open_lock, WRONG)
        assert wrong.value.tries_left == left
    for minutes in (15, 60, 360, 360, 360):
        with clock.frozen(now + timedelta(minutes=minutes, seconds=-1)), pytest.raises(TooOften) as often:
            maya.does(open_lock, RIGHT)
        assert often.value.until == now + timedelta(minutes=minutes)
        now += timedelta(minutes=minutes)
        with clock.frozen(now), pytest.raises(Wrong):
            maya.does(open_lock, WRONG)
    with clock.frozen(now + timedelta(hours=6)):
        maya.does(open_lock, RIGHT)
    assert maya.is_open


@on_both
def test_right_tries_are_never_counted_and_a_right_one_starts_afresh(letter: Secrets) -> None:
    maya = opening(letter)
    for _ in range(7):
        maya.does(open_lock, RIGHT)
    for _ in range(2):
        for _ in range(4):
            with pytest.raises(Wrong):
                maya.does(open_lock, WRONG)
        maya.does(open_lock, RIGHT)
    assert row(letter).failures == 0


@on_both
def test_tries_at_the_same_moment_are_counted_each(
    app: Flask, letter: Secrets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "FOR_LOCKS", NoQueue)

    def tries(_number: int) -> type[Exception]:
        with app.app_context():
            try:
                opening(letter).does(open_lock, WRONG)
            except (Wrong, TooOften) as refused:
                return type(refused)
        raise AssertionError("a wrong choice opened it")

    with ThreadPoolExecutor(4) as many:
        refused = list(many.map(tries, range(12)))
    assert refused.count(Wrong) == 5
    assert refused.count(TooOften) == 7


def test_a_new_letter_has_no_lock_and_the_old_row_is_kept(letter: Secrets) -> None:
    before = row(letter)
    again = draw_secrets(session().get_one(Invitation, before.invitation_id))
    leo = opening(again)
    with pytest.raises(LookupError):
        leo.does(open_lock, RIGHT)
    leo.does(set_lock, RIGHT)
    assert len(session().scalars(select(Lock)).all()) == 2


def test_with_database_and_pepper_but_without_the_letter_nothing_opens(letter: Secrets) -> None:
    """Whoever has taken the public server knows the pepper and can try all 20,736; the root secret is missing."""
    kept, pepper = row(letter), keyring().secret("pepper")
    for guess in (b"", kept.salt, kept.public):
        with pytest.raises(CannotOpen):
            unwrap(kept.private, guess + chosen_key(RIGHT, kept.salt, pepper), kept.id)


def test_with_letter_and_database_but_without_the_pepper_nothing_opens(letter: Secrets) -> None:
    kept = row(letter)
    with pytest.raises(CannotOpen):
        unwrap(kept.private, opening(letter).root + chosen_key(RIGHT, kept.salt, b"\0" * 32), kept.id)


def test_an_open_lock_is_closed_for_any_other_cookie(letter: Secrets) -> None:
    maya = opening(letter)
    maya.does(open_lock, RIGHT)
    assert opened_key(maya.visit, "somebody else's") is None
