"""A child with a number of their own is reminded by text, if the service wants that: no name, no word, no service."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from participation import clock, db
from participation.children.models import Child
from participation.invitations.actions import Secrets
from participation.invitations.models import Invitation
from participation.outbox.models import Notice
from participation.reminders.wording import title_and_words
from participation.service import ServiceRow
from participation.service.chosen import Service
from participation.service.reminder_times import REMINDER_TIMES, ReminderTimes
from participation.translating.known import LANGUAGES
from tests import factories
from tests.casework.sending import send_with
from tests.databases import on_both
from tests.parts.mail import MailServer
from tests.parts.notify import Notify
from tests.reminders.test_reminding import MEETING, PRINTED, work

NUMBER = "+447700900456"
ON = Service(
    name="Northshire Reviewing Service",
    phone="01632 960 100",
    reminds_by_mail=True,
    reminds_by_text=True,
    reminders=(*REMINDER_TIMES[:3], ReminderTimes("child", is_on=True, every=0)),
)
THREE_DAYS_BEFORE = PRINTED.replace(month=3, day=9)


@pytest.fixture
def app(make_app: Callable[..., Flask], mail: MailServer, notify: Notify) -> Flask:
    """With a mail server and Notify."""
    return make_app(smtp_url=mail.url, notify_key=notify.key, notify_url=notify.url, notify_template="a-template")


def turn(chosen: Service) -> None:
    with db.transaction() as session:
        session.merge(ServiceRow.of(chosen))


@pytest.fixture
def letter(app: Flask) -> Iterator[Secrets]:
    """Zirkon's letter is out, and a list has said a number of theirs."""
    with app.app_context():
        with clock.frozen(PRINTED):
            turn(ON)
            review = factories.review(factories.staff()[0], MEETING, preferred_name="Zirkon", people=[])
            with db.transaction() as session:
                session.execute(update(Child).values(phone=NUMBER))
            _, secrets = factories.letter(review)
        yield secrets


@on_both
def test_one_text_goes_three_days_before_the_meeting_and_names_nobody(
    letter: Secrets, mail: MailServer, notify: Notify
) -> None:
    days = [THREE_DAYS_BEFORE + timedelta(days=after) for after in (-3, 0, 0, 1, 2, 3)]
    assert [work(day) for day in days] == ["", "1 reminded.", "", "", "", ""]
    (text,) = notify.texts
    assert text["phone_number"] == NUMBER
    said = text["personalisation"]["message"]
    assert said == "There is still time to answer the letter we sent you. Lost it? Ring us: 01632 960 100."
    assert mail.messages == []
    kept = str([vars(each) for each in db.session().scalars(select(Notice))]) + str(notify.texts)
    assert not [part for part in ("Zirkon", "Northshire", "review", letter.token, letter.code) if part in kept]


def test_it_names_no_service_in_any_language_and_holds_no_link(letter: Secrets) -> None:
    invitation = db.session().scalars(select(Invitation)).one()
    for code in LANGUAGES:
        invitation.language = code
        title, words = title_and_words(invitation)
        assert title == ""
        assert "01632 960 100" in words
        assert not [part for part in ("Northshire", "Zirkon", "http", "/", "@") if part in words]


def test_a_service_that_has_not_turned_it_on_reminds_no_child(letter: Secrets, notify: Notify) -> None:
    turn(Service(reminds_by_text=True))
    assert work(THREE_DAYS_BEFORE) == ""
    assert notify.texts == []


@pytest.mark.parametrize("ends", ["answered", "gone", "lost", "turned off", "no texts", "no number"])
def test_a_text_that_waits_is_dropped_when_there_is_nothing_to_wait_for(
    letter: Secrets, notify: Notify, ends: str
) -> None:
    notify.busy_for = 1
    assert work(THREE_DAYS_BEFORE) == ""
    assert db.session().scalars(select(Notice.channel)).all() == ["r_text"]
    with clock.frozen(THREE_DAYS_BEFORE):
        if ends == "answered":
            send_with(letter, "my_views")
        elif ends == "turned off":
            turn(Service(reminds_by_text=True))
        elif ends == "no texts":
            turn(replace(ON, reminds_by_text=False))
        else:
            changed = {
                "gone": update(Child).values(ended_as="moved"),
                "lost": update(Invitation).values(revoked_at=THREE_DAYS_BEFORE),
                "no number": update(Child).values(phone=""),
            }
            with db.transaction() as session:
                session.execute(changed[ends])
    assert work(THREE_DAYS_BEFORE.replace(hour=11)) == work(THREE_DAYS_BEFORE.replace(day=10)) == ""
    assert notify.texts == []


def test_a_service_that_is_staffed_day_and_night_wakes_no_child(letter: Secrets, notify: Notify) -> None:
    turn(replace(ON, staffed_from="00:00", staffed_until="00:00"))
    hours = [THREE_DAYS_BEFORE.replace(hour=hour) for hour in (2, 7, 10)]
    assert [work(hour) for hour in hours] == ["", "", "1 reminded."]
    assert work(THREE_DAYS_BEFORE.replace(hour=23)) == ""


def test_a_text_that_waits_does_not_go_at_night(letter: Secrets, notify: Notify) -> None:
    turn(replace(ON, staffed_from="00:00", staffed_until="00:00"))
    notify.busy_for = 1
    assert work(THREE_DAYS_BEFORE.replace(hour=19)) == ""
    assert work(THREE_DAYS_BEFORE.replace(hour=22)) == ""
    assert work(THREE_DAYS_BEFORE.replace(day=10, hour=8)) == "1 reminded."


@on_both
def test_siblings_with_one_telephone_get_one_text(letter: Secrets, notify: Notify) -> None:
    with clock.frozen(PRINTED):
        officer = factories.staff(email="ben@example.org")[0]
        factories.letter(factories.review(officer, MEETING, preferred_name="Quarz", people=[]))
        with db.transaction() as session:
            session.execute(update(Child).values(phone=NUMBER))
    days = [THREE_DAYS_BEFORE, THREE_DAYS_BEFORE.replace(hour=11), THREE_DAYS_BEFORE.replace(day=10)]
    assert [work(day) for day in days] == ["1 reminded.", "", ""]
    assert len(notify.texts) == 1


def test_a_telephone_is_rung_for_whoever_has_not_answered(letter: Secrets, notify: Notify) -> None:
    with clock.frozen(PRINTED):
        officer = factories.staff(email="ben@example.org")[0]
        factories.letter(factories.review(officer, MEETING, preferred_name="Quarz", people=[]))
        with db.transaction() as session:
            session.execute(update(Child).values(phone=NUMBER))
        send_with(letter, "my_views")
    assert work(THREE_DAYS_BEFORE) == "1 reminded."
