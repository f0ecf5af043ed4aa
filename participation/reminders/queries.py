"""Whom a reminder could reach, and whether somebody is still waited for."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import contains_eager

from participation import clock
from participation.db import session
from participation.invitations.actions import ASKED_ROLES
from participation.invitations.models import Invitation
from participation.invitations.queries import IS_STILL_ASKED, LETTER_STANDS
from participation.reviews.models import Person, Review
from participation.submissions.models import Receipt


def still_waited_for(*wanted: ColumnElement[bool]) -> Sequence[Invitation]:
    """Adults whose letter is out and stands, who can be reached, and who never sent anything, be it withdrawn since."""
    found = (
        select(Invitation)
        .join(Review, Review.id == Invitation.review_id)
        .join(Person, Person.id == Invitation.person_id)
        .where(
            Invitation.respondent.in_(ASKED_ROLES),
            Invitation.printed_at.is_not(None),
            LETTER_STANDS,
            IS_STILL_ASKED,
            Review.meets_on > clock.today(),
            or_(Person.email != "", Person.phone != ""),
            ~exists().where(Receipt.invitation_id == Invitation.id),
            *wanted,
        )
        .options(contains_eager(Invitation.review), contains_eager(Invitation.person))
        .order_by(Invitation.id)
    )
    return session().scalars(found).all()


def waited_for(invitation_id: str) -> Invitation | None:
    """One of them, if nothing has come and nothing was ended meanwhile."""
    return next(iter(still_waited_for(Invitation.id == invitation_id)), None)
