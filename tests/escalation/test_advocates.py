"""Two working days without an answer of the advocacy provider, and managers hear that one waits; never whose."""

from datetime import UTC, date, datetime

from flask import Flask
from sqlalchemy import select

from participation import clock, db
from participation.advocacy.actions import take_step
from participation.escalation.advocates import climb_advocacy
from participation.outbox.models import Notice
from participation.staff.models import Role
from tests import factories
from tests.advocacy.referring import referred
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.walking import let_in, words_of

FRIDAY = datetime(2026, 2, 27, 10, 0, tzinfo=UTC)
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 3, 10, 1, tzinfo=UTC)
WEDNESDAY = datetime(2026, 3, 4, 8, 1, tzinfo=UTC)


def climbed(app: Flask, at: datetime) -> list[str]:
    """The keys of what managers are told by then."""
    with clock.frozen(at), app.app_context():
        climb_advocacy()
        climb_advocacy()
        found = db.session().scalars(select(Notice).where(Notice.about == "advocate_unanswered").order_by(Notice.key))
        notices = list(found)
        assert {(each.to_role, each.to_staff_id) for each in notices} <= {(Role.MANAGER, None)}
        return [each.key for each in notices]


@on_both
def test_managers_hear_of_it_after_two_working_days_and_again_each_working_day(app: Flask) -> None:
    with clock.frozen(FRIDAY):
        desk = Desk(app)
        review = desk.review("Maya", date(2026, 3, 10))
        asked = desk.receive(review, "my_advocate", wants_advocate="yes", officer_may_know="no")
        made = referred(desk, review)
    with clock.frozen(MONDAY):
        desk.receive(review, "my_advocate", wants_advocate="yes")
    assert climbed(app, MONDAY) == []
    both = sorted(f"advocate_unanswered/{id}" for id in (asked, made))
    assert climbed(app, TUESDAY) == both
    assert climbed(app, WEDNESDAY) == sorted([*both, "advocate_unanswered/again/2026-03-04"])


def test_what_the_provider_has_answered_does_not_climb(app: Flask) -> None:
    with clock.frozen(FRIDAY):
        desk = Desk(app)
        made = referred(desk, desk.review("Maya", date(2026, 3, 10)))
        with app.app_context():
            advocate, _ = factories.staff(Role.ADVOCATE)
            take_step(advocate, made, "taken")
    assert climbed(app, WEDNESDAY) == []


def test_the_page_of_managers_says_how_many_and_since_when_and_no_name(app: Flask) -> None:
    with clock.frozen(FRIDAY):
        desk = Desk(app)
        referred(desk, desk.review("Maya", date(2026, 3, 10)))
    with clock.frozen(TUESDAY):
        with app.app_context():
            _, secret = factories.staff(Role.MANAGER, email="mo@example.org")
        page = words_of(let_in(app, "mo@example.org", secret).get("/staff/unread"))
    assert "1 request for an advocate has had no answer for two working days, since Friday 27 February 2026." in page
    assert "Maya" not in page
