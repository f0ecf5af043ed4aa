"""Printing again says what it ends and asks once; pressing twice prints once; what stands behind a lock goes along."""

import re
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from participation import clock
from participation.db import session, transaction
from participation.invitations.actions import Secrets
from participation.invitations.models import Invitation
from participation.letters import once, printing
from participation.letters.actions import PrintedMeanwhile, forget_results
from participation.letters.drawing import Letter as Drawing
from participation.letters.models import PrintRun
from participation.locks.models import Lock
from participation.operations.cli import cli
from participation.reviews.models import Review
from tests import factories
from tests.answering.conftest import Letter, two_weeks_before, write
from tests.answering.loud import ANSWER, LOUD, WEDNESDAY, WISH, letter, officer_answers, officer_reads
from tests.answering.test_lock import FOUR, unlock
from tests.databases import on_both
from tests.letters.desk import as_ticked, asked_again, one, support
from tests.letters.test_no_traces import secrets_of
from tests.walking import Phone, words_of

__all__ = ["letter", "two_weeks_before", "write"]
MEETING = date(2026, 3, 10)


def printed(pdf: bytes) -> list[Secrets]:
    """What the square and the code of each page are."""
    found = secrets_of(pdf)
    return [Secrets(token, code) for token, code in zip(found[::3], found[1::3], strict=True)]


def run(app: Flask, *arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, obj=lambda: app)


def printings(app: Flask) -> dict[str, int]:
    with app.app_context():
        return dict(session().execute(select(Invitation.id, Invitation.printings)).all())


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


@pytest.fixture
def two_letters(app: Flask) -> tuple[str, str]:
    """Maya's letter and her carer's, printed; Maya has begun to write."""
    with clock.frozen(datetime(2026, 2, 24, 15, 0, tzinfo=UTC)), app.app_context():
        review = factories.review(factories.staff()[0], MEETING, people=[("foster_carer", "Jo")])
        jo, _ = factories.letter(review, "foster_carer")
        maya, secrets = factories.letter(review)
        ids = maya.id, jo.id
    with clock.frozen(datetime(2026, 2, 24, 15, 40, tzinfo=UTC)):
        phone = Phone(app, secrets)
        phone.begin("my_views", "feelings")
        phone.press("next", answer_feel_today="sad")
    return ids


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


@on_both
def test_pressing_twice_prints_once_and_gives_the_same_file(app: Flask, two_letters: tuple[str, str]) -> None:
    desk = support(app)
    page = desk.get("/staff/letters?show=all")
    asked = desk.post("/staff/letters/print", data={**as_ticked(page), "of": list(two_letters)})
    first, second = (desk.post("/staff/letters/print", data=asked_again(asked)) for _ in range(2))
    assert first.data == second.data
    assert set(printings(app).values()) == {2}
    assert all(
        app.test_client().post("/start", data={"token": each.token}).status_code == 303 for each in printed(first.data)
    )


def test_the_first_letters_are_printed_without_a_question_and_twice_is_once_too(app: Flask) -> None:
    with app.app_context():
        factories.review(factories.staff()[0], MEETING, people=[("foster_carer", "Jo")])
    run(app, "invite", "--review-before", "2026-03-31")
    desk = support(app)
    page = desk.get("/staff/letters")
    files = {desk.post("/staff/letters/print", data=as_ticked(page)).data for _ in range(2)}
    assert len(files) == 1
    assert set(printings(app).values()) == {1}
    data = {**as_ticked(desk.get("/staff/letters")), "of": [*printings(app)]}
    another_page = desk.post("/staff/letters/print", data=data)
    assert "Print them again?" in words_of(another_page)


def test_only_what_the_list_shows_is_printed(app: Flask) -> None:
    with app.app_context():
        officers = [factories.staff(name=name)[0] for name in ("Amara", "Ben")]
        hers, his = (factories.review(each, MEETING, people=[]).id for each in officers)
        amara = officers[0].id
    run(app, "invite", "--review-before", "2026-03-31")
    desk = support(app)
    page = desk.get(f"/staff/letters?officer={amara}")
    assert "1 letter waits to be printed." in words_of(page)
    assert f"/staff/letters/print?officer={amara}" in page.text
    desk.post("/staff/letters/print", data=as_ticked(page))
    with app.app_context():
        done = dict(session().execute(select(Invitation.review_id, Invitation.printings)).all())
    assert done == {hers: 1, his: 0}


