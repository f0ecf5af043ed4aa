"""What officers did between meetings, for whoever may read it; midway reviews that are due; and both counted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from participation import clock, service
from participation.between.midway import Midway, ReviewOfChild, meeting_to_see_before, midways
from participation.between.models import Crib, OfficerVisit, OfficerVisitKind
from participation.children.models import DIED, Child
from participation.clock import local
from participation.db import session
from participation.permissions.queries import is_cared_for_by, is_readable_by
from participation.reviews.models import CHILD_IS_OURS, REVIEW_STANDS, Review, ReviewKind
from participation.reviews.timetable import is_old_enough
from participation.sealing import Header
from participation.staff.models import Staff

LOOKED_BACK = timedelta(days=366)
_ITS_REVIEW = aliased(Review)


def header_of(visit: OfficerVisit) -> Header:
    """What the sealed words are bound to."""
    day = local(visit.written_at).date()
    facts = {"by": visit.by_id, "made_on": visit.made_on.isoformat(), "kind": visit.kind}
    return Header("visit", visit.id, visit.review_id, language="en", questionnaire="", day=day, facts=facts)


def _is_open_to(reader: Staff) -> ColumnElement[bool]:
    """Part of a query: its own review is readable, or a later one of the same child.

    Who takes over a child reads what came before, and who gave a child away nothing of what comes after.
    """
    is_later = or_(Review.meets_on.is_(None), Review.meets_on >= OfficerVisit.made_on)
    of_child = select(Review.id).where(Review.child_id == _ITS_REVIEW.child_id, is_readable_by(reader))
    return of_child.where(or_(Review.id == _ITS_REVIEW.id, is_later)).exists()


def crib_by(officer: Staff, review_id: str) -> Crib | None:
    """What this officer has noted for a meeting, closed."""
    return session().scalar(select(Crib).where(Crib.review_id == review_id, Crib.by_id == officer.id))


def cribs_with_ids(ids: Iterable[str]) -> Sequence[Crib]:
    """These, closed."""
    return session().scalars(select(Crib).where(Crib.id.in_(list(ids)))).all()


def visits_with(reader: Staff, child_id: str) -> Sequence[OfficerVisit]:
    """The child's line between meetings, the newest first, closed."""
    wanted = (
        select(OfficerVisit)
        .join(_ITS_REVIEW, _ITS_REVIEW.id == OfficerVisit.review_id)
        .where(_ITS_REVIEW.child_id == child_id, _is_open_to(reader))
        .options(joinedload(OfficerVisit.by))
        .order_by(OfficerVisit.made_on.desc(), OfficerVisit.written_at.desc())
    )
    return session().scalars(wanted).all()


def visit_to_read(reader: Staff, visit_id: str) -> OfficerVisit | None:
    """One of them, with its review; for a stranger there is none."""
    wanted = (
        select(OfficerVisit)
        .join(_ITS_REVIEW, _ITS_REVIEW.id == OfficerVisit.review_id)
        .where(OfficerVisit.id == visit_id, _is_open_to(reader))
        .options(joinedload(OfficerVisit.by), joinedload(OfficerVisit.review).joinedload(Review.child))
    )
    return session().scalar(wanted)


def visit_to_change(officer: Staff, visit_id: str) -> OfficerVisit | None:
    """One that this person wrote down, about a review that they still care for, as long as its words are kept."""
    wanted = (
        select(OfficerVisit)
        .join(Review)
        .where(OfficerVisit.id == visit_id, OfficerVisit.by_id == officer.id, is_cared_for_by(officer))
        .where(OfficerVisit.words.is_not(None))
        .options(joinedload(OfficerVisit.review).joinedload(Review.child))
    )
    return session().scalar(wanted)


def review_to_write_about(officer: Staff, review_id: str) -> Review | None:
    """A review that this officer cares for; nothing more is written down about a child who has died."""
    lives = or_(Child.ended_as.is_(None), Child.ended_as != DIED)
    wanted = select(Review).join(Child).where(Review.id == review_id, is_cared_for_by(officer), lives)
    return session().scalar(wanted.options(joinedload(Review.child)))


