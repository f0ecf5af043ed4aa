"""Adults who come are told when a settled meeting changes: by mail with the new calendar file, by text, or by hand."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from email.message import EmailMessage

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select, update

from participation import clock, db
from participation.arranging.actions import Arrangement, settle_meeting
from participation.audit.models import AuditEntry
from participation.endings.actions import end, take_back
from participation.endings.reasons import CHILD, REVIEW, Cause
from participation.operations.worker import remind_adults
from participation.outbox.models import Notice
from participation.reviews.models import Person, Review
from participation.service import ServiceRow
from participation.service.chosen import Service
from participation.staff.models import Role, Staff
from tests import factories
from tests.databases import on_both
from tests.parts.mail import MailServer
from tests.parts.notify import Notify
from tests.walking import hidden_fields, let_in, words_of

MEETING = date(2026, 3, 12)
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
NIGHT = datetime(2026, 3, 2, 23, tzinfo=UTC)
ROOM = "Room 2, 7 Elm Row"


@pytest.fixture
def app(make_app: Callable[..., Flask], mail: MailServer, notify: Notify) -> Flask:
    """With a mail server and Notify."""
    return make_app(smtp_url=mail.url, notify_key=notify.key, notify_url=notify.url, notify_template="a-template")


class Meeting:
    """Amara's review of Zirkon, to which Jo comes; Pat has a part in it and does not come."""

    def __init__(self, app: Flask, **service: object) -> None:
        with app.app_context(), clock.frozen(NOW):
            with db.transaction() as session:
                chosen = {"reminds_by_mail": True, "reminds_by_text": True, "phone": "01632 960 100", **service}
                session.add(ServiceRow.of(Service(**chosen)))
            people = [("foster_carer", "Xanthippe Jo"), ("parent", "Pat")]
            review = factories.review(factories.staff()[0], MEETING, preferred_name="Zirkon", people=people)
            self.id, self.officer_id = review.id, review.officer_id or ""
            self.jo = next(each.id for each in review.people if each.role == "foster_carer")
            with db.transaction() as session:
                session.execute(update(Person).values(email="jo@example.org", phone="+447700900123"))

    def settle(self, day: date = MEETING, hour: int = 15, venue: str = ROOM, kind: str = "office") -> None:
        """As the officer does on the page, after the page was opened."""
        at = clock.moment(day, time(hour))
        wanted = Arrangement(day, at, venue, {self.jo}, may_see_place=False, place_kind=kind, why="place")
        revision = db.session().get_one(Review, self.id).revision
        settle_meeting(db.session().get_one(Staff, self.officer_id), self.id, wanted, revision)


def work(at: datetime = NOW) -> str:
    with clock.frozen(at):
        return remind_adults()


def event(message: EmailMessage) -> dict[str, object]:
    """What the attached file says, with what it is sent as."""
    (part,) = message.iter_attachments()
    assert part.get_content_type() == "text/calendar"
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    assert part.get_param("method") == calendar["method"]
    (found,) = calendar.walk("VEVENT")
    return {"method": calendar["method"], **{name.lower(): found[name] for name in found}}


