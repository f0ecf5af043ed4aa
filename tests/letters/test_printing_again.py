"""Printing again says what it ends and asks once; what stands behind a lock goes along."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from participation import clock
from participation.db import transaction
from participation.locks.models import Lock
from tests.answering.conftest import Letter, two_weeks_before, write
from tests.answering.loud import ANSWER, LOUD, WEDNESDAY, WISH, letter, officer_answers, officer_reads
from tests.answering.test_lock import FOUR, unlock
from tests.databases import on_both
from tests.letters.desk import as_ticked, asked_again, one, support
from tests.letters.two_letters import printed, printings, run, two_letters
from tests.walking import Phone, words_of

__all__ = ["letter", "two_letters", "two_weeks_before", "write"]


@on_both
def test_the_childs_own_copy_and_the_officers_answer_are_behind_the_same_lock_of_the_new_letter(
    app: Flask, letter: Letter
) -> None:
    officer_reads(app, letter)
    officer_answers(app, letter)
    with clock.frozen(WEDNESDAY):
        desk = support(app)
        page = desk.get("/staff/letters?show=all")
        asked = desk.post("/staff/letters/print", data=one(page, letter.invitation_id))
        words = words_of(asked)
        assert "A lock of Tue 24 Feb goes along" in words
        assert "is lost" not in words
        (secrets,) = printed(desk.post("/staff/letters/print", data=asked_again(asked)).data)
        assert app.test_client().post("/start", data={"token": letter.secrets.token}).status_code == 404
        maya = Phone(app, secrets)
        assert not any(word in maya.open("/after").text for word in (LOUD, WISH, ANSWER))
        unlock(maya, FOUR)
        page = maya.press("read")
        assert all(word in page.text for word in (LOUD, WISH, ANSWER))


def test_a_lock_that_is_not_the_childs_is_taken_off_where_support_says_so(app: Flask, letter: Letter) -> None:
    with clock.frozen(WEDNESDAY):
        desk = support(app)
        asked = desk.post("/staff/letters/print", data=one(desk.get("/staff/letters"), letter.invitation_id))
        pdf = desk.post("/staff/letters/print", data=asked_again(asked, ends_locks="1")).data
        maya = Phone(app, printed(pdf)[0])
        assert "For that your letter needs a lock." in words_of(maya.open("/after"))


def test_a_lock_of_an_earlier_version_ends_and_the_page_says_what_to_do(app: Flask, letter: Letter) -> None:
    with app.app_context(), transaction() as current:
        current.execute(update(Lock).values(for_next_letter=None))
    desk = support(app)
    asked = desk.post("/staff/letters/print", data=one(desk.get("/staff/letters"), letter.invitation_id))
    words = words_of(asked)
    assert "A lock of Tue 24 Feb ends: it is of an older version." in words
    assert "who can read it to them, and who saves each answer once more" in words


@on_both
def test_what_was_written_and_not_sent_is_named_before_it_is_lost_and_can_be_spared(
    app: Flask, two_letters: tuple[str, str]
) -> None:
    maya, jo = two_letters
    desk = support(app)
    page = desk.get("/staff/letters?show=all")
    both = {**as_ticked(page), "of": [maya, jo]}
    asked = desk.post("/staff/letters/print", data=both)
    words = words_of(asked)
    assert "Something was written on Tue 24 Feb at 15:40 and is not sent. It is lost" in words
    assert "Nothing that would be lost." in words
    assert printings(app) == {maya: 1, jo: 1}
    assert "Print 1, and leave what is being written on" in words
    assert desk.post("/staff/letters/print", data=asked_again(asked, "sparing")).data.startswith(b"%PDF")
    assert printings(app) == {maya: 1, jo: 2}
    page = desk.get("/staff/letters?show=all")
    asked = desk.post("/staff/letters/print", data={**as_ticked(page), "of": [maya, jo]})
    assert desk.post("/staff/letters/print", data=asked_again(asked)).data.startswith(b"%PDF")
    assert printings(app) == {maya: 2, jo: 3}
    page = desk.get("/staff/letters?show=all")
    asked = words_of(desk.post("/staff/letters/print", data={**as_ticked(page), "of": [maya, jo]}))
    assert "is not sent" not in asked, "it was lost the last time"


LETTERS = ("letters", "--review-before", "2026-03-31", "--out")
LOST = "child: what was written until 24/02/2026 15:40 and is not sent is lost."


@pytest.mark.usefixtures("two_letters")
def test_a_script_prints_again_and_is_told_what_is_lost(app: Flask, tmp_path: Path) -> None:
    done = run(app, *LETTERS, str(tmp_path / "again.pdf"))
    assert LOST in done.stderr
    assert done.exit_code == 0
    assert set(printings(app).values()) == {2}


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits there, and sees what is said."""
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)


@pytest.mark.usefixtures("at_a_terminal", "two_letters")
@pytest.mark.parametrize(("answer", "printed_again"), [("n", False), ("y", True), ("", False)])
def test_whoever_sits_at_a_terminal_is_told_what_is_lost_and_asked_once(
    app: Flask, tmp_path: Path, answer: str, printed_again: bool
) -> None:
    done = run(app, *LETTERS, str(tmp_path / "again.pdf"), typed=f"{answer}\n")
    assert LOST in done.stderr
    assert "2 of 2 were printed before: those letters stop opening." in done.stderr
    assert done.exit_code == (0 if printed_again else 1)
    assert set(printings(app).values()) == ({2} if printed_again else {1})


@pytest.mark.usefixtures("at_a_terminal", "two_letters")
def test_again_asks_nobody(app: Flask, tmp_path: Path) -> None:
    assert run(app, *LETTERS, str(tmp_path / "again.pdf"), "--again").exit_code == 0
    assert set(printings(app).values()) == {2}
