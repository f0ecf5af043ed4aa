"""Pressing twice prints once, and many letters say how far they are."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation import clock
from participation.db import session, transaction
from participation.invitations.models import Invitation
from participation.letters import once, printing
from participation.letters.actions import PrintedMeanwhile, forget_results
from participation.letters.drawing import Letter as Drawing
from participation.letters.models import PrintRun
from participation.reviews.models import Review
from tests import factories
from tests.answering.conftest import two_weeks_before
from tests.databases import on_both
from tests.letters.desk import as_ticked, asked_again, one, support
from tests.letters.samples import NO_PAGE_HOLDS
from tests.letters.two_letters import MEETING, printed, printings, run, two_letters
from tests.walking import words_of

__all__ = ["two_letters", "two_weeks_before"]


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
        again = ("letters", "--review", str(session().scalars(select(Review.reference)).one()), "--out")
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
        current.scalars(select(Review)).one().child.preferred_name = NO_PAGE_HOLDS
    desk = support(app)
    asked = desk.post("/staff/letters/print", data=one(desk.get("/staff/letters?show=all"), two_letters[0]))
    desk.post("/staff/letters/print", data=asked_again(asked))
    assert "does not fit on a page" in words_of(desk.get("/staff/letters/printing"))
    assert set(printings(app).values()) == {1}
