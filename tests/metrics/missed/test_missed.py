"""Who was missed again: an officer sees their own children, a manager all, and nobody who has gone."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from participation import clock
from participation.children.models import Child
from participation.db import transaction
from participation.metrics.missed.queries import missed_for
from participation.outcomes.models import Participation
from participation.reviews.models import Review
from participation.staff.models import Role, Staff
from tests import factories
from tests.databases import on_both
from tests.metrics.events import at, held
from tests.metrics.test_page import desk_of
from tests.walking import let_in, words_of

TODAY = date(2022, 3, 1)
LAST = date(2022, 1, 10)


def missed(name: str, officer: Staff, *codes: str, kind: str = "child_in_care", last: date = LAST) -> str:
    """A child with a review every 100 days."""
    on = [last - timedelta(days=100) * number for number in range(len(codes))][::-1]
    first = held(on[0], codes[0], officer=officer, kind=kind)
    with transaction() as writing:
        writing.execute(update(Child).where(Child.id == first.child_id).values(preferred_name=name))
        for day, code in zip(on[1:], codes[1:], strict=True):
            review = Review(child_id=first.child_id, meets_on=day, officer_id=officer.id, kind=kind)
            writing.add(review)
            writing.flush()
            writing.add(Participation(review_id=review.id, code=code, recorded_at=at(day)))
    return first.child_id


@on_both
def test_an_officer_is_told_of_their_own_children_and_a_manager_of_all(app: Flask) -> None:
    with app.app_context(), clock.frozen(at(TODAY)):
        amara, grace, manager = (factories.staff(role)[0] for role in (Role.OFFICER, Role.OFFICER, Role.MANAGER))
        missed("Maya", amara, "PN1", "PN7", "PN7")
        missed("Sam", grace, "PN7", "PN7", "PN7")
        missed("Noor", amara, "PN7", "PN1")
        missed("Kit", amara, "PN7", "PN7", kind="pathway_plan")
        gone = missed("Ash", amara, "PN7", "PN7")
        with transaction() as writing:
            writing.execute(update(Child).where(Child.id == gone).values(ended_as="adopted"))

        def told(reader: Staff) -> list[tuple[str, int, date | None]]:
            found = missed_for(reader)
            return [(each.review.child.preferred_name, each.missed.times, each.missed.heard_on) for each in found]

        assert told(amara) == [("Maya", 2, LAST - timedelta(days=200))]
        assert told(grace) == [("Sam", 3, None)]
        assert told(manager) == [("Sam", 3, None), ("Maya", 2, LAST - timedelta(days=200))]


@on_both
def test_who_had_no_review_for_a_year_is_not_on_the_list(app: Flask) -> None:
    with app.app_context():
        amara, _ = factories.staff()
        missed("Maya", amara, "PN7", "PN7")
        with clock.frozen(at(LAST + timedelta(days=365))):
            assert len(missed_for(amara)) == 1
        with clock.frozen(at(LAST + timedelta(days=366))):
            assert missed_for(amara) == []


def test_the_list_leads_to_the_last_review_and_says_when_the_child_was_heard(app: Flask) -> None:
    with app.app_context():
        officer, secret = factories.staff()
        email = officer.email
        missed("Maya", officer, "PN6", "PN7", "PN7")
    with clock.frozen(at(TODAY)):
        page = let_in(app, email, secret).get("/staff/missed")
        assert "Maya 2 Mon 10 Jan Thu 24 Jun 2021" in words_of(page)
        assert 'href="/staff/reviews/' in page.text
        assert "No child is on this list today." in words_of(desk_of(app, Role.OFFICER).get("/staff/missed"))


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.ADVOCATE])
def test_nobody_else_sees_it(app: Flask, role: Role) -> None:
    assert desk_of(app, role).get("/staff/missed").status_code == 404
