"""An officer raises something about one of her reviews."""

from dataclasses import replace
from datetime import date

from participation import db
from participation.challenges.actions import Raised, raise_challenge
from participation.staff.models import Staff
from tests.casework.desk import Desk

A_CHALLENGE = Raised(
    kind="challenge",
    category="drift",
    agency="local_authority",
    to_whom="Jo Reed, team manager",
    raised_on=date(2026, 3, 2),
    words="No plan since June",
)


def raised(desk: Desk, review_id: str, **values: object) -> str:
    """One of hers; gives its id."""
    with desk.app.app_context():
        officer = db.session().get_one(Staff, desk.staff_id)
        id = raise_challenge(officer, review_id, db.new_id(), replace(A_CHALLENGE, **values))
        assert id is not None
        return id
