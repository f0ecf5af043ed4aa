"""Each review of a period with what tables may be made by."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, case, cast, func, literal, or_, select

from participation.children.models import Child, DeprivationOfLiberty
from participation.db import session
from participation.invitations.models import CHILD, Invitation
from participation.metrics.expressions import held_in
from participation.metrics.inside.rows import NOT_MOVED
from participation.metrics.parts import NOT_KNOWN
from participation.outcomes.models import Participation
from participation.reviews.models import Review, ReviewKind
from participation.staff.models import Staff
from participation.submissions.models import Submission
from participation.submissions.queries import STANDS
from participation.submissions.traces import Trace

MY_VIEWS, VIEWS = "my_views", "views"
VERSION = "_v"
"""Between a level and a version."""


class ReviewParts(NamedTuple):
    """A review held, without saying whose."""

    id: str
    on: date
    due_on: date | None
    code: str | None
    seen_on: date | None
    born_on: date | None
    sex: str
    ethnicity: str
    is_unaccompanied: bool | None
    is_disabled: bool | None
    language: str
    is_placed_outside: bool | None
    miles_from_home: float | None
    is_deprived_of_liberty: bool
    """An order stood on the day."""
    officer: str | None
    level: str | None
    """At which the child was asked; None where nobody asked."""
    answered: str | None
    """At which level the child said what they think, and in which version; None where they did not."""
    order: str = NOT_KNOWN
    """Which review of the child it was, where somebody has looked at those before it."""
    moved: str = NOT_MOVED
    """Why its date was moved last, or that it was not, where somebody has looked."""


def _newest(sent: type[Submission | Trace], said: ColumnElement[str], *which: ColumnElement[bool]) -> Any:
    of_child = sent.review_id == Review.id, sent.respondent == CHILD, sent.kind == VIEWS
    newest = select(said).where(*of_child, *which).order_by(sent.sent_at.desc(), sent.id).limit(1)
    return newest.correlate(Review).scalar_subquery()


def _edition(sent: type[Submission | Trace]) -> ColumnElement[str]:
    return sent.level + literal(VERSION) + cast(sent.version, String)


def _answered() -> ColumnElement[str | None]:
    """Of words that are deleted the trace says it; one that was left before traces said it says only that."""
    said_by_trace = case((Trace.purpose == MY_VIEWS, _edition(Trace)), else_=literal(NOT_KNOWN))
    return func.coalesce(
        _newest(Submission, _edition(Submission), Submission.purpose == MY_VIEWS, STANDS),
        _newest(Trace, said_by_trace, Trace.purpose.in_((MY_VIEWS, ""))),
    )


def is_deprived_of_liberty() -> ColumnElement[bool]:
    """Part of a query: an order stood on the day of the review."""
    order = DeprivationOfLiberty
    under_order = select(order.id).where(
        order.child_id == Review.child_id,
        order.started_on <= Review.meets_on,
        or_(order.ended_on.is_(None), order.ended_on > Review.meets_on),
    )
    return under_order.exists()


def review_parts(first: date, until: date) -> Iterator[ReviewParts]:
    """Every review of a child in care that was held."""
    level = select(Invitation.level).where(Invitation.review_id == Review.id, Invitation.respondent == CHILD)
    wanted = (
        select(
            Review.id,
            Review.meets_on,
            Review.due_on,
            Participation.code,
            Participation.seen_before_on,
            Child.born_on,
            Child.sex,
            Child.ethnicity,
            Child.is_unaccompanied,
            Child.is_disabled,
            Child.language,
            Child.is_placed_outside,
            Child.miles_from_home,
            is_deprived_of_liberty(),
            Staff.email,
            level.order_by(Invitation.invited_on.desc()).limit(1).scalar_subquery(),
            _answered(),
        )
        .select_from(Review)
        .join(Child)
        .outerjoin(Participation, Participation.review_id == Review.id)
        .outerjoin(Staff, Staff.id == Review.officer_id)
        .where(held_in(first, until), Review.kind == ReviewKind.CHILD_IN_CARE)
    )
    rows: Iterable[Any] = session().execute(wanted)
    return (ReviewParts(*row) for row in rows)
