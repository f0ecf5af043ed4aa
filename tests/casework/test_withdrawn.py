"""What was withdrawn before anybody had read it: not a word of it is shown, and that it happened is never lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from participation import clock
from participation.audit.chain import first_broken
from participation.audit.models import AuditEntry
from participation.audit.queries import chain
from participation.casework.listing import Row
from participation.casework.queries import own_reviews
from participation.casework.rows import rows_of
from participation.db import session, transaction
from participation.escalation.actions import climb_unread
from participation.invitations import marks
from participation.invitations.marks import WITHDRAWN, Mark
from participation.outbox.models import Notice
from participation.retention.actions import purge
from participation.retention.erasure import Erased
from participation.reviews.models import Review
from participation.sealing.of_this_app import keyring
from participation.staff.models import Role, Staff
from participation.submissions.actions import read
from participation.submissions.models import Reading, Submission
from participation.submissions.queries import submissions_for
from participation.submissions.unread import unread
from participation.submissions.withdrawals import MANY, note_withdrawals
from tests import factories
from tests.casework.conftest import MORNING
from tests.casework.desk import Desk
from tests.casework.sending import send_with
from tests.databases import on_both
from tests.permissions.test_elsewhere import ask
from tests.walking import Phone, hidden_fields, let_in, words_of

MEETING = date(2026, 3, 10)
SAID = "Zwergkaninchen im Mondschein"
DAY = timedelta(days=1)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
MARK = "took something back on Mon 9 Mar, nobody had read it"


@pytest.fixture
def maya(desk: Desk) -> str:
    """A review whose child has sent something, and whoever holds her letter withdraws it; gives the submission."""
    review_id = desk.review("Maya", MEETING)
    with desk.app.app_context():
        invitation, secrets = factories.letter(session().get_one(Review, review_id))
        sent = send_with(secrets, "my_views", proud_of=SAID)
    phone = Phone(desk.app, secrets)
    phone.open("/lock")
    phone.press("digits")
    phone.press("show", kind="digits", digits="482190")
    phone.press("keep")
    asked = phone.browser.post("/after", data={**hidden_fields(phone.page), "take_back": sent})
    words = words_of(asked)
    assert "Amara will not read it. They are told that you took something back." in words
    assert "If somebody is worried about you, a manager may open it." in words
    phone.browser.post("/after", data={**hidden_fields(asked), "sure": sent})
    home = words_of(phone.open("/home"))
    assert home.count("You took this back on Monday 9 March 2026.") == 2
    done = words_of(phone.open("/answer/my_views/done"))
    assert "You took this back on Monday 9 March 2026." in done
    assert "It is sent" not in done
    with desk.app.app_context():
        assert note_withdrawals() == 1
        assert note_withdrawals() == 0
    return sent


def review_of(desk: Desk, sent: str) -> str:
    with desk.app.app_context():
        return str(session().get_one(Submission, sent).review_id)


def row(desk: Desk) -> Row:
    with desk.app.app_context():
        officer = session().get_one(Staff, desk.staff_id)
        (found,) = rows_of(officer, own_reviews(officer), clock.today())
        return found


@on_both
def test_the_officer_reads_first_that_it_was_withdrawn_and_keeps_it_in_sight(desk: Desk, maya: str) -> None:
    page = desk.list()
    assert "Read first Maya" in page
    assert "sorted up because of something taken back" in page
    assert MARK in page
    assert "Maya: taken back" in page
    assert "nothing sent yet" not in page
    assert row(desk).is_moved_up
    shown = desk.open(review_of(desk, maya))
    assert "Maya took something back on Monday 9 March 2026, 08:55" in words_of(shown)
    assert SAID not in shown.text
    assert "has written nothing yet" not in words_of(shown)
    assert "taken-back" not in shown.text
    assert desk.browser.get(f"/staff/submissions/{maya}/taken-back").status_code == 404
    page = desk.list()
    assert "Read first" not in page
    assert MARK in page
    assert not row(desk).is_moved_up
    with clock.frozen(MORNING + 2 * DAY):
        assert row(desk).withdrawn == ()


@on_both
def test_it_climbs_like_the_unread_until_the_officer_has_looked(app: Flask, desk: Desk, maya: str) -> None:
    with app.app_context():
        factories.staff(Role.MANAGER, email="grace@example.org", name="Grace")
        ((item,), day_after) = unread(), MORNING + DAY
        assert (item.submission_id, item.sent_at, item.is_withdrawn) == (maya, MORNING, True)
        assert climb_unread() == 0
        with clock.frozen(day_after):
            assert climb_unread() == 1
            assert session().scalars(select(Notice.key).where(Notice.about == "unread")).all() == [
                f"unread/taken back/{maya}/manager"
            ]
    assert desk.open(review_of(desk, maya)).status_code == 200
    with app.app_context(), clock.frozen(MORNING + 9 * DAY):
        assert unread() == ()
        assert climb_unread() == 0


def test_managers_and_support_see_that_it_was_withdrawn(app: Flask, desk: Desk, maya: str) -> None:
    for role, path, said in (
        (Role.MANAGER, "/staff/unread", "taken back, and the officer has not seen that"),
        (Role.SUPPORT, "/staff/chasing", "taken back"),
    ):
        with app.app_context():
            _, secret = factories.staff(role, email=f"{role}@example.org", name="Grace")
        page = let_in(app, f"{role}@example.org", secret).get(path)
        assert said in words_of(page)
        assert "nothing sent yet" not in page.text
        assert SAID not in page.text


@on_both
def test_a_manager_with_a_reason_opens_it_for_30_days_and_that_is_on_record(app: Flask, desk: Desk, maya: str) -> None:
    path, review_id = f"/staff/submissions/{maya}/taken-back", review_of(desk, maya)
    with app.app_context():
        grace, secret = factories.staff(Role.MANAGER, email="grace@example.org", name="Grace")
        manager_id, number = grace.id, str(session().get_one(Review, review_id).reference)
    browser = let_in(app, "grace@example.org", secret)
    assert browser.get(path).status_code == 404
    assert "Open what was taken back" in ask(browser, number).text
    opened = browser.get(path)
    assert SAID in opened.text
    assert "The officer does not see it." in words_of(opened)
    with app.app_context():
        entry = session().scalars(select(AuditEntry).where(AuditEntry.object == f"submission/{maya}")).all()[-1]
        assert (entry.actor, entry.action, entry.purpose) == (manager_id, "read", "taken back; read with a reason")
        assert session().scalars(select(Reading)).all() == []
        # A manager's look takes nothing from the officer, and nothing from the clock.
        assert [each.submission_id for each in unread()] == [maya]
    assert row(desk).is_moved_up
    for days, gone in ((29, False), (30, True)):
        with clock.frozen(MORNING + days * DAY), app.app_context():
            purge()
            assert (session().get(Submission, maya) is None) is gone
    page = desk.list()
    assert "Maya: taken back" in page
    assert MARK in page
    assert "nothing sent yet" not in page


@on_both
def test_a_mark_that_somebody_wrote_destroys_and_hides_nothing(app: Flask, desk: Desk) -> None:
    review_id = desk.review("Maya", MEETING)
    was_read = desk.receive(review_id, "my_views", proud_of=SAID)
    officer_reads(desk, review_id)
    sent = desk.receive(review_id, "my_meeting", meeting_where="outdoors")
    with app.app_context():
        with transaction() as current:
            marks.mark(WITHDRAWN, current.scalars(select(Submission.id)), LONG_AGO)
        assert purge()["withdrawn"] == 0
        assert note_withdrawals() == 1
        assert purge()["withdrawn"] == 0
        assert session().scalar(select(func.count()).select_from(Erased)) == 0
    page = desk.open(review_id)
    assert SAID in page.text
    assert "took something back on Monday 9 March 2026" in words_of(page)
    # Without the mark it is read; and set once more, its 30 days begin anew.
    mark(app, sent, None)
    officer_sees = words_of(desk.open(review_id))
    assert "took something back" not in officer_sees
    assert purged_after(app, 40) == {was_read, sent}


@on_both
def test_a_mark_set_anew_begins_its_30_days_anew(app: Flask, desk: Desk) -> None:
    sent = desk.receive(desk.review("Maya", MEETING), "my_views", proud_of=SAID)
    for days, at in ((0, LONG_AGO), (1, None), (29, LONG_AGO)):
        with clock.frozen(MORNING + days * DAY):
            mark(app, sent, at)
    assert purged_after(app, 58) == {sent}
    assert purged_after(app, 59) == set()


@on_both
def test_the_audit_says_once_that_it_was_withdrawn_and_when_and_says_so_again_for_another_mark(
    app: Flask, desk: Desk, maya: str
) -> None:
    done = "done at 2026-03-09 08:55:00 GMT"
    first, second = ("taken back", done), ("taken back", "done at 2020-01-01 00:00:00 GMT")
    for at, told in (
        (MORNING, [first]),
        (None, [first, ("no longer taken back", "")]),
        (LONG_AGO, [first, ("no longer taken back", ""), second]),
    ):
        mark(app, maya, at)
        with app.app_context():
            note_withdrawals()
            note_withdrawals()
            entries = select(AuditEntry).where(AuditEntry.object == f"submission/{maya}").order_by(AuditEntry.number)
            assert [(each.action, each.purpose) for each in session().scalars(entries)] == told
            assert first_broken(keyring().secret("audit"), chain()) is None


def officer_reads(desk: Desk, review_id: str) -> None:
    with desk.app.app_context():
        officer = session().get_one(Staff, desk.staff_id)
        assert read(officer, submissions_for(officer, review_id), "preparing the review")


def mark(app: Flask, sent: str, at: datetime | None) -> None:
    """As whoever holds the public side would; and the worker looks."""
    with app.app_context():
        with transaction() as current:
            current.execute(delete(Mark).where(Mark.about_id == sent, Mark.kind == WITHDRAWN))
            if at:
                marks.mark(WITHDRAWN, [sent], at)
        note_withdrawals()


def purged_after(app: Flask, days: int) -> set[str]:
    """What is there still."""
    with app.app_context(), clock.frozen(MORNING + days * DAY):
        purge()
        return set(session().scalars(select(Submission.id)))


@on_both
@pytest.mark.parametrize(("how_many", "alerts"), [(MANY, 0), (MANY + 1, 1)])
def test_many_withdrawn_in_one_night_alert_the_managers_once(
    app: Flask, desk: Desk, how_many: int, alerts: int
) -> None:
    for _ in range(how_many):
        desk.receive(desk.review("Maya", MEETING), "my_views", proud_of=SAID)
    with app.app_context():
        with transaction() as current:
            marks.mark(WITHDRAWN, current.scalars(select(Submission.id)), MORNING)
        assert note_withdrawals() == how_many
        note_withdrawals()
        found = session().scalars(select(Notice).where(Notice.key.like("unread/many%"))).all()
        assert [each.to_role for each in found] == [Role.MANAGER] * alerts
