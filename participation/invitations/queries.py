"""Finding an invitation by its secrets, and a visit by its cookie."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import defer, joinedload

from participation import clock, service
from participation.db import DAY_LENGTH, asked_often, session
from participation.invitations.models import CHILD, MARK_LENGTH, Failure, Invitation, MovedLetter, Visit
from participation.invitations.open_visits import OF_LETTER, OF_VISIT, OpenVisit, visit_in
from participation.invitations.secrets import token_lookup
from participation.invitations.throttle import REMEMBERED, minute_of
from participation.reviews.facts import FACTS
from participation.reviews.models import CHILD_IS_OURS, PERSON_STANDS, REVIEW_STANDS, Person, PersonRole, Review

_ITS_REVIEW = joinedload(Invitation.review).load_only(*FACTS)
"""The public side's own database role may not see which child a review is of."""
_UNMARKED = defer(Invitation.opened_at), defer(Invitation.started_at)
_READ_AS = str.maketrans("oil", "011")
LETTER_STANDS = Invitation.revoked_at.is_(None)
IS_LOST = and_(Invitation.revoked_at.is_not(None), Invitation.still_opens.is_(None))
_BY_TOKEN, _BY_CODE = (
    select(Invitation).where(of_paper == bindparam("lookup"), ~IS_LOST).options(_ITS_REVIEW, *_UNMARKED)
    for of_paper in (Invitation.token_lookup, Invitation.code_lookup)
)
OPEN_VISIT = (
    select(*OF_VISIT, *OF_LETTER, *FACTS)
    .join(Invitation, Invitation.id == Visit.invitation_id)
    .join(Review, Review.id == Invitation.review_id)
    .where(Visit.lookup == bindparam("lookup"), Visit.printing == Invitation.printings, ~IS_LOST)
)
"""The visit whose letter has not been replaced or lost since. Asked for each page, so it is composed once."""
MAY_BE_ISSUED = or_(LETTER_STANDS, IS_LOST)
"""Part of a query: it stands, or its sheet was lost and another takes its place."""
IS_STILL_ASKED = and_(
    exists().where(Review.id == Invitation.review_id, REVIEW_STANDS, CHILD_IS_OURS).correlate(Invitation),
    ~exists()
    .where(Person.id == Invitation.person_id, or_(~PERSON_STANDS, Person.is_asked.is_(False)))
    .correlate(Invitation),
)
"""Part of a query: neither the review, nor the child's time here, nor the adult's part in it was ended."""


def still_asked() -> ColumnElement[bool]:
    """Part of a query: neither was any of that ended, nor has the service turned off what they were asked for."""
    is_for_check = Invitation.respondent == PersonRole.FOSTERING_WORKER
    return IS_STILL_ASKED if service.current().has_carers_form_checked else and_(IS_STILL_ASKED, ~is_for_check)


def invitation_by_token(token: str) -> Invitation | None:
    """The printed invitation that this QR secret opens."""
    return session().scalar(_BY_TOKEN, {"lookup": token_lookup(token)})


def invitation_by_code_lookup(lookup: str) -> Invitation | None:
    """The printed invitation that this typed code opens."""
    return session().scalar(_BY_CODE, {"lookup": lookup})


def moved_to(lookup: str) -> str | None:
    """Where a secret opens that opens nothing here any more: its child is another council's now."""
    return session().scalar(select(MovedLetter.address).where(MovedLetter.lookup == lookup))


def cookie_lookup(token: str) -> str:
    """What is kept of a visit's cookie."""
    return hashlib.sha256(f"visit/v1|{token}".encode()).hexdigest()


def visit_by_cookie(token: str) -> OpenVisit | None:
    """The visit whose letter has not been replaced or lost since."""
    found = asked_often().connection().execute(OPEN_VISIT, {"lookup": cookie_lookup(token)}).first()
    return visit_in(found) if found else None


def invitations_of(review_id: str) -> tuple[Invitation, ...]:
    """Everyone who is asked about one review."""
    return tuple(session().scalars(select(Invitation).where(Invitation.review_id == review_id)))


def letters_to_print(since: date, until: date, *, unprinted: bool = False) -> Sequence[Invitation]:
    """The open invitations of the reviews that meet in these days, in the order in which they are posted."""
    wanted: list[ColumnElement[bool]] = [Review.meets_on.between(since, until), LETTER_STANDS]
    if unprinted:
        wanted.append(Invitation.printings == 0)
    return _posted(*wanted)


def letters_to_issue(since: date, until: date) -> Sequence[Invitation]:
    """The open invitations of these days, and those whose sheet was lost: who is asked waits for another."""
    return _posted(Review.meets_on.between(since, until), MAY_BE_ISSUED)


def open_letters(invitation_ids: Iterable[str]) -> Sequence[Invitation]:
    """Of these, those that are open, or lost, in the order in which they are posted."""
    return _posted(Invitation.id.in_(list(invitation_ids)), MAY_BE_ISSUED)


def letters_with_mark(typed: str) -> Sequence[Invitation]:
    """Every letter with the mark that somebody read off a sheet, of any date, ended or not; none where it is no mark.

    A mark is a piece of an id, so two letters may have one; O, I and L are read as the digits they look like.
    """
    meant = "".join(filter(str.isalnum, typed.lower())).translate(_READ_AS)
    if len(meant) != MARK_LENGTH or not meant.isascii():
        return ()
    return _any(has_mark(meant))


def has_mark(meant: str) -> ColumnElement[bool]:
    """Part of a query: a letter's sheet has these characters, or had them when no id began with its day."""
    return or_(
        func.substr(Invitation.id, DAY_LENGTH + 1, MARK_LENGTH) == meant,
        func.substr(Invitation.id, 1, MARK_LENGTH) == meant,
    )


def letters_of(review_id: str) -> Sequence[Invitation]:
    """Those of one review that are open, or lost."""
    return _posted(Invitation.review_id == review_id, MAY_BE_ISSUED)


def _posted(*wanted: ColumnElement[bool]) -> Sequence[Invitation]:
    """Of whatever was ended above a letter, none is drawn."""
    return _any(*wanted, still_asked())


def _any(*wanted: ColumnElement[bool]) -> Sequence[Invitation]:
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
