"""Reviews that were held, and of which somebody has marked that their decisions are written."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from participation import db
from participation.afterwards.actions import mark_done
from participation.afterwards.models import Act
from participation.staff.models import Role, Staff
from tests.casework.desk import Desk

MET_ON = date(2026, 3, 5)
Make = Callable[[Any], Mapping[str, str]]
"""From a service with something of everything to the id of one of its reviews."""


def held(desk: Desk, *, done: bool = False) -> Mapping[str, str]:
    """A review of somebody's; perhaps they have marked it."""
    review = desk.review("Ada", MET_ON)
    if done:
        with desk.app.app_context():
            assert mark_done(db.session().get_one(Staff, desk.staff_id), review, Act.DECISIONS, MET_ON)
    return {"review_id": review}


def one(whose: str, *, done: bool = False) -> Make:
    """Amara's or Ben's, of a world that has both."""
    return lambda world: held(getattr(world, whose), done=done)


def to_come(world: Any) -> Mapping[str, str]:
    """Amara's, and not held yet."""
    return {"review_id": world.hers}


ACT = "/staff/reviews/<review_id>/after/<any(decisions, letter, distribution):act>"
AFTER: Mapping[str, Mapping[Role, tuple[tuple[Make, ...], tuple[Make, ...]]]] = {
    ACT: {Role.OFFICER: ((one("amara"),), (one("ben"), to_come))},
    "/staff/reviews/<review_id>/letter": {Role.OFFICER: ((one("amara"),), (one("ben"), to_come))},
    f"{ACT}/take-back": {Role.OFFICER: ((one("amara", done=True),), (one("ben", done=True), one("amara")))},
}
"""By address and role: what is theirs to mark or take back, and what is not."""
