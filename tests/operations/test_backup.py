"""The drill: a stolen backup is noise, one half opens nothing, and both bring everything back but what was erased."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.contact.actions import read_request
from participation.contact.models import ContactRequest
from participation.db import session, transaction
from participation.invitations.actions import Secrets, draw_secrets, revoke
from participation.invitations.marks import WITHDRAWN, mark
from participation.invitations.models import Invitation, Visit
from participation.retention.erasure import erase
from participation.sealing.keyring import Keyring
from participation.staff.accounts import disable
from participation.staff.models import Role, Staff, StaffSession
from participation.staff.queries import staff_by_email
from participation.submissions.models import Submission
from tests import factories
from tests.databases import on_both
from tests.operations.backing_up import (
    NOW,
    UNSENT,
    WORDS,
    Filled,
    Machine,
    backed_up,
    filled,
    halves,
    keys_dir,
    left_over,
    machine,
    private_folders,
    read_by_officer,
    restore,
    run,
    two_weeks_before,
)
from tests.operations.test_restore_refused import rewritten
from tests.walking import Phone, signed_in

__all__ = ["filled", "halves", "keys_dir", "machine", "private_folders", "two_weeks_before"]


@on_both
def test_the_drill(app: Flask, machine: Machine, filled: Filled, halves: tuple[str, ...], tmp_path: Path) -> None:
    older = backed_up(app, tmp_path / "monday")
    with app.app_context(), transaction() as current:
        erase(current, Submission, [filled.erased])
    newer = backed_up(app, tmp_path / "tuesday")
    new = machine()
    done = restore(new, older, halves, "--erased", newer)
    assert done.exit_code == 0, done.output
    assert f"{'submission':24}{2:>12}\n" in done.stdout
    assert "tables, as the backup of 2026-02-24T16:00:00+00:00 counts them." in done.stdout
    assert "Erased again: what 1 ids name, and 0 rows that were kept long enough.\n" in done.stdout
    assert "Sealed: 2 open; 0 of them were sealed to the keys that are here now.\n" in done.stdout
    assert done.stdout.endswith("The audit is whole.\n")
    assert WORDS in read_by_officer(new, filled)
    with new.app_context():
        assert session().get(Submission, filled.erased) is None
        manager, request = session().get_one(Staff, filled.manager_id), session().get_one(ContactRequest, filled.asked)
        assert read_request(manager, request).more == WORDS
    maya = Phone(new, filled.secrets)
    assert UNSENT in maya.begin("my_views", "feelings").text
    maya.press("next", answer_feel_today_words=UNSENT)
    maya.skip_to_check()
    assert maya.send("my_views").request.path == "/answer/my_views/done"
    assert run(new, "audit", "verify").stdout == "whole\n"
    assert left_over() == []


@on_both
def test_a_mark_that_somebody_wrote_takes_nothing_from_a_restore(
    app: Flask, machine: Machine, filled: Filled, halves: tuple[str, ...], tmp_path: Path
) -> None:
    older = backed_up(app, tmp_path / "monday")
    with app.app_context():
        with transaction() as current:
            mark(WITHDRAWN, current.scalars(select(Submission.id)), datetime(2020, 1, 1, tzinfo=UTC))
        assert run(app, "purge").exit_code == 0
        there = set(session().scalars(select(Submission.id)))
    marked, new = backed_up(app, tmp_path / "tuesday"), machine()
    done = restore(new, marked, halves, "--erased", older)
    assert done.exit_code == 0, done.output
    assert "Erased again: what 0 ids name, and 0 rows that were kept long enough.\n" in done.stdout
    with new.app_context():
        assert set(session().scalars(select(Submission.id))) == there
    assert WORDS in read_by_officer(new, filled)


@dataclass(frozen=True)
class Between:
    """Two backups, what was closed between them, and what was not."""

    older: Path
    newer: Path
    reference: str
    fresh: Secrets
    ended: Secrets
    kept: Secrets


@pytest.fixture
def between(app: Flask, filled: Filled, tmp_path: Path) -> Between:
    """Somebody left and somebody changed roles; one letter was printed again, one ended, one issued."""
    with app.app_context():
        leaver, secret = factories.staff(email="ben@example.org")
        officer = session().get_one(Staff, filled.officer_id)
        stays, gone = factories.review(officer), factories.review(officer)
        kept, ended, gone_id = factories.letter(stays)[1], factories.letter(gone)[1], gone.id
        factories.staff(Role.MANAGER, email="mo@example.org")
        leaver_id = leaver.id
        assert session().scalars(select(Visit)).all()
    signed_in(app, "ben@example.org", secret)
    older = backed_up(app, tmp_path / "monday")
    with clock.frozen(NOW + timedelta(hours=1)), app.app_context():
        disable(session().get_one(Staff, leaver_id))
        printed = letter_of(filled.review_id)
        fresh, reference = draw_secrets(printed), printed.review.reference
        revoke(letter_of(gone_id))
        with transaction():
            staff_by_email("mo@example.org").role = Role.OFFICER  # type: ignore[union-attr]
        factories.letter(factories.review(session().get_one(Staff, filled.officer_id)))
        return Between(older, backed_up(app, tmp_path / "tuesday"), reference, fresh, ended, kept)


def letter_of(review_id: str) -> Invitation:
    return session().scalars(select(Invitation).where(Invitation.review_id == review_id)).one()


@on_both
def test_what_was_closed_since_stays_closed_and_every_visit_ends(
    machine: Machine, filled: Filled, between: Between, halves: tuple[str, ...]
) -> None:
    new = machine()
    done = restore(new, between.older, halves, "--erased", between.newer)
    assert done.exit_code == 0, done.output
    assert "Every visit and every session of the staff has ended.\n" in done.stdout
    assert "with another role, as the newer backup says: 2: ben@example.org, mo@example.org.\n" in done.stdout
    assert "Letters printed again since: 1. No sheet of theirs opens; print each again:\n" in done.stdout
    assert f"\n  {between.reference}  child\n" in done.stdout
    assert "Letters issued since and unknown here: 1." in done.stdout
    assert f"what was closed after {(NOW + timedelta(hours=1)).isoformat()} is open here" in done.stdout
    with new.app_context():
        assert session().scalars(select(Visit)).all() == []
        assert session().scalars(select(StaffSession)).all() == []
        assert staff_by_email("ben@example.org").disabled_at is not None  # type: ignore[union-attr]
        assert staff_by_email("mo@example.org").role == Role.OFFICER  # type: ignore[union-attr]
    for secrets, status in (
        (filled.secrets, 404), (between.fresh, 404), (between.ended, 404), (between.kept, 303),
    ):  # fmt: skip
        for typed in ({"token": secrets.token}, {"code": secrets.code}):
            assert new.test_client().post("/start", data=typed).status_code == status
    with new.app_context():
        again = letter_of(filled.review_id)
        secrets = draw_secrets(again)
        assert again.printings == 3
    assert new.test_client().post("/start", data={"token": secrets.token}).status_code == 303
    assert run(new, "audit", "verify").stdout == "whole\n"


@on_both
@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("has_silent_newer", [False, True])
def test_without_a_newer_backup_that_knows_it_says_what_to_close_by_hand(
    app: Flask, machine: Machine, halves: tuple[str, ...], tmp_path: Path, has_silent_newer: bool
) -> None:
    file, new = backed_up(app, tmp_path / "monday"), machine()
    silent = rewritten(file, halves, closings=None, made_at=(NOW + timedelta(hours=1)).isoformat())
    done = restore(new, file, halves, *(("--erased", silent) if has_silent_newer else ()))
    assert done.exit_code == 0, done.output
    assert f"Before the services start: what was closed after {NOW.isoformat()} is open here" in done.stdout
    assert "Disable whoever has left since: participation staff disable EMAIL. Open now: 2." in done.stdout
    assert "Where nobody knows which, print all. Open now: 1." in done.stdout
    with new.app_context():
        assert session().scalars(select(Visit)).all() == []


@on_both
def test_with_both_halves_and_no_other_key_everything_opens_again(
    app: Flask, machine: Machine, filled: Filled, halves: tuple[str, ...], tmp_path: Path
) -> None:
    file = backed_up(app, tmp_path / "backup")
    new_keys = Keyring.create(tmp_path / "new keys").folder
    shutil.copy(Path(app.extensions["config"].keys_dir) / "audit", new_keys)
    new = machine(keys_dir=str(new_keys))
    done = restore(new, file, halves)
    assert done.exit_code == 0, done.output
    assert "Sealed: 3 open; 3 of them were sealed to the keys that are here now.\n" in done.stdout
    with app.app_context():
        emails = sorted(session().scalars(select(Staff.email)))
    assert f"No key that is here opens these authenticators: {', '.join(emails)}.\n" in done.stdout
    assert WORDS in read_by_officer(new, filled)
    with new.app_context():
        keyring = Keyring.load(new_keys)
        assert all(keyring.is_current(each.envelope, "views") for each in session().scalars(select(Submission)))


def test_an_audit_whose_key_is_lost_is_said_so(
    app: Flask, machine: Machine, filled: Filled, halves: tuple[str, ...], tmp_path: Path
) -> None:
    file = backed_up(app, tmp_path / "backup")
    done = restore(machine(keys_dir=str(Keyring.create(tmp_path / "new keys").folder)), file, halves)
    assert done.exit_code == 1
    assert done.stderr.startswith("The records are back, but the audit breaks at entry 1;")
