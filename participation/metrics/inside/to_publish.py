"""Of these figures those that are published as well, and of each review what two published tables are made by.

Counted by themselves: what stays inside takes statements that a page for anybody has no use for.
"""

from collections.abc import Mapping
from typing import NamedTuple

from participation import service
from participation.metrics.composing import Named
from participation.metrics.figures import APART, PATHWAY_PLAN, CollectionYear
from participation.metrics.inside import queries
from participation.metrics.inside.course import about_missed, about_months, about_visited, in_course
from participation.metrics.inside.figures import (
    about_called_off,
    about_distribution,
    about_new_children,
    about_unrecorded,
    about_visitors,
    about_ways,
)
from participation.metrics.queries import days_held

ADDITIONAL = "additional"


class PlaceInYear(NamedTuple):
    """Which review of its child one was, and why its date was moved last."""

    order: str
    moved: str


class MoreToPublish(NamedTuple):
    """What is known of one year."""

    values: Named
    places: Mapping[str, PlaceInYear]
    """Of each review of a child in care, by its id."""


def more_to_publish(of: CollectionYear) -> MoreToPublish:
    """Count a year."""
    first, until = of.first, of.until
    rows, held = queries.reviews_of_children(first, until), days_held()
    course = [each for each in in_course(rows, held and held[0]) if each.row.on >= first]
    off = queries.called_off(first, until)
    values: Named = {
        **about_months(course),
        **about_distribution(course, queries.distributed(of.calendar)),
        **about_unrecorded(len(course), queries.recorded_acts(first, until)),
        **about_missed(rows, first),
        **about_ways(queries.ways_of_views(of.calendar)),
        **about_visited([each.row for each in course], until),
        **about_visitors(queries.asked_visitors(first, until)),
        **about_new_children(queries.new_children(first, until), service.current().named_days),
        **about_called_off(each for each in off if each.kind != PATHWAY_PLAN),
        **{APART + name: n for name, n in about_called_off(each for each in off if each.kind == PATHWAY_PLAN).items()},
    }
    return MoreToPublish(
        values,
        {
            each.row.review_id: PlaceInYear(ADDITIONAL if each.is_additional else each.order, each.row.moved)
            for each in course
        },
    )
