"""The demonstration shows visits of every kind, challenges and meetings in every state, a checked letter."""

from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.arranging.queries import open_offers
from participation.between.models import OfficerVisit, OfficerVisitKind
from participation.carried.models import SaidForChild
from participation.challenges.models import ChallengeOutcome, OfficerChallenge
from participation.db import session
from participation.reviews.models import Review


def test_there_are_visits_of_every_kind(demonstration: Flask) -> None:
    with demonstration.app_context():
        visits = session().scalars(select(OfficerVisit)).all()
        assert {each.kind for each in visits} == set(OfficerVisitKind)
        assert {each.is_virtual for each in visits} == {True, False}
        assert all(each.made_on <= clock.today() for each in visits)


def test_challenges_wait_are_late_went_further_and_were_answered(demonstration: Flask) -> None:
    with demonstration.app_context():
        raised = session().scalars(select(OfficerChallenge)).all()
        waiting = [each.now for each in raised if each.now and not each.now.answered_on]
        assert {step.is_late(clock.today()) for step in waiting} == {True, False}
        assert {each.outcome for each in raised} == {"", *ChallengeOutcome}
        assert {each.level for each in raised} >= {0, 1, 2}
        assert {each.kind for each in raised} == {"challenge", "good_practice"}
        assert any(each.outcome_id for each in raised)


def test_meetings_are_offered_chosen_and_settled_and_an_offer_has_run_out(demonstration: Flask) -> None:
    with demonstration.app_context():
        open_ones = open_offers(each.id for each in session().scalars(select(Review)))
        states = {(each.number, each.can_be_chosen) for each in open_ones.values()}
        assert states == {(None, True), (2, True), (None, False)}
        settled = session().scalars(select(Review).where(Review.settled_at.is_not(None))).all()
        assert any(each.place_kind for each in settled)
        assert any(person.is_coming for each in settled for person in each.people)


def test_a_letter_was_shown_before_it_is_final_and_the_child_has_checked_it(demonstration: Flask) -> None:
    with demonstration.app_context():
        assert {(each.said_by, each.meant_at is not None) for each in session().scalars(select(SaidForChild))} == {
            ("letter", True)
        }
