"""Reading what these figures are counted from: a fixed number of statements, each begins with the year's own rows."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select, union_all

from participation.afterwards.models import Act, ReviewAct
from participation.carried.models import SaidBy, SaidForChild
from participation.challenges.models import ChallengeKind, ChallengeStep, OfficerChallenge
from participation.children.models import Child
from participation.db import session
from participation.endings.models import Ending
from participation.endings.reasons import REVIEW
from participation.invitations.models import CHILD, HELPER, Invitation
from participation.metrics.calendar import Day
from participation.metrics.due.queries import due
from participation.metrics.expressions import count_if, held_in
from participation.metrics.inside.rows import AskedAdult, AskedVisitor, CalledOff, NewChild, ReviewInTurn, Ways
from participation.metrics.queries import Counting
from participation.outcomes.codes import IN_RATES
from participation.outcomes.models import Participation
from participation.reviews.models import IS_TO_ANOTHER_DAY, REVIEW_STANDS, Move, Person, Review, ReviewKind
from participation.submissions.models import Submission
from participation.submissions.queries import STANDS
from participation.submissions.traces import Trace

_IN_CARE = Review.kind == ReviewKind.CHILD_IN_CARE
_OF_ADULTS = "adult"
_OF_CHILDREN = "views"


def reviews_of_children(first: date, until: date) -> list[ReviewInTurn]:
    """Every review that was held until then of each child who had one in the period, the earliest of each child first.

    What came before the period says which review is a child's first, and how long they had waited for it.
    """
    newest_first = Move.moved_at.desc(), Move.id.desc()
    place = func.row_number().over(partition_by=Move.review_id, order_by=newest_first).label("place")
    of_period = select(Review.child_id).where(held_in(first, until), _IN_CARE)
    planned_on = func.min(Move.from_on).over(partition_by=Move.review_id).label("planned_on")
    moves = select(Move.review_id, Move.why, place, planned_on).join(Review, Review.id == Move.review_id)
    last = moves.where(held_in(first, until), IS_TO_ANOTHER_DAY).subquery()
    wanted = (
        select(
            Review.child_id,
            Review.meets_on,
            Review.due_on,
            Participation.code,
            func.coalesce(Review.held_by_id, Review.officer_id),
            last.c.why,
            Child.born_on,
            Child.came_into_care_on,
            Ending.at,
            Child.is_unaccompanied,
            Child.independent_visitor,
            last.c.planned_on,
            Review.id,
        )
        .select_from(Review)
        .join(Child)
        .outerjoin(Participation, Participation.review_id == Review.id)
        .outerjoin(last, and_(last.c.review_id == Review.id, last.c.place == 1))
        .outerjoin(Ending, Ending.id == Child.ending_id)
        .where(Review.child_id.in_(of_period), Review.meets_on <= until, REVIEW_STANDS, _IN_CARE)
        .order_by(Review.child_id, Review.meets_on, Review.id)
    )
    return [ReviewInTurn(*row) for row in session().execute(wanted)]


def called_off(first: date, until: date) -> list[CalledOff]:
    """Reviews of the period that somebody called off, by reason."""
    day = func.coalesce(Review.meets_on, Review.due_on)
    wanted = (
        select(Review.kind, Ending.reason, func.count())
        .select_from(Review)
        .join(Ending, Ending.id == Review.ending_id)
        .where(Ending.what == REVIEW, day.between(first, until))
        .group_by(Review.kind, Ending.reason)
    )
    return [CalledOff(*row) for row in session().execute(wanted)]


def new_children(first: date, until: date) -> list[NewChild]:
    """Children who came into care in the period."""
    columns = Child.came_into_care_on, Child.notified_on, Child.officer_named_on
    wanted = select(*columns).where(Child.came_into_care_on.between(first, until))
    rows: Iterable[Any] = session().execute(wanted)
    return [NewChild(*row) for row in rows]


def asked_visitors(first: date, until: date) -> list[AskedVisitor]:
    """Children for whom an independent visitor was asked in the period."""
    columns = Child.independent_visitor_on, Child.born_on, Child.sex, Child.ethnicity, Child.is_disabled
    rows: Iterable[Any] = session().execute(select(*columns).where(Child.independent_visitor_on.between(first, until)))
    return [AskedVisitor(*row) for row in rows]


def distributed(days: Sequence[Day]) -> dict[date, int]:
    """How many records had gone to all by their last day, by the day of the review."""
    day = due(days, "distribution_on")
    wanted = (
        select(Review.meets_on, func.count())
        .select_from(ReviewAct)
        .join(Review, Review.id == ReviewAct.review_id)
        .join(day, day.c.day == Review.meets_on)
        .where(
            REVIEW_STANDS,
            _IN_CARE,
            ReviewAct.act == Act.DISTRIBUTION,
            ReviewAct.done_on <= day.c.distribution_on,
        )
        .group_by(Review.meets_on)
    )
    rows: Iterable[Any] = session().execute(wanted)
    return dict(map(tuple, rows))


def recorded_acts(first: date, until: date) -> dict[str, int]:
    """After how many reviews each act was recorded, in time or late."""
    wanted = (
        select(ReviewAct.act, func.count())
        .select_from(Review)
        .join(ReviewAct, ReviewAct.review_id == Review.id)
        .where(held_in(first, until), _IN_CARE)
        .group_by(ReviewAct.act)
    )
    rows: Iterable[Any] = session().execute(wanted)
    return dict(map(tuple, rows))


def languages_of_letters(first: date, until: date) -> int:
    """In how many languages children were asked about reviews of the period."""
    wanted = select(func.count(Invitation.language.distinct())).join(Review)
    of_children = wanted.where(held_in(first, until), Invitation.respondent == CHILD, _IN_CARE)
    return int(session().scalar(of_children) or 0)


def asked_adults(first: date, until: date) -> list[AskedAdult]:
    """Every adult who was asked about a review of a child in care that was held in the period."""
    of_period = select(Review.id).where(held_in(first, until), _IN_CARE)
    forms = union_all(
        select(Submission.invitation_id, Submission.sent_at).where(
            Submission.review_id.in_(of_period), Submission.kind == _OF_ADULTS, STANDS
        ),
        select(Trace.invitation_id, Trace.sent_at).where(Trace.review_id.in_(of_period), Trace.kind == _OF_ADULTS),
    ).subquery()
    sent = (
        select(forms.c.invitation_id, func.min(forms.c.sent_at).label("at")).group_by(forms.c.invitation_id).subquery()
    )
    wanted = (
        select(
            Invitation.respondent,
            func.coalesce(Person.agency, ""),
            Review.meets_on,
            Invitation.asked_at,
            Invitation.revoked_at,
            sent.c.at,
        )
        .select_from(Review)
        .join(Invitation, Invitation.review_id == Review.id)
        .outerjoin(Person, Person.id == Invitation.person_id)
        .outerjoin(sent, sent.c.invitation_id == Invitation.id)
        .where(held_in(first, until), _IN_CARE, Invitation.respondent.not_in((CHILD, HELPER)))
    )
    return [AskedAdult(*row) for row in session().execute(wanted)]


def ways_of_views(days: Sequence[Day]) -> Ways:
    """How views reached the reviews of these days."""
    counted = counting_ways(days).statement.where(_IN_CARE, Participation.code.in_(IN_RATES))
    return Ways(*session().execute(counted).one())


def counting_ways(days: Sequence[Day]) -> Counting:
    """The statement of `ways_of_views`, about reviews of every kind and code."""
    day = due(days, "begins_at")
    starts_at = func.coalesce(Review.starts_at, day.c.begins_at)
    form = [
        select(sent.id).where(
            sent.review_id == Review.id, sent.respondent == CHILD, sent.kind == _OF_CHILDREN, sent.sent_at < starts_at,
            *stands,
        ).exists()
        for sent, stands in ((Submission, (STANDS,)), (Trace, ()))
    ]  # fmt: skip
    said = {
        who: select(SaidForChild.id).where(SaidForChild.review_id == Review.id, SaidForChild.said_by == who).exists()
        for who in (SaidBy.OFFICER, SaidBy.ADVOCATE)
    }
    counted = (
        select(
            func.count(),
            count_if(or_(*form)),
            count_if(said[SaidBy.OFFICER]),
            count_if(said[SaidBy.ADVOCATE]),
            count_if(Participation.seen_before_on <= Review.meets_on),
            count_if(Participation.observed.is_(True)),
        )
        .select_from(Review)
        .join(day, day.c.day == Review.meets_on)
        .join(Participation, Participation.review_id == Review.id)
        .where(REVIEW_STANDS)
    )
    return Counting(counted, Review.id)


def challenges_settled(first: date, until: date) -> int:
    """Of the challenges raised in the period: how many were answered at the level that they have reached."""
    wanted = (
        select(func.count())
        .select_from(OfficerChallenge)
        .join(
            ChallengeStep,
            and_(ChallengeStep.challenge_id == OfficerChallenge.id, ChallengeStep.level == OfficerChallenge.level),
        )
        .where(
            OfficerChallenge.raised_on.between(first, until),
            OfficerChallenge.kind == ChallengeKind.CHALLENGE,
            ChallengeStep.answered_on.is_not(None),
        )
    )
    return int(session().scalar(wanted) or 0)
