"""Figures beside a count of one review after another, whatever was changed since: on both databases."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from participation import service
from participation.afterwards.models import Act, ReviewAct
from participation.children.models import Child
from participation.db import new_id, session, transaction
from participation.invitations.models import Invitation
from participation.metrics.definitions import Rate
from participation.metrics.figures import figures
from participation.outcomes.codes import VIEWS_GIVEN, Code
from participation.outcomes.models import Participation
from participation.reviews.models import Move, MoveReason, Review
from participation.reviews.timetable import YOUNGEST, Deadlines, Targets, age_on, deadlines
from participation.staff.models import Role, Staff
from tests.databases import on_both
from tests.metrics.events import at, invitation_of

FIRST, LAST = date(2021, 4, 1), date(2022, 3, 31)
days = st.sampled_from([FIRST - timedelta(days=1), FIRST, date(2021, 10, 4), date(2021, 12, 29), LAST])
births = st.none() | st.sampled_from([date(2010, 1, 1), date(2017, 10, 4), date(2018, 3, 31), date(2020, 1, 1)])
codes = st.sampled_from([Code.PN0, Code.PN1, Code.PN5, Code.PN7])


class Change(NamedTuple):
    """Of one of the reviews, some days from its day on."""

    of: int
    what: str
    apart: int
    code: Code
    to: date


changes = st.builds(
    Change,
    st.integers(0, 3),
    st.sampled_from(["code", "seen", "due", "move", "end", "stand", "asked", "birth", *Act]),
    st.integers(-35, 35),
    codes,
    days,
)


def make(review: Review, change: Change, by: Staff) -> None:
    """Keep one change in its rows."""
    on = (review.meets_on or FIRST) + timedelta(days=change.apart)
    if change.what == "code":
        session().merge(Participation(review_id=review.id, code=change.code, recorded_at=at(on)))
    elif change.what == "seen":
        session().merge(Participation(review_id=review.id, code=change.code, recorded_at=at(on), seen_before_on=on))
    elif change.what == "due":
        review.due_on = on
    elif change.what == "move":
        session().add(
            Move(review_id=review.id, from_on=review.meets_on, to_on=change.to, why=MoveReason.PLACE, moved_at=at(on))
        )
        review.meets_on = change.to
    elif change.what in ("end", "stand"):
        review.ending_id = new_id() if change.what == "end" else None
    elif change.what == "asked":
        session().add(invitation_of(review, on=on))
    elif change.what == "birth":
        review.child.born_on = change.to - timedelta(days=4 * 365 + 1)
    else:
        _mark(review, change.what, on, by)


def _mark(review: Review, act: str, on: date, by: Staff) -> None:
    session().execute(delete(ReviewAct).where(ReviewAct.review_id == review.id, ReviewAct.act == act))
    session().add(ReviewAct(review_id=review.id, act=act, done_on=on, by_id=by.id, entered_at=at(on)))


class Counted(NamedTuple):
    """What is asked of one review."""

    child_id: str
    on: date
    due_on: date | None
    code: str
    is_under_4: bool
    seen_on: date | None
    was_moved: bool
    asked_on: date | None
    done_on: Mapping[str, date]

    @property
    def due(self) -> Deadlines:
        """By its own day."""
        return deadlines(self.on, Targets.of(service.current()))


def counted() -> Iterator[Counted]:
    """Each review of the year that stands, read row by row."""
    for review in session().scalars(select(Review).order_by(Review.child_id)).all():
        if review.ending_id or review.meets_on is None or not FIRST <= review.meets_on <= LAST:
            continue
        recorded = session().get(Participation, review.id)
        code, born_on = recorded.code if recorded else "", review.child.born_on
        acts = session().scalars(select(ReviewAct).where(ReviewAct.review_id == review.id))
        letters = session().scalars(select(Invitation.invited_on).where(Invitation.review_id == review.id))
        yield Counted(
            review.child_id,
            review.meets_on,
            review.due_on,
            code,
            code == Code.PN0 if born_on is None else age_on(born_on, review.meets_on) < YOUNGEST,
            recorded.seen_before_on if recorded else None,
            any(move.is_to_another_day for move in review.moves),
            min(letters, default=None),
            {act.act: act.done_on for act in acts},
        )


def by_hand(found: list[Counted]) -> dict[str, object]:
    """The figures, each by its definition."""
    of_4, dated = [each for each in found if not each.is_under_4], [each for each in found if each.due_on]
    children = [list(each) for _, each in groupby(found, key=lambda each: each.child_id)]
    of_4_each = [own for each in children if (own := [one for one in each if not one.is_under_4])]
    dated_each = [own for each in children if (own := [one for one in each if one.due_on])]
    last = {"decisions": "decisions_on", "letters": "record_on", "distributed": "distribution_on"}
    return {
        "reviews.held": len(found),
        "reviews.held_in_time": Rate(sum(_in_time(each) for each in dated), len(dated)),
        "reviews.rearranged": Rate(sum(each.was_moved for each in found), len(found)),
        "reviews.under_4": len(found) - len(of_4),
        **{f"participation.{code}": sum(each.code == code for each in found) for code in Code},
        "seen_before_meeting": Rate(sum(bool(each.seen_on and each.seen_on <= each.on) for each in of_4), len(of_4)),
        "invited_in_time": Rate(
            sum(bool(each.asked_on and each.asked_on <= each.due.letters_on) for each in of_4), len(of_4)
        ),
        "children.heard_at_every_review": Rate(
            sum(all(one.code in VIEWS_GIVEN for one in each) for each in of_4_each), len(of_4_each)
        ),
        "children.every_review_in_time": Rate(sum(all(map(_in_time, each)) for each in dated_each), len(dated_each)),
        **{
            f"{name}_in_time": Rate(
                sum(act in each.done_on and each.done_on[act] <= getattr(each.due, due) for each in found), len(found)
            )
            for act, (name, due) in zip((Act.DECISIONS, Act.LETTER, Act.DISTRIBUTION), last.items(), strict=True)
        },
    }


def _in_time(each: Counted) -> bool:
    return each.due_on is not None and each.on <= each.due_on


@on_both
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(born=st.tuples(births, births), held=st.lists(days, min_size=4, max_size=4), made=st.lists(changes, max_size=14))
def test_figures_are_what_one_review_after_another_gives(
    app: Flask, born: tuple[date | None, date | None], held: list[date], made: list[Change]
) -> None:
    with app.app_context():
        with transaction() as writing:
            for table in (ReviewAct, Move, Participation, Invitation, Review, Child, Staff):
                writing.execute(delete(table))
            officer = Staff(name="Jo Doe", email="jo@example.org", role=Role.OFFICER)
            children = [Child(reference=f"C{number}", born_on=each) for number, each in enumerate(born)]
            reviews = [Review(child=children[number % 2], meets_on=on, due_on=on) for number, on in enumerate(held)]
            writing.add_all([officer, *reviews])
            writing.flush()
            for change in made:
                make(reviews[change.of], change, officer)
                writing.flush()
        expected = by_hand(list(counted()))
        values = figures("2021-22").values
    assert {name: values[name] for name in expected} == expected
