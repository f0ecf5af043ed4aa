"""What stands in the views: the counting statements of the figures, told apart by review, beside a kept calendar.

Each row is a review without saying whose: no name, no number, no id, no day, no date of birth and no word.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Numeric,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    case,
    cast,
    func,
    null,
    select,
    union_all,
)

from participation.afterwards.models import Act
from participation.children.models import Child
from participation.metrics.breakdowns.queries import is_deprived_of_liberty
from participation.metrics.breakdowns.tables import FAR
from participation.metrics.composing import ACTS
from participation.metrics.definitions import NOT_RECORDED
from participation.metrics.figures import APART, PATHWAY_PLAN
from participation.metrics.models import BIRTHDAYS, CalendarDay
from participation.metrics.parts import AGES, ALSO_ASIAN, ETHNIC_GROUPS, NOT_KNOWN, NOT_SAID, SEXES
from participation.metrics.queries import Counting, counting_acts, counting_coded, counting_held
from participation.metrics.rows import Coded, DoneInTime, HeldReviews
from participation.outcomes.codes import ATTENDED, IN_RATES, VIEWS_GIVEN, Code
from participation.reviews.models import REVIEW_STANDS, Review

TODAY = cast(func.timezone("Europe/London", func.now()), Date)
HELD = and_(REVIEW_STANDS, Review.meets_on <= TODAY)


FIGURES = (
    *("reviews.held", "reviews.held_in_time", "reviews.rearranged", "reviews.under_4", "views_given", "attended"),
    *("took_no_part", "chaired", "seen_before_meeting", "invited_in_time", *ACTS.values()),
)


class Added(NamedTuple):
    """What a review adds to one figure; `of` is None for a count."""

    n: ColumnElement[int]
    of: ColumnElement[int] | None = None


def calendar() -> Subquery:
    """The calendar as the figures know it, kept in a table."""
    kept = CalendarDay.__table__.c
    return select(kept.on.label("day"), *(column for column in kept if column.name != "on")).subquery()


def reviews() -> Select[*tuple[Any, ...]]:
    """The view of reviews."""
    days = calendar()
    held = _by_review(counting_held(HELD), HeldReviews._fields)
    coded = _by_review(counting_coded(calendar(), HELD), Coded._fields)
    done = _by_review(counting_acts(calendar(), HELD), DoneInTime._fields)
    each_act = [func.max(case((done.c.act == act, done.c.in_time), else_=0)).label(act) for act in Act]
    acts = select(done.c.about, *each_act).group_by(done.c.about).cte()
    parts = [part.label(name) for name, part in _parts(days).items()]
    code = func.coalesce(coded.c.code, "").label("code")
    return (
        select(days.c.year, days.c.month, Review.kind, *parts, code, *_columns(_added(held, coded, acts)))
        .select_from(Review)
        .join(Child, Child.id == Review.child_id)
        .join(days, days.c.day == Review.meets_on)
        .join(held, held.c.about == Review.id)
        .join(coded, coded.c.about == Review.id)
        .outerjoin(acts, acts.c.about == Review.id)
    )


def figures(rows: FromClause) -> Select[*tuple[Any, ...]]:
    """The view of figures, over the view of reviews, which it reads once: each figure of each year by its name."""
    counted = [column for name in FIGURES for column in columns_of(name) if column in rows.c]
    by_code = [func.sum(_is(rows.c.code == code)).label(code or NOT_RECORDED) for code in (*Code, "")]
    sums = [func.sum(rows.c[column]).label(column) for column in counted]
    of_years = select(rows.c.year, rows.c.kind, *sums, *by_code).group_by(rows.c.year, rows.c.kind).cte()
    each = union_all(*_figures(of_years)).subquery()
    rate = func.round(cast(each.c.n, Numeric) / func.nullif(each.c.of, 0), 4).label("rate")
    return select(each.c.year, each.c.figure, each.c.n, each.c.of, rate)


def _figures(of_years: CTE) -> Iterator[Select[*tuple[Any, ...]]]:
    """One for each figure, from the sums of each year."""
    columns = {name: columns_of(name) for name in FIGURES}
    columns |= {f"participation.{code}": (code, "") for code in (*Code, NOT_RECORDED)}
    for name, (n, of) in columns.items():
        figure = case((of_years.c.kind == PATHWAY_PLAN, APART + name), else_=name).label("figure")
        whole = of_years.c[of] if of in of_years.c else null()
        own = cast(of_years.c[n], Integer).label("n"), cast(whole, Integer).label("of")
        yield select(of_years.c.year, figure, *own)


def _by_review(counting: Counting, names: Iterable[str]) -> CTE:
    """A counting statement told apart by review, each column by the name that its row gives it."""
    told_apart = counting.statement.add_columns(counting.about).group_by(counting.about)
    return cte_of_columns(told_apart, (*names, "about"))


def cte_of_columns(statement: Select[*tuple[Any, ...]], names: Iterable[str]) -> CTE:
    """The statement as a table whose columns have these names, in their order."""
    named = zip(names, statement.selected_columns, strict=True)
    return statement.with_only_columns(*(column.label(name) for name, column in named)).cte()


def _added(held: FromClause, coded: FromClause, acts: FromClause) -> Mapping[str, Added]:
    """What a review adds to each figure, as `composing` adds it."""
    has_rate, came = _is(coded.c.code.in_(IN_RATES)), _is(coded.c.code.in_(ATTENDED))
    of_4 = 1 - coded.c.is_under_4
    return {
        "reviews.held": Added(held.c.held),
        "reviews.held_in_time": Added(held.c.in_time, held.c.dated),
        "reviews.rearranged": Added(held.c.rearranged, held.c.held),
        "reviews.under_4": Added(coded.c.is_under_4),
        "views_given": Added(_is(coded.c.code.in_(VIEWS_GIVEN)), has_rate),
        "attended": Added(came, has_rate),
        "took_no_part": Added(_is(coded.c.code == Code.PN7), has_rate),
        "chaired": Added(came * coded.c.chaired, came),
        "seen_before_meeting": Added(of_4 * coded.c.seen_before, of_4),
        "invited_in_time": Added(of_4 * coded.c.invited_in_time, of_4),
        **{ACTS[act]: Added(func.coalesce(acts.c[act], 0), held.c.held) for act in Act},
    }


def _is(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def _columns(added: Mapping[str, Added]) -> Iterator[ColumnElement[int]]:
    for name, each in added.items():
        n, of = columns_of(name)
        yield cast(each.n, Integer).label(n)
        if each.of is not None:
            yield cast(each.of, Integer).label(of)


def columns_of(name: str) -> tuple[str, str]:
    """In which columns the view of reviews holds what a review adds to a figure, and to what that divides by."""
    column = name.replace(".", "_")
    return column, f"{column}_of"


def _parts(days: FromClause) -> Mapping[str, ColumnElement[str]]:
    """Where a review stands in tables by parts, by the names that these have."""
    return _by_age_and_origin(days) | {
        "unaccompanied": _said(Child.is_unaccompanied),
        "disability": _said(Child.is_disabled),
        "language": case((func.split_part(Child.language, "-", 1) == "en", "english"), else_="other"),
        "placed_outside": _said(Child.is_placed_outside),
        "over_20_miles": _said(Child.miles_from_home > FAR),
        "deprived_of_liberty": _said(is_deprived_of_liberty()),
    }


def _by_age_and_origin(days: FromClause) -> dict[str, ColumnElement[str]]:
    ages = zip(BIRTHDAYS, AGES, strict=False)
    group = func.substr(Child.ethnicity, 1, 1)
    return {
        "age": case(
            (Child.born_on.is_(None), NOT_KNOWN),
            *((Child.born_on > days.c[f"of_{years}_born_on"], age) for years, age in ages),
            else_=AGES[-1],
        ),
        "sex": case(*((Child.sex == code, said) for code, said in SEXES.items()), else_=NOT_KNOWN),
        "ethnicity": case(
            (Child.ethnicity.in_(NOT_SAID), NOT_KNOWN),
            (Child.ethnicity == ALSO_ASIAN, "asian"),
            *((group == letter, said) for letter, said in ETHNIC_GROUPS.items()),
            else_=NOT_KNOWN,
        ),
    }


def _said(said: SQLColumnExpression[Any]) -> ColumnElement[str]:
    return case((said.is_(None), NOT_KNOWN), (said, "yes"), else_="no")
