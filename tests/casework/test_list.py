"""The officer's list shows at five to nine what matters: what to read first, then today, then the rest."""

import re
from datetime import UTC, date, datetime, timedelta

from flask import Flask
from sqlalchemy import event

from participation import clock, db
from participation.afterwards.actions import mark_done
from participation.afterwards.models import Act
from participation.casework.to_do import OpenLines
from participation.db import transaction
from participation.endings.actions import end
from participation.endings.reasons import Cause
from participation.invitations.actions import invite
from participation.outcomes.actions import Decision, answer
from participation.outcomes.models import Participation
from participation.reviews.models import Review
from participation.reviews.timetable import Targets, deadlines
from participation.staff.models import Staff
from tests import factories
from tests.between.writing import written_down
from tests.casework.conftest import MORNING
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.walking import hidden_fields

TODAY = MORNING.date()
A_WEEK_AGO = MORNING - timedelta(days=8)
NEVER_READ = "Held, and something was never read"
HELD = "Still to do"
ACTS = ["Decisions: 4 days", "Letter: 14 days", "Sent to all: 19 days"]


def test_today_stands_apart_and_what_is_to_come_by_day(desk: Desk) -> None:
    for name, days in {"Fin": 14, "Ann": 0, "Dan": 13, "Ben": 1, "Cat": 1}.items():
        desk.review(name, TODAY + timedelta(days=days))
    found = desk.sections()
    assert list(found) == ["Today", "To come"]
    assert "Ann" in found["Today"]
    order = ["Tue 10 Mar", "Ben", "Sun 22 Mar", "Dan", "Later: 1 meeting", "Mon 23 Mar", "Fin"]
    assert sorted(order, key=found["To come"].index) == order
    assert found["To come"].count("Tue 10 Mar") == 1


def test_a_review_stays_until_its_code_every_answer_and_every_act_are_there(desk: Desk) -> None:
    held = desk.review("Maya", TODAY - timedelta(days=3))
    asked = desk.receive(held, "my_views", want_different="A lock on my door")
    desk.read(held)
    assert found_in(desk.sections()[HELD]) == ["Code: 14 days", "Answers: 1 open, 19 days", *ACTS]
    record(desk, held)
    assert found_in(desk.sections()[HELD]) == ["Answers: 1 open, 19 days", *ACTS]
    with desk.app.app_context():
        officer = db.session().get_one(Staff, desk.staff_id)
        for act in Act:
            assert mark_done(officer, held, act, TODAY)
        assert "Answers: 1 open" in desk.list(), "while a child is unanswered it does not leave"
        answer(officer, held, asked, "want_different", Decision("agreed", told="in_person"))
    assert "You have no reviews to prepare." in desk.list()


@on_both
def test_what_a_manager_counts_stays_however_long_ago_the_review_was_and_the_rest_for_90_days(desk: Desk) -> None:
    held = desk.review("Maya", TODAY - timedelta(days=200))
    asked = desk.receive(held, "my_views", want_different="A lock on my door")
    desk.read(held)
    kinds = [each.partition(":")[0] for each in found_in(desk.sections()[HELD])]
    assert kinds == ["Code", "Answers"]
    record(desk, held)
    assert "Maya" in desk.sections()[HELD]
    with desk.app.app_context():
        officer = db.session().get_one(Staff, desk.staff_id)
        answer(officer, held, asked, "want_different", Decision("agreed", told="in_person"))
    assert "You have no reviews to prepare." in desk.list()


def test_whatever_moment_the_public_side_writes_an_answer_is_due_within_the_days_that_there_are() -> None:
    met_on, targets = TODAY - timedelta(days=30), Targets(letters_days_before=20)

    def due(at: datetime | None) -> date:
        return OpenLines(1, at).due_on(met_on, targets, TODAY)

    assert due(datetime.min.replace(tzinfo=UTC)) == due(None) == deadlines(met_on, targets).answers_on
    assert due(datetime.max.replace(tzinfo=UTC)) == due(MORNING) == deadlines(TODAY, targets).answers_on


def test_late_is_counted_once_however_many_things_are(desk: Desk) -> None:
    desk.review("Very late", TODAY - timedelta(days=60))
    desk.review("In time", TODAY - timedelta(days=1))
    desk.review("Today", TODAY)
    _change(desk, desk.review("Overdue", TODAY + timedelta(days=40)), due_on=TODAY - timedelta(days=2))
    assert "1 meeting today · 3 reviews with something to do · 2 late" in desk.list()
    row = desk.sections()[HELD]
    assert row.index("Very late") < row.index("In time"), "the latest first"


