"""Settling a meeting: when, where and with whom it is, why it moves, between what a child may choose, who helps."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from participation import clock
from participation.arranging.models import SlotChoice, SlotOffer
from participation.arranging.queries import last_move, open_offer, review_to_settle
from participation.arranging.slots import Slot
from participation.audit import actions as audit
from participation.db import as_one, new_id, transaction
from participation.invitations.actions import OPEN_DAYS, invite
from participation.invitations.marks import IS_OK, mark_as_said
from participation.invitations.models import Invitation
from participation.permissions.queries import review_for
from participation.reviews.models import Move, MoveReason, Person, PersonRole, Review, is_ours
from participation.staff.models import Staff


@dataclass(frozen=True)
class Arrangement:
    """When, where and with whom a meeting is."""

    meets_on: date
    starts_at: datetime | None
    venue: str
    coming: Set[str]
    """Which of its people will be in the room."""
    may_see_place: bool
    place_kind: str = ""
    why: str = ""
    """A MoveReason; kept only where the day or the hour moves."""
    is_chosen: bool = False
    """The child has chosen it."""


class SettledMeanwhile(Exception):
    """Somebody, or a list, has changed day, hour or place since the page was opened."""


def is_moved(review: Review, meets_on: date | None, starts_at: datetime | None) -> bool:
    """Whether a day or an hour that was fixed becomes another one: a first day or hour moves nothing."""
    return is_another(review.meets_on, meets_on) or is_another(review.starts_at, starts_at)


def is_another(before: object, now: object) -> bool:
    """Whether something that was said becomes something else."""
    return before is not None and before != now


def settle_meeting(officer: Staff, review_id: str, wanted: Arrangement, seen: int) -> bool:
    """Keep it, and say whether the meeting moved. `seen` is the revision that the officer had before them.

    Whatever letters name another day is found by itself, as after a list. Raises LookupError for a review that this
    officer may not settle, SettledMeanwhile where somebody else was first.
    """
    with transaction() as current:
        review = review_to_settle(officer, review_id)
        if review is None:
            raise LookupError(review_id)
        is_changed = (review.meets_on, review.starts_at, review.venue) != (
            wanted.meets_on, wanted.starts_at, wanted.venue
        )  # fmt: skip
        # The same form pressed twice finds what it has kept.
        if is_changed and review.revision != seen:
            raise SettledMeanwhile
        moves = is_moved(review, wanted.meets_on, wanted.starts_at)
        if moves:
            _note_move(current, review, wanted)
        _keep(review, wanted, is_changed=is_changed)
        _end_offers(current, review.id)
        audit.record(current, officer.id, "settled the meeting", f"review/{review.id}", wanted.why if moves else "")
    return moves


def _note_move(current: Session, review: Review, wanted: Arrangement) -> None:
    before = review.meets_on
    move = Move(review=review, from_on=before, to_on=wanted.meets_on, moved_at=clock.now(), why=wanted.why)
    move.is_chosen = wanted.is_chosen
    current.add(move)
    # A letter opens until some days after the review, wherever the review has moved.
    ends_on = wanted.meets_on + timedelta(days=OPEN_DAYS)
    current.execute(update(Invitation).where(Invitation.review_id == review.id).values(ends_on=ends_on))


@dataclass(frozen=True)
class ToOffer:
    """Between what a child may choose, until when, and what is so whichever they choose."""

    slots: Sequence[Slot]
    until_on: date
    coming: Set[str] = frozenset()
    may_see_place: bool = False
    why: str = ""
    """A MoveReason, where one that was fixed would move."""


def offer_slots(officer: Staff, review_id: str, to_offer: ToOffer) -> None:
    """Let the child choose between a few days and places; what was offered before ends.

    Raises LookupError for a review that this officer may not settle.
    """
    with transaction() as current:
        review = review_to_settle(officer, review_id)
        if review is None:
            raise LookupError(review_id)
        _end_offers(current, review.id)
        offer = SlotOffer(review_id=review.id, by_id=officer.id, offered_at=clock.now(), why=to_offer.why)
        offer.slots, offer.until_on = [each.kept() for each in to_offer.slots], to_offer.until_on
        offer.coming, offer.may_see_place = sorted(to_offer.coming), to_offer.may_see_place
        current.add(offer)
        number = str(len(to_offer.slots))
        audit.record(current, officer.id, "offered days for the meeting", f"review/{review.id}", number)


def end_offer(officer: Staff, review_id: str) -> None:
    """Take back what was offered. Raises LookupError for a review that this officer may not settle."""
    with transaction() as current:
        if review_to_settle(officer, review_id) is None:
            raise LookupError(review_id)
        if _end_offers(current, review_id):
            audit.record(current, officer.id, "took days for the meeting back", f"review/{review_id}")


def take_choice(officer: Staff, review_id: str, offer_id: str) -> bool:
    """Settle the meeting as the child has chosen, and say whether it moved.

    Raises LookupError where there is no such choice any more.
    """
    with as_one():
        review, offer = review_to_settle(officer, review_id), open_offer(review_id)
        if review is None or offer is None or offer.id != offer_id or offer.chosen is None:
            raise LookupError(review_id)
        wanted = Arrangement(
            meets_on=offer.chosen.day,
            starts_at=offer.chosen.starts_at,
            venue=offer.chosen.venue,
            coming=offer.coming,
            may_see_place=offer.may_see_place,
            place_kind=offer.chosen.kind,
            why=offer.why or MoveReason.CHILD_ASKED,
            is_chosen=True,
        )
        return settle_meeting(officer, review_id, wanted, review.revision)


@dataclass(frozen=True)
class Helper:
    """An adult whom a child trusts, neither carer nor social worker."""

    name: str
    language: str


def name_helper(officer: Staff, review_id: str, helper: Helper) -> bool:
    """A helper has a part in a review, and a letter on how to help waits to be printed. False where they have one.

    Raises LookupError for a review that is not cared for by this officer, or is no longer held, or has been.
    """
    with as_one(), transaction() as current:
        # Of two presses the second finds whom the first has named.
        current.execute(select(Review.id).where(Review.id == review_id).with_for_update(key_share=True))
        review = review_for(officer, review_id)
        if review is None or review.ending_id or not is_ours(review) or review.is_over(clock.today()):
            raise LookupError(review_id)
        is_there = (
            each.role == PersonRole.HELPER and each.name.casefold() == helper.name.casefold() for each in review.people
        )
        if any(is_there):
            return False
        review.people.append(Person(role=PersonRole.HELPER, name=helper.name, language=helper.language))
        current.flush()
        invite([review], [PersonRole.HELPER])
        audit.record(current, officer.id, "named a helper", f"review/{review_id}")
    return True


def choose_slot(review_id: str, offer_id: str, number: int) -> None:
    """The child chooses one, or that none is right. Raises LookupError for what cannot be chosen any more."""
    with transaction() as current:
        offer = open_offer(review_id)
        if offer is None or offer.id != offer_id or not offer.can_be_chosen or not 0 <= number <= len(offer.slots):
            raise LookupError(offer_id)
        if number and offer.slots[number - 1].day < clock.today():
            raise LookupError(offer_id)
        current.execute(insert(SlotChoice).values(id=new_id(), offer_id=offer.id, number=number, chosen_at=clock.now()))


def note_move_ok(review_id: str, said: str) -> None:
    """The child says whether it is OK that their meeting moved: `said` is which move, and one of IS_OK.

    Raises LookupError where that is not how it moved last, ValueError for what is no answer to that.
    """
    move_id, _, word = said.partition(" ")
    mark_as_said(word, IS_OK, move_id, partial(_is_asked, review_id))


def _is_asked(review_id: str, move_id: str) -> bool:
    moved = last_move(review_id)
    return moved is not None and moved.is_asked and moved.move.id == move_id


def note_talked(officer: Staff, review_id: str, move_id: str) -> None:
    """The officer has talked with a child who says that it is not OK. Raises LookupError where no such no waits."""
    with transaction() as current:
        moved = last_move(review_id) if review_to_settle(officer, review_id) else None
        if moved is None or moved.move.id != move_id or not moved.waits:
            raise LookupError(move_id)
        moved.move.talked_about_on = clock.today()
        audit.record(current, officer.id, "talked about a move of the meeting", f"review/{review_id}")


def _end_offers(current: Session, review_id: str) -> int:
    is_open = SlotOffer.review_id == review_id, SlotOffer.ended_at.is_(None)
    ended = update(SlotOffer).where(*is_open).values(ended_at=clock.now()).returning(SlotOffer.id)
    return len(current.scalars(ended).all())


def _keep(review: Review, wanted: Arrangement, *, is_changed: bool) -> None:
    review.meets_on, review.starts_at, review.venue = wanted.meets_on, wanted.starts_at, wanted.venue
    review.revision += is_changed
    review.may_see_place, review.place_kind = wanted.may_see_place, wanted.place_kind
    was_settled, review.settled_at = review.settled_at is not None, clock.now()
    for person in review.people:
        if person.ending_id is None:
            person.is_coming = person.id in wanted.coming
            if is_changed and was_settled and person.is_coming:
                person.untold_revision = review.revision
