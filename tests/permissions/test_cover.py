"""While an officer is away a named colleague does their work, and it ends by itself."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation import clock, db
from participation.audit.models import AuditEntry
from participation.outbox.models import Notice
from participation.staff.models import Absence, Role, Staff
from tests import factories
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.walking import hidden_fields, let_in, words_of

MONDAY = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
TODAY = MONDAY.date()
FRIDAY = date(2026, 3, 13)


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    with clock.frozen(MONDAY):
        yield


@pytest.fixture
def amara(app: Flask) -> Desk:
    """Who will be away."""
    return Desk(app)


@pytest.fixture
def ben(app: Flask) -> Desk:
    """Who will cover."""
    desk = Desk(app, "ben@example.org")
    with app.app_context(), db.transaction():
        db.session().get_one(Staff, desk.staff_id).name = "Ben"
    return desk


def give(browser: FlaskClient, covering: str, first: date = TODAY, last: date = FRIDAY, **more: str) -> TestResponse:
    """Fill in the form as a browser would, with its tick left on."""
    data = {**hidden_fields(browser.get("/staff/cover")), "deputy": covering, "also_reads": "y", **more}
    data |= {"first_on": first.isoformat(), "last_on": last.isoformat()}
    return browser.post("/staff/cover", data=data, follow_redirects=True)


def covers(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        return [(each.absent_id, each.deputy_id) for each in db.session().scalars(select(Absence))]


def entries(app: Flask, action: str) -> list[str]:
    with app.app_context():
        return list(db.session().scalars(select(AuditEntry.actor).where(AuditEntry.action == action)))


@on_both
def test_the_colleague_sees_the_list_and_reads_and_records_while_it_runs(app: Flask, amara: Desk, ben: Desk) -> None:
    review = amara.review("Maya", TODAY)
    sent = amara.receive(review, "my_views", where_i_live_words="loud at night")
    assert ben.open(review).status_code == 404
    assert "Cover is given" in words_of(give(amara.browser, ben.staff_id))
    listed = ben.list()
    assert "You cover for Amara until Friday 13 March 2026" in listed
    assert "for Amara" in listed
    page = ben.open(review)
    assert "loud at night" in page.text
    assert "This is Amara’s review. You cover for them." in words_of(page)
    assert ben.browser.get(f"/staff/submissions/{sent}").status_code == 200
    form = {**hidden_fields(ben.open(review, "/participation")), "attended": "yes", "how": "spoke"}
    ben.browser.post(f"/staff/reviews/{review}/participation", data={**form, "go": "suggest"})
    done = ben.browser.post(
        f"/staff/reviews/{review}/participation", data={**form, "code": "PN1", "go": "record"}, follow_redirects=True
    )
    assert "Recorded as PN1" in words_of(done)
    assert ben.staff_id in entries(app, "recorded participation")
    assert entries(app, "gave cover") == [amara.staff_id]


@pytest.mark.parametrize("moment", [MONDAY + timedelta(hours=1), MONDAY + timedelta(days=5)])
def test_outside_its_days_nothing_is_there(app: Flask, amara: Desk, ben: Desk, moment: datetime) -> None:
    review = amara.review("Maya", date(2026, 3, 20))
    give(amara.browser, ben.staff_id, TODAY + timedelta(days=1))
    with clock.frozen(moment):
        browser = let_in(app, ben.email, ben.secret)
        assert "You have no reviews" in words_of(browser.get("/staff/"))
        assert browser.get(f"/staff/reviews/{review}").status_code == 404


@pytest.mark.parametrize("hours", [0, 4 * 24 + 14])
def test_it_runs_from_the_first_day_through_the_last(app: Flask, amara: Desk, ben: Desk, hours: int) -> None:
    review = amara.review("Maya", date(2026, 3, 20))
    give(amara.browser, ben.staff_id)
    with clock.frozen(MONDAY + timedelta(hours=hours)):
        browser = ben.browser if hours == 0 else let_in(app, ben.email, ben.secret)
        assert browser.get(f"/staff/reviews/{review}").status_code == 200


def test_a_colleagues_colleague_gets_nothing(app: Flask, amara: Desk, ben: Desk) -> None:
    review, cleo = amara.review("Maya", TODAY), Desk(app, "cleo@example.org")
    give(amara.browser, ben.staff_id)
    give(ben.browser, cleo.staff_id)
    assert cleo.open(review).status_code == 404
    assert "You cover for Ben" in cleo.list()


def test_a_manager_gives_cover_for_somebody_who_is_ill_and_ends_it(app: Flask, amara: Desk, ben: Desk) -> None:
    review = amara.review("Maya", TODAY)
    with app.app_context():
        _, secret = factories.staff(Role.MANAGER, email="mo@example.org", name="Mo")
    mo = let_in(app, "mo@example.org", secret)
    given = words_of(give(mo, ben.staff_id, absent=amara.staff_id))
    assert "given by Mo" in given
    assert "Both of them are told that something waits." in given
    assert ben.open(review).status_code == 200
    assert mo.get(f"/staff/reviews/{review}").status_code == 404
    with app.app_context():
        cover = db.session().scalars(select(Absence.id)).one()
    assert ben.browser.post(f"/staff/cover/{cover}/end", data=hidden_fields(mo.get("/staff/cover"))).status_code != 303
    ended = mo.post(f"/staff/cover/{cover}/end", data=hidden_fields(mo.get("/staff/cover")), follow_redirects=True)
    assert "Cover has ended." in words_of(ended)
    assert ben.open(review).status_code == 404
    assert entries(app, "ended cover") == entries(app, "gave cover")


def test_the_officer_ends_it_and_a_colleague_cannot(app: Flask, amara: Desk, ben: Desk) -> None:
    give(amara.browser, ben.staff_id)
    with app.app_context():
        cover = db.session().scalars(select(Absence.id)).one()
    theirs = hidden_fields(ben.browser.get("/staff/cover"))
    assert ben.browser.post(f"/staff/cover/{cover}/end", data=theirs).status_code == 404
    own = hidden_fields(amara.browser.get("/staff/cover"))
    assert amara.browser.post(f"/staff/cover/{cover}/end", data=own).status_code == 303
    assert amara.browser.post(f"/staff/cover/{cover}/end", data=own).status_code == 404


def test_an_officer_gives_cover_only_for_themselves(app: Flask, amara: Desk, ben: Desk) -> None:
    give(amara.browser, ben.staff_id, absent=ben.staff_id)
    give(ben.browser, ben.staff_id, absent=amara.staff_id)
    assert covers(app) in ([], [(amara.staff_id, ben.staff_id)])
    assert (amara.staff_id, amara.staff_id) not in covers(app)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ((FRIDAY, TODAY), "This is before the first day."),
        ((date(2026, 3, 1), date(2026, 3, 8)), "This day has passed."),
        ((TODAY, date(2028, 1, 1)), "Cover lasts a year at most."),
    ],
)
def test_days_that_make_no_absence_are_refused_in_words(
    app: Flask, amara: Desk, ben: Desk, days: tuple[date, date], sentence: str
) -> None:
    refused = give(amara.browser, ben.staff_id, *days)
    assert refused.status_code == 422
    assert sentence in words_of(refused)
    assert covers(app) == []


def told(app: Flask) -> list[str | None]:
    """Who is told of cover."""
    with app.app_context():
        return list(db.session().scalars(select(Notice.to_staff_id).where(Notice.about == "cover_given")))


def test_the_colleague_is_told_that_something_waits_and_by_no_name(app: Flask, amara: Desk, ben: Desk) -> None:
    give(amara.browser, ben.staff_id)
    assert told(app) == [ben.staff_id]


@on_both
def test_an_officer_whose_children_a_manager_opens_to_a_colleague_is_told_and_sees_to_whom_and_can_end_it(
    app: Flask, amara: Desk, ben: Desk
) -> None:
    with app.app_context():
        _, secret = factories.staff(Role.MANAGER, email="mo@example.org", name="Mo")
    give(let_in(app, "mo@example.org", secret), ben.staff_id, absent=amara.staff_id)
    assert sorted(told(app), key=str) == sorted((amara.staff_id, ben.staff_id))
    said = "Ben covers for you from Mon 9 Mar to Fri 13 Mar, and reads what comes."
    assert f"{said} Mo arranged this. See the cover" in amara.list()
    assert "covers for you" not in ben.list()
    with app.app_context():
        cover = db.session().scalars(select(Absence.id)).one()
    fields = hidden_fields(amara.browser.get("/staff/cover"))
    assert amara.browser.post(f"/staff/cover/{cover}/end", data=fields).status_code == 303
    assert "covers for you" not in amara.list()


def test_who_gave_cover_themselves_is_reminded_of_it_and_of_no_manager(app: Flask, amara: Desk, ben: Desk) -> None:
    give(amara.browser, ben.staff_id)
    listed = amara.list()
    assert "Ben covers for you from" in listed
    assert "arranged this" not in listed


@on_both
def test_who_was_away_and_who_covered_hear_that_somebody_ended_it(app: Flask, amara: Desk, ben: Desk) -> None:
    give(amara.browser, ben.staff_id)
    with app.app_context():
        nadia, secret = factories.staff(Role.MANAGER, email="nadia@example.org", name="Nadia")
        cover, nadia_id = db.session().scalars(select(Absence.id)).one(), nadia.id
    browser = let_in(app, "nadia@example.org", secret)
    browser.post(f"/staff/cover/{cover}/end", data=hidden_fields(browser.get("/staff/cover")))
    with app.app_context():
        told = list(db.session().scalars(select(Notice.to_staff_id).where(Notice.about == "cover_ended")))
    assert (set(told), nadia_id in told) == ({amara.staff_id, ben.staff_id}, False)
    for desk in (amara, ben):
        assert "no longer covers for" in desk.list()
    with clock.frozen(MONDAY + timedelta(days=4)):
        amara.sign_in_again()
        assert "no longer covers for" not in amara.list()