@on_both
def test_a_move_goes_by_mail_with_the_new_file_and_by_text_once_and_names_nobody(
    app: Flask, mail: MailServer, notify: Notify
) -> None:
    meeting = Meeting(app)
    with app.app_context(), clock.frozen(NOW):
        meeting.settle()
        assert work() == "", "the first time there is nothing to put right"
        meeting.settle(date(2026, 3, 19), 16)
        assert [work(NIGHT), work(), work()] == ["", "2 reminded.", ""]
        assert mail.recipients == ["jo@example.org"], "not Pat, who does not come"
        (message,) = mail.messages
        words = message.get_body().get_content().strip()
        assert message["Subject"] == "A meeting has changed"
        assert words == (
            "Reviewing service: A meeting that you are to come to has changed. Now: Thursday 19 March 2026, 16:00."
            " The attached file puts this right in your calendar."
        )
        (text,) = notify.texts
        assert "Now: Thursday 19 March 2026, 16:00. The place stands on the page" in text["personalisation"]["message"]
        sent = event(message)
        assert (sent["method"], sent["uid"], sent["sequence"]) == ("PUBLISH", f"{meeting.id}@participation", 2)
        assert sent["dtstart"].dt == clock.local(datetime(2026, 3, 19, 16, tzinfo=UTC))
        assert (sent["location"], sent["organizer"]) == (ROOM, "mailto:participation@localhost")
        everything = [
            message.as_string(),
            message.get_content() if not message.is_multipart() else "",
            str(notify.texts),
        ]
        everything += [str(vars(each)) for each in db.session().scalars(select(Notice))]
        everything += [str(event(message))]
        assert not any(name in each for name in ("Zirkon", "Xanthippe") for each in everything)
        told = select(AuditEntry.object).where(AuditEntry.action == "told of a change")
        assert list(db.session().scalars(told)) == [f"person/{meeting.jo}"]


@pytest.mark.parametrize("kind", ["home", ""])
def test_where_the_child_lives_stands_in_no_mail_nor_a_place_of_which_nobody_has_said_what_it_is(
    app: Flask, mail: MailServer, notify: Notify, kind: str
) -> None:
    meeting = Meeting(app)
    with app.app_context(), clock.frozen(NOW):
        meeting.settle()
        meeting.settle(venue="12 Mill Lane", kind=kind)
        assert work() == "2 reminded."
    (message,) = mail.messages
    sent = event(message)
    assert "location" not in sent
    assert "The place stands on the page that your letter opens." in message.get_body().get_content()
    assert not any("Mill Lane" in each for each in (message.get_body().get_content(), str(sent), str(notify.texts)))


@on_both
def test_a_meeting_that_is_called_off_leaves_the_calendar_and_is_put_back_when_it_is_held_after_all(
    app: Flask, mail: MailServer
) -> None:
    meeting = Meeting(app, reminds_by_text=False)
    with app.app_context(), clock.frozen(NOW):
        meeting.settle()
        ending = end(None, REVIEW, meeting.id, Cause("cancelled"))
        assert ending is not None
        assert work() == "1 reminded."
        off = event(mail.messages[0])
        assert (off["method"], off["status"], off["sequence"]) == ("CANCEL", "CANCELLED", 2)
        assert "will not be held. The attached file" in mail.messages[0].get_body().get_content()
        assert take_back(None, ending.id)
        assert work() == "1 reminded."
        back = event(mail.messages[1])
        assert (back["method"], back["sequence"], back["uid"]) == ("PUBLISH", 3, off["uid"])
        assert "status" not in back


@pytest.mark.parametrize(("reason", "goes"), [("moved", 1), ("died", 0)])
def test_of_a_child_who_is_no_longer_here_who_comes_is_told_but_never_of_one_who_has_died(
    app: Flask, mail: MailServer, reason: str, goes: int
) -> None:
    meeting = Meeting(app, reminds_by_text=False)
    with app.app_context(), clock.frozen(NOW):
        meeting.settle()
        child_id = db.session().get_one(Review, meeting.id).child_id
        assert end(None, CHILD, child_id, Cause(reason))
        work()
    assert len(mail.messages) == goes


def test_who_has_no_letter_is_not_sent_to_look_at_it(app: Flask, notify: Notify) -> None:
    meeting = Meeting(app, reminds_by_mail=False)
    with app.app_context(), clock.frozen(NOW):
        with db.transaction() as session:
            session.execute(update(Person).where(Person.id == meeting.jo).values(role="social_worker"))
        meeting.settle()
        meeting.settle(date(2026, 3, 19))
        assert work() == "1 reminded."
    (text,) = notify.texts
    assert text["personalisation"]["message"].endswith("Now: Thursday 19 March 2026, 15:00.")


