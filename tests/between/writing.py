"""An officer writes down what she did with a child between meetings."""

from dataclasses import replace
from datetime import date

from participation import db
from participation.between.actions import VisitFacts, VisitWords, write_down
from participation.staff.models import Staff
from tests.casework.desk import Desk

A_VISIT = VisitFacts(
    made_on=date(2026, 3, 2),
    kind="visit",
    is_virtual=False,
    knows_advocacy="yes",
    has_advocate="no",
    own_view="said",
    is_adviser_asked=False,
)
NOTHING = VisitWords()


def written_down(desk: Desk, review_id: str, words: VisitWords = NOTHING, **facts: object) -> str:
    """One of hers about a review; gives its id."""
    with desk.app.app_context():
        officer = db.session().get_one(Staff, desk.staff_id)
        id = write_down(officer, review_id, db.new_id(), replace(A_VISIT, **facts), words)
        assert id is not None
        return id
