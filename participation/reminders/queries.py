"""Whom a reminder could reach, whether somebody is still waited for, and who is to be told of a change."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, literal, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from participation import clock, service
from participation.children.models import Child
from participation.db import session
from participation.invitations.actions import ASKED_ROLES
from participation.invitations.models import CHILD, Invitation
from participation.invitations.purposes import NAMES_HELPER
from participation.invitations.queries import LETTER_STANDS, still_asked
from participation.reviews.models import CHILD_HAS_DIED, PERSON_STANDS, Person, Review
from participation.service.chosen import Service
from participation.service.reminder_times import kind_of
from participation.submissions.models import Receipt


def still_waited_for(*wanted: ColumnElement[bool]) -> Sequence[Invitation]:
    """Those whose letter is out and stands, who can be reached, and who never sent anything, be it withdrawn since.

    Of children those whose own number a list says, where the service reminds children.
    """
    adults = and_(Invitation.respondent.in_(ASKED_ROLES), or_(Person.email != "", Person.phone != ""))
    children = and_(Invitation.respondent == CHILD, Child.phone != "", literal(reminds_children(service.current())))
    found = (
        select(Invitation)
        .join(Review, Review.id == Invitation.review_id)
        .join(Child, Child.id == Review.child_id)
        .outerjoin(Person, Person.id == Invitation.person_id)
        .where(
            or_(adults, children),
            Invitation.printed_at.is_not(None),
            LETTER_STANDS,
            still_asked(),
            Review.meets_on > clock.today(),
            ~exists().where(Receipt.invitation_id == Invitation.id, Receipt.purpose != NAMES_HELPER),
            *wanted,
        )
        .options(contains_eager(Invitation.review).contains_eager(Review.child), contains_eager(Invitation.person))
        .order_by(Invitation.id)
    )
    return session().scalars(found).all()


def waited_for(invitation_id: str) -> Invitation | None:
    """One of them, if nothing has come and nothing was ended meanwhile."""
    return next(iter(still_waited_for(Invitation.id == invitation_id)), None)


def untold() -> Sequence[Person]:
    """Who comes to a settled meeting and is still to be told that it has changed, or will not be held."""
    return _coming(Person.untold_revision.is_not(None))


def coming_to(person_id: str, revision: int) -> Person | None:
    """Somebody who comes to a meeting, if it is still as it was by this revision."""
    return next(iter(_coming(Person.id == person_id, Review.revision == revision)), None)


def _coming(*wanted: ColumnElement[bool]) -> Sequence[Person]:
    """Before the day. Of a child who has died nobody is written to."""
    found = (
        select(Person)
        .join(Review, Review.id == Person.review_id)
        .join(Child, Child.id == Review.child_id)
        .where(Person.is_coming.is_(True), PERSON_STANDS, Review.meets_on >= clock.today(), ~CHILD_HAS_DIED, *wanted)
        .options(contains_eager(Person.review).options(contains_eager(Review.child), joinedload(Review.officer)))
        .order_by(Review.meets_on, Person.id)
    )
    return session().scalars(found).all()


def reminds_children(chosen: Service) -> bool:
    """Whether the service has turned it on."""
    return any(each.who == kind_of(CHILD) and each.is_on for each in chosen.reminders)
