"""Adults who have not answered are reminded by mail and by text: in the day, counted, and never by name."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select, update

from participation import clock, db
from participation.audit.models import AuditEntry
from participation.invitations.actions import Secrets
from participation.invitations.models import Invitation
from participation.operations.worker import remind_adults
from participation.outbox.models import Notice
from participation.reviews.models import Person
from participation.service import ServiceRow
from participation.service.chosen import Service
from participation.staff.models import Role
from tests import factories
from tests.casework.sending import send_with
from tests.databases import on_both
from tests.letters.desk import as_ticked
from tests.parts.mail import MailServer
from tests.parts.notify import Notify
from tests.walking import let_in, words_of

MEETING = date(2026, 3, 12)
PRINTED = datetime(2026, 2, 20, 10, 0, tzinfo=UTC)
FIRST, DUE, AFTER = (datetime(2026, 3, day, 10, 0, tzinfo=UTC) for day in (3, 6, 9))
"""The form is due on Friday 6 March; on the 3rd, three days before, the first reminder goes."""


@pytest.fixture
def app(make_app: Callable[..., Flask], mail: MailServer, notify: Notify) -> Flask:
    """With a mail server and Notify."""
    return make_app(smtp_url=mail.url, notify_key=notify.key, notify_url=notify.url, notify_template="a-template")


@pytest.fixture
def letter_of_jo(app: Flask) -> tuple[str, Secrets]:
    """A carer with a letter, mail and telephone, where reminders are turned on; her invitation and its secrets."""
    with app.app_context(), clock.frozen(PRINTED):
        with db.transaction() as session:
            session.add(ServiceRow.of(Service(reminds_by_mail=True, reminds_by_text=True, phone="01632 960 100")))
        people = [("foster_carer", "Xanthippe Jo")]
        review = factories.review(factories.staff()[0], MEETING, preferred_name="Zirkon", people=people)
        with db.transaction() as session:
            session.execute(update(Person).values(email="jo@example.org", phone="+447700900123"))
        invitation, secrets = factories.letter(review, "foster_carer")
        return invitation.id, secrets


@pytest.fixture
def jo(app: Flask, letter_of_jo: tuple[str, Secrets]) -> Iterator[tuple[str, Secrets]]:
    """Her letter, within the application as the worker is."""
    with app.app_context():
        yield letter_of_jo


def work(at: datetime) -> str:
    with clock.frozen(at):
        return remind_adults()


@on_both
def test_a_reminder_goes_three_days_before_the_form_is_due_and_on_the_day_by_mail_and_text(
    jo: tuple[str, Secrets], mail: MailServer, notify: Notify
) -> None:
    assert work(FIRST.replace(day=2)) == ""
    assert [work(FIRST), work(FIRST), work(FIRST.replace(day=4)), work(DUE), work(AFTER)] == [
        "2 reminded.", "", "", "2 reminded.", "",
    ]  # fmt: skip
    assert mail.recipients == ["jo@example.org"] * 2
    assert {each["phone_number"] for each in notify.texts} == {"+447700900123"}
    words = notify.texts[0]["personalisation"]["message"]
    assert "by Friday 6 March 2026, with the letter that we sent you. If you cannot find the letter" in words
    assert "01632 960 100" in words
    assert words == mail.messages[0].get_content().strip()
    everything = [*map(str, mail.messages), str(notify.texts)]
    everything += [str(vars(each)) for each in db.session().scalars(select(Notice))]
    everything += [
        str(vars(each)) for each in db.session().scalars(select(AuditEntry).where(AuditEntry.action == "reminded"))
    ]
    assert len(everything) == 2 + 1 + 4 + 4
    assert not any(name in each for name in ("Zirkon", "Xanthippe", jo[1].token, jo[1].code) for each in everything)


def test_at_night_and_at_weekends_nobody_is_reminded(jo: tuple[str, Secrets]) -> None:
    assert work(FIRST.replace(hour=3)) == work(FIRST.replace(hour=22)) == ""
    assert work(FIRST.replace(day=1)) == ""


@pytest.mark.parametrize("ends", ["answered", "ended", "not_asked"])
def test_a_reminder_that_waits_is_dropped_when_there_is_nothing_to_wait_for(
    jo: tuple[str, Secrets], mail: MailServer, notify: Notify, ends: str
) -> None:
    mail.busy_for = notify.busy_for = 1
    assert work(FIRST) == ""
    with clock.frozen(FIRST):
        if ends == "answered":
            send_with(jo[1], "carer_view")
        else:
            with db.transaction() as session:
                session.execute(
                    update(Invitation).values(revoked_at=FIRST)
                    if ends == "ended"
                    else update(Person).values(is_asked=False)
                )
    assert work(FIRST.replace(hour=11)) == work(DUE) == ""
    assert (mail.messages, notify.texts, db.session().scalars(select(Notice)).all()) == ([], [], [])


def test_what_is_refused_is_tried_again_and_the_tries_are_counted(
    jo: tuple[str, Secrets], mail: MailServer, notify: Notify
) -> None:
    mail.busy_for, notify.unknown = 1, {"+447700900123"}
    assert work(FIRST) == ""
    assert work(FIRST.replace(minute=5)) == "1 reminded."
    tries = {each.channel: (each.tries, each.refusal) for each in db.session().scalars(select(Notice))}
    assert tries == {"r_mail": (2, None), "r_text": (1, 400)}


def test_a_service_that_has_not_turned_it_on_reminds_nobody(jo: tuple[str, Secrets]) -> None:
    with db.transaction() as session:
        session.merge(ServiceRow.of(Service()))
    assert work(FIRST) == ""


def test_support_reminds_who_is_ticked_in_one_press_once_a_day(
    app: Flask, letter_of_jo: tuple[str, Secrets], mail: MailServer, notify: Notify
) -> None:
    with clock.frozen(AFTER.replace(hour=20)):
        with app.app_context():
            _, secret = factories.staff(Role.SUPPORT, email="sue@example.org")
        sue = let_in(app, "sue@example.org", secret)
        page = sue.get("/staff/chasing?who=foster_carer")
        form = as_ticked(page, "chase")
        assert form["of"] == [letter_of_jo[0]]
        assert "1 person is reminded." in words_of(sue.post("/staff/chasing/remind", data=form, follow_redirects=True))
        assert "0 people are reminded." in words_of(sue.post("/staff/chasing/remind", data=form, follow_redirects=True))
    with app.app_context():
        assert work(AFTER.replace(hour=20)) == "", "the evening is no time for it"
        assert work(AFTER.replace(day=10)) == "2 reminded."
    assert len(mail.messages) == 1
    (text,) = notify.texts
    said = text["personalisation"]["message"]
    assert "as soon as you can, before the meeting." in said, "no day that has passed is named"
