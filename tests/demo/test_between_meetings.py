"""The demonstration shows visits of every kind, and challenges in every state."""

from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.between.models import OfficerVisit, OfficerVisitKind
from participation.challenges.models import ChallengeOutcome, OfficerChallenge
from participation.db import session


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