def test_a_visit_and_a_midway_review_that_are_due_stand_in_the_list_and_late_is_counted_once(desk: Desk) -> None:
    desk.review("Soon", TODAY + timedelta(days=3))
    desk.review("Not soon", TODAY + timedelta(days=30))
    halfway = desk.review("Halfway", TODAY - timedelta(days=120))
    record(desk, halfway)
    desk.review("Held", TODAY - timedelta(days=89))
    assert "0 meetings today · 2 reviews with something to do · 2 late" in desk.list()
    assert "Held, Midway review: 2 days" in desk.sections()["Between meetings"]
    assert "Halfway, Midway review: 21 days late" in desk.sections()["Between meetings"]
    assert "Soon , 11 Visit: 3 days" in desk.sections()["To come"]
    assert desk.list().count("Visit: ") == 1
    written_down(desk, halfway, kind="midway", made_on=TODAY)
    assert "Halfway" not in desk.list()
    assert "Held, Midway review: 2 days" in desk.sections()["Between meetings"]
    assert "1 review with something to do · 1 late" in desk.list(), "its code is late; its midway review is not"


def test_of_a_child_who_is_no_longer_ours_only_the_code_is_still_to_record(desk: Desk) -> None:
    held = desk.review("Maya", TODAY - timedelta(days=3))
    with desk.app.app_context():
        end(None, "child", db.session().get_one(Review, held).child_id, Cause("moved"))
    assert found_in(desk.sections()[HELD]) == ["Code: 14 days"]
    record(desk, held)
    assert "You have no reviews to prepare." in desk.list()


def record(desk: Desk, review_id: str) -> None:
    """How the child took part is recorded."""
    with desk.app.app_context(), transaction() as session:
        session.add(Participation(review_id=review_id, code="PN1", recorded_at=clock.now()))


def found_in(section: str) -> list[str]:
    """What is still to do for Maya."""
    return re.findall(r"Maya, (\w[\w ]+: (?:\d open, )?[\w ]+?day(?:s late|s)?)\b", section)


@on_both
def test_what_was_never_read_stays_on_the_list_however_old_its_review(desk: Desk) -> None:
    old, coded = desk.review("Summer", TODAY - timedelta(days=300)), desk.review("Coded", TODAY - timedelta(days=3))
    with desk.app.app_context():
        for act in Act:
            mark_done(db.session().get_one(Staff, desk.staff_id), coded, act, TODAY)
    with clock.frozen(MORNING - timedelta(days=310)):
        desk.receive(old, "my_views", where_i_live="good")
    desk.receive(coded, "my_views", where_i_live="good")
    record(desk, coded)
    record(desk, old)
    unread = desk.sections()[NEVER_READ]
    assert "Summer" in unread
    assert "Unread since Sat 3 May 2025 09:55" in unread, "another year says so"
    assert "Coded" in unread
    desk.read(old)
    assert "Summer" not in desk.list()
    desk.read(coded)
    assert "You have no reviews to prepare." in desk.list()


def test_that_somebody_gave_a_reason_and_looked_leaves_it_on_the_list(app: Flask, desk: Desk) -> None:
    old = desk.review("Summer", TODAY - timedelta(days=300))
    desk.receive(old, "my_views", where_i_live="good")
    record(desk, old)
    ben = Desk(app, "ben@example.org")
    with app.app_context():
        number = str(db.session().get_one(Review, old).reference)
    why = "A complaint that I was asked to look into"
    form = hidden_fields(ben.browser.get("/staff/reviews/elsewhere"))
    assert (
        ben.browser.post("/staff/reviews/elsewhere", data={**form, "number": number, "reason": why}).status_code == 303
    )
    assert ben.open(old).status_code == 200
    assert "Summer" in desk.sections()[NEVER_READ]
    assert "Summer" not in ben.list()


def test_a_review_past_its_last_day_is_overdue_whether_or_not_a_day_is_arranged(desk: Desk) -> None:
    arranged, forgotten = desk.review("Arranged", TODAY + timedelta(days=20)), desk.review("Forgotten", TODAY)
    _change(desk, arranged, due_on=TODAY - timedelta(days=2))
    _change(desk, forgotten, due_on=TODAY - timedelta(days=2), meets_on=None)
    overdue = desk.sections()["Overdue"]
    assert "Arranged" in overdue
    assert "Forgotten" in overdue
    assert "was due Sat 7 Mar" in overdue


