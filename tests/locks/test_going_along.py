"""A lock goes along to the child's new letter: the same choice opens it there, and with the old letter nothing does."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from participation import clock
from participation.db import engine, session, transaction
from participation.invitations.actions import Secrets, fresh_secrets, keep_secrets
from participation.locks.actions import Wrong, carry_over, change_lock, note_locks, open_lock, opened_key, set_lock
from participation.locks.models import Lock
from participation.locks.queries import header_of, locks_of
from participation.locks.secrets import chosen_key, unwrap_carried
from participation.sealing import CannotOpen
from participation.sealing.keyring import Keyring
from participation.sealing.of_this_app import keyring
from tests.databases import on_both
from tests.locks.test_locks import NOW, OTHER, RIGHT, WRONG, opening

pytestmark = pytest.mark.usefixtures("held")


def the_lock() -> Lock:
    session().expire_all()
    return session().scalars(select(Lock)).one()


def a_new_letter() -> Secrets:
    """Printed in the place of the one there is."""
    fresh = fresh_secrets(the_lock().invitation_id, "", keyring().secret("pepper"))
    carry_over({fresh.invitation_id: fresh.root})
    keep_secrets([fresh])
    return fresh.secrets


@on_both
def test_the_same_choice_opens_the_same_lock_with_the_new_letter(letter: Secrets) -> None:
    before = the_lock().public
    maya = opening(a_new_letter())
    with pytest.raises(Wrong):
        maya.does(open_lock, WRONG)
    maya.does(open_lock, RIGHT)
    opened = opened_key(maya.visit, maya.cookie)
    assert opened is not None
    assert opened[1].public_key().public_bytes_raw() == before


@on_both
def test_it_goes_along_again_and_again_also_when_it_was_changed_between(letter: Secrets) -> None:
    opening(a_new_letter()).does(open_lock, RIGHT)
    opening(a_new_letter()).does(change_lock, RIGHT, OTHER)
    maya = opening(a_new_letter())
    with pytest.raises(Wrong):
        maya.does(open_lock, RIGHT)
    maya.does(open_lock, OTHER)
    assert maya.is_open


def test_wrong_tries_with_the_old_letter_still_count_with_the_new_one(letter: Secrets) -> None:
    for _ in range(3):
        with pytest.raises(Wrong):
            opening(letter).does(open_lock, WRONG)
    with pytest.raises(Wrong) as wrong:
        opening(a_new_letter()).does(open_lock, WRONG)
    assert wrong.value.tries_left == 1


def test_the_choice_and_the_pepper_open_nothing_without_the_new_letter(letter: Secrets) -> None:
    """Whoever has taken the public server knows the pepper and can try all 20,736; the root is missing as before."""
    a_new_letter()
    kept = the_lock()
    chosen = chosen_key(RIGHT, kept.salt, keyring().secret("pepper"))
    for guess in (b"", kept.salt, kept.public):
        with pytest.raises(CannotOpen):
            unwrap_carried(kept.private, guess, chosen, kept.id)


def test_what_support_needs_for_it_opens_with_the_private_keys_of_the_staff_side_only(letter: Secrets) -> None:
    kept = the_lock()
    assert locks_of([kept.invitation_id])[0][1]
    public_side = Keyring(keyring().folder, private=False)
    with pytest.raises(CannotOpen):
        public_side.open(kept.for_next_letter or b"", header_of(kept))


@on_both
@pytest.mark.parametrize("kept", [None, b"\x00", b"x" * 100])
def test_a_lock_of_an_earlier_version_or_one_that_is_no_envelope_stays_with_the_old_letter(
    letter: Secrets, kept: bytes | None
) -> None:
    with transaction() as current:
        current.execute(update(Lock).values(for_next_letter=kept))
    maya = opening(a_new_letter())
    with pytest.raises(LookupError):
        maya.does(open_lock, RIGHT)
    maya.does(set_lock, OTHER)
    assert maya.is_open


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_lock_that_somebody_holds_keeps_no_letter_from_being_printed(letter: Secrets) -> None:
    with engine().connect() as holding:
        holding.execute(text("SELECT 1 FROM letter_lock FOR UPDATE"))
        maya = opening(a_new_letter())
    with pytest.raises(LookupError):
        maya.does(open_lock, RIGHT)


@on_both
def test_a_row_that_stands_in_its_place_already_keeps_no_letter_from_being_printed(letter: Secrets) -> None:
    lock = the_lock()
    squatter = {name: getattr(lock, name) for name in ("invitation_id", "kind", "salt", "public", "private", "set_at")}
    with transaction() as current:
        current.add(Lock(id="z" * 26, printing=lock.printing + 1, **squatter))
    fresh = fresh_secrets(squatter["invitation_id"], "", keyring().secret("pepper"))
    carry_over({fresh.invitation_id: fresh.root})
    keep_secrets([fresh])
    with pytest.raises(Wrong):
        opening(fresh.secrets).does(open_lock, RIGHT)


@on_both
def test_the_audit_hears_that_it_went_along_and_never_that_it_was_changed(letter: Secrets) -> None:
    assert note_locks() == 1
    a_new_letter()
    assert note_locks() == 0
    actions = session().scalars(text("SELECT action FROM audit ORDER BY number")).all()
    assert actions[-3:] == ["lock set", "lock went along", "letter printed"]


def test_what_the_audit_was_not_told_of_before_it_is_told_of_after(letter: Secrets) -> None:
    with clock.frozen(NOW + timedelta(minutes=1)):
        a_new_letter()
    assert note_locks() == 1
    assert session().scalars(text("SELECT action FROM audit ORDER BY number DESC")).first() == "lock set"
