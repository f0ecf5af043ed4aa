"""What somebody may end or take back, what was ended lately, and what an officer would leave."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select
from sqlalchemy.orm import Session, joinedload

from participation import clock
from participation.afterwards.due import LISTED_FOR
from participation.afterwards.models import Act, ReviewAct
from participation.carried.queries import HAS_NOT_QUITE
from participation.children.models import Child
from participation.children.numbers import is_like_number
from participation.db import session
from participation.endings.models import Ending
from participation.endings.reasons import CHILD, LETTER, PERSON, REVIEW, TAKEN_BACK_WITHIN
from participation.interpreting.queries import has_unseen_english
from participation.invitations.models import Invitation
from participation.invitations.queries import LETTER_STANDS, has_mark
from participation.outcomes.models import HAS_CODE, NEEDS_ANSWER, Outcome
from participation.permissions.queries import is_cared_for_by
from participation.reviews.models import CHILD_IS_OURS, PERSON_STANDS, REVIEW_STANDS, Person, Review
from participation.staff.models import Role, Staff
from participation.submissions.models import Submission
from participation.submissions.unread import NOBODY_HAS_LOOKED, WITH_WORDS

SHOWN_FOR = timedelta(days=28)
"""So long an ending stands on the page of endings; in the log it stays."""
_FREE: Mapping[str, ColumnElement[bool]] = {
    LETTER: LETTER_STANDS,
    PERSON: PERSON_STANDS,
    REVIEW: and_(REVIEW_STANDS, ~HAS_CODE),
    CHILD: Child.ended_as.is_(None),
}
"""What was not ended yet. A review of which it is recorded how the child took part was held."""


@dataclass(frozen=True)
class Endable:
    """Something that may be ended, or was, as a page or a command names it."""

    what: str
    id: str
    child: Child
    review: Review | None = None
    """None for a child."""
    person: Person | None = None
    """The adult, and whom an adult's letter is to."""
    mark: str = ""
    """Of a letter, as it stands on its sheet."""
    role: str = ""
    """Of whom a letter is to, or of a person."""


def is_to_come() -> ColumnElement[bool]:
    """Part of a query: the review has not been held yet; on its day, its hour has not come."""
    today = clock.today()
    later = or_(Review.starts_at.is_(None), Review.starts_at > clock.now())
    return or_(Review.meets_on.is_(None), Review.meets_on > today, and_(Review.meets_on == today, later))


def stands(current: Session, what: str, about_id: str) -> bool:
    """Whether it is there and was not ended, and nobody else ends it before this transaction is over."""
    table = _TABLES[what]
    held = select(table.id).where(table.id == about_id, _FREE[what]).with_for_update(key_share=True, of=table)
    return current.scalar(held) is not None


_TABLES: Mapping[str, Any] = {LETTER: Invitation, PERSON: Person, REVIEW: Review, CHILD: Child}
_WHOLE: Mapping[str, Select[Any]] = {
    LETTER: select(Invitation).join(Review).options(
        joinedload(Invitation.review).joinedload(Review.child), joinedload(Invitation.person)
    ),
    PERSON: select(Person).join(Review).options(joinedload(Person.review).joinedload(Review.child)),
    REVIEW: select(Review).options(joinedload(Review.child)),
    CHILD: select(Child),
}  # fmt: skip


def _thing(what: str, row: Any) -> Endable:
    if what == LETTER:
        return Endable(what, row.id, row.review.child, row.review, row.person, row.mark, row.respondent)
    if what == PERSON:
        return Endable(what, row.id, row.review.child, row.review, row, role=row.role)
    return Endable(what, row.id, row.child, row) if what == REVIEW else Endable(what, row.id, row)


def thing_to_end(who: Staff, what: str, about_id: str) -> Endable | None:
    """Something that this person may end; what was ended, and what is a stranger's, is not there for them."""
    wanted = _WHOLE[what].where(_TABLES[what].id == about_id, _FREE[what], _may_end(who, what))
    row = session().scalar(wanted)
    return None if row is None else _thing(what, row)


