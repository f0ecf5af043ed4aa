"""Where the service asks for it, the fostering social worker says whether they went through the carer's form."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from participation import clock, db, service
from participation.invitations.actions import invite
from participation.invitations.queries import letters_of
from participation.reminders.queries import still_waited_for
from participation.reviews.models import Person, Review
from participation.service import ServiceRow
from participation.service.chosen import Service
from tests import factories
from tests.casework.conftest import MORNING
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.walking import Phone, words_of

IN_TWO_WEEKS = MORNING.date() + timedelta(days=14)
PEOPLE = [("foster_carer", "Jo Carter"), ("fostering_worker", "Tobi Adeyemi")]


@pytest.fixture
def review(desk: Desk) -> str:
    """Of a child whose carer has a fostering social worker."""
    return desk.review("Maya", IN_TWO_WEEKS, people=PEOPLE)


def turn_on(app: Flask, *, is_on: bool = True) -> None:
    with app.app_context(), db.transaction() as session:
        session.merge(ServiceRow.of(Service(has_carers_form_checked=is_on)))
        service.forget()


def invited(app: Flask, review_id: str) -> int:
    """How many letters the carer and the fostering social worker get."""
    with app.app_context():
        return invite([db.session().get_one(Review, review_id)], ["foster_carer", "fostering_worker"])


@on_both
def test_nobody_is_asked_to_check_until_the_service_turns_it_on(desk: Desk, review: str) -> None:
    assert invited(desk.app, review) == 1
    assert "Carer’s form" not in words_of(desk.open(review))
    turn_on(desk.app)
    assert invited(desk.app, review) == 1
    assert "Carer’s form not checked" in words_of(desk.open(review))


@on_both
def test_who_was_asked_is_neither_written_to_nor_reminded_once_it_is_turned_off(desk: Desk, review: str) -> None:
    turn_on(desk.app)
    with desk.app.app_context():
        for role, _ in PEOPLE:
            factories.letter(db.session().get_one(Review, review), role)
        with db.transaction() as session:
            session.execute(update(Person).values(email="somebody@example.org"))
    for is_on, roles in ((True, ["foster_carer", "fostering_worker"]), (False, ["foster_carer"])):
        turn_on(desk.app, is_on=is_on)
        with desk.app.app_context():
            assert [each.respondent for each in letters_of(review)] == roles
            assert sorted(each.respondent for each in still_waited_for()) == roles


@on_both
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("yes", "Carer’s form checked"),
        ("partly", "Carer’s form checked: something is missing"),
        ("no", "Carer’s form not checked"),
    ],
)
def test_the_officer_reads_whether_it_is_checked(desk: Desk, review: str, answer: str, said: str) -> None:
    turn_on(desk.app)
    desk.receive(review, "carer_check", "fostering_worker", gone_through=answer, check_words="The dentist is missing")
    page = desk.open(review)
    assert f">{said}</li>" in page.text
    assert "The dentist is missing" in words_of(page)


def test_what_was_said_last_stands(desk: Desk, review: str) -> None:
    turn_on(desk.app)
    desk.receive(review, "carer_check", "fostering_worker", gone_through="no")
    with clock.frozen(MORNING + timedelta(minutes=1)):
        desk.receive(review, "carer_check", "fostering_worker", gone_through="yes")
    assert ">Carer’s form checked</li>" in desk.open(review).text


def test_their_letter_opens_a_page_of_their_own_and_no_word_of_the_carers(desk: Desk, review: str) -> None:
    turn_on(desk.app)
    desk.receive(review, "carer_view", "foster_carer", going_well="Quittengelee")
    with desk.app.app_context():
        of = db.session().get_one(Review, review)
        _, secrets = factories.letter(of, "fostering_worker")
    phone = Phone(desk.app, secrets)
    home = words_of(phone.page)
    page = words_of(phone.begin("carer_check", "carer_check"))
    assert "Have you gone through the carer’s form with them?" in page
    assert "Quittengelee" not in home + page
    phone.press(answer_gone_through="yes", answer_check_words="")
    assert "Thank you" in words_of(phone.send("carer_check"))
    assert ">Carer’s form checked</li>" in desk.open(review).text
