"""Feedback and figures tell of the officer who held a review: no list that comes in makes it somebody else's."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.db import session
from participation.staff.models import Staff
from tests.databases import on_both
from tests.exchange.conftest import NOW, Run, Take, child, review
from tests.exchange.lists import person, row, write_caseload, write_people

AMARA, BEN = "amara@example.org", "ben@example.org"
PROBLEM = {
    "file": "c.csv",
    "line": "2",
    "column": "officer_email",
    "rule": "held",
    "found": "Ben@example.org",
    "message": f"Expected {AMARA}, who held this review, found “Ben@example.org”; its officer is kept.",
}
MEETING = date(2027, 3, 10)
LATER = row(officer_email="Ben@example.org", officer_name="Ben Ash", venue="Home", preferred_name="Maya R")


def officer_of(reference: str) -> str:
    booked = review(reference)
    return booked.officer.email if booked.officer else ""


@on_both
@pytest.mark.parametrize("days", [0, 1, 400])
def test_a_held_review_keeps_its_officer_and_the_rest_of_the_row_is_taken(app: Flask, take: Take, days: int) -> None:
    take(row())
    with clock.frozen(NOW + (MEETING - NOW.date()) + timedelta(days=days)):
        assert take(LATER, status=0) == [PROBLEM]
        assert take(LATER, status=0) == [PROBLEM]
    with app.app_context():
        assert officer_of("R1") == AMARA
        assert (review().venue, child().preferred_name) == ("Home", "Maya R")
        assert session().scalars(select(Staff.email)).all() == [AMARA], "nobody gets an account for nothing"


def test_until_its_day_has_come_a_review_may_change_hands(app: Flask, take: Take) -> None:
    take(row())
    with clock.frozen(NOW + (MEETING - NOW.date()) - timedelta(days=1)):
        assert take(LATER) == []
    with app.app_context():
        assert officer_of("R1") == BEN


@pytest.mark.parametrize("email", [AMARA, AMARA.upper(), ""])
def test_a_row_that_names_the_same_officer_or_none_is_no_problem(take: Take, email: str) -> None:
    take(row())
    with clock.frozen(NOW + timedelta(days=400)):
        assert take(row(officer_email=email)) == []


def test_a_held_review_that_never_had_an_officer_may_get_one(app: Flask, take: Take) -> None:
    take(row(review_at="2026-03-10", officer_email=""))
    assert take(row(review_at="2026-03-10")) == []
    with app.app_context():
        assert officer_of("R1") == AMARA


def test_the_childs_next_review_goes_to_the_new_officer(app: Flask, take: Take) -> None:
    take(row(review_at="2026-03-10"))
    held = row(review_at="2026-03-10", officer_email="Ben@example.org", officer_name="Ben Ash")
    problems = take(held, {**held, "review_id": "R2", "review_at": "2027-03-10"})
    assert problems == [PROBLEM]
    with app.app_context():
        assert (officer_of("R1"), officer_of("R2")) == (AMARA, BEN)


def test_a_list_that_moves_a_held_review_away_does_not_take_its_officer_along(app: Flask, take: Take) -> None:
    take(row(review_at="2026-03-10"))
    assert take(row(officer_email="Ben@example.org")) == [PROBLEM]
    with app.app_context():
        assert (officer_of("R1"), review().meets_on) == (AMARA, MEETING)


def test_a_dry_run_says_the_same_and_writes_nothing(
    take: Take, run: Run, tmp_path: Path, everything: Callable[[], dict[str, list[str]]]
) -> None:
    take(row(review_at="2026-03-10"))
    before, path = everything(), write_caseload(tmp_path / "c.csv", [{**LATER, "review_at": "2026-03-10"}])
    dry = run("import", "caseload", path, "--dry-run")
    assert everything() == before
    assert dry.stderr == f"c.csv, line 2, officer_email (held): {PROBLEM['message']}\n"
    assert run("import", "caseload", path).stderr == dry.stderr
    assert everything() != before


def test_a_list_of_people_changes_no_officer(app: Flask, take: Take, run: Run, tmp_path: Path) -> None:
    take(row(review_at="2026-03-10"))
    run("import", "people", write_people(tmp_path / "p.csv", [person(role="social_worker", email=BEN)]))
    with app.app_context():
        assert officer_of("R1") == AMARA