def _may_end(who: Staff, what: str) -> ColumnElement[bool]:
    """Managers all, support letters and people, officers what belongs to the reviews that they care for."""
    cared_for = is_cared_for_by(who)
    if what == CHILD:
        cared_for = exists().where(Review.child_id == Child.id, cared_for).correlate(Child)
    is_support = and_(literal(who.role) == Role.SUPPORT, literal(what).in_((LETTER, PERSON)))
    return or_(literal(who.role) == Role.MANAGER, is_support, cared_for)


def things_of(endings: Iterable[Ending]) -> dict[str, Endable]:
    """What these endings are about, by the endings' ids."""
    all_of_them, found = list(endings), dict[tuple[str, str], Endable]()
    for what, table in _TABLES.items():
        ids = [each.about_id for each in all_of_them if each.what == what]
        rows = session().scalars(_WHOLE[what].where(table.id.in_(ids))).all() if ids else ()
        found |= {(what, row.id): _thing(what, row) for row in rows}
    return {each.id: found[each.what, each.about_id] for each in all_of_them if (each.what, each.about_id) in found}


def endings_for(who: Staff) -> Sequence[Ending]:
    """What was ended lately: a manager sees all, support all letters and people, everybody what they ended."""
    is_theirs = or_(
        literal(who.role) == Role.MANAGER,
        and_(literal(who.role) == Role.SUPPORT, Ending.what.in_((LETTER, PERSON))),
        Ending.by_id == who.id,
    )
    lately = select(Ending).where(is_theirs, Ending.at > clock.now() - SHOWN_FOR).options(joinedload(Ending.by))
    return session().scalars(lately.order_by(Ending.at.desc(), Ending.id)).all()


def endings_about(review: Review) -> Mapping[str, Ending]:
    """What stands ended of a review's page, by the endings' ids: the child, the review, its people."""
    ids = {review.ending_id, review.child.ending_id, *(person.ending_id for person in review.people)} - {None}
    wanted = select(Ending).where(Ending.id.in_(ids)).options(joinedload(Ending.by))
    return {each.id: each for each in session().scalars(wanted)} if ids else {}


def may_be_taken_back(by_id: str | None, ending_id: str) -> Ending | None:
    """An ending that the same person made within a day, and that nothing has overtaken."""
    wanted = select(Ending).where(Ending.id == ending_id, _is_free_to_go_back(by_id))
    return session().scalar(wanted.with_for_update(of=Ending))


def free_to_go_back(who: Staff, endings: Iterable[Ending]) -> frozenset[str]:
    """Which of these somebody may take back now."""
    wanted = select(Ending.id).where(Ending.id.in_([each.id for each in endings]), _is_free_to_go_back(who.id))
    return frozenset(session().scalars(wanted))


def _is_free_to_go_back(by_id: str | None) -> ColumnElement[bool]:
    """A letter may have been issued again since; and of a child who is gone nothing comes back but the child."""
    same = Ending.by_id == by_id if by_id else Ending.by_id.is_(None)
    lately = Ending.undone_at.is_(None), Ending.at > clock.now() - TAKEN_BACK_WITHIN
    letter = exists().where(Invitation.ending_id == Ending.id, Review.id == Invitation.review_id, CHILD_IS_OURS)
    person = exists().where(Person.ending_id == Ending.id, Review.id == Person.review_id, CHILD_IS_OURS)
    review = exists().where(Review.ending_id == Ending.id, CHILD_IS_OURS)
    still = or_(
        Ending.what == CHILD,
        and_(Ending.what == LETTER, letter.correlate(Ending)),
        and_(Ending.what == PERSON, person.correlate(Ending)),
        and_(Ending.what == REVIEW, review.correlate(Ending)),
    )
    return and_(same, *lately, still)


def ending_of(what: str, about_id: str) -> Ending | None:
    """The last ending of something that was not taken back."""
    wanted = select(Ending).where(Ending.what == what, Ending.about_id == about_id, Ending.undone_at.is_(None))
    return session().scalar(wanted.order_by(Ending.at.desc()).limit(1))


def ids_known_as(what: str, reference: str) -> Sequence[str]:
    """What somebody may mean by a reference: more than one where it does not tell them apart.

    A letter has the mark that is printed on it; a person the mark of their letter, or `REVIEW/NAME`; a child and a
    review the council's number. Each has its own id as well.
    """
    found: Callable[[str], Sequence[str]] = _KNOWN_AS[what]
    return found(reference.strip())


