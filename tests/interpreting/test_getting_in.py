"""Trying to get at a child's words by an interpreter's link, or to write into it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from participation import clock
from participation.db import Base, session, transaction
from participation.interpreting.models import English, InterpreterLink
from participation.interpreting.queries import header_of
from participation.invitations.secrets import new_token
from participation.invitations.throttle import TRIES
from participation.operations.closures import end_visits
from participation.reviews.models import Review
from participation.sealing.of_this_app import keyring
from tests import factories
from tests.databases import on_both
from tests.interpreting.conftest import (
    BOOKED,
    BROTHER,
    MORNING,
    MY_BROTHER,
    MY_ROOM,
    ROOM,
    WHO,
    Interpreting,
    send,
    shown,
)
from tests.walking import Phone, words_of


def link_rows() -> list[InterpreterLink]:
    return list(session().scalars(select(InterpreterLink).order_by(InterpreterLink.asked_at, InterpreterLink.id)))


@on_both
def test_the_database_alone_holds_no_word_no_secret_and_no_english(selam: Interpreting) -> None:
    secret = selam.link()
    send(selam.app, secret, MY_ROOM, MY_BROTHER)
    with selam.app.app_context():
        kept = repr([session().execute(select(each)).all() for each in Base.metadata.sorted_tables])
    for each in (ROOM, BROTHER, MY_ROOM, MY_BROTHER, WHO["agency"], secret):
        assert each not in kept
        assert repr(each.encode())[2:-1] not in kept


def test_words_that_were_moved_to_another_link_do_not_open(selam: Interpreting) -> None:
    old, new = selam.link(), selam.link()
    with selam.app.app_context(), transaction():
        first, second = sorted(link_rows(), key=lambda each: each.withdrawn_at is None)
        first.sealed, first.withdrawn_at = second.sealed, None
    assert shown(selam.app, old).status_code == 404
    assert ROOM in shown(selam.app, new).text


def test_english_that_was_moved_to_another_child_does_not_open(selam: Interpreting) -> None:
    other = selam.desk.review("Leo", MORNING.date() + timedelta(days=9))
    sent = selam.desk.receive(other, "my_views", language="ti", where_i_live_words=ROOM)
    send(selam.app, selam.link("where_i_live_words"), MY_ROOM)
    with selam.app.app_context(), transaction():
        link_rows()[0].submission_id = sent
    assert MY_ROOM not in selam.desk.open(other).text


HOSTILE = (
    b"", b"\xff", b"null", b"[]", b"{}", b'{"english": [], "initials": "a", "agency": "b"}', b"[" * 100_000,
    b'{"english": {"where_i_live": "x"}, "initials": [], "agency": {}}', b'{"english": "x", "initials": 1}',
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: words[:40].decode("latin-1"))
def test_whatever_somebody_seals_as_english_breaks_no_page(selam: Interpreting, words: bytes) -> None:
    send(selam.app, selam.link("ask_for"), MY_BROTHER)
    with selam.app.app_context(), transaction():
        english = session().scalars(select(English)).one()
        english.envelope = keyring().seal(words, header_of(english, selam.sent_id))
    assert "hits" not in selam.desk.list()
    page = selam.page()
    assert page.status_code == 200
    assert BROTHER in page.text
    assert MY_BROTHER not in page.text


def test_what_is_typed_as_english_runs_nowhere_and_comes_as_it_was_typed(selam: Interpreting) -> None:
    hostile = "<script>alert(1)</script> =SUM(1) {{ 7*7 }}"
    send(selam.app, selam.link("ask_for"), hostile, initials="<b>", agency="'\"><img src=x>")
    page = selam.page().text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; =SUM(1) {{ 7*7 }}" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_letter_opens_no_words_of_a_link_and_a_link_no_letter(selam: Interpreting) -> None:
    with selam.app.app_context():
        letter = factories.letter(session().get_one(Review, selam.review_id))[1]
    assert shown(selam.app, letter.token).status_code == 404
    assert selam.app.test_client().post("/start", data={"token": selam.link()}).status_code == 404


def test_a_backup_brings_back_no_link_that_may_have_been_used_since(selam: Interpreting) -> None:
    secret = selam.link()
    with selam.app.app_context(), transaction() as current:
        end_visits(current)
    assert shown(selam.app, secret).status_code == 410
    selam.desk.sign_in_again()
    with clock.frozen(MORNING + timedelta(minutes=1)):
        assert f"The link for {BOOKED} ended on Mon 9 Mar, and no English came." in words_of(selam.page())


def test_guesses_are_slowed_down_and_keep_nobody_from_the_code_of_a_letter(selam: Interpreting) -> None:
    secret = selam.link()
    for _ in range(TRIES):
        assert shown(selam.app, new_token()).status_code == 404
    refused = shown(selam.app, new_token())
    assert (refused.status_code, "Please wait" in refused.text) == (429, True)
    assert shown(selam.app, secret).status_code == 429
    typed = send(selam.app, secret, MY_ROOM, MY_BROTHER)
    assert (typed.status_code, MY_ROOM in typed.text) == (429, True), "what was typed comes back"
    with selam.app.app_context():
        letter = factories.letter(session().get_one(Review, selam.review_id))[1]
    assert selam.app.test_client().post("/start", data={"code": letter.code}).status_code == 303
    with clock.frozen(MORNING + timedelta(minutes=30)):
        assert ROOM in shown(selam.app, secret).text


def test_what_opens_is_never_counted_and_what_cannot_be_a_secret_neither(selam: Interpreting) -> None:
    secret = selam.link()
    for _ in range(TRIES + 1):
        assert shown(selam.app, secret).status_code == 200
        assert shown(selam.app, "my link please").status_code == 404


@pytest.mark.parametrize("path", ["/interpret", "/interpret/english"])
def test_another_site_cannot_press_here(selam: Interpreting, path: str) -> None:
    data = {"secret": selam.link(), "english_0": "a lie", "english_1": "another", **WHO}
    answer = selam.app.test_client().post(path, data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert ROOM not in answer.text
    with selam.app.app_context():
        assert session().scalars(select(English)).all() == []


def test_looking_at_the_page_that_a_link_leads_to_changes_nothing_and_needs_no_cookie(selam: Interpreting) -> None:
    selam.link()
    pages = [selam.app.test_client().get("/interpret", headers={"Accept-Language": each}) for each in ("ti", "en")]
    assert pages[0].data == pages[1].data
    assert "Set-Cookie" not in pages[0].headers
    assert '<html lang="en" dir="ltr">' in pages[0].text
    with selam.app.app_context():
        assert link_rows()[0].shown_at is None


@on_both
def test_what_cannot_be_kept_comes_back_and_can_be_sent_once_more(selam: Interpreting) -> None:
    secret = selam.link()
    engine = selam.app.extensions["engine"]
    full, room = FULL[engine.dialect.name]
    with engine.begin() as connection:
        for statement in full:
            connection.execute(text(statement))
    failed = send(selam.app, secret, MY_ROOM, MY_BROTHER)
    assert failed.status_code == 503
    for each in (MY_ROOM, MY_BROTHER, WHO["agency"], secret):
        assert each in failed.text
    with engine.begin() as connection:
        connection.execute(text(room))
    assert send(selam.app, secret, MY_ROOM, MY_BROTHER).status_code == 200


FULL = {
    "sqlite": (
        ["CREATE TRIGGER full BEFORE INSERT ON english BEGIN SELECT RAISE(ABORT, 'no'); END"],
        "DROP TRIGGER full",
    ),
    "postgresql": (
        [
            "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$",
            "CREATE TRIGGER full_disk BEFORE INSERT ON english FOR EACH ROW EXECUTE FUNCTION no()",
        ],
        "DROP TRIGGER full_disk ON english",
    ),
}
"""A table that takes nothing, and one that does again."""


def test_more_than_a_form_may_hold_comes_back_too(selam: Interpreting) -> None:
    answer = send(selam.app, selam.link("ask_for"), f"{MY_BROTHER} {'x' * 1024 * 1024}")
    assert answer.status_code == 413
    assert MY_BROTHER in answer.text


def test_a_visit_of_the_child_changes_nothing_for_an_interpreter_in_the_same_browser(
    app: Flask, selam: Interpreting
) -> None:
    with app.app_context():
        letter = factories.letter(session().get_one(Review, selam.review_id))[1]
    phone = Phone(app, letter, "ti")
    page = phone.browser.post("/interpret", data={"secret": selam.link()})
    assert '<html lang="en"' in page.text
    assert ROOM in page.text
