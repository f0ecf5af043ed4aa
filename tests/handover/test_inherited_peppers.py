"""What another council printed opens here, and says nothing untrue: its pepper came along. New things get ours."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation import clock
from participation.db import session, transaction
from participation.handover.models import Handover
from participation.invitations import behind_code
from participation.invitations.actions import fresh_secrets, invite
from participation.invitations.models import CHILD, Failure
from participation.invitations.queries import letters_of
from participation.invitations.secrets import new_code, spaced
from participation.letters.actions import Drawn, put_on_paper
from participation.letters.models import PrintedSheet
from participation.letters.printing import said_now
from participation.letters.queries import untrue_letters
from participation.locks.models import Lock
from participation.locks.throttle import tries_left
from participation.operations.checks import findings
from participation.operations.handing_over.packing import Packing
from participation.operations.handing_over.people import Along
from participation.operations.handing_over.rules import Leavers
from participation.reviews.models import Review
from participation.sealing.keyring import Keyring
from participation.sealing.of_this_app import keyring
from participation.staff.models import Staff
from tests import factories
from tests.answering.test_lock import FOUR, OTHER, put_on, unlock
from tests.databases import on_both
from tests.handover.conftest import MEETING, pepper_of
from tests.walking import Phone

PEPPER = bytes(range(32))
NOTHING_IS_SEALED: Any = None
"""In place of the keys to seal to: none of these rows needs any."""


def start(app: Flask, code: str) -> int:
    """Type a code; gives the status."""
    return app.test_client().post("/start", data={"code": code}).status_code


def failures(app: Flask) -> int:
    with app.app_context():
        return session().scalar(select(func.sum(Failure.count))) or 0


def print_letter() -> Review:
    """A child's letter, with the sheet that is kept of it."""
    review = factories.review(factories.staff()[0], MEETING)
    invite([review], [CHILD])
    (invitation,) = letters_of(review.id)
    put_on_paper([Drawn(fresh_secrets(invitation.id, "", keyring().secret("pepper")), said_now(invitation))])
    return review


@on_both
def test_a_code_that_another_council_printed_opens_and_costs_no_try(app: Flask, came: Flask) -> None:
    with app.app_context():
        _, secrets = factories.letter(factories.review())
    assert start(came, spaced(secrets.code)) == 303
    assert failures(came) == 0


def test_without_the_pepper_that_came_it_does_not_open(
    app: Flask, make_app: Callable[..., Flask], other_keys: Keyring
) -> None:
    with app.app_context():
        _, secrets = factories.letter(factories.review())
    assert start(make_app(keys_dir=str(other_keys.folder)), secrets.code) == 404