def _letters_known_as(reference: str) -> Sequence[str]:
    return session().scalars(select(Invitation.id).where(_is_marked(reference))).all()


def _is_marked(reference: str) -> ColumnElement[bool]:
    mark = reference.replace("-", "").casefold()
    return or_(Invitation.id == reference, has_mark(mark))


def _people_known_as(reference: str) -> Sequence[str]:
    number, _, name = (part.strip() for part in reference.rpartition("/"))
    of_review = and_(is_like_number(Review.reference, number), func.lower(Person.name) == name.lower())
    by_letter = select(Invitation.person_id).where(_is_marked(reference), Invitation.person_id.is_not(None))
    is_meant = or_(Person.id == reference, of_review, Person.id.in_(by_letter))
    return session().scalars(select(Person.id).join(Review).where(is_meant)).all()


def _reviews_known_as(reference: str) -> Sequence[str]:
    return _by_number(Review, reference)


def _children_known_as(reference: str) -> Sequence[str]:
    return _by_number(Child, reference)


def _by_number(table: type[Child] | type[Review], number: str) -> Sequence[str]:
    """Whose number or id it is; if it is nobody's, whose number it is as numbers are compared."""
    meant = select(table.id).where(or_(table.reference == number, table.id == number))
    alike = select(table.id).where(is_like_number(table.reference, number))
    return session().scalars(meant).all() or session().scalars(alike).all()


_KNOWN_AS: Mapping[str, Callable[[str], Sequence[str]]] = {
    LETTER: _letters_known_as,
    PERSON: _people_known_as,
    REVIEW: _reviews_known_as,
    CHILD: _children_known_as,
}


def was_held() -> ColumnElement[bool]:
    """Part of a query: its day is over, and nobody called it off."""
    return and_(Review.meets_on < clock.today(), REVIEW_STANDS)


NO_CODE = ~HAS_CODE
ANSWERS_WAIT = and_(CHILD_IS_OURS, exists().where(Outcome.review_id == Review.id, NEEDS_ANSWER).correlate(Review))


def is_left_undone() -> ColumnElement[bool]:
    """Part of a query: it was held, and a code or an answer is missing, also to a "not quite", however long ago it was.

    What managers count against an officer is what stands on that officer's list.
    """
    return and_(was_held(), or_(NO_CODE, ANSWERS_WAIT, and_(CHILD_IS_OURS, HAS_NOT_QUITE)))


def is_unfinished() -> ColumnElement[bool]:
    """Part of a query: the review stands on its officer's list. It is to come, or something of it is still to do.

    And, though it was ended, something came for it that nobody in whose care it is has read, be it what an interpreter
    put into English.
    """
    today = clock.today()
    acts = select(func.count()).where(ReviewAct.review_id == Review.id).scalar_subquery()
    has_acts_due = and_(was_held(), Review.meets_on >= today - LISTED_FOR, CHILD_IS_OURS, acts < len(Act))
    has_unread = exists().where(Submission.review_id == Review.id, Submission.kind.in_(WITH_WORDS), NOBODY_HAS_LOOKED)
    is_ahead = and_(REVIEW_STANDS, or_(Review.meets_on.is_(None), Review.meets_on >= today))
    return or_(is_ahead, is_left_undone(), has_acts_due, has_unread, has_unseen_english())


def unfinished_reviews(officer: Staff) -> Sequence[Review]:
    """The reviews of an officer that are to come, or of which something is still to do, by their day."""
    wanted = select(Review).where(Review.officer_id == officer.id, is_unfinished())
    loaded = wanted.options(joinedload(Review.child)).order_by(Review.meets_on, Review.id)
    return session().scalars(loaded).all()


def how_many_unfinished() -> Mapping[str, int]:
    """How many reviews are not finished, by the id of their officer."""
    wanted = select(Review.officer_id, func.count()).where(Review.officer_id.is_not(None), is_unfinished())
    return {id: count for id, count in session().execute(wanted.group_by(Review.officer_id)) if id}
