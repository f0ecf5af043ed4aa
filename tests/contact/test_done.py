"""A request that somebody took on is asked about again, each working day, until they have talked to who asked."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.contact.actions import acknowledge, note_done, note_tried
from participation.contact.models import ContactRequest, ContactStep
from participation.contact.reminders import remind
from participation.db import session, transaction
from participation.outbox.models import Notice
from participation.service.chosen import OnDuty
from participation.staff.accounts import disable
from participation.staff.models import Role, Staff
from tests import factories
from tests.contact.conftest import MORNING, Team
from tests.contact.test_staff_pages import desk, press
from tests.databases import on_both
from tests.document import Document
from tests.escalation.alerting import LINK, asks, urgent, work
from tests.parts.mail import MailServer
from tests.walking import words_of

HOUR = timedelta(hours=1)
FRIDAY = datetime(2026, 3, 13, 16, 30, tzinfo=UTC)


def take(team: Team, name: str, request_id: str) -> None:
    assert acknowledge(session().get_one(Staff, team.ids[name]), request_id)


def told(team: Team, since: datetime, days: int) -> dict[str, list[str]]:
    """Who is told again on which day and hour, when the worker looks each hour."""
    for hours in range(24 * days):
        with clock.frozen(since + HOUR * hours):
            remind()
            assert remind() == 0
    again = session().scalars(select(Notice).where(Notice.key.like("contact/again/%")).order_by(Notice.made_at))
    names, found = {id: name for name, id in team.ids.items()}, dict[str, list[str]]()
    for notice in again:
        assert notice.about.startswith("contact_asked")
        found.setdefault(names[notice.to_staff_id or ""], []).append(f"{clock.local(notice.made_at):%a %H:%M}")
    return found


@on_both
def test_whoever_took_it_on_hears_each_working_day_and_after_two_the_managers_too_until_it_is_done(
    app: Flask, team: Team
) -> None:
    request_id = asks(app)
    with app.app_context():
        with clock.frozen(MORNING + timedelta(minutes=30)):
            take(team, "amara", request_id)
        # The worker looks at the full hour: two working days after Monday 10:30 it is Wednesday 11:00.
        assert told(team, MORNING, 9) == {
            "amara": ["Tue 08:00", "Wed 08:00", "Thu 08:00", "Fri 08:00", "Mon 08:00", "Tue 08:00", "Wed 08:00"],
            "grace": ["Wed 11:00", "Thu 08:00", "Fri 08:00", "Mon 08:00", "Tue 08:00", "Wed 08:00"],
        }
        with clock.frozen(MORNING + timedelta(days=8, hours=23)):
            assert note_tried(session().get_one(Staff, team.ids["amara"]), request_id, "Rang, nobody answered.")
        before = told(team, MORNING + timedelta(days=9), 1)
        assert before["amara"][-1] == "Thu 08:00", "a note is not talking to them"
        with clock.frozen(MORNING + timedelta(days=10)):
            assert note_done(session().get_one(Staff, team.ids["amara"]), request_id)
        assert told(team, MORNING + timedelta(days=10), 7) == before


def test_a_weekend_tells_nobody_and_many_requests_are_one_mail(app: Flask, team: Team, mail: MailServer) -> None:
    with app.app_context(), clock.frozen(FRIDAY):
        for key in ("one", "two", "three"):
            take(team, "ben", asks(app, key))
        assert told(team, FRIDAY, 3) == {"ben": ["Mon 08:30"]}


@pytest.fixture
def mailing(make_app: Callable[..., Flask], mail: MailServer) -> Flask:
    return make_app(smtp_url=mail.url)


def test_the_mail_is_urgent_leads_to_the_list_and_says_nothing_of_it(
    mailing: Flask, team: Team, mail: MailServer
) -> None:
    request_id = asks(mailing)
    with mailing.app_context():
        take(team, "amara", request_id)
    work(mailing)
    before = len(urgent(mail))
    work(mailing, timedelta(days=1))
    assert urgent(mail)[before:] == ["amara@example.org"]
    sent = [message for message in mail.messages if "Urgent" in message["Subject"]][-1]
    assert LINK in str(sent.get_content())


def test_who_is_away_is_stood_in_for(app: Flask, team: Team) -> None:
    request_id = asks(app)
    with app.app_context():
        take(team, "amara", request_id)
    team.away("amara", "ben", "2026-03-10", "2026-03-10")
    with app.app_context():
        assert told(team, MORNING, 2) == {"ben": ["Tue 08:00"], "amara": ["Wed 08:00"]}


def test_who_is_not_on_duty_any_more_could_not_open_it_so_the_managers_hear_at_once(app: Flask, team: Team) -> None:
    request_id = asks(app)
    with app.app_context():
        take(team, "amara", request_id)
    team.settle(rota=(OnDuty(team.ids["ben"]),))
    with app.app_context():
        assert told(team, MORNING, 1) == {"grace": ["Tue 08:00"]}


def test_an_account_that_is_closed_leaves_it_to_the_managers(app: Flask, team: Team) -> None:
    request_id = asks(app)
    with app.app_context():
        take(team, "amara", request_id)
        disable(session().get_one(Staff, team.ids["amara"]))
        assert told(team, MORNING, 1) == {"grace": ["Tue 08:00"]}


def test_a_manager_who_took_it_on_hears_once_a_day(app: Flask, team: Team) -> None:
    with app.app_context():
        team.ids["mo"] = factories.staff(Role.MANAGER, email="mo@example.org")[0].id
    request_id = asks(app)
    with app.app_context():
        take(team, "grace", request_id)
        assert told(team, MORNING, 3) == {
            "grace": ["Tue 08:00", "Wed 08:00", "Thu 08:00"],
            "mo": ["Wed 10:00", "Thu 08:00"],
        }


@on_both
def test_the_second_press_says_who_has_talked_to_them_and_when(app: Flask, team: Team) -> None:
    request_id = asks(app)
    ben = desk(team, "ben")
    assert press(ben, f"/staff/contact/{request_id}/acknowledge") == 303
    assert "“I have talked to them”" in words_of(ben.get(f"/staff/contact/{request_id}"))
    amara = desk(team, "amara")
    with clock.frozen(MORNING + timedelta(minutes=10)):
        for _ in range(2):
            assert press(amara, f"/staff/contact/{request_id}/done") == 303
    page = words_of(ben.get(f"/staff/contact/{request_id}"))
    assert "talked to them Mon 9 Mar 10:10, Amara" in page
    assert "I have talked to them" not in page
    with app.app_context():
        request = session().get_one(ContactRequest, request_id)
        assert request.done is not None
        assert (request.done.by_id, request.done.at) == (team.ids["amara"], MORNING + timedelta(minutes=10))
        assert [step.state for step in request.steps] == ["acknowledged", "done"]


def test_the_list_tells_apart_who_waits_who_is_looked_after_and_who_was_talked_to(app: Flask, team: Team) -> None:
    for key, who in (("new", ""), ("old", "amara"), ("done", "ben"), ("late", "ben")):
        moment = MORNING - timedelta(days=3) if key == "late" else MORNING
        with clock.frozen(moment):
            request_id = asks(app, key)
            with app.app_context():
                if who:
                    take(team, who, request_id)
                if key == "done":
                    assert note_done(session().get_one(Staff, team.ids[who]), request_id, "Rang.")
    with clock.frozen(MORNING + timedelta(hours=26)):
        rows = list(Document.read(desk(team, "grace").get("/staff/contact").text).all("tr"))[1:]
    assert ["‼" if "moved-up" in row["class"] else "" for row in rows] == ["‼", "", "‼", ""]
    assert [next(row.all("li")).text for row in rows] == [
        "nobody has acknowledged",
        "acknowledged, not talked to yet",
        "acknowledged, not talked to yet",
        "talked to",
    ]


def test_older_notes_of_what_was_done_still_count_as_done(app: Flask, team: Team) -> None:
    """Before there were two presses, a note was all that could be written."""
    request_id = asks(app)
    with app.app_context():
        with transaction() as current:
            current.add(ContactStep(request_id=request_id, state="done", by_id=team.ids["ben"], at=MORNING))
        assert told(team, MORNING, 5) == {}
