"""What the demonstration has to find."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from participation.children.models import Child
from participation.contact.models import ContactRequest
from participation.db import session
from participation.invitations.models import Invitation
from participation.reviews.models import Person, Review
from participation.service import ServiceRow
from participation.staff.models import Staff
from participation.submissions.models import Submission


def is_empty() -> bool:
    """Whether nobody has put anything in: no child, no review, no account and no settings."""
    return not any(session().scalar(select(table).limit(1)) for table in (Child, Review, Staff, ServiceRow))


def reviews_named(references: Iterable[str]) -> dict[str, Review]:
    """Reviews by the council's number."""
    found = session().scalars(
        select(Review)
        .where(Review.reference.in_(references))
        .options(joinedload(Review.child), selectinload(Review.people))
    )
    return {str(review.reference): review for review in found}


def invitation(invitation_id: str) -> Invitation:
    """An invitation that has just been made."""
    return session().get_one(Invitation, invitation_id)


def submission(submission_id: str) -> Submission:
    """A submission that has just been sent."""
    return session().get_one(Submission, submission_id)


def account(staff_id: str) -> Staff:
    """An account that has just been opened."""
    return session().get_one(Staff, staff_id)


def contact_request(asked_at: datetime) -> ContactRequest:
    """What somebody asked at a moment."""
    return session().scalars(select(ContactRequest).where(ContactRequest.asked_at == asked_at)).one()


def officer_of(review_id: str) -> Staff:
    """Who reads what is sent for a review."""
    return session().scalars(select(Staff).join(Review).where(Review.id == review_id)).one()


def person_of(review_id: str, role: str) -> str:
    """The id of the one with this role around a review."""
    return session().scalars(select(Person.id).where(Person.review_id == review_id, Person.role == role)).one()


def invitation_of(reference: str, respondent: str) -> Invitation:
    """The invitation of one kind of respondent to one review."""
    return (
        session()
        .scalars(
            select(Invitation)
            .join(Review)
            .where(Review.reference == reference, Invitation.respondent == respondent)
            .options(joinedload(Invitation.review).joinedload(Review.child), joinedload(Invitation.person))
        )
        .one()
    )
