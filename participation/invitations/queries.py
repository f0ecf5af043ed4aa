"""Finding an invitation by its secrets, and a visit by its cookie."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import defer, joinedload

from participation import clock
from participation.db import session
from participation.invitations.models import CHILD, Failure, Invitation, Visit
from participation.invitations.secrets import token_lookup
from participation.invitations.throttle import REMEMBERED, minute_of
from participation.reviews.models import Review

_ITS_REVIEW = joinedload(Invitation.review).load_only(
    Review.officer_id, Review.kind, Review.due_on, Review.meets_on, Review.starts_at, Review.venue
)
"""The public side's own database role may not see which child a review is of."""
_UNMARKED = defer(Invitation.opened_at), defer(Invitation.started_at)
_VISIT = (
    select(Visit)
    .where(Visit.lookup == bindparam("lookup"))
    .options(joinedload(Visit.invitation).options(_ITS_REVIEW, *_UNMARKED))
)
"""Asked for each page of a respondent, so it is composed once."""


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
        .options(_ITS_REVIEW, *_UNMARKED)
    )


def cookie_lookup(token: str) -> str:
    """What is kept of a visit's cookie."""
    return hashlib.sha256(f"visit/v1|{token}".encode()).hexdigest()


def visit_by_cookie(token: str) -> Visit | None:
    """The visit whose letter has not been replaced or revoked since."""
    found = session().scalar(_VISIT, {"lookup": cookie_lookup(token)})
    if found is None or found.invitation.revoked_at or found.printing != found.invitation.printings:
        return None
    return found


def invitations_of(review_id: str) -> tuple[Invitation, ...]:
    """Everyone who is asked about one review."""
    return tuple(session().scalars(select(Invitation).where(Invitation.review_id == review_id)))


def letters_to_print(since: date, until: date, *, unprinted: bool = False) -> Sequence[Invitation]:
    """The open invitations of the reviews that meet in these days, in the order in which they are posted."""
    wanted: list[ColumnElement[bool]] = [Review.meets_on.between(since, until), Invitation.revoked_at.is_(None)]
    if unprinted:
        wanted.append(Invitation.printings == 0)
    return _posted(*wanted)


def open_letters(invitation_ids: Iterable[str]) -> Sequence[Invitation]:
    """Of these, the open invitations, in the order in which they are posted."""
    return _posted(Invitation.id.in_(list(invitation_ids)), Invitation.revoked_at.is_(None))


def letters_of(review_id: str) -> Sequence[Invitation]:
    """The open invitations of one review."""
    return _posted(Invitation.review_id == review_id, Invitation.revoked_at.is_(None))


def _posted(*wanted: ColumnElement[bool]) -> Sequence[Invitation]:
    reviewed = joinedload(Invitation.review)
    return (
        session()
        .scalars(
            select(Invitation)
            .join(Review)
            .where(*wanted)
            .options(
                reviewed.joinedload(Review.child), reviewed.joinedload(Review.officer), joinedload(Invitation.person)
            )
            # The child's own letter first, then the adults'.
            .order_by(Review.meets_on, Review.id, Invitation.respondent != CHILD, Invitation.respondent, Invitation.id)
        )
        .all()
    )


def failures_of(source: str) -> dict[int, int]:
    """How many typed codes failed from a source, by minute, as long as a failure is remembered."""
    lately = Failure.window > minute_of(clock.now()) - REMEMBERED
    found = session().execute(select(Failure.window, Failure.count).where(Failure.source == source, lately))
    return dict(found.all())