def test_a_review_without_a_day_stands_apart(desk: Desk) -> None:
    _change(desk, desk.review("Nora", TODAY), due_on=TODAY + timedelta(days=9), meets_on=None)
    assert "due Wed 18 Mar" in desk.sections()["To come"]


def test_what_came_and_what_is_missing_is_told_in_words(desk: Desk) -> None:
    people = [("foster_carer", "Jo"), ("school", "Ms Field"), ("parent", "Mum"), ("social_worker", "Sam")]
    with clock.frozen(A_WEEK_AGO):
        soon = desk.review("Maya", TODAY + timedelta(days=1), people=people)
        with desk.app.app_context():
            review = db.session().get_one(Review, soon)
            factories.letter(review, "foster_carer")
            invite([review], ["child", "school"])
        desk.receive(soon, "my_views", where_i_live="good")
    row = desk.sections()["To come"]
    assert "Maya, Sun 1 Mar: new" in row
    assert "Carer: 4 days late" in row
    assert "School: letter not printed" in row
    assert "Parent: not asked" in row
    assert "Sam" not in row


def test_something_read_is_no_longer_new(desk: Desk) -> None:
    id = desk.review("Maya", TODAY)
    desk.receive(id, "my_views", where_i_live="good")
    assert "Maya, Mon 9 Mar: new" in desk.list()
    desk.read(id)
    assert "Maya, Mon 9 Mar: read" in desk.list()


def test_what_must_be_read_first_stands_on_top_until_it_is_read(desk: Desk) -> None:
    desk.receive(desk.review("Ann", TODAY), "my_views", feel_safe="yes")
    worried = desk.review("Wren", TODAY + timedelta(days=30))
    desk.receive(worried, "my_views", feel_safe="no")
    found = desk.sections()
    assert next(iter(found)) == "Read first"
    assert "Wren" in found["Read first"]
    assert "Ann" not in found["Read first"]
    desk.read(worried)
    assert "Read first" not in desk.list()


def test_an_advocate_is_told_of_with_how_far_it_is_unless_the_child_said_not_to(desk: Desk) -> None:
    desk.receive(desk.review("Tess", TODAY), "my_advocate", wants_advocate="yes", officer_may_know="yes")
    desk.receive(desk.review("Hal", TODAY), "my_advocate", wants_advocate="yes", officer_may_know="no")
    desk.receive(desk.review("Ned", TODAY), "my_advocate", wants_advocate="no")
    assert desk.list().count("Advocate asked for: not accepted yet") == 1


def test_a_name_in_another_script_does_not_turn_what_stands_beside_it(desk: Desk) -> None:
    desk.review("يوسف", TODAY, born_on=date(2024, 1, 1))
    assert "\N{FIRST STRONG ISOLATE}يوسف\N{POP DIRECTIONAL ISOLATE} , 2" in desk.list()


def test_an_officer_without_reviews_is_told_so(desk: Desk) -> None:
    assert "You have no reviews to prepare." in desk.list()


def test_the_list_takes_as_many_queries_for_65_children_as_for_5(desk: Desk) -> None:
    _fill(desk, range(5))
    few = _queries(desk)
    _fill(desk, range(5, 65))
    assert desk.browser.get("/staff/").text.count('class="who"') == 65
    assert _queries(desk) == few <= 22


def _fill(desk: Desk, numbers: range) -> None:
    for number in numbers:
        id = desk.review(f"Child {number}", TODAY + timedelta(days=number % 40 - 10))
        desk.receive(id, "my_views", where_i_live="good", want_different="Another bus")
        desk.open(id)
        if number % 2:
            desk.receive(id, "my_advocate", wants_advocate="yes", officer_may_know="yes")
            desk.receive(id, "carer_view", "foster_carer", going_well="Swimming")


def _queries(desk: Desk) -> int:
    seen: list[object] = []
    engine = desk.app.extensions["engine"]

    def note(*given: object) -> None:
        seen.append(given[2])

    desk.browser.get("/staff/")
    event.listen(engine, "before_cursor_execute", note)
    desk.browser.get("/staff/")
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def _change(desk: Desk, review_id: str, **values: object) -> None:
    with desk.app.app_context(), transaction() as session:
        for name, value in values.items():
            setattr(session.get_one(Review, review_id), name, value)
