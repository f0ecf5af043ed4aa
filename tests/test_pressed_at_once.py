"""What staff press at the same moment comes to what it would one after the other, on both databases."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.audit.models import AuditEntry
from participation.casework.actions import note_missed
from participation.casework.models import MissedWord
from participation.contact.actions import Asked, acknowledge, ask_for_contact, note_done
from participation.contact.models import ContactStep
from participation.db import session
from participation.invitations.actions import invite
from participation.invitations.models import CHILD, Invitation
from participation.outcomes.actions import Beside, Decision, answer, record_participation
from participation.outcomes.codes import Code, Suggestion
from participation.outcomes.models import Outcome, Participation
from participation.permissions.actions import end_absence
from participation.profiles.actions import About, write_profile
from participation.profiles.models import Profile
from participation.reviews.models import Review
from participation.staff.models import Absence, Role, Staff
from tests import factories
from tests.casework.sending import send
from tests.databases import on_both
from tests.together import HANDS, at_once


@pytest.fixture(autouse=True)
def after_the_meeting() -> Iterator[None]:
    with clock.frozen(datetime(2026, 3, 11, 9, tzinfo=UTC)):
        yield


@pytest.fixture
def review_id(app: Flask) -> str:
    """Of Amara, with a carer and a school."""
    with app.app_context():
        return factories.review(factories.staff(email="amara@example.org")[0]).id


def amara() -> Staff:
    return session().scalars(select(Staff).where(Staff.email == "amara@example.org")).one()


def kept(app: Flask, what: Any) -> list[Any]:
    with app.app_context():
        return list(session().scalars(select(what)))


def audited(app: Flask, action: str) -> int:
    with app.app_context():
        return len(session().scalars(select(AuditEntry).where(AuditEntry.action == action)).all())


@on_both
def test_two_who_invite_at_once_write_one_letter_to_each(app: Flask, review_id: str) -> None:
    def invites(_: int) -> int:
        with app.app_context():
            return invite([session().get_one(Review, review_id)], [CHILD, "foster_carer", "school"])

    assert sorted(at_once(invites)) == [0] * (HANDS - 1) + [3]
    assert Counter(kept(app, Invitation.respondent)) == {CHILD: 1, "foster_carer": 1, "school": 1}


@on_both
def test_a_code_that_is_pressed_twice_is_recorded_once(app: Flask, review_id: str) -> None:
    def records(_: int) -> None:
        with app.app_context():
            record_participation(amara(), review_id, Code.PN1, Suggestion(None, ()), Beside())

    at_once(records)
    assert kept(app, Participation.code) == ["PN1"]


@on_both
def test_an_answer_that_is_pressed_twice_is_one(app: Flask, review_id: str) -> None:
    with app.app_context():
        sent = send(session().get_one(Review, review_id), "my_views", proud_of="A dog, please")

    def answers(_: int) -> None:
        with app.app_context():
            answer(amara(), review_id, sent, "proud_of", Decision("agreed", told="in_person"))

    at_once(answers)
    assert kept(app, Outcome.state) == ["agreed"]


@on_both
def test_a_request_is_taken_on_by_one_and_done_once(app: Flask, review_id: str) -> None:
    with app.app_context():
        request_id = ask_for_contact("a form", Asked("a text", "after school", "help"), "en", None)
        managers = [factories.staff(Role.MANAGER)[0].id for _ in range(HANDS)]

    def takes_on(number: int) -> bool:
        with app.app_context():
            return acknowledge(session().get_one(Staff, managers[number]), request_id)

    def finishes(number: int) -> bool:
        with app.app_context():
            return note_done(session().get_one(Staff, managers[number]), request_id)

    assert all(at_once(takes_on))
    assert all(at_once(finishes))
    assert sorted(kept(app, ContactStep.state)) == ["acknowledged", "done"]


@on_both
def test_what_sorting_missed_is_noted_once(app: Flask, review_id: str) -> None:
    with app.app_context():
        sent = send(session().get_one(Review, review_id), "my_views", proud_of="A dog, please")

    def notes(_: int) -> None:
        with app.app_context():
            note_missed(amara(), sent, "dog")

    at_once(notes)
    assert kept(app, MissedWord.word) == ["dog"]


@on_both
def test_a_first_page_that_is_saved_twice_is_one(app: Flask, review_id: str) -> None:
    def writes(number: int) -> None:
        with app.app_context():
            write_profile(amara().id, About(f"Amara {number}"))

    at_once(writes)
    assert len(kept(app, Profile)) == 1


@on_both
def test_an_absence_ends_once(app: Flask, review_id: str) -> None:
    with app.app_context():
        ben = factories.staff()[0].id
        factories.absence(amara().id, ben, str(date(2026, 3, 10)), str(date(2026, 3, 20)))
        absence_id = session().scalars(select(Absence.id)).one()

    def ends(_: int) -> bool:
        with app.app_context():
            return end_absence(amara(), absence_id)

    assert sum(at_once(ends)) == 1
    assert audited(app, "ended cover") == 1
