"""Ending, taking back, and handing over what an officer leaves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session

from participation import clock
from participation.audit import actions as audit
from participation.children.models import LEFT_CARE, Child
from participation.db import Base, as_one, new_id, transaction
from participation.endings.models import Ending
from participation.endings.queries import ending_of, is_to_come, may_be_taken_back, stands, unfinished_reviews
from participation.endings.reasons import CHILD, LETTER, PERSON, READS_ON, REVIEW, Cause
from participation.invitations.models import CHILD as THE_CHILD
from participation.invitations.models import Invitation, StillOpens
from participation.invitations.queries import IS_STILL_ASKED, LETTER_STANDS
from participation.outbox.actions import queue
from participation.reviews.models import PERSON_STANDS, REVIEW_STANDS, Person, Review, ReviewKind
from participation.staff.accounts import disable
from participation.staff.models import Staff
from participation.submissions.models import Receipt

HANDED_OVER, HANDED_OVER_AS = "reviews_handed_over", "handed over"
SYSTEM = "system"
ENDED, NOT_ENDED = "ended", "not ended after all"
_NOTHING_ELSE = {"synchronize_session": False}


def end(by: Staff | None, what: str, about_id: str, why: Cause) -> Ending | None:
    """It is no longer so: letters, links, chasing and counting stop. None where it was ended before, or is not there.

    Nothing that somebody sent is touched, and what nobody has read still climbs.
    """
    with transaction() as session:
        return note_ended(session, by.id if by else None, what, (about_id, why))


def note_ended(session: Session, by_id: str | None, what: str, about: tuple[str, Cause]) -> Ending | None:
    """End something in the transaction that is open."""
    about_id, why = about
    if not stands(session, what, about_id):
        return None
    ending = Ending(id=new_id(), what=what, about_id=about_id, reason=why.reason, words=why.words, by_id=by_id)
    ending.at = clock.now()
    session.add(ending)
    _STOPS[what](session, ending)
    audit.record(session, by_id or SYSTEM, ENDED, f"{_TABLES[what].__tablename__}/{about_id}", why.reason)
    session.expire_all()
    return ending


def follow_list(session: Session, actor: str, what: str, said: tuple[str, str]) -> None:
    """What a council's list says of something, in the transaction that is open: why it ended, or that it is so again.

    A list may take back what was ended long ago, by whomever.
    """
    about_id, reason = said
    by_id = None if actor == SYSTEM else actor
    if before := ending_of(what, about_id):
        note_taken_back(session, by_id, before)
    if reason:
        note_ended(session, by_id, what, (about_id, Cause(reason)))


def take_back(by: Staff | None, ending_id: str) -> bool:
    """It was so after all: what this ending stopped goes on. False unless the same person says so within a day."""
    with transaction() as session:
        ending = may_be_taken_back(by.id if by else None, ending_id)
        if ending is not None:
            note_taken_back(session, by.id if by else None, ending)
    return ending is not None


def note_taken_back(session: Session, by_id: str | None, ending: Ending) -> None:
    """Undo an ending in the transaction that is open.

    A letter whose review or person was ended since stays ended, as they are.
    """
    ending.undone_at = clock.now()
    _tell_who_comes(session, ending)
    for table in (Child, Review, Person):
        freed = {"ending_id": None, **({"ended_as": None} if table is Child else {})}
        _change(session, table, freed, table.ending_id == ending.id)
    of_it = Invitation.ending_id == ending.id
    free = {"ending_id": None, "revoked_at": None, "still_opens": None}
    _change(session, Invitation, free, of_it, IS_STILL_ASKED)
    person = select(Person.ending_id).where(Person.id == Invitation.person_id).scalar_subquery()
    review = select(Review.ending_id).where(Review.id == Invitation.review_id).scalar_subquery()
    stays = {"ending_id": func.coalesce(review, person), "still_opens": StillOpens.FAREWELL}
    _change(session, Invitation, stays, of_it)
    about = f"{_TABLES[ending.what].__tablename__}/{ending.about_id}"
    audit.record(session, by_id or SYSTEM, NOT_ENDED, about, ending.reason)
    session.expire_all()


def _stop_letter(session: Session, ending: Ending) -> None:
    """Whoever has the sheet learns nothing; who should have it gets another."""
    _stop_letters(session, ending, None, Invitation.id == ending.about_id)


def _stop_person(session: Session, ending: Ending) -> None:
    """Whoever cares for a child no longer is written to about none of the reviews that are still to come."""
    person = session.get_one(Person, ending.about_id)
    of_child = select(Review.id).where(
        Review.child_id == session.get_one(Review, person.review_id).child_id, is_to_come(), REVIEW_STANDS
    )
    is_the_same = and_(Person.name == person.name, Person.role == person.role, Person.review_id.in_(of_child))
    wanted = select(Person.id).where(or_(Person.id == person.id, is_the_same), PERSON_STANDS)
    people = session.scalars(wanted).all()
    _change(session, Person, {"ending_id": ending.id}, Person.id.in_(people))
    _stop_letters(session, ending, StillOpens.FAREWELL, Invitation.person_id.in_(people))


def _stop_review(session: Session, ending: Ending) -> None:
    """It will not be held; who sent something about it can still read that."""
    _change(session, Review, {"ending_id": ending.id}, Review.id == ending.about_id)
    _tell_who_comes(session, ending)
    _stop_letters(session, ending, StillOpens.OWN_WORDS, Invitation.review_id == ending.about_id)


def _stop_child(session: Session, ending: Ending) -> None:
    """The reviews to come will not be held here, and no letter about any opens more than its child's own words.

    Who has left care has pathway plan reviews, which go on. Nobody else is reminded any more: their own number goes.
    """
    kept = {} if ending.reason == LEFT_CARE else {"phone": ""}
    ended = {"ending_id": ending.id, "ended_as": ending.reason, **kept}
    _change(session, Child, ended, Child.id == ending.about_id)
    concerned = [Review.child_id == ending.about_id]
    if ending.reason == LEFT_CARE:
        concerned.append(Review.kind != ReviewKind.PATHWAY_PLAN)
    _change(session, Review, {"ending_id": ending.id}, *concerned, is_to_come(), REVIEW_STANDS)
    _tell_who_comes(session, ending)
    opens = StillOpens.OWN_WORDS if ending.reason in READS_ON else StillOpens.FAREWELL
    _stop_letters(session, ending, opens, Invitation.review_id.in_(select(Review.id).where(*concerned)))


def _tell_who_comes(session: Session, ending: Ending) -> None:
    """Whoever comes to a settled meeting of these is still to be told that it is not held, or is after all."""
    settled = Review.ending_id == ending.id, Review.settled_at.is_not(None), is_to_come()
    _change(session, Review, {"revision": Review.revision + 1}, *settled)
    revision = select(Review.revision).where(Review.id == Person.review_id).scalar_subquery()
    come = Person.review_id.in_(select(Review.id).where(*settled)), Person.is_coming.is_(True), PERSON_STANDS
    _change(session, Person, {"untold_revision": revision}, *come)


def _stop_letters(session: Session, ending: Ending, opens: StillOpens | None, of_these: ColumnElement[bool]) -> None:
    stopped = {"revoked_at": ending.at, "ending_id": ending.id}
    if opens == StillOpens.OWN_WORDS:
        has_sent = exists().where(Receipt.invitation_id == Invitation.id).correlate(Invitation)
        own = Invitation.respondent == THE_CHILD, has_sent
        _change(session, Invitation, {**stopped, "still_opens": opens}, of_these, LETTER_STANDS, *own)
        opens = StillOpens.FAREWELL
    _change(session, Invitation, {**stopped, "still_opens": opens}, of_these, LETTER_STANDS)


def _change(session: Session, table: type[Base], values: Mapping[str, Any], *of_these: ColumnElement[bool]) -> None:
    session.execute(update(table).where(*of_these).values(**values), execution_options=_NOTHING_ELSE)


_STOPS = {LETTER: _stop_letter, PERSON: _stop_person, REVIEW: _stop_review, CHILD: _stop_child}
_TABLES: Mapping[str, type[Base]] = {LETTER: Invitation, PERSON: Person, REVIEW: Review, CHILD: Child}


@dataclass(frozen=True)
class Takers:
    """Whose reviews are from now on: of each that is named, and of all the others."""

    others: Staff | None = None
    each: Mapping[str, Staff] = field(default_factory=dict)
    """By the review's id."""

    def of(self, review: Review) -> Staff | None:
        """Who takes one over; None where nobody was named."""
        return self.each.get(review.id, self.others)


