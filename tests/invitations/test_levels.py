"""Which level a letter opens: each ends on the day before a birthday, and the last one where the council says."""

from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask

from participation import clock
from participation.casework.replies import ReplyState, arrivals
from participation.db import transaction
from participation.invitations.actions import invite
from participation.invitations.levels import UNTIL, level_of
from participation.invitations.models import CHILD
from participation.invitations.queries import invitations_of
from participation.service import ServiceRow
from participation.service.chosen import Service
from tests import factories

BORN, DAY = date(2004, 5, 17), timedelta(days=1)
DEFAULT = Service().leaving_care_until


def birthday(age: int) -> date:
    return BORN.replace(year=BORN.year + age)


@pytest.mark.parametrize(
    ("age", "before", "from_then_on"),
    [(8, "pictures", "short"), (12, "short", "full"), (18, "full", "leaving_care"), (22, "leaving_care", "")],
)
def test_a_level_begins_on_the_birthday(age: int, before: str, from_then_on: str) -> None:
    assert level_of(BORN, birthday(age) - DAY, DEFAULT) == before
    assert level_of(BORN, birthday(age), DEFAULT) == from_then_on


@pytest.mark.parametrize("until", UNTIL)
def test_the_last_level_ends_where_the_council_says(until: int) -> None:
    assert level_of(BORN, birthday(until + 1) - DAY, until) == "leaving_care"
    assert level_of(BORN, birthday(until + 1), until) == ""


def test_whose_birthday_nobody_knows_is_never_too_old() -> None:
    assert level_of(None, birthday(30), DEFAULT) == "short"


@pytest.mark.parametrize(
    ("until", "days", "level", "state"),
    [
        (21, -1, "leaving_care", ReplyState.NOT_PRINTED),
        (21, 0, None, ReplyState.TOO_OLD),
        (25, 0, "leaving_care", ReplyState.NOT_PRINTED),
    ],
)
def test_who_is_older_gets_no_letter_and_staff_read_why(
    app: Flask, until: int, days: int, level: str | None, state: ReplyState
) -> None:
    today, chosen = birthday(22) + timedelta(days=days), Service(leaving_care_until=until)
    with app.app_context(), clock.frozen(datetime.combine(today, time(12), clock.LONDON)):
        with transaction() as session:
            session.add(ServiceRow.of(chosen))
        review = factories.review(meets_on=today + 10 * DAY, born_on=BORN, people=[])
        assert invite([review], [CHILD]) == (level is not None)
        asked = invitations_of(review.id)
        assert [each.level for each in asked] == ([level] if level else [])
        assert [each.state for each in arrivals(review, asked, (), today, chosen)] == [state]


def test_growing_too_old_after_a_review_is_no_reason_why_nobody_asked(app: Flask) -> None:
    with app.app_context():
        review = factories.review(meets_on=birthday(22) - DAY, born_on=BORN, people=[])
        (child,) = arrivals(review, (), (), birthday(23), Service())
        assert child.state is ReplyState.NOT_ASKED
