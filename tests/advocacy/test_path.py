"""The way from asking to meeting: few presses, a note at each step, and the last one taken back within a day."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation import clock, db
from participation.advocacy.actions import undo_step
from participation.advocacy.models import AdvocacyStep, ReferralStep
from participation.audit.models import AuditEntry
from participation.staff.models import Role, Staff
from tests import factories
from tests.advocacy.referring import referred
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.journeys import promised
from tests.walking import hidden_fields, let_in, words_of

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
NOTE = "She would like to meet at the park"


@pytest.fixture(autouse=True)
def on_a_monday() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(app)


def advocate(desk: Desk, name: str) -> FlaskClient:
    with desk.app.app_context():
        email = f"{name.casefold()}@example.org"
        _, secret = factories.staff(Role.ADVOCATE, email=email, name=name)
    return let_in(desk.app, email, secret)


@pytest.fixture
def dee(desk: Desk) -> FlaskClient:
    return advocate(desk, "Dee")


def ask(desk: Desk) -> str:
    """A child asks for an advocate by themselves."""
    return desk.receive(desk.review("Maya", date(2026, 3, 10)), "my_advocate", wants_advocate="yes")


def refer_her(desk: Desk) -> str:
    """Her officer asks for her."""
    return referred(desk, desk.review("Maya", date(2026, 3, 10)))


Make = Callable[[Desk], str]
BOTH = pytest.mark.parametrize("made", [ask, refer_her])


def press(browser: FlaskClient, page: TestResponse, label: str, note: str = "") -> TestResponse:
    """Press a button that stands on the page, or follow a link of that name; gives what is shown then."""
    words = re.escape(label)
    if link := re.search(rf'<a [^>]*href="([^"]+)"[^>]*>{words}</a>', page.text):
        return browser.get(unescape(link[1]))
    button = re.search(rf'<button[^>]* formaction="([^"]+)"[^>]*>{words}<', page.text)
    form = re.search(rf'<form method="post" action="([^"]+)">(?:(?!</form>).)*>{words}<', page.text, re.S)
    found = button or form
    assert found, label
    data = {"csrf_token": hidden_fields(page)["csrf_token"], "note": note}
    return browser.post(unescape(found[1]), data=data, follow_redirects=True)


def told(desk: Desk) -> list[str]:
    with desk.app.app_context():
        wanted = select(AuditEntry.action).where(AuditEntry.action.like("advocacy%")).order_by(AuditEntry.number)
        return list(db.session().scalars(wanted))


@BOTH
def test_from_asked_to_met_it_takes_as_many_presses_as_is_promised(desk: Desk, dee: FlaskClient, made: Make) -> None:
    made(desk)
    page, presses = dee.get("/staff/advocacy"), ("Maya", "Accept it", "We are in touch", "We have met")
    for label in presses:
        page = press(dee, page, label)
    assert "Noted: met." in words_of(page)
    assert len(presses) == promised(
        "from the list of requests to having met the child, with a note at each step or none"
    )


@on_both
@BOTH
def test_a_note_stands_beside_its_step_for_the_provider_alone(desk: Desk, dee: FlaskClient, made: Make) -> None:
    request = made(desk)
    page = press(dee, dee.get(f"/staff/advocacy/{request}"), "Accept it", NOTE)
    assert NOTE in page.text
    with desk.app.app_context():
        kept = db.session().scalars(select(AdvocacyStep)).all() or db.session().scalars(select(ReferralStep)).all()
        assert kept[0].note is not None
        assert NOTE.encode() not in kept[0].note
        review = kept[0].submission.review_id if isinstance(kept[0], AdvocacyStep) else kept[0].referral.review_id
    assert NOTE not in desk.open(review).text


@on_both
@BOTH
def test_who_took_the_last_step_takes_it_back_within_a_day(desk: Desk, dee: FlaskClient, made: Make) -> None:
    request = made(desk)
    page = press(dee, dee.get(f"/staff/advocacy/{request}"), "Accept it")
    page = press(dee, page, "We have met", NOTE)
    assert "Take back “met”" in page.text
    assert "Take back “met”" not in advocate(desk, "Dora").get(f"/staff/advocacy/{request}").text
    again = page
    page = press(dee, page, "Take back “met”")
    assert "Taken back, with its note." in words_of(page)
    assert NOTE not in page.text
    assert "Take back “accepted”" in page.text
    assert "Nothing was changed" in words_of(press(dee, again, "Take back “met”"))
    assert told(desk) == ["advocacy taken", "advocacy met", "advocacy undone"]


def test_neither_a_colleague_nor_the_day_after_takes_a_step_back(desk: Desk, dee: FlaskClient) -> None:
    request = ask(desk)
    press(dee, dee.get(f"/staff/advocacy/{request}"), "Accept it")
    with desk.app.app_context():
        me = db.session().scalars(select(Staff).where(Staff.name == "Dee")).one()
        other, _ = factories.staff(Role.ADVOCATE, email="dora@example.org")
        assert undo_step(other, request, "taken") is False
        with clock.frozen(NOW + timedelta(days=1, minutes=1)):
            assert undo_step(me, request, "taken") is False
        assert undo_step(me, request, "taken") is True


def test_a_note_that_is_not_kept_comes_back(desk: Desk, dee: FlaskClient) -> None:
    request = ask(desk)
    before = dee.get(f"/staff/advocacy/{request}")
    press(dee, before, "Accept it", "first")
    late = press(dee, before, "Accept it", NOTE)
    assert (late.status_code, "Somebody has noted this step already." in words_of(late)) == (422, True)
    assert f"{NOTE}</textarea>" in late.text
    long = press(dee, before, "We have met", "x" * 2001)
    assert (long.status_code, "2,000 letters at most" in words_of(long)) == (422, True)
    assert told(desk) == ["advocacy taken"]
