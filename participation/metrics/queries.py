"""Counting rows for the figures of one period: the same statements on SQLite and PostgreSQL.

Every figure is about reviews held in the period: those whose day has come. Rows come apart by the kind of review.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import (
    ColumnElement,
    Executable,
    FromClause,
    Select,
    SQLColumnExpression,
    and_,
    case,
    func,
    or_,
    select,
    union_all,
)

from participation import clock
from participation.advocacy.queries import COUNTED, how_far
from participation.afterwards.models import Act, ReviewAct
from participation.children.models import Child
from participation.db import session
from participation.invitations.models import CHILD, Invitation
from participation.metrics.calendar import Day
from participation.metrics.due.queries import due, held_on
from participation.metrics.expressions import count_if, held_in, is_under_4
from participation.metrics.models import Tally
from participation.metrics.rows import (
    AdvocacyRequests,
    Chosen,
    Coded,
    HeldReviews,
    Slip,
    Wishes,
)
from participation.outcomes.codes import Code
from participation.outcomes.models import Outcome, Participation
from participation.reviews.models import IS_TO_ANOTHER_DAY, REVIEW_STANDS, Move, Review
from participation.submissions.models import Submission
from participation.submissions.queries import STANDS
from participation.submissions.traces import Trace, TraceOfAnswer

Shape = TypeVar("Shape")


class Counting(NamedTuple):
    """A statement that counts, and what it can be told apart by: whoever asks for rows asks the statement itself."""

    statement: Select[*tuple[Any, ...]]
    about: SQLColumnExpression[str]
    """The review, or the child."""


def held(first: date, until: date) -> list[HeldReviews]:
    """Reviews by day, and by why their date was moved last."""
    return _rows(HeldReviews, counting_held(held_in(first, until)).statement)


def counting_held(which: ColumnElement[bool]) -> Counting:
    """The statement of `held`, about these reviews."""
    newest_first = Move.moved_at.desc(), Move.id.desc()
    place = func.row_number().over(partition_by=Move.review_id, order_by=newest_first).label("place")
    moves = select(Move.review_id, Move.why, place).join(Review, Review.id == Move.review_id)
    last = moves.where(which, IS_TO_ANOTHER_DAY).subquery()
    counted = select(
        Review.kind,
        Review.meets_on,
        func.count(),
        func.count(Review.due_on),
        count_if(Review.meets_on <= Review.due_on),
        func.count(last.c.why),
        last.c.why,
    ).outerjoin(last, and_(last.c.review_id == Review.id, last.c.place == 1))
    return Counting(counted.where(which).group_by(Review.kind, Review.meets_on, last.c.why), Review.id)


def coded(days: Sequence[Day]) -> list[Coded]:
    """Reviews by code."""
    return _rows(Coded, counting_coded(due(days, *OF_CODED), held_on(days)).statement)


OF_CODED = ("letters_on", "of_4_born_on")


def counting_coded(day: FromClause, which: ColumnElement[bool]) -> Counting:
    """The statement of `coded`: `day` is the calendar with OF_CODED."""
    each = of_each(day, which, of_code(day)).subquery()
    return Counting(by_code(each), each.c.about)


def of_each(day: FromClause, which: ColumnElement[bool], columns: Mapping[str, ColumnElement[Any]]) -> Select[Any]:
    """Each of these reviews with its kind and child, and with columns from its day, its child and its code."""
    named = (column.label(name) for name, column in columns.items())
    return (
        select(Review.kind, Review.id.label("about"), Review.child_id, Participation.code, *named)
        .select_from(Review)
        .join(Child)
        .join(day, day.c.day == Review.meets_on)
        .outerjoin(Participation, Participation.review_id == Review.id)
        .where(which)
    )


def of_code(day: FromClause) -> dict[str, ColumnElement[Any]]:
    """What `by_code` counts of a review."""
    letters = select(Invitation.id).where(Invitation.review_id == Review.id, Invitation.respondent == CHILD)
    return {
        "is_under_4": is_under_4(day),
        "chaired": Participation.chaired.in_(("part", "all")),
        "chaired_unsaid": Participation.chaired == "",
        "seen_before": Participation.seen_before_on <= Review.meets_on,
        "invited_in_time": letters.where(Invitation.invited_on <= day.c.letters_on).exists(),
        "undated": Child.born_on.is_(None),
    }


def by_code(each: FromClause) -> Select[*tuple[Any, ...]]:
    """Reviews counted by kind, code and age: of a table with `of_code`."""
    own = each.c
    counted = (own.chaired, own.chaired_unsaid, own.seen_before, own.invited_in_time, own.undated)
    by = own.kind, own.code, own.is_under_4
    return select(*by, func.count(), *map(count_if, counted)).group_by(*by)


def slips(days: Sequence[Day]) -> list[Slip]:
    """Reviews whose code contradicts the age, the earliest first."""
    day = due(days, "of_4_born_on")
    under_4, is_young = is_under_4(day), Participation.code == Code.PN0
    return _rows(
        Slip,
        select(Review.id, Review.meets_on, Participation.code, under_4)
        .join(Child)
        .join(day, day.c.day == Review.meets_on)
        .join(Participation, Participation.review_id == Review.id)
        .where(held_on(days), or_(and_(is_young, under_4 == 0), and_(~is_young, under_4 == 1)))
        .order_by(Review.meets_on, Review.id),
    )


def answered(days: Sequence[Day]) -> list[Wishes]:
    """Things that children asked for, by whether the answer was shown in time."""
    return _rows(Wishes, counting_answered(days).statement)


def counting_answered(days: Sequence[Day]) -> Counting:
    """The statement of `answered`."""

    def about(wish: type[Outcome | TraceOfAnswer]) -> Select[Any]:
        day = due(days, "answers_end_at")
        wanted = select(Review.kind, Review.id.label("about"), day.c.answers_end_at, wish.shown_at).select_from(Review)
        wanted = wanted.join(day, day.c.day == Review.meets_on).join(wish, wish.review_id == Review.id)
        return wanted.where(held_on(days))

    each = union_all(about(Outcome), about(TraceOfAnswer)).subquery().c
    still = and_(each.shown_at.is_(None), each.answers_end_at > clock.now())
    in_time = count_if(each.shown_at < each.answers_end_at)
    counted = select(each.kind, func.count(), in_time, count_if(still)).group_by(each.kind)
    return Counting(counted, each.about)


OF_ACTS = ("decisions_on", "record_on", "distribution_on")


def last_days_of_acts(day: FromClause) -> dict[Act, ColumnElement[date]]:
    """Until when each is in time, by the calendar with OF_ACTS."""
    return {Act.DECISIONS: day.c.decisions_on, Act.LETTER: day.c.record_on, Act.DISTRIBUTION: day.c.distribution_on}


def counting_acts(day: FromClause, which: ColumnElement[bool]) -> Counting:
    """What was done after reviews by its last day: `day` is the calendar with OF_ACTS."""
    last_days = last_days_of_acts(day)
    last_day = case(*((ReviewAct.act == act, last_day) for act, last_day in last_days.items()))
    counted = (
        select(Review.kind, ReviewAct.act, count_if(ReviewAct.done_on <= last_day))
        .select_from(ReviewAct)
        .join(Review, Review.id == ReviewAct.review_id)
        .join(day, day.c.day == Review.meets_on)
    )
    return Counting(counted.where(which).group_by(Review.kind, ReviewAct.act), Review.id)


def advocates_wanted(begins_at: datetime, ends_at: datetime) -> list[AdvocacyRequests]:
    """Requests for an advocate sent in the period, by who asked and how far they have come."""
    whole = and_(Submission.asks_for_advocate, Submission.sent_at >= begins_at, Submission.sent_at < ends_at, STANDS)
    wanted = union_all(
        select(Submission.respondent, how_far().label("came")).where(whole),
        select(Trace.respondent, Trace.advocacy).where(
            Trace.asks_for_advocate, Trace.sent_at >= begins_at, Trace.sent_at < ends_at
        ),
    ).subquery()
    steps = [count_if(wanted.c.came.in_(COUNTED[step:])) for step in range(len(COUNTED))]
    return _rows(AdvocacyRequests, select(wanted.c.respondent, func.count(), *steps).group_by(wanted.c.respondent))


def chosen(year: str, purposes: Iterable[str]) -> list[Chosen]:
    """Coded answers that have been counted."""
    return _rows(
        Chosen,
        select(Tally.purpose, Tally.question, Tally.option, func.sum(Tally.count))
        .where(Tally.year == year, Tally.purpose.in_(purposes))
        .group_by(Tally.purpose, Tally.question, Tally.option),
    )


def uncounted(first: date, until: date, purposes: Iterable[str]) -> int:
    """Submissions whose coded answers the counting job has not added yet."""
    return int(
        session().scalar(
            select(func.count())
            .select_from(Submission)
            .join(Review)
            .where(
                held_in(first, until),
                Submission.purpose.in_(purposes),
                Submission.counted_at.is_(None),
                STANDS,
            )
        )
        or 0
    )


def days_held() -> tuple[date, date] | None:
    """The first and the last day on which a review was held; None before the first."""
    wanted = select(func.min(Review.meets_on), func.max(Review.meets_on))
    first, last = session().execute(wanted.where(Review.meets_on <= clock.today(), REVIEW_STANDS)).one()
    return (first, last) if first and last else None


def _rows(shape: type[Shape], statement: Executable) -> list[Shape]:
    return [shape(*row) for row in session().execute(statement)]