def last_seen_before(review: Review) -> date | None:
    """When an officer was last with the child before this meeting, or on its day; not before the meeting before it."""
    if review.meets_on is None:
        return None
    met = select(func.max(Review.meets_on)).where(
        Review.child_id == review.child_id, Review.meets_on < review.meets_on, REVIEW_STANDS
    )
    before = func.coalesce(met.correlate(None).scalar_subquery(), date.min)
    made = (
        select(func.max(OfficerVisit.made_on))
        .join(Review)
        .where(Review.child_id == review.child_id, OfficerVisit.made_on <= review.meets_on)
        .where(OfficerVisit.made_on > before)
    )
    return session().scalar(made)


class DueBetween(NamedTuple):
    """What an officer has still to do with a child between two meetings."""

    review: Review
    """On whose page it is written down."""
    kind: OfficerVisitKind
    """A midway review; or a visit, before a meeting that comes soon."""
    due_on: date


def still_due(officer: Staff, child_id: str = "") -> list[DueBetween]:
    """Midway reviews that are due now or will be before the next review is, and visits; what is due first first.

    Of one child, or of all whose reviews this officer cares for: in one query.
    """
    ours = select(Review.child_id).where(is_cared_for_by(officer), REVIEW_STANDS, CHILD_IS_OURS).correlate(None)
    if child_id:
        ours = ours.where(Review.child_id == child_id)
    today = clock.today()
    lives, own = defaultdict[str, _Life](_Life), set[str]()
    for review, is_own, made_on, kind in session().execute(_lately(officer, ours, today)):
        life = lives[review.child_id]
        life.reviews |= {review.id: review} if review.ending_id is None else {}
        life.made |= {(made_on, kind)} if made_on else set()
        own |= {review.id} if is_own else set()
    due = [each for life in lives.values() for each in life.due(today) if each.review.id in own]
    return sorted(due, key=lambda each: (each.due_on, each.review.id))


def _lately(officer: Staff, ours: Select[str], today: date) -> Select[Review, bool, date, str]:
    """Reviews of these children with what was written down for them: what is longer ago makes nothing due now."""
    since = today - LOOKED_BACK
    is_near = or_(Review.meets_on.is_(None), Review.meets_on >= since, OfficerVisit.made_on >= since)
    return (
        select(Review, is_cared_for_by(officer).label("is_own"), OfficerVisit.made_on, OfficerVisit.kind)
        .outerjoin(OfficerVisit, OfficerVisit.review_id == Review.id)
        .where(Review.child_id.in_(ours), is_near)
        .options(joinedload(Review.child), joinedload(Review.officer))
    )


@dataclass
class _Life:
    """One child's reviews that stand, by id, and what was done between them."""

    reviews: dict[str, Review] = field(default_factory=dict)
    made: set[tuple[date, str]] = field(default_factory=set)

    def due(self, today: date) -> Iterator[DueBetween]:
        """At most one of each kind."""
        all_of_them = [_of_child(each) for each in self.reviews.values()]
        in_care = [each for each in all_of_them if self.reviews[each.id].kind == ReviewKind.CHILD_IN_CARE]
        held = [day for day, kind in self.made if kind == OfficerVisitKind.MIDWAY]
        for each in _all({"": in_care}, today) if service.current().has_midway else ():
            is_over = (each.next_on and each.next_on <= today) or each.until < today
            if not is_over and not each.is_done(held):
                yield DueBetween(self.reviews[each.review_id], OfficerVisitKind.MIDWAY, each.due_on)
        before = self.reviews.get(meeting_to_see_before(all_of_them, [day for day, _ in self.made], today) or "")
        if before and before.meets_on and is_old_enough(before.child.born_on, before.meets_on):
            yield DueBetween(before, OfficerVisitKind.VISIT, before.meets_on)


def _of_child(review: Review) -> ReviewOfChild:
    has_left = review.child.ended_as is not None
    return ReviewOfChild(review.id, review.child_id, review.meets_on, review.due_on, has_left)


def _all(reviews: Mapping[str, Sequence[ReviewOfChild]], today: date) -> Iterable[Midway]:
    days = service.current().midway_days
    return (each for of_child in reviews.values() for each in midways(of_child, today, days))