def test_a_code_that_opens_nothing_is_tried_with_each_pepper_and_counts_once_in_each_place(
    came: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[bytes] = []
    hashed = behind_code.code_secrets
    monkeypatch.setattr(behind_code, "code_secrets", lambda *code: (tried.append(code[1]), hashed(*code))[1])
    assert start(came, new_code()) == 404
    assert tried == list(came.extensions["keyring"].peppers())
    assert len(tried) == 2
    assert failures(came) == 2  # of this source, and of everybody


def test_what_is_printed_here_is_found_at_once_with_our_own(came: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with came.app_context():
        _, secrets = factories.letter(factories.review())
    tried: list[bytes] = []
    hashed = behind_code.code_secrets
    monkeypatch.setattr(behind_code, "code_secrets", lambda *code: (tried.append(code[1]), hashed(*code))[1])
    assert start(came, secrets.code) == 303
    assert tried == [came.extensions["keyring"].secret("pepper")]


@on_both
def test_a_lock_of_another_council_opens_and_once_it_is_changed_has_our_own_pepper(
    app: Flask, came: Flask, make_app: Callable[..., Flask], other_keys: Keyring
) -> None:
    with app.app_context():
        _, secrets = factories.letter(factories.review())
    put_on(Phone(app, secrets))
    maya = Phone(came, secrets)
    unlock(maya)
    assert maya.page.request.path == "/after"
    maya.open("/lock")
    maya.press("change")
    maya.press("old", **FOUR)
    maya.press("show", **OTHER)
    maya.press("keep")
    (inherited,) = (other_keys.folder / "peppers").iterdir()
    os.rename(inherited, other_keys.folder / "elsewhere")
    unlock(later := Phone(make_app(keys_dir=str(other_keys.folder)), secrets), OTHER)
    assert later.page.request.path == "/after"


def test_a_wrong_choice_counts_once_however_many_peppers_there_are(app: Flask, came: Flask) -> None:
    with app.app_context():
        _, secrets = factories.letter(factories.review())
    put_on(Phone(app, secrets))
    unlock(Phone(came, secrets), OTHER)
    with came.app_context():
        lock = session().scalars(select(Lock)).one()
        assert lock.failures == 1
        assert tries_left(lock.failures) == 4
    unlock(maya := Phone(came, secrets), FOUR)
    assert maya.page.request.path == "/after"
    with came.app_context():
        assert session().scalars(select(Lock)).one().failures == 0


@on_both
def test_a_sheet_of_another_council_is_as_true_as_it_was(app: Flask, came: Flask) -> None:
    with app.app_context():
        print_letter()
    with came.app_context():
        assert untrue_letters() == []
        with transaction() as current:
            current.scalars(select(Review)).one().child.preferred_name = "May"
        (untrue,) = untrue_letters()
        assert [*map(str, untrue.changed)] == ["name"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_sheet_is_as_true_where_its_officer_has_another_account(app: Flask, came: Flask) -> None:
    with app.app_context():
        review, there = print_letter(), factories.staff()[0].id
        assert review.officer_id
        goes, who = Leavers((review.child_id,)), Along(known={review.officer_id: there})
        packing = Packing(session(), goes, NOTHING_IS_SEALED, who)
        (sheet,) = (row for line in packing.lines(("", "")) if line.get("table") == "sheet" for row in line["rows"])
        with transaction() as current:
            current.scalars(select(PrintedSheet)).one().digests = sheet["digests"]
            current.get_one(Staff, there).name = current.get_one(Staff, review.officer_id).name
            current.get_one(Review, review.id).officer_id = there
    with came.app_context():
        assert untrue_letters() == []
        with transaction() as current:
            current.get_one(Staff, there).name = "Somebody else"
        (untrue,) = untrue_letters()
        assert [*map(str, untrue.changed)] == ["officer"]


def test_a_letter_that_is_printed_anew_has_our_own_pepper(app: Flask, came: Flask) -> None:
    with app.app_context():
        review = factories.review()
        factories.letter(review)
    with came.app_context():
        _, secrets = factories.letter(session().scalars(select(Review)).one())
    assert start(app, secrets.code) == 404
    assert start(came, secrets.code) == 303


def test_it_is_kept_once_for_its_owner_only_and_never_in_place_of_our_own(tmp_path: Path) -> None:
    here = Keyring.create(tmp_path / "keys")
    own = here.secret("pepper")
    assert here.peppers() == (own,)
    names = {here.inherit_pepper(each) for each in (PEPPER, PEPPER, own)}
    assert here.peppers() == (own, PEPPER)
    assert here.names_of_peppers() == names
    (kept,) = (tmp_path / "keys" / "peppers").iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    assert kept.parent.stat().st_mode & 0o077 == 0
    assert kept.name not in own.hex() + PEPPER.hex()
    Keyring.create(here.folder)
    here.rotate("service")
    assert here.peppers() == (own, PEPPER)


def test_the_folder_of_the_public_side_gets_it_too_when_it_is_renewed(tmp_path: Path) -> None:
    here = Keyring.create(tmp_path / "keys")
    here.export_public(tmp_path / "public")
    public = Keyring.load(tmp_path / "public", private=False)
    assert public.peppers() == here.peppers()
    here.inherit_pepper(PEPPER)
    here.export_public(tmp_path / "public")
    assert public.peppers() == (here.secret("pepper"), PEPPER)
    assert public.problems() == []


def test_root_gives_it_to_the_account_whose_keys_these_are(tmp_path: Path) -> None:
    here = Keyring.create(tmp_path / "keys")
    account = 4711 if os.geteuid() == 0 else os.geteuid()
    os.chown(here.folder, account, -1)
    path = here.folder / "peppers" / here.inherit_pepper(PEPPER)
    assert [each.stat().st_uid for each in (path, path.parent)] == [account, account]


@pytest.mark.parametrize("private", [True, False])
def test_one_that_is_damaged_or_can_be_read_by_others_is_named(tmp_path: Path, private: bool) -> None:
    here = Keyring.create(tmp_path / "keys")
    path = here.folder / "peppers" / here.inherit_pepper(PEPPER)
    path.chmod(0o644)
    here = Keyring.load(here.folder, private)
    assert f"{path} can be read by other accounts of this machine." in here.problems()
    path.chmod(0o600)
    path.write_text("00\n")
    assert f"{path} is damaged." in here.problems()
    assert not here.is_whole()


def test_one_that_came_and_is_missing_is_named_by_check_and_stops_nothing(
    app: Flask, make_app: Callable[..., Flask], other_keys: Keyring, keys_dir: Path
) -> None:
    name = other_keys.inherit_pepper(pepper_of(keys_dir))
    with app.app_context(), transaction() as current:
        here = {"other": "kent", "at": clock.now(), "prefix": "", "children": []}
        current.add(Handover(**here, went=False, peppers=[name]))
        current.add(Handover(**here, went=True))
    came = make_app(keys_dir=str(other_keys.folder))
    assert [each for each in findings(came) if "peppers" in each.sentence] == []
    os.remove(other_keys.folder / "peppers" / name)
    (missing,) = (each for each in findings(came) if "peppers" in each.sentence)
    assert missing.sentence.startswith(f"{other_keys.folder}/peppers/{name} is missing")
    assert not missing.stops
    public = make_app(sides="public", keys_dir=str(other_keys.folder))
    assert [each for each in findings(public) if "peppers" in each.sentence] == []
