"""Support sees who was asked, has opened, has answered, is late; and never what anybody said."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from participation import clock, db
from participation.casework.replies import arrivals
from participation.invitations.actions import invite, revoke
from participation.invitations.queries import invitations_of
from participation.letters.printing import draw_code
from participation.reviews.models import Review
from participation.service.chosen import Service
from participation.staff.models import Role
from participation.submissions.models import Reading
from tests import factories
from tests.casework.conftest import MORNING
from tests.casework.desk import Desk
from tests.casework.sending import send_with
from tests.databases import on_both
from tests.document import Document
from tests.page_checks import CheckedClient
from tests.walking import let_in, words_of

SECRET = "zirkonkanarie"


@pytest.fixture
def sue(app: Flask) -> FlaskClient:
    """Business support."""
    app.test_client_class = CheckedClient
    with app.app_context():
        _, secret = factories.staff(Role.SUPPORT, email="sue@example.org", name="Sue")
    return let_in(app, "sue@example.org", secret)


def rows(browser: FlaskClient, asked: str = "show=all") -> dict[str, list[str]]:
    """Who is asked, and the words of the cells after the child's."""
    tables = Document.read(browser.get(f"/staff/chasing?{asked}").text).all("table")
    found = [row for each in tables if "waited" in each["class"] for row in each.all("tr")]
    cells = [[cell.text for cell in row.all("td")] for row in found]
    return {row[-7]: row[-5:] for row in cells if row}


def test_each_respondent_has_the_days_on_which_they_were_asked_and_opened(desk: Desk, sue: FlaskClient) -> None:
    people = [("foster_carer", "Jo"), ("school", "Ms Field"), ("parent", "Mum"), ("health", "Nurse Kaur")]
    with desk.app.app_context():
        review = db.session().get_one(Review, desk.review("Maya", date(2026, 3, 12), people=people))
        with clock.frozen(MORNING.replace(day=2)):
            invite([review], ["child", "foster_carer", "parent"])
            _, letter = factories.letter(review)
            factories.letter(review, "parent")
        send_with(letter, "my_views", where_i_live_words=SECRET)
    found = rows(sue)
    assert found["Child"] == ["–", "Mon 2 Mar", "–", "Mon 9 Mar", "answered"]
    assert found["Carer, Jo"] == ["–", "–", "–", "–", "letter not printed"]
    # Five days before Thursday 12 March is a Saturday: the letter asks for Friday 6.
    assert found["Parent, Mum"] == ["–", "Mon 2 Mar", "Fri 6 Mar", "–", "3 days late"]
    assert found["School, Ms Field"] == ["–", "–", "–", "–", "not asked"]
    assert set(rows(sue, asked="")) == set(found) - {"Child"}
    assert "Child 1 1 0 Carer 1 0 0" in words_of(sue.get("/staff/chasing")).partition("Late Parent 1 0 1 ")[2]
    assert SECRET not in sue.get("/staff/chasing").text


def test_letters_that_were_not_printed_are_supports_own_task_and_stand_by_themselves(
    desk: Desk, sue: FlaskClient
) -> None:
    reviews = [
        desk.review(name, date(2026, 3, day), people=[("school", name)]) for name, day in (("Maya", 10), ("Sam", 12))
    ]
    with desk.app.app_context():
        printed, waiting = (db.session().get_one(Review, id) for id in reviews)
        factories.letter(printed, "school")
        factories.letter(waiting)
        invite([waiting], ["school"])
    page = sue.get("/staff/chasing")
    said = words_of(page)
    assert "1 letter is not printed yet. Nobody is late before their letter has gone out." in said
    assert 'href="/staff/letters"' in page.text.partition("Nobody is late")[2]
    stands = [said.index(each) for each in ("Longest overdue first", "School, Maya", "No letter is out", "School, Sam")]
    assert stands == sorted(stands)
    assert next(iter(rows(sue))) == "School, Maya"
    # Printed on the day before the meeting: no working day is left between.
    assert "before the meeting" in said
    assert "late" not in said.replace("Nobody is late", "")