def close_account(leaver: Staff, takers: Takers, by_id: str = SYSTEM) -> Sequence[Review]:
    """Close an account and give the reviews that are not finished to others, who are told.

    Returns them; where nobody takes one of them, nothing is done. Of what was held it stays known who held it.
    """
    with as_one():
        return note_closed(leaver, takers, by_id)


def note_closed(leaver: Staff, takers: Takers, by_id: str) -> Sequence[Review]:
    """Close an account among verbs that are kept together."""
    reviews = unfinished_reviews(leaver)
    if all(takers.of(review) for review in reviews):
        hand_over(reviews, takers, by_id)
        disable(leaver, by_id)
    return reviews


def hand_over(reviews: Iterable[Review], takers: Takers, by_id: str) -> None:
    """From now on these are somebody else's, who is told.

    Of a review that was held it stays known who held it: what is said about how it was, is about them.
    """
    with transaction() as session:
        for (taker_id, leaver_id), ids in _by_taker(reviews, takers).items():
            held = Review.id.in_(ids), ~is_to_come(), Review.held_by_id.is_(None)
            _change(session, Review, {"held_by_id": Review.officer_id}, *held)
            _change(session, Review, {"officer_id": taker_id}, Review.id.in_(ids))
            about = [f"review/{id}" for id in ids]
            audit.record_each(session, by_id, HANDED_OVER_AS, about, f"staff/{leaver_id} to staff/{taker_id}")
            queue(HANDED_OVER, f"{HANDED_OVER}/{leaver_id}/{taker_id}/{clock.now().isoformat()}", to_staff_id=taker_id)
        session.expire_all()


def _by_taker(reviews: Iterable[Review], takers: Takers) -> Mapping[tuple[str, str], Sequence[str]]:
    """Ids of reviews by who takes them over, and whose they were; what stays with its officer is left out."""
    found: dict[tuple[str, str], list[str]] = {}
    for review in reviews:
        taker = takers.of(review)
        if taker is not None and taker.id != review.officer_id:
            found.setdefault((taker.id, review.officer_id or "none"), []).append(review.id)
    return found
