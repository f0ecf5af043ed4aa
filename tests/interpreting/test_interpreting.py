"""From the officer's button to the English beside the words: who sees what, once, and for how long."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.audit.models import AuditEntry
from participation.db import session
from participation.escalation.actions import climb_unread
from participation.interpreting.actions import OPEN_FOR, note_interpreting
from participation.interpreting.models import English, InterpreterLink
from participation.interpreting.queries import unseen_english
from participation.outbox.models import Notice
from participation.staff.models import Role
from tests import factories
from tests.databases import on_both
from tests.document import Document
from tests.interpreting.conftest import (
    BOOKED,
    BROTHER,
    MORNING,
    MY_BROTHER,
    MY_ROOM,
    ROOM,
    Interpreting,
    secret_in,
    send,
    shown,
)
from tests.walking import hidden_fields, let_in, words_of

BY_WHOM = "Put into English by TG, Tongues Ltd, 88, on Monday 9 March 2026, for Amara; not checked"


def everything_kept(app: Flask) -> list[InterpreterLink]:
    return list(session().scalars(select(InterpreterLink).order_by(InterpreterLink.asked_at, InterpreterLink.id)))


def acts(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        return [(each.actor, each.action) for each in session().scalars(select(AuditEntry).order_by(AuditEntry.number))]


@on_both
def test_the_words_go_out_once_and_the_english_stands_beside_them(selam: Interpreting) -> None:
    assert "2 texts in Tigrinya. 2 are not in English yet." in words_of(selam.page())
    secret = selam.link()
    assert f"2 texts wait with {BOOKED} since Mon 9 Mar. Not opened yet." in words_of(selam.page())
    page = shown(selam.app, secret)
    originals = [(each["lang"], each["dir"], each.text) for each in Document.read(page.text).all("blockquote")]
    assert originals == [("ti", "ltr", ROOM), ("ti", "ltr", BROTHER)]
    assert "Set-Cookie" not in page.headers
    assert "The English is with the officer" in words_of(send(selam.app, secret, MY_ROOM, MY_BROTHER))
    officers = selam.page()
    assert "All of it is in English." in words_of(officers)
    quoted = [each.text for each in Document.read(officers.text).all("blockquote")]
    assert {ROOM, BROTHER} <= set(quoted)
    assert words_of(officers).count(BY_WHOM) >= 2
    for english in (MY_ROOM, MY_BROTHER):
        assert english in officers.text
    assert MY_ROOM in selam.desk.browser.get(f"/staff/submissions/{selam.sent_id}").text


@pytest.mark.parametrize("name", ["Selam", "Amara", "Jo", "Ms Field", "where_i_live", "Your home", BOOKED])
def test_the_interpreter_sees_no_name_and_no_question(selam: Interpreting, name: str) -> None:
    page = shown(selam.app, selam.link())
    assert ROOM in page.text
    assert name not in page.text


def test_only_what_is_ticked_goes_out(selam: Interpreting) -> None:
    secret = selam.link("ask_for")
    assert BROTHER in shown(selam.app, secret).text
    assert ROOM not in shown(selam.app, secret).text
    send(selam.app, secret, MY_BROTHER)
    assert "1 is not in English yet" in words_of(selam.page())
    again = selam.desk.browser.get(f"/staff/submissions/{selam.sent_id}/interpreter")
    boxes = [each for each in Document.read(again.text).all("input") if each["name"] == "text"]
    ticked = [each["value"] for each in boxes if "checked" in each]
    assert ticked == ["where_i_live_words"]


@pytest.mark.parametrize(("texts", "label", "problem"), [
    (["nobody_asked"], BOOKED, "tick at least one text"),
    (["ask_for"], "  ", "say whom you send it to"),
])  # fmt: skip
def test_no_link_is_made_without_words_or_without_whom_it_is_for(
    selam: Interpreting, texts: list[str], label: str, problem: str
) -> None:
    answer = selam.ask(*texts, label=label)
    assert answer.status_code == 422
    assert problem in words_of(answer)
    with selam.app.app_context():
        assert everything_kept(selam.app) == []


@on_both
def test_a_link_is_used_once_and_the_second_sending_changes_nothing(selam: Interpreting) -> None:
    secret = selam.link()
    send(selam.app, secret, MY_ROOM, MY_BROTHER)
    for again in (send(selam.app, secret, "a lie", "another"), shown(selam.app, secret)):
        assert again.status_code == 410
        assert ROOM not in again.text
        assert "The English was sent with this link" in words_of(again)
    assert "a lie" not in selam.page().text
    assert MY_ROOM in selam.page().text


def test_the_sealed_words_are_gone_once_they_are_in_english(selam: Interpreting) -> None:
    secret = selam.link()
    send(selam.app, secret, MY_ROOM, MY_BROTHER)
    with selam.app.app_context():
        assert note_interpreting() == 1
        assert note_interpreting() == 0
        assert [each.sealed for each in everything_kept(selam.app)] == [None]


def test_after_its_days_a_link_shows_nothing_and_what_it_opened_is_deleted(selam: Interpreting) -> None:
    secret = selam.link()
    with clock.frozen(MORNING + OPEN_FOR - timedelta(minutes=1)):
        assert ROOM in shown(selam.app, secret).text
    with clock.frozen(MORNING + OPEN_FOR):
        late = send(selam.app, secret, MY_ROOM, MY_BROTHER)
        assert (late.status_code, ROOM in late.text) == (410, False)
        assert MY_ROOM in late.text, "what was typed comes back"
        with selam.app.app_context():
            note_interpreting()
            assert [each.sealed for each in everything_kept(selam.app)] == [None]
        selam.desk.sign_in_again()
        assert f"The link for {BOOKED} ended on Mon 16 Mar, and no English came." in words_of(selam.page())
    assert shown(selam.app, secret).status_code == 410, "also on a clock that was put back"


@on_both
def test_a_link_that_is_taken_back_opens_nothing(selam: Interpreting) -> None:
    secret = selam.link()
    with selam.app.app_context():
        (link,) = everything_kept(selam.app)
        path = f"/staff/interpreters/{link.id}/take-back"
    form = hidden_fields(selam.page())
    assert selam.desk.browser.post(path, data=form).status_code == 303
    assert shown(selam.app, secret).status_code == 404
    assert send(selam.app, secret, MY_ROOM, MY_BROTHER).status_code == 404
    assert selam.desk.browser.post(path, data=form).status_code == 404
    with selam.app.app_context():
        assert session().scalars(select(English)).all() == []
        assert everything_kept(selam.app)[0].sealed is None


@on_both
def test_a_new_link_ends_the_one_before(selam: Interpreting) -> None:
    old = selam.link()
    new = selam.link()
    assert shown(selam.app, old).status_code == 404
    assert ROOM in shown(selam.app, new).text


def test_the_link_is_shown_once_as_a_link_and_as_a_code_that_opens_too(selam: Interpreting) -> None:
    made = selam.ask()
    secret = secret_in(made)
    code = " ".join(secret[at : at + 4] for at in range(0, 26, 4))
    assert code in made.text
    assert secret not in selam.page().text
    for typed in (code, code.lower(), f"Please open https://example.org/interpret#{secret} today"):
        assert ROOM in shown(selam.app, typed).text


def test_what_is_missing_is_said_and_what_was_typed_comes_back(selam: Interpreting) -> None:
    secret = selam.link()
    wrong = send(selam.app, secret, MY_ROOM, "", initials="")
    assert wrong.status_code == 422
    for each in (ROOM, BROTHER, MY_ROOM, "Tongues Ltd, 88"):
        assert each in wrong.text
    assert "Please say who you are." in wrong.text
    assert "Please fill this in." in wrong.text
    assert send(selam.app, secret, MY_ROOM, "x" * 8001).status_code == 422
    assert send(selam.app, secret, MY_ROOM, MY_BROTHER).status_code == 200


def test_it_is_on_record_when_it_was_asked_shown_and_put_into_english(selam: Interpreting) -> None:
    secret = selam.link()
    shown(selam.app, secret)
    shown(selam.app, secret)
    with selam.app.app_context():
        note_interpreting()
    send(selam.app, secret, MY_ROOM, MY_BROTHER)
    with selam.app.app_context():
        note_interpreting()
        note_interpreting()
        assert [each.about for each in session().scalars(select(Notice))] == ["english_came"]
    noted = [each for each in acts(selam.app) if "nterpreter" in each[1] or "English" in each[1]]
    assert noted == [
        (selam.desk.staff_id, "interpreter asked"),
        ("interpreter", "shown to an interpreter"),
        ("interpreter", "put into English"),
    ]
    assert "Opened on Mon 9 Mar, 08:55" not in words_of(selam.page()), "it waits no more"


def test_the_list_says_that_english_has_come_until_somebody_has_seen_it(selam: Interpreting) -> None:
    selam.page()
    secret = selam.link()
    assert "English has come" not in selam.desk.list()
    send(selam.app, secret, MY_ROOM, MY_BROTHER)
    assert "English has come" in selam.desk.list()
    selam.page()
    assert "English has come" not in selam.desk.list()


def test_english_with_a_sorting_word_moves_the_review_up_until_it_is_seen(selam: Interpreting) -> None:
    selam.desk.read(selam.review_id)
    secret = selam.link()
    assert "Read first" not in selam.desk.list()
    send(selam.app, secret, MY_ROOM, "He hits my brother")
    assert "sorted up because of a word in its English" in selam.desk.list()
    assert "a word in its English" in words_of(selam.page())
    assert "“hit*”" in words_of(selam.page())
    assert "Read first" not in selam.desk.list()


@on_both
def test_english_that_nobody_looks_at_climbs_as_what_was_sent_does(selam: Interpreting) -> None:
    with selam.app.app_context():
        manager, secret = factories.staff(Role.MANAGER)
        email = manager.email
    selam.desk.read(selam.review_id)
    send(selam.app, selam.link(), MY_ROOM, MY_BROTHER)
    with selam.app.app_context():
        assert note_interpreting() == 1
        assert climb_unread() == 0
    with clock.frozen(MORNING + timedelta(days=1, minutes=5)):
        with selam.app.app_context():
            assert climb_unread() == 1
        page = let_in(selam.app, email, secret).get("/staff/unread")
        assert "came in English, and the officer has not seen that" in words_of(page)
        selam.desk.sign_in_again()
        selam.page()
        with selam.app.app_context():
            assert unseen_english() == ()
            assert climb_unread() == 0


def test_an_answer_that_is_read_first_moves_up_at_once_in_any_language(selam: Interpreting) -> None:
    selam.desk.receive(selam.review_id, "my_views", language="ps", feel_safe="no")
    assert "an answer" in selam.desk.list()
    assert "Read first" in words_of(selam.page())
