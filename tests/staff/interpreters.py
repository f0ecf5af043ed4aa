"""Views in another language, and a link for an interpreter of them."""

from sqlalchemy import select

from participation import db
from participation.interpreting.actions import ask_interpreter
from participation.interpreting.models import InterpreterLink
from participation.submissions.models import Submission
from tests.casework.desk import Desk


def in_tigrinya(desk: Desk, review: str, words: str) -> str:
    """Words that somebody sent in Tigrinya; gives the id of what was sent."""
    return desk.receive(review, "my_views", language="ti", where_i_live_words=words)


def link_of(desk: Desk, review: str, words: str) -> str:
    """A link for an interpreter of them; gives its id."""
    sent = in_tigrinya(desk, review, words)
    with desk.app.app_context():
        found = db.session().get_one(Submission, sent)
        ask_interpreter(found.review.officer, found, {"where_i_live_words": words}, "an agency")
        of_this = select(InterpreterLink.id).where(InterpreterLink.submission_id == sent)
        return str(db.session().scalar(of_this))
