"""What pages read of a visit is what its rows hold."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import InstrumentedAttribute

from participation import clock
from participation.db import session, transaction
from participation.invitations.actions import end_visit, open_with_token, touch
from participation.invitations.models import Invitation, Visit
from participation.invitations.open_visits import OF_LETTER, OF_VISIT, OpenLetter, OpenVisit, letter_of
from participation.invitations.queries import cookie_lookup, visit_by_cookie
from participation.reviews.facts import FACTS, ReviewFacts
from participation.reviews.models import Review
from tests import factories
from tests.databases import on_both

Columns = tuple[InstrumentedAttribute[object], ...]


@pytest.fixture
def asked(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.mark.parametrize(
    ("columns", "named"),
    [
        (OF_VISIT, [each.name for each in fields(OpenVisit)][1:]),
        (OF_LETTER, [each.name for each in fields(OpenLetter)][1:]),
        (FACTS, list(ReviewFacts._fields)),
    ],
)
def test_each_fact_is_the_column_of_its_name(
    columns: tuple[InstrumentedAttribute[object], ...], named: list[str]
) -> None:
    assert [column.key for column in columns] == named


@on_both
@pytest.mark.usefixtures("asked")
def test_a_visit_is_read_as_it_was_written() -> None:
    review = factories.review()
    invitation, secrets = factories.letter(review)
    cookie = open_with_token(invitation, secrets.token, "ti")
    found = visit_by_cookie(cookie)
    assert found is not None
    for read, table, key in (
        (found, Visit, cookie_lookup(cookie)),
        (found.invitation, Invitation, invitation.id),
        (found.invitation.review, Review, review.id),
    ):
        row = session().get_one(table, key)
        names = [each.name for each in fields(read)] if isinstance(read, OpenVisit | OpenLetter) else read._fields
        told = {name: getattr(read, name) for name in names if name not in ("invitation", "review")}
        assert told == {name: getattr(row, name) for name in told}
    assert letter_of(invitation) == found.invitation


@on_both
@pytest.mark.usefixtures("asked")
def test_who_is_still_there_is_noted_of_their_own_visit_and_of_none_that_is_gone() -> None:
    invitation, secrets = factories.letter(factories.review())
    mine, other = (open_with_token(invitation, secrets.token, "en") for _ in range(2))
    visit, began = visit_by_cookie(mine), clock.now()
    assert visit is not None
    with clock.frozen(began + timedelta(minutes=5)):
        touch(visit, "ps")
    seen, untouched = visit_by_cookie(mine), visit_by_cookie(other)
    assert seen is not None
    assert untouched is not None
    assert (seen.language, seen.was_seen, untouched.language, untouched.was_seen) == ("ps", True, "en", False)
    end_visit(mine)
    touch(visit, "ti")
    assert visit_by_cookie(mine) is None


@on_both
@pytest.mark.usefixtures("asked")
def test_a_letter_that_was_replaced_or_lost_has_no_visit() -> None:
    for changed in ({"printings": 2}, {"revoked_at": clock.now()}):
        invitation, secrets = factories.letter(factories.review())
        cookie = open_with_token(invitation, secrets.token, "en")
        assert visit_by_cookie(cookie) is not None
        with transaction():
            for name, value in changed.items():
                setattr(invitation, name, value)
        assert visit_by_cookie(cookie) is None
