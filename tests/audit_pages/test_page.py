"""Managers see who read what, and that they looked is noted too."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from participation import clock, db
from participation.audit.actions import record
from participation.audit.models import AuditEntry
from participation.audit_pages import queries
from participation.locks.actions import change_lock, set_lock
from participation.operations.cli import cli
from participation.reviews.models import Review
from participation.staff.models import Role
from tests import factories
from tests.audit_pages.tampering import without_triggers
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.locks.test_locks import OTHER, RIGHT, opening
from tests.walking import let_in, words_of

MONDAY = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
WORDS = "loud at night"


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    with clock.frozen(MONDAY):
        yield


@pytest.fixture
def amara(app: Flask) -> Desk:
    """An officer who has read."""
    desk = Desk(app)
    for name in ("Maya", "Leo"):
        review = desk.review(name, date(2026, 3, 10))
        desk.receive(review, "my_views", where_i_live_words=WORDS)
        desk.open(review)
    return desk


@pytest.fixture
def mo(app: Flask) -> FlaskClient:
    """A manager."""
    with app.app_context():
        _, secret = factories.staff(Role.MANAGER, email="mo@example.org", name="Mo")
    return let_in(app, "mo@example.org", secret)


def number_of(app: Flask, name: str, *, of_child: bool = False) -> str:
    with app.app_context():
        found = next(each for each in db.session().scalars(select(Review)) if each.child.preferred_name == name)
        return found.child.reference if of_child else str(found.reference)


@on_both
def test_a_manager_sees_who_read_what_and_when_and_no_words(app: Flask, amara: Desk, mo: FlaskClient) -> None:
    page = mo.get("/staff/audit")
    said = words_of(page)
    assert "Mon 9 Mar 2026, 08:55" in said
    assert "Amara reviewing officer read Maya, Tue 10 Mar 2026 something sent preparing the review" in said
    assert "The chain is whole" in said
    assert re.search(r"whether the newest entries are still there: \d+-[0-9a-f]{64}", said)
    assert WORDS not in page.text


@on_both
def test_that_somebody_looked_is_noted_before_they_see(app: Flask, amara: Desk, mo: FlaskClient) -> None:
    assert "Mo service manager read the audit" in words_of(mo.get("/staff/audit"))
    mo.get(f"/staff/audit?number={number_of(app, 'Leo')}&staff={amara.staff_id}&first_on=2026-03-01")
    with app.app_context():
        last = db.session().scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
        assert last is not None
        assert (last.action, last.purpose) == ("read the audit", f"staff/{amara.staff_id}, 2026-03-01 to …")
        assert last.object.startswith("review/")


@pytest.mark.parametrize("of_child", [True, False])
def test_it_can_be_asked_about_one_child_or_one_review(
    app: Flask, amara: Desk, mo: FlaskClient, of_child: bool
) -> None:
    said = words_of(mo.get(f"/staff/audit?number={number_of(app, 'Leo', of_child=of_child)}"))
    assert "Leo" in said
    assert "Maya" not in said
    assert "Nothing is noted that fits." in words_of(mo.get("/staff/audit?number=C-unknown"))


def test_it_can_be_asked_about_one_person_and_some_days(app: Flask, amara: Desk, mo: FlaskClient) -> None:
    assert "Maya" in words_of(mo.get(f"/staff/audit?staff={amara.staff_id}"))
    with app.app_context():
        ben, _ = factories.staff(name="Ben")
        assert ben.id
    assert "Maya" not in words_of(mo.get(f"/staff/audit?staff={ben.id}"))
    assert "Maya" in words_of(mo.get("/staff/audit?first_on=2026-03-09&last_on=2026-03-09"))
    assert "Maya" not in words_of(mo.get("/staff/audit?last_on=2026-03-08"))
    assert "Maya" not in words_of(mo.get("/staff/audit?first_on=2026-03-10"))


def test_what_cannot_be_looked_for_is_said_and_shows_everything(mo: FlaskClient) -> None:
    assert "From: Please give a day." in words_of(mo.get("/staff/audit?first_on=yesterday"))
    for query in ("first_on=yesterday", "first_on=2026-03-05&last_on=2026-03-01", "staff=nobody", "number=" + "9" * 65):
        page = mo.get(f"/staff/audit?{query}")
        assert page.status_code == 422
        assert "Please put this right" in words_of(page)


def test_what_the_program_did_by_itself_is_shown_when_asked_for(app: Flask, mo: FlaskClient) -> None:
    with app.app_context(), db.transaction() as session:
        record(session, "system", "counted", "submission/gone")
    assert "submission/gone" not in mo.get("/staff/audit").text
    assert "the program counted submission/gone" in words_of(mo.get("/staff/audit?with_program=y"))


def test_it_says_when_the_worker_saw_that_a_lock_was_set_or_changed_and_by_whom(app: Flask, mo: FlaskClient) -> None:
    with app.app_context():
        _, secrets = factories.letter(factories.review())
        with clock.frozen(MONDAY - timedelta(minutes=9)):
            opening(secrets).does(set_lock, RIGHT)
        with clock.frozen(MONDAY - timedelta(minutes=2)):
            opening(secrets).does(change_lock, RIGHT, OTHER)
    for _ in range(2):
        done = CliRunner().invoke(cli, ["worker", "--once"], obj=lambda **_: app)
        assert done.exit_code == 0, done.output
    said = words_of(mo.get(f"/staff/audit?number={number_of(app, 'Maya', of_child=True)}"))
    about = r"9 Mar 2026, 08:55 \d+ whoever had the letter {} Maya, Tue 10 Mar 2026 a letter done at 2026-03-09 {} GMT"
    assert len(re.findall(about.format("set a lock", "08:46:00"), said)) == 1
    assert len(re.findall(about.format("changed the lock", "08:53:00"), said)) == 1


def test_pages_follow_each_other_without_a_gap(app: Flask, mo: FlaskClient) -> None:
    with app.app_context(), db.transaction() as session:
        for number in range(120):
            record(session, "somebody", "did", f"thing/{number}")
    address, seen, pages = "/staff/audit?staff=", [], 0
    while address:
        page = mo.get(address)
        seen += [int(each) for each in re.findall(r"thing/(\d+)", page.text)]
        older = re.search(r'href="([^"]*before=\d+[^"]*)"', page.text)
        address, pages = (older[1].replace("&amp;", "&") if older else ""), pages + 1
    assert seen == list(range(119, -1, -1))
    assert pages == 3


@on_both
def test_the_page_says_where_the_chain_is_broken(app: Flask, amara: Desk, mo: FlaskClient) -> None:
    with without_triggers(app) as connection:
        connection.execute(text("UPDATE audit SET actor = 'nobody' WHERE number = 3"))
    assert "The chain is broken at entry 3" in words_of(mo.get("/staff/audit"))


def test_a_long_chain_is_checked_from_near_its_end_and_whole_on_a_press(
    app: Flask, mo: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "CHECKED_AT_ONCE", 5)
    with app.app_context(), db.transaction() as session:
        for number in range(10):
            record(session, "somebody", "did", f"thing/{number}")
    with without_triggers(app) as connection:
        connection.execute(text("UPDATE audit SET actor = 'nobody' WHERE number = 2"))
    near = mo.get("/staff/audit")
    assert "The last 5 of" in words_of(near)
    assert "The chain is broken at entry 2" in words_of(mo.get("/staff/audit?whole=1"))


def test_only_managers_look(app: Flask, amara: Desk) -> None:
    with clock.frozen(MONDAY + timedelta(minutes=1)):
        assert amara.browser.get("/staff/audit").status_code == 404
