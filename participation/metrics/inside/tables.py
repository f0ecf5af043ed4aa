"""These figures as tables, each year beside the year before: for the page, and for a report that is not published."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from flask_babel import LazyString, lazy_pgettext, pgettext

from participation.metrics.asking import year_before
from participation.metrics.figures import APART, CollectionYear, collection_year_of
from participation.metrics.glossary import labels
from participation.metrics.glossary.meanings import definition, split
from participation.metrics.inside.figures import InsideYear, inside
from participation.metrics.inside.wording import called, label, said
from participation.metrics.parts import NOT_KNOWN

FIRST_YEAR = 1000
"""Years have four digits."""
AGENCIES_AT_MOST = 100
"""So many rows can be read; who was asked most stands first."""


@dataclass(frozen=True)
class InsideTable:
    """Rows of words, the first of each its heading."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class InsideCard:
    """Tables that are read together, and what their figures count."""

    id: str
    title: str
    tables: tuple[InsideTable, ...]
    definitions: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True)
class _CardPlan:
    id: str
    title: LazyString
    groups: tuple[str, ...]


PLAN = (
    # L10N: heading over figures: how many reviews were in time in each quarter and month
    _CardPlan(
        "in_time",
        lazy_pgettext("staff", "In time, quarter by quarter"),
        ("reviews.in_time_by_quarter", "reviews.in_time_by_month", "distributed_in_time_by_month", "acts_not_recorded"),
    ),
    _CardPlan(
        "order",
        # L10N: heading over figures: which review of a child it was
        lazy_pgettext("staff", "First, second and later reviews"),
        ("reviews.by_order", "reviews.in_time_by_order", "reviews.additional"),
    ),
    _CardPlan(
        "late",
        # L10N: heading over figures: reviews that were late or not held
        lazy_pgettext("staff", "Late, or called off"),
        (
            *(
                "reviews.late",
                "reviews.certainly_late",
                "reviews.postponed_days",
                "reviews.cancelled",
                f"{APART}reviews.cancelled",
            ),
            *("reviews.late_why", "reviews.cancelled_why"),
        ),
    ),
    _CardPlan(
        "officers",
        # L10N: heading over figures: how many children an officer has, and when an officer was named
        lazy_pgettext("staff", "Children and their officers"),
        (
            *("caseload.children", "caseload.officers", "caseload.average", "caseload.smallest", "caseload.largest"),
            *("caseload.unaccompanied", "officers.named_in_time", "officers.named_not_recorded"),
            *("officers.notified_late", "children.missed_again"),
        ),
    ),
    _CardPlan(
        "visitors",
        # L10N: heading over figures: independent visitors and advocates of children
        lazy_pgettext("staff", "Independent visitors and advocates"),
        (
            *("independent_visitor.matched", "independent_visitor.waiting", "independent_visitor.asked"),
            *(f"independent_visitor.by_{each}" for each in ("age", "sex", "ethnicity", "disability")),
            "advocacy.by_review",
        ),
    ),
    # L10N: heading over figures: a form, somebody who spoke for the child, a talk before
    _CardPlan("ways", lazy_pgettext("staff", "How views reached the review"), ("languages.of_letters", "views_by")),
    _CardPlan(
        "challenges",
        # L10N: heading of the figures about what officers asked others to put right
        lazy_pgettext("staff", "Challenges"),
        ("challenge.settled", "challenge.by_level", "challenge.by_category"),
    ),
)
"""In this order; figures that have no parts stand together."""


def beside_the_year_before(of: CollectionYear) -> tuple[InsideYear, ...]:
    """The year before, where there is one, and the year."""
    before = [inside(collection_year_of(year_before(of.year)))] if of.first.year > FIRST_YEAR else []
    return (*before, inside(of))


def cards(years: Sequence[InsideYear]) -> tuple[InsideCard, ...]:
    """All of them, the last year's agencies at the end."""
    made = (InsideCard(plan.id, str(plan.title), _tables(plan, years), _definitions(plan.groups)) for plan in PLAN)
    return (*made, _agencies(years[-1]))


def _definitions(groups: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((called(group), definition(group)) for group in groups if not group.startswith(APART))


def _tables(plan: _CardPlan, years: Sequence[InsideYear]) -> tuple[InsideTable, ...]:
    names = {group: _names(group, years[-1]) for group in plan.groups}
    found = []
    for has_parts, groups in groupby(plan.groups, key=lambda group: names[group] != [group]):
        for together in ([group] for group in groups) if has_parts else [list(groups)]:
            rows = [_row(name, years) for group in together for name in names[group] if _is_any(name, years)]
            caption = called(together[0]) if has_parts else ""
            found.append(InsideTable(caption, ("", *(each.year.year for each in years)), tuple(rows)))
    return tuple(table for table in found if table.rows)


def _names(group: str, of: InsideYear) -> list[str]:
    is_apart = group.startswith(APART)
    own = group.removeprefix(APART)
    return [name for name in of.values if name.startswith(APART) == is_apart and split(name)[0] == own]


def _is_any(name: str, years: Sequence[InsideYear]) -> bool:
    """Parts that are nought in every year are left out."""
    return not split(name)[1] or any(
        getattr(figure, "of", figure) != 0 for year in years if (figure := year.values.get(name)) is not None
    )


def _row(name: str, years: Sequence[InsideYear]) -> tuple[str, ...]:
    return (label(name), *(said(name, year.values.get(name)) for year in years))


def _agencies(of: InsideYear) -> InsideCard:
    rows = tuple(
        (
            # L10N: in place of the name of an agency
            f"{labels.respondent(each.respondent)}: "
            + (str(pgettext("staff", "no agency noted")) if each.agency == NOT_KNOWN else each.agency),
            said("returned", each.returned),
            said("on_time", each.on_time),
        )
        for each in of.agencies[:AGENCIES_AT_MOST]
    )
    columns = (
        # L10N: heading of a column: a school, a health service
        str(pgettext("staff", "Agency")),
        called("returned"),
        called("on_time"),
    )
    # L10N: heading of a table: forms of adults by the school, health service and so on that they work for
    title = str(pgettext("staff", "Forms of adults, agency by agency"))
    found = (InsideTable("", columns, rows),) if rows else ()
    return InsideCard("agencies", title, found, _definitions(("returned", "on_time")))
