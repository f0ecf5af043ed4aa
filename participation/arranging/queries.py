"""A meeting that may be settled, and what is settled of one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, or_, select
from sqlalchemy.orm import aliased

from participation import clock
from participation.arranging.models import SlotChoice, SlotOffer
from participation.arranging.slots import Offered, Slot
from participation.db import session
from participation.invitations.marks import IS_OK, Mark, is_ok_with
from participation.outcomes.models import Participation
from participation.permissions.queries import is_cared_for_by
from participation.reviews.models import CHILD_IS_OURS, PERSON_STANDS, REVIEW_STANDS, Move, Person, Review
from participation.staff.models import Staff


def review_to_settle(officer: Staff, review_id: str) -> Review | None:
    """A review that this officer cares for and that nobody has recorded yet; held, so that presses come in turn."""
    is_open = REVIEW_STANDS, CHILD_IS_OURS, ~exists().where(Participation.review_id == Review.id)
    wanted = select(Review).where(Review.id == review_id, is_cared_for_by(officer), *is_open)
    held = wanted.with_for_update(key_share=True).execution_options(populate_existing=True)
    return session().scalar(held)


@dataclass(frozen=True)
class SettledMeeting:
    """What a letter's page tells of a meeting, beside its day and hour: the public side may see nothing else of it."""

    place: str
    kind: str
    """A PlaceKind, or nothing."""
    coming: Sequence[tuple[str, str, str]]
    """Who will be in the room beside child and officer: id, name, role."""
    may_see_place: bool
    moved: "LastMove | None"
    """Its last move to another day or hour."""


@dataclass(frozen=True)
class LastMove:
    """How a meeting moved last, and what the child says of that."""

    move: Move
    is_ok: str
    """One of IS_OK; empty while the child has said nothing."""

    @property
    def is_asked(self) -> bool:
        """Whether the child is asked if it is OK: its officer moved it, and not to what the child had chosen."""
        return bool(self.move.why) and not self.move.is_chosen

    @property
    def waits(self) -> bool:
        """The child says no, and nobody has talked with them about it."""
        return self.is_asked and self.is_ok == IS_OK[-1] and self.move.talked_about_on is None


def settled_meeting(review_id: str) -> SettledMeeting | None:
    """What its officer has settled; None while they have not, whatever a list says of the place."""
    columns = select(Review.venue, Review.place_kind, Review.may_see_place)
    found = session().execute(columns.where(Review.id == review_id, Review.settled_at.is_not(None))).one_or_none()
    if found is None:
        return None
    coming = _in_the_room(review_id, Person.is_coming.is_(True))
    return SettledMeeting(found.venue, found.place_kind, coming, found.may_see_place, last_move(review_id))


def last_move(review_id: str) -> LastMove | None:
    """How the meeting of a review moved last, for whoever may open it or holds its letter."""
    moves = select(Move).where(Move.review_id == review_id).order_by(Move.moved_at.desc(), Move.id.desc()).limit(1)
    move = session().scalar(moves)
    return LastMove(move, is_ok_with([move.id]).get(move.id, "")) if move else None


def moves_not_ok(review_ids: Iterable[str]) -> Mapping[str, date]:
    """Of these reviews those whose child says no to how the meeting moved last, each with the day of that.

    Who has been offered other days since, or has talked with the officer, waits for nothing. Whoever holds the public
    side may have written any moment: a day before the move or to come is none.
    """
    later = aliased(Move)
    is_later = or_(later.moved_at > Move.moved_at, and_(later.moved_at == Move.moved_at, later.id > Move.id))
    offered = exists().where(SlotOffer.review_id == Move.review_id, SlotOffer.ended_at.is_(None))
    wanted = (
        select(Move.review_id, Move.moved_at, Mark.at)
        .join(Mark, and_(Mark.about_id == Move.id, Mark.kind == IS_OK[-1]))
        .where(
            Move.review_id.in_(list(review_ids)),
            Move.why != "",
            Move.is_chosen.is_(False),
            Move.talked_about_on.is_(None),
            ~exists().where(later.review_id == Move.review_id, is_later),
            ~offered,
        )
    )
    today = clock.today()
    return {
        review_id: min(today, clock.local(max(moved_at, said_at)).date())
        for review_id, moved_at, said_at in session().execute(wanted)
    }


def who_would_come(review_id: str, offer: Offered) -> list[tuple[str, str, str]]:
    """Who will be in the room beside child and officer, whatever the child chooses: id, name, role."""
    return _in_the_room(review_id, Person.id.in_(offer.coming))


def _in_the_room(review_id: str, comes: ColumnElement[bool]) -> list[tuple[str, str, str]]:
    of_review = Person.review_id == review_id, PERSON_STANDS, comes
    wanted = select(Person.id, Person.name, Person.role).where(*of_review).order_by(Person.name, Person.id)
    return [(row.id, row.name, row.role) for row in session().execute(wanted)]


def open_offer(review_id: str) -> Offered | None:
    """What is offered for a review that somebody may open, or whose letter they hold. The public side sees no more."""
    return open_offers([review_id]).get(review_id)


def open_offers(review_ids: Iterable[str]) -> Mapping[str, Offered]:
    """What is offered for each of these, by review: of two at once the last."""
    when = SlotOffer.review_id, SlotOffer.id, SlotOffer.slots, SlotOffer.why, SlotOffer.until_on
    columns = *when, SlotOffer.coming, SlotOffer.may_see_place, _chosen().label("number")
    is_open = SlotOffer.review_id.in_(list(review_ids)), SlotOffer.ended_at.is_(None)
    found = session().execute(select(*columns).where(*is_open).order_by(SlotOffer.offered_at))
    return {
        row.review_id: Offered(
            row.id,
            tuple(map(Slot.read, row.slots)),
            row.why,
            row.until_on,
            frozenset(row.coming),
            row.may_see_place,
            row.number,
        )
        for row in found
    }


def _chosen() -> ScalarSelect[int]:
    last = select(SlotChoice.number).where(SlotChoice.offer_id == SlotOffer.id)
    return (
        last.order_by(SlotChoice.chosen_at.desc(), SlotChoice.id.desc()).limit(1).correlate(SlotOffer).scalar_subquery()
    )