def test_the_file_is_sealed_to_the_browser_that_asked_and_gone_after_an_hour(
    app: Flask, two_letters: tuple[str, str]
) -> None:
    desk = support(app)
    asked = desk.post("/staff/letters/print", data=one(desk.get("/staff/letters?show=all"), two_letters[0]))
    pdf = desk.post("/staff/letters/print", data=asked_again(asked)).data
    assert desk.get("/staff/letters/printing/file").data == pdf
    with app.app_context():
        kept = session().scalars(select(PrintRun.result)).one()
        assert kept is not None
        assert b"%PDF" not in kept
        run_row = session().execute(select(PrintRun.__table__)).mappings().one()
    key = once.key_of(asked_again(asked)["key"], [two_letters[0]])
    assert key not in map(str, run_row.values())
    with app.app_context():
        assert once.result(key) == pdf
    with clock.frozen(datetime(2026, 2, 24, 17, 1, tzinfo=UTC)), app.app_context():
        assert forget_results() == 1
        assert forget_results() == 0
    assert desk.get("/staff/letters/printing/file").location == "/staff/letters/printing"
    assert "is not kept any longer" in words_of(desk.get("/staff/letters/printing"))


@on_both
def test_a_colleague_who_prints_the_same_letters_at_the_same_moment_gets_none_that_opens_nothing(
    app: Flask, two_letters: tuple[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The second file would hold letters whose codes the first has ended, or the other way round."""
    draw_one = printing.letter_from

    def meanwhile(invitation: Invitation, fresh: object) -> Drawing:
        monkeypatch.setattr(printing, "letter_from", draw_one)
        with app.app_context():
            assert run(app, *again, str(tmp_path / "x.pdf")).exit_code == 0
        return draw_one(invitation, fresh)  # type: ignore[arg-type]

    with app.app_context():
        again = ("letters", "--review", str(session().scalars(select(Review.reference)).one()), "--again", "--out")
    monkeypatch.setattr(printing, "letter_from", meanwhile)
    refused = run(app, *again, str(tmp_path / "y.pdf"))
    assert refused.exit_code == 1
    assert str(PrintedMeanwhile()) in refused.output
    assert not (tmp_path / "y.pdf").exists()
    assert set(printings(app).values()) == {2}


@on_both
def test_many_are_drawn_beside_the_pages_and_one_sees_how_far_they_are(
    app: Flask, two_letters: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(once, "AT_ONCE", 1)
    monkeypatch.setattr(once, "NOTED_EVERY", 1)
    first_is_drawn, go_on, draw_one = Event(), Event(), printing.letter_from

    def slowly(invitation: Invitation, fresh: object) -> Drawing:
        if first_is_drawn.is_set():
            assert go_on.wait(20)
        first_is_drawn.set()
        return draw_one(invitation, fresh)  # type: ignore[arg-type]

    monkeypatch.setattr(printing, "letter_from", slowly)
    desk = support(app)
    page = desk.get("/staff/letters?show=all")
    asked = desk.post("/staff/letters/print", data={**as_ticked(page), "of": list(two_letters)})
    begun = desk.post("/staff/letters/print", data=asked_again(asked))
    assert (begun.status_code, begun.location) == (303, "/staff/letters/printing")
    assert first_is_drawn.wait(20)
    waits = until(desk, "1 of 2 letters are drawn.")
    assert waits.headers["Refresh"] == "2"
    assert desk.post("/staff/letters/print", data=asked_again(asked)).location == "/staff/letters/printing"
    assert set(printings(app).values()) == {1}
    go_on.set()
    done = until(desk, "Those before stop opening.")
    assert "Refresh" not in done.headers
    assert 'href="/staff/letters/printing/file"' in done.text
    assert len(printed(desk.get("/staff/letters/printing/file").data)) == 2
    assert set(printings(app).values()) == {2}


def until(desk: FlaskClient, words: str) -> TestResponse:
    """Look how far the printing is until the page says so, for ten seconds."""
    for _ in range(100):
        seen = desk.get("/staff/letters/printing")
        if words in words_of(seen):
            return seen
        time.sleep(0.1)
    raise AssertionError(words_of(seen))


def test_a_server_that_was_stopped_while_it_drew_has_changed_nothing_and_the_page_says_so(
    app: Flask, two_letters: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(once, "_run", lambda *_given: None)
    desk = support(app)
    asked = desk.post("/staff/letters/print", data=one(desk.get("/staff/letters?show=all"), two_letters[0]))
    assert desk.post("/staff/letters/print", data=asked_again(asked)).location == "/staff/letters/printing"
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        page = desk.get("/staff/letters/printing")
        assert "The printing stopped, so nothing was printed." in words_of(page)
        assert "Refresh" not in page.headers
    assert set(printings(app).values()) == {1}


def test_a_letter_that_does_not_fit_is_named_and_those_before_still_open(
    app: Flask, two_letters: tuple[str, str]
) -> None:
    with app.app_context(), transaction() as current:
        current.scalars(select(Review)).one().child.preferred_name = "Maya " * 700
    desk = support(app)
    asked = desk.post("/staff/letters/print", data=one(desk.get("/staff/letters?show=all"), two_letters[0]))
    desk.post("/staff/letters/print", data=asked_again(asked))
    assert "does not fit on a page" in words_of(desk.get("/staff/letters/printing"))
    assert set(printings(app).values()) == {1}


@on_both
def test_a_code_is_read_out_on_the_telephone_without_any_paper(app: Flask, two_letters: tuple[str, str]) -> None:
    maya, jo = two_letters
    desk = support(app)
    page = desk.get("/staff/letters?show=all")
    asked = desk.post("/staff/letters/telephone", data=one(page, maya))
    assert "is not sent. It is lost" in words_of(asked)
    for _ in range(2):
        told = desk.post("/staff/letters/telephone", data=asked_again(asked), follow_redirects=True)
    code = re.search(r"(?:\d{4} ){3}\d{4}", words_of(told))
    assert code is not None
    assert "It is typed on 127.0.0.1:8000." in words_of(told)
    assert app.test_client().post("/start", data={"code": code[0], "language": "en"}).status_code == 303
    assert printings(app) == {maya: 2, jo: 1}
    assert desk.get("/staff/letters/printing/file").location == "/staff/letters/printing"
    assert "code read out Tue 24 Feb" in words_of(desk.get("/staff/letters?show=all"))


@on_both
def test_posted_and_come_back_are_marks_that_a_new_letter_does_not_inherit(
    app: Flask, two_letters: tuple[str, str]
) -> None:
    maya, jo = two_letters
    desk = support(app)
    reprint(desk, [maya, jo])
    page = desk.get("/staff/letters?show=all")
    assert "2 letters are printed and not marked as posted." in words_of(page)
    marks(desk, page, "posted", maya, jo)
    page = desk.get("/staff/letters?show=all")
    assert words_of(page).count("posted Tue 24 Feb") == 2
    assert "not marked as posted" not in words_of(page)
    assert "1 letter came back." in words_of(marks(desk, page, "returned", jo))
    page = desk.get("/staff/letters?show=all")
    assert words_of(page).count("came back Tue 24 Feb") == 1
    assert "1 mark is taken off." in words_of(marks(desk, page, "unmarked", maya))
    assert "1 letter is printed and not marked as posted." in words_of(desk.get("/staff/letters?show=all"))
    reprint(desk, [jo])
    assert "came back" not in words_of(desk.get("/staff/letters?show=all")).replace("The ticked ones came back", "")
    with app.app_context():
        told = session().execute(select(func.count()).where(Invitation.printings > 0)).scalar()
        assert told == 2
    assert desk.post("/staff/letters/marks", data={**as_ticked(page), "mark": "lost"}).status_code == 400


def reprint(desk: FlaskClient, ids: list[str]) -> None:
    page = desk.get("/staff/letters?show=all")
    asked = desk.post("/staff/letters/print", data={**as_ticked(page), "of": ids})
    assert desk.post("/staff/letters/print", data=asked_again(asked)).data[:4] == b"%PDF"


def marks(desk: FlaskClient, page: TestResponse, what: str, *ids: str) -> TestResponse:
    data = {**as_ticked(page), "of": list(ids), "mark": what}
    return desk.post("/staff/letters/marks", data=data, follow_redirects=True)


def test_the_terminal_says_what_is_lost_and_prints_nothing_until_it_is_told_to(
    app: Flask, two_letters: tuple[str, str], tmp_path: Path
) -> None:
    out = str(tmp_path / "again.pdf")
    refused = run(app, "letters", "--review-before", "2026-03-31", "--out", out)
    assert refused.exit_code == 1
    assert "2 of 2 were printed before: those letters stop opening." in refused.stderr
    assert "child: what was written until 24/02/2026 15:40 and is not sent is lost." in refused.stderr
    assert "--unprinted leaves them out; --again prints them too." in refused.stderr
    assert set(printings(app).values()) == {1}
    assert run(app, "letters", "--review-before", "2026-03-31", "--again", "--out", out).exit_code == 0
    assert set(printings(app).values()) == {2}