def test_asking_for_an_advocate_does_not_show_as_an_answer(desk: Desk, sue: FlaskClient) -> None:
    desk.receive(desk.review("Maya", date(2026, 3, 12)), "my_advocate", wants_advocate="yes")
    page = words_of(sue.get("/staff/chasing?show=all"))
    assert "answered" not in page.replace("Who has answered, never what.", "")
    assert "dvocate" not in page


def test_one_officers_reviews_are_shown_alone_and_what_is_complete_goes(desk: Desk, sue: FlaskClient) -> None:
    desk.receive(desk.review("Maya", date(2026, 3, 12), people=[]), "my_views")
    assert "Nobody is missing." in words_of(sue.get("/staff/chasing"))
    desk.review("Sam", date(2026, 3, 13))
    with desk.app.app_context():
        other, _ = factories.staff(email="omar@example.org", name="Omar")
        factories.review(other, date(2026, 3, 14))
        officers = {"Omar": other.id}
    page = words_of(sue.get(f"/staff/chasing?officer={officers['Omar']}"))
    assert "Sat 14 Mar" in page
    assert "Sam" not in page
    assert "Sam" in words_of(sue.get("/staff/chasing?officer="))


def test_a_child_under_4_has_no_letter_and_is_not_missing(desk: Desk, sue: FlaskClient) -> None:
    review = desk.review("Ivy", date(2026, 3, 12), people=[])
    with desk.app.app_context(), db.transaction() as session:
        session.get_one(Review, review).child.born_on = date(2023, 1, 1)
    assert "Nobody is missing." in words_of(sue.get("/staff/chasing"))
    assert rows(sue)["Child"][-1] == "under 4, no letter"


def test_looking_at_the_list_opens_nothing(desk: Desk, sue: FlaskClient) -> None:
    id = desk.review("Maya", date(2026, 3, 12))
    submission = desk.receive(id, "my_views", where_i_live_words=SECRET)
    sue.get("/staff/chasing")
    for path in (f"/staff/reviews/{id}", f"/staff/reviews/{id}/pack", f"/staff/submissions/{submission}"):
        answer = sue.get(path)
        assert (answer.status_code, SECRET in answer.text) == (404, False), path
    with desk.app.app_context():
        assert db.session().scalars(select(Reading)).all() == []


def test_support_lands_on_its_own_work_and_not_on_the_officers_list(sue: FlaskClient) -> None:
    assert sue.get("/staff/").status_code == 303
    assert "My reviews" not in words_of(sue.get("/staff/chasing"))


def test_a_service_without_reviews_says_so(sue: FlaskClient) -> None:
    assert "No review is arranged for the next four weeks." in words_of(sue.get("/staff/chasing"))


@on_both
def test_who_is_printed_a_letter_anew_is_late_from_the_first_one_until_the_meeting_is_on_another_day(
    app: Flask,
) -> None:
    with app.app_context():
        review = factories.review(factories.staff()[0], date(2026, 3, 12), people=[("school", "Ms Field")])
        with clock.frozen(MORNING.replace(day=2)):
            invite([review], ["school"])
            letter = invitations_of(review.id)[0]
            draw_code(letter)
        with clock.frozen(MORNING):
            draw_code(invitations_of(review.id)[0])
            assert _late(review) == 3
        with db.transaction() as session:
            session.get_one(Review, review.id).meets_on = date(2026, 3, 13)
        with clock.frozen(MORNING):
            draw_code(invitations_of(review.id)[0])
            assert _late(review) == 0


def _late(review: Review) -> int:
    db.session().expire_all()
    found = arrivals(review, invitations_of(review.id), (), clock.today(), Service())
    return next(each.days_late for each in found if each.respondent == "school")


def test_a_letter_that_was_lost_is_not_called_unprinted_beside_the_day_on_which_it_was_printed(
    desk: Desk, sue: FlaskClient
) -> None:
    with desk.app.app_context():
        review = db.session().get_one(Review, desk.review("Maya", date(2026, 3, 12), people=[("school", "Ms Field")]))
        letter, _ = factories.letter(review, "school")
        revoke(letter)
    assert rows(sue)["School, Ms Field"][-1] == "ended, another is needed"
