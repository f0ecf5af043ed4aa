"""Finding an invitation by its secrets, and a visit by its cookie."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from participation.db import session
from participation.invitations.models import Failure, Invitation, Visit
from participation.invitations.secrets import token_lookup
from participation.reviews.models import Review


def invitation_by_token(token: str) -> Invitation | None:
    """The printed invitation that this QR secret opens."""
    return _printed(Invitation.token_lookup == token_lookup(token))


def invitation_by_code_lookup(lookup: str) -> Invitation | None:
    """The printed invitation that this typed code opens."""
    return _printed(Invitation.code_lookup == lookup)


def _printed(matches: object) -> Invitation | None:
    return session().scalar(
        select(Invitation)
        .where(matches, Invitation.revoked_at.is_(None))  # type: ignore[arg-type]
        .options(joinedload(Invitation.review).joinedload(Review.officer), joinedload(Invitation.person))
    )


def cookie_lookup(token: str) -> str:
    """What is kept of a visit's cookie."""
    return hashlib.sha256(f"visit/v1|{token}".encode()).hexdigest()


def visit_by_cookie(token: str) -> Visit | None:
    """The visit whose letter has not been replaced or revoked since."""
    found = session().scalar(
        select(Visit)
        .where(Visit.lookup == cookie_lookup(token))
        .options(joinedload(Visit.invitation).joinedload(Invitation.review).joinedload(Review.child))
    )
    if found is None or found.invitation.revoked_at or found.printing != found.invitation.printings:
        return None
    return found


def invitations_of(review_id: str) -> tuple[Invitation, ...]:
    """Everyone who is asked about one review."""
    return tuple(session().scalars(select(Invitation).where(Invitation.review_id == review_id)))


def failures_of(source: str) -> dict[int, int]:
    """How many typed codes failed from a source, by minute."""
    found = session().execute(select(Failure.window, Failure.count).where(Failure.source == source))
    return dict(found.tuples().all())
