"""An officer asks for an advocate for the child of one of her reviews."""

from dataclasses import replace

from participation import db
from participation.advocacy.actions import ReferralWords, Referred, refer
from participation.staff.models import Staff
from tests.casework.desk import Desk

A_REFERRAL = Referred("non_instructed", "ti", True, ReferralWords("He is four months old", "Ring Jo, mornings"))


def referred(desk: Desk, review_id: str, why: str = A_REFERRAL.words.why, source: str = A_REFERRAL.source) -> str:
    """One of hers; gives its id."""
    words = replace(A_REFERRAL.words, why=why)
    with desk.app.app_context():
        officer = db.session().get_one(Staff, desk.staff_id)
        id = refer(officer, review_id, db.new_id(), replace(A_REFERRAL, source=source, words=words))
        assert id is not None
        return id
