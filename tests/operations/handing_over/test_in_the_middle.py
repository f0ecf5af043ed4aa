"""Ended from outside, or written to meanwhile: nothing is half, and nothing that anybody typed is lost."""

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from participation import clock
from participation.councils.alone import FORKED
from participation.councils.folder import BOXES
from participation.db import session, transaction
from participation.handover.models import Handover
from participation.invitations.actions import draw_secrets
from participation.invitations.models import Invitation
from participation.operations.handing_over import arriving, conducting, leaving
from participation.profiles.models import Profile
from participation.sealing.of_this_app import keyring
from participation.staff.models import Role, Staff
from tests import factories
from tests.operations.handing_over import looking
from tests.operations.handing_over.conftest import FEW
from tests.operations.handing_over.land import Land
from tests.walking import Phone

PAGE = {"short": "proud", "full": "worthwhile"}
"""Where a child is asked what they are proud of."""
WORDS = "Zwergkaninchen im Mondschein"


def killed(*_: object, **__: object) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


POINTS: dict[str, tuple[Any, str, Callable[[Any], Any]]] = {
    "before anything is packed": (leaving, "fill", lambda _: killed),
    "when all is packed": (arriving, "_take_in", lambda _: killed),
    "when all has come": (arriving, "_note", lambda _: killed),
    "when all is taken out": (leaving, "_note", lambda _: killed),
    "before it is noted that it is being kept": (conducting, "_keep", lambda _: killed),
    "before the first keeps it": (arriving, "_inherit", lambda _: killed),
    "between the one that has kept it and the other": (leaving, "_write", lambda _: killed),
    "when both have kept it": (conducting, "_forget", lambda _: killed),
}


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_any_point_the_children_are_at_one_council(
    land: Land, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    before = land.rows()
    where, name, changed = POINTS[point]
    with monkeypatch.context() as patch:
        patch.setattr(where, name, changed(getattr(where, name)))
        process = FORKED.Process(target=land.run, args=("merge", land.east, land.old))
        process.start()
        process.join()
    if point == "when both have kept it":
        assert process.exitcode == -signal.SIGKILL
        assert "No child is handed over." in land.refused("merge", land.east, land.old)
        assert land.children(land.east) == FEW
    else:
        assert land.rows() == before
        land.done("merge", land.east, land.old)
    assert not [*land.folder.glob("*.handover"), *land.folder.glob(BOXES)]
    assert (land.children(land.old), land.children(land.east)) == (0, FEW)


def end_all_between_the_two(land: Land, monkeypatch: pytest.MonkeyPatch) -> None:
    """East has kept it, and old has not."""

    def all_killed(*_: object) -> None:
        os.killpg(0, signal.SIGKILL)

    def alone() -> None:
        os.setpgid(0, 0)
        land.run("merge", land.east, land.old)

    with monkeypatch.context() as patch:
        patch.setattr(leaving, "_write", all_killed)
        process = FORKED.Process(target=alone)
        process.start()
        process.join()


def test_all_killed_between_the_two_leave_a_note_and_the_next_command_gives_back(
    land: Land, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_all_between_the_two(land, monkeypatch)
    assert (land.children(land.old), land.children(land.east)) == (FEW, FEW)
    assert [*land.folder.glob("*.handover")]
    assert "its children may be at two councils" in land.run("check").output
    assert [*land.folder.glob(f"{BOXES}/*.box")]
    assert f"left {land.folder / BOXES}; the next one removes that." in land.run("check").output
    assert "Run the command without --dry-run." in land.refused("merge", land.east, land.old, "--dry-run")
    said = land.done("merge", land.east, land.old)
    assert "had left sealed boxes; they are removed." in said
    assert f"A handover from {land.old} to {land.east} was ended from outside; it has been taken back." in said
    assert (land.children(land.old), land.children(land.east)) == (0, FEW)
    assert not (land.folder / BOXES).exists()
    with land.inside(land.east):
        assert len(looking.words()) == looking.how_many_sealed()
        assert len(session().query(Handover).all()) == 1
        assert keyring().secret("pepper") in keyring().peppers()


def test_a_sealed_box_that_was_left_is_removed_by_the_next_command_which_says_so(
    land: Land, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(conducting, "_keep", killed)
        process = FORKED.Process(target=land.run, args=("merge", land.east, land.old))
        process.start()
        process.join()
    assert [*land.folder.glob(f"{BOXES}/*.box")]
    said = land.done("merge", land.east, land.old, "--dry-run").splitlines()
    assert said[0] == "A handover that was ended from outside had left sealed boxes; they are removed."
    assert not (land.folder / BOXES).exists()
    assert BOXES not in land.run("check").output


def test_when_it_is_taken_back_nobody_of_the_staff_is_left_but_whom_something_names(
    land: Land, monkeypatch: pytest.MonkeyPatch
) -> None:
    (name_alone,) = land.asked(land.old, "SELECT email FROM staff WHERE role = 'manager' ORDER BY email LIMIT 1")
    with land.inside(land.east), transaction() as current:
        current.add(Staff(email=name_alone, name="Was here", role=Role.MANAGER, disabled_at=clock.now()))
    profiles = land.asked(land.east, "SELECT count(*) FROM profile")
    end_all_between_the_two(land, monkeypatch)
    with land.inside(land.east):
        came = {each.email: each for each in looking.staff()}
        assert came[name_alone].disabled_at is None, "a merge opens it"
        (named, *_) = [each for each in came.values() if each.role == Role.OFFICER and each.disabled_at is None]
        email = named.email
        factories.review(named)
    said = land.refused("undo", land.old, land.west)
    assert "it has been taken back" in said
    assert {each for each in came if f"{each} can sign in at {land.east} no more." in said} == {name_alone, email}
    with land.inside(land.east):
        left = {each.email: each for each in looking.staff()}
        assert left.keys() == {name_alone, email}
        assert len(came) > len(left)
        for each in left.values():
            assert each.disabled_at is not None
            assert (each.password_hash, each.totp_secret, each.openid_subject) == ("", "", "")
        closed = {f"staff/{each.id}" for each in left.values()}
    assert land.asked(land.east, "SELECT count(*) FROM profile") == profiles
    assert set(land.asked(land.east, "SELECT object FROM audit WHERE action = 'account disabled'")) == closed


def test_own_pages_that_were_copied_to_whoever_was_there_go_with_it_unless_somebody_uses_them(
    land: Land, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = "SELECT staff.email FROM staff JOIN profile ON staff_id = id WHERE role = 'officer' ORDER BY 1"
    unused, changed, holds_a_review, had_one = land.asked(land.old, theirs)[:4]
    with land.inside(land.east), transaction() as current:
        there = {each: Staff(email=each, name="Is here", role=Role.OFFICER, password_hash="an own one")
                 for each in (unused, changed, holds_a_review, had_one)}  # fmt: skip
        current.add_all(there.values())
        current.flush()
        current.add(Profile(staff_id=there[had_one].id, known_as="As it was"))
        ids = {email: each.id for email, each in there.items()}
    end_all_between_the_two(land, monkeypatch)
    assert land.asked(land.east, "SELECT known_as FROM profile WHERE staff_id = %s", ids[unused]) != []
    land.asked(land.east, "UPDATE profile SET likes = 'Chess' WHERE staff_id = %s", ids[changed])
    with land.inside(land.east):
        factories.review(session().get_one(Staff, ids[holds_a_review]))
    assert "it has been taken back" in land.refused("undo", land.old, land.west)
    left = set(land.asked(land.east, "SELECT staff_id FROM profile"))
    assert left == {ids[changed], ids[holds_a_review], ids[had_one]}
    assert land.asked(land.east, "SELECT known_as FROM profile WHERE staff_id = %s", ids[had_one]) == ["As it was"]


def test_who_writes_meanwhile_gets_their_words_back_and_nothing_of_it_is_left_behind(
    land: Land, monkeypatch: pytest.MonkeyPatch
) -> None:
    (letter, *_) = land.asked(
        land.old,
        "SELECT invitation.id FROM invitation JOIN review ON review.id = review_id WHERE respondent = 'child'"
        " AND level IN ('short', 'full') AND meets_on > '2026-03-10' AND review.ending_id IS NULL"
        " AND invitation.id NOT IN (SELECT invitation_id FROM submission WHERE purpose = 'my_views')",
    )
    with land.inside(land.old):
        invitation = session().get_one(Invitation, letter)
        page, secrets = PAGE[invitation.level], draw_secrets(invitation)
    is_out, goes_on, notes = FORKED.Event(), FORKED.Event(), leaving._note

    def noted(*given: Any) -> None:
        is_out.set()
        goes_on.wait(60)
        notes(*given)

    with land.serving(land.old) as app, ThreadPoolExecutor(1) as writing:
        phone = Phone(app, secrets)
        phone.begin("my_views", page)
        with monkeypatch.context() as patch:
            patch.setattr(leaving, "_note", noted)
            process = FORKED.Process(target=land.run, args=("merge", land.east, land.old))
            process.start()
        assert is_out.wait(120)
        pressed = writing.submit(phone.press, answer_proud_of=WORDS)
        time.sleep(1)
        assert not pressed.done(), "it waits until it is clear where it is kept"
        goes_on.set()
        given_back = pressed.result()
        process.join()
        assert (given_back.status_code, WORDS in given_back.text) == (503, True)
    assert (land.children(land.old), land.children(land.east)) == (0, FEW)
    with land.serving(land.east) as app:
        phone = Phone(app, secrets)
        phone.begin("my_views", page)
        phone.press(answer_proud_of=WORDS)
        assert WORDS in phone.begin("my_views", page).text