def test_what_waits_for_the_morning_says_what_is_so_then(app: Flask, mail: MailServer) -> None:
    meeting = Meeting(app, reminds_by_text=False)
    with app.app_context(), clock.frozen(NOW):
        meeting.settle()
        meeting.settle(date(2026, 3, 19))
        mail.busy_for = 1
        assert work() == ""
        meeting.settle(date(2026, 3, 20))
        assert work(NOW.replace(hour=12)) == "1 reminded."
        assert "Friday 20 March 2026" in mail.messages[0].get_body().get_content()
        meeting.settle(date(2026, 3, 23))
        with db.transaction() as session:
            session.execute(update(Person).values(is_coming=False))
        assert work(NOW.replace(hour=13)) == ""
    assert len(mail.messages) == 1


def listed(app: Flask, at: datetime = NOW) -> str:
    """Who is to be told by hand, on support's list; gives the words of that part, or nothing."""
    with app.app_context():
        _, secret = factories.staff(Role.SUPPORT, email=f"sue{at.day}{at.hour}@example.org")
    with clock.frozen(at):
        sue = let_in(app, f"sue{at.day}{at.hour}@example.org", secret)
        page = words_of(sue.get("/staff/chasing"))
    return page.partition("To be told that a meeting has changed")[2].partition("Longest overdue")[0]


@pytest.mark.parametrize("hinders", ["turned_off", "no_address", "refused"])
def test_whom_nothing_reaches_is_on_supports_list_until_they_were_told(
    app: Flask, mail: MailServer, hinders: str
) -> None:
    meeting = Meeting(app, reminds_by_text=False, reminds_by_mail=hinders != "turned_off")
    with app.app_context(), clock.frozen(NOW):
        if hinders == "no_address":
            with db.transaction() as session:
                session.execute(update(Person).values(email="", phone=""))
        meeting.settle()
        meeting.settle(date(2026, 3, 19))
        if hinders == "refused":
            mail.unknown = {"jo@example.org"}
        work()
        secret = factories.staff(Role.SUPPORT, email="sue@example.org")[1]
    assert mail.messages == []
    with clock.frozen(NOW):
        sue = let_in(app, "sue@example.org", secret)
        page = sue.get("/staff/chasing")
        assert "Carer, Xanthippe Jo Zirkon" in words_of(page)
        assert "Thu 19 Mar 15:00 Room 2, 7 Elm Row" in words_of(page)
        (which,) = re.findall(r'name="told" value="(\w+ \d+)"', page.text)
        form = {"csrf_token": hidden_fields(page)["csrf_token"]}
        for wrong in (which + "9", which.split()[0], f"{'0' * 26} 2", "", f"{which.split()[0]} ²"):
            after = sue.post("/staff/chasing/told", data={**form, "told": wrong}, follow_redirects=True)
            assert "This is not there any more." in words_of(after)
        after = sue.post("/staff/chasing/told", data={**form, "told": which}, follow_redirects=True)
        assert "To be told that a meeting has changed" not in words_of(after)


def test_what_a_mail_will_tell_in_time_is_nobodys_work_and_what_it_would_tell_too_late_is(
    app: Flask, mail: MailServer
) -> None:
    meeting = Meeting(app, reminds_by_text=False)
    with app.app_context(), clock.frozen(NIGHT):
        meeting.settle()
        meeting.settle(date(2026, 3, 19))
    assert listed(app, NIGHT) == ""
    late = datetime(2026, 3, 18, 23, tzinfo=UTC)
    with app.app_context(), clock.frozen(late):
        end(None, REVIEW, meeting.id, Cause("cancelled"))
    assert "Xanthippe Jo Zirkon" in listed(app, late)
    assert "will not be held" in listed(app, late.replace(minute=30, hour=22))
    assert listed(app, datetime(2026, 3, 20, 9, tzinfo=UTC)) == "", "the day has passed"
