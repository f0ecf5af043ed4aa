"""Services that nobody runs, child by child: a year with its tables, and with what is published beside them."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from participation.endings.reasons import REASONS, REVIEW
from participation.metrics import composing
from participation.metrics.breakdowns.queries import ReviewParts
from participation.metrics.figures import Figures
from participation.metrics.inside.course import about_missed, about_months, about_visited, in_course
from participation.metrics.inside.figures import (
    about_called_off,
    about_distribution,
    about_new_children,
    about_unrecorded,
    about_visitors,
    about_ways,
)
from participation.metrics.inside.rows import AskedVisitor, CalledOff, NewChild, ReviewInTurn, Ways
from participation.metrics.inside.to_publish import ADDITIONAL
from participation.metrics.publication.broken_down import beside
from participation.metrics.rows import Coded, DoneInTime, HeldReviews, InvitedForms, OfChildren
from participation.outcomes.codes import ATTENDED, IN_RATES, VIEWS_GIVEN, Code
from participation.reviews.models import MoveReason
from tests.metrics.parted_services import parted_service
from tests.metrics.small_services import FIRST, LAST, of_reviews

LONG_AGO = date(2015, 1, 1)
LEFT = datetime(2026, 3, 30, 12, tzinfo=UTC)
WHYS = (None, *MoveReason, "")


class InventedReview(NamedTuple):
    """A review of the year, with what every figure asks of it."""

    parts: ReviewParts
    turn: ReviewInTurn
    is_distributed: bool
    has_form: bool
    is_said_by: tuple[bool, bool, bool]
    """By the officer, by an advocate, and whether the child was observed."""

    @property
    def is_under_4(self) -> bool:
        """As the figures reckon it."""
        born_on = self.parts.born_on
        if born_on is None:
            return self.parts.code == Code.PN0
        return born_on > date(self.parts.on.year - 4, self.parts.on.month, self.parts.on.day)


def further_service(chance: random.Random, children: int) -> list[InventedReview]:
    """The reviews of a year of so many children, those of one child together and the earliest first."""
    return [each for number in range(children) for each in _reviews(chance, f"C{number:04}")]


def _reviews(chance: random.Random, child: str) -> Iterator[InventedReview]:
    (known,) = parted_service(chance, 1)
    is_new = chance.random() < 0.3
    came_on = FIRST + timedelta(days=chance.randrange(300)) if is_new else date(2020, 1, 1)
    on = came_on + timedelta(days=20) if is_new else FIRST + timedelta(days=chance.randrange(180))
    visitor = chance.choices(("matched", "waiting", ""), (10, 5, 85))[0]
    gone = chance.random() < 0.15
    while on <= LAST:
        (other,) = parted_service(chance, 1)
        on = on.replace(day=min(on.day, 28))
        why = chance.choices(WHYS, (80, 4, 1, 3, 2, 1, 1, 1, 4))[0]
        code = Code.PN0 if known.code == Code.PN0 else other.code if other.code != Code.PN0 else Code.PN1
        parts = known._replace(
            on=on, code=code, due_on=other.due_on and on + (other.due_on - other.on), seen_on=other.seen_on and on
        )
        turn = ReviewInTurn(
            child, on, parts.due_on, code, "amara", why, parts.born_on, came_on, None, None, visitor, None
        )
        ended = turn._replace(ended_at=LEFT if gone else None)
        said = tuple(chance.random() < often for often in (0.1, 0.05, 0.02))
        yield InventedReview(parts, ended, chance.random() < 0.85, chance.random() < 0.5, said)  # type: ignore[arg-type]
        on += timedelta(days=chance.choice((70, 90, 120, 180, 180, 180)))


def figures_beside(chance: random.Random, reviews: Sequence[InventedReview]) -> Figures:
    """The figures of that year with everything that is published beside them."""
    course = list(in_course([each.turn for each in reviews], LONG_AGO))
    parts = [
        each.parts._replace(order=ADDITIONAL if placed.is_additional else placed.order, moved=each.turn.moved)
        for each, placed in zip(reviews, course, strict=True)
    ]
    sent = Counter(each.parts.on for each in reviews if each.is_distributed)
    off = [CalledOff("", reason, chance.choice((0, 1, 2, 6))) for reason in REASONS[REVIEW]]
    more = {
        **about_months(course),
        **about_distribution(course, sent),
        **about_unrecorded(len(reviews), _recorded(chance, reviews)),
        **about_missed([each.turn for each in reviews], FIRST),
        **about_ways(_ways(reviews)),
        **about_visited([each.turn for each in reviews], LAST),
        **about_visitors(_asked(chance, len(reviews) // 9)),
        **about_new_children(_new(chance, len(reviews) // 4), 5),
        **about_called_off(off),
    }
    return beside(_year(reviews), parts, more)


def _year(reviews: Sequence[InventedReview]) -> Figures:
    days = [
        HeldReviews(
            "",
            each.parts.on,
            1,
            each.parts.due_on is not None,
            _is_in_time(each),
            each.turn.why is not None,
            each.turn.why,
        )
        for each in reviews
    ]
    year = of_reviews(days, [_coded(each) for each in reviews])
    asked = [each for each in reviews if not each.is_under_4]
    form = sum(each.has_form for each in asked)
    of_children = composing.about_children(
        _one_child(list(own)) for _, own in groupby(reviews, key=lambda each: each.turn.child_id)
    )
    letters = composing.about_respondents([InvitedForms("", "child", len(asked), form, form, form, 0)], (), 5)
    acts = composing.about_acts(
        [DoneInTime("", "distribution", sum(each.is_distributed for each in reviews))], len(days)
    )
    return replace(year, values={**year.values, **of_children, **letters, **acts})


def _is_in_time(each: InventedReview) -> bool:
    return each.parts.due_on is not None and each.parts.on <= each.parts.due_on


def _coded(each: InventedReview) -> Coded:
    code, came, seen = each.parts.code, each.parts.code in ATTENDED, bool(each.parts.seen_on) and not each.is_under_4
    return Coded("", code, each.is_under_4, 1, 0, came and each.parts.on.day == 1, seen, 0, each.parts.born_on is None)


def _one_child(own: Sequence[InventedReview]) -> OfChildren:
    heard = [each.parts.code in VIEWS_GIVEN for each in own if not each.is_under_4]
    dated = [_is_in_time(each) for each in own if each.parts.due_on]
    return OfChildren("", bool(heard), bool(heard) and all(heard), bool(dated), bool(dated) and all(dated))


def _ways(reviews: Sequence[InventedReview]) -> Ways:
    coded = [each for each in reviews if each.parts.code in IN_RATES]
    said = [sum(each.is_said_by[number] for each in coded) for number in range(3)]
    form, seen = (
        sum(each.has_form and not each.is_under_4 for each in coded),
        sum(bool(each.parts.seen_on) for each in coded),
    )
    return Ways(len(coded), form, said[0], said[1], seen, said[2])


def _asked(chance: random.Random, number: int) -> list[AskedVisitor]:
    return [
        AskedVisitor(row.on, row.born_on, row.sex, row.ethnicity, row.is_disabled)
        for row in parted_service(chance, number)
    ]


def _new(chance: random.Random, number: int) -> list[NewChild]:
    found = []
    for row in parted_service(chance, number):
        told = row.on + timedelta(days=chance.choice((0, 1, 1, 5))) if chance.random() < 0.9 else None
        named = (told or row.on) + timedelta(days=chance.choice((2, 4, 9))) if chance.random() < 0.85 else None
        found.append(NewChild(row.on, told, named))
    return found


def _recorded(chance: random.Random, reviews: Sequence[InventedReview]) -> dict[str, int]:
    """What was done in time was recorded, and some of the rest."""
    in_time = sum(each.is_distributed for each in reviews)
    return {"distribution": in_time + chance.randint(0, len(reviews) - in_time)}
