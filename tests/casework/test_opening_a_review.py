"""Opening the page of a review: who may, that it counts as reading, and what it never shows."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock, db
from participation.audit.models import AuditEntry
from participation.db import transaction
from participation.invitations.models import Invitation
from participation.submissions.models import Reading, Submission
from tests.casework.conftest import MORNING
from tests.casework.desk import Desk
from tests.casework.maya import LOUD, maya
from tests.databases import on_both
from tests.walking import words_of

__all__ = ["maya"]


@pytest.mark.parametrize("header", [{"Sec-Purpose": "prefetch"}, {"Purpose": "prefetch"}, {}])
def test_what_a_browser_fetches_ahead_or_only_asks_about_is_not_read_and_not_shown(
    desk: Desk, maya: str, header: dict[str, str]
) -> None:
    desk.receive(maya, "my_views", where_i_live_words=LOUD)
    address = f"/staff/reviews/{maya}"
    answer = desk.browser.get(address, headers=header) if header else desk.browser.head(address)
    assert (answer.status_code, answer.data) == (204, b"")
    with desk.app.app_context():
        assert db.session().scalars(select(Reading)).all() == []
        assert not db.session().scalars(select(AuditEntry).where(AuditEntry.action == "read")).all()


@on_both
def test_opening_the_page_is_kept_once_and_is_audited_each_time(desk: Desk, maya: str) -> None:
    ids = {desk.receive(maya, "my_views", school="good"), desk.receive(maya, "carer_view", "foster_carer")}
    desk.receive(maya, "my_advocate", wants_advocate="yes")
    desk.open(maya)
    with clock.frozen(MORNING + timedelta(minutes=5)):
        desk.open(maya)
    with desk.app.app_context():
        readings = db.session().scalars(select(Reading)).all()
        audited = db.session().scalars(select(AuditEntry.object).where(AuditEntry.action == "read")).all()
    assert {reading.submission_id for reading in readings} == ids
    assert [(reading.opened_at, reading.read_at) for reading in readings] == [(MORNING, None)] * 2
    assert sorted(audited) == sorted(f"submission/{id}" for id in ids for _ in range(2))


def test_no_word_is_shown_when_the_audit_cannot_be_written(desk: Desk, maya: str) -> None:
    desk.receive(maya, "my_views", where_i_live_words=LOUD)
    assert desk.browser.get("/staff/").status_code == 200
    with desk.app.app_context(), db.engine().begin() as connection:
        connection.exec_driver_sql("ALTER TABLE audit RENAME TO audit_gone")
    refused = desk.open(maya)
    assert refused.status_code == 503
    assert LOUD not in refused.text


def test_what_cannot_be_opened_is_told_and_hides_nothing_else(desk: Desk, maya: str) -> None:
    broken = desk.receive(maya, "carer_view", "foster_carer", school_words="Happy there")
    desk.receive(maya, "my_views", where_i_live_words=LOUD)
    with desk.app.app_context(), transaction() as session:
        session.get_one(Submission, broken).envelope = b"\x01\x00"
    page = words_of(desk.open(maya))
    assert LOUD in page
    assert "1 thing that was sent cannot be opened here" in page
    with desk.app.app_context():
        was_read = set(db.session().scalars(select(Reading.submission_id)))
    assert broken not in was_read
    assert len(was_read) == 1


def test_another_officers_review_does_not_exist(app: Flask, desk: Desk, maya: str) -> None:
    submission = desk.receive(maya, "my_views", where_i_live_words=LOUD)
    ben = Desk(app, "ben@example.org")
    for path in (
        f"reviews/{maya}",
        f"reviews/{maya}/pack",
        f"reviews/{maya}/participation",
        f"submissions/{submission}",
    ):
        answer = ben.browser.get(f"/staff/{path}")
        assert (answer.status_code, LOUD in answer.text) == (404, False), path


def test_one_submission_whole_says_what_was_left_out_too(desk: Desk, maya: str) -> None:
    id = desk.receive(maya, "my_views", where_i_live_words=LOUD)
    whole = words_of(desk.browser.get(f"/staff/submissions/{id}"))
    assert LOUD in whole
    assert "only you" in whole
    assert "How is school? not answered" in whole
    assert "Sent on Monday 9 March 2026" in whole
    assert "Maya’s form: Say what you think Maya, Mon 9 Mar 08:55" in whole
    assert "Home · Do you want to say more?" in whole
    assert "taken back" not in whole


@pytest.mark.parametrize(
    ("purpose", "typed"),
    [("after_review", {"be_better": LOUD}), ("my_advocate", {"about_words": LOUD, "wants_advocate": "yes"})],
)
def test_what_is_not_meant_for_the_officer_is_nowhere_on_their_side(
    desk: Desk, maya: str, purpose: str, typed: dict[str, str]
) -> None:
    with clock.frozen(datetime(2026, 3, 11, 9, tzinfo=UTC)):
        id = desk.receive(maya, purpose, **typed)
        assert desk.browser.get(f"/staff/submissions/{id}").status_code == 404
        for rest in ("", "/pack"):
            assert LOUD not in desk.open(maya, rest).text
        assert "Maya, Wed 11 Mar" not in desk.list()
    with desk.app.app_context():
        assert db.session().scalars(select(Reading)).all() == []


def test_a_letter_that_was_revoked_is_nobody_who_was_asked(desk: Desk, maya: str) -> None:
    desk.receive(maya, "carer_view", "foster_carer", school_words="Happy there")
    with desk.app.app_context(), transaction() as session:
        session.scalars(select(Invitation)).one().revoked_at = clock.now()
    assert "Happy there" in words_of(desk.open(maya))
