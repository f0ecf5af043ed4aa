"""A council's caseload comes in as its system or a spreadsheet writes it; good rows are taken, wrong ones named."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from participation.db import session, transaction
from participation.exchange.caseload import NEEDED
from participation.invitations.models import Invitation
from participation.profiles.models import Profile
from participation.reviews.models import Move, Review
from participation.staff.models import Role, Staff
from tests import factories
from tests.databases import on_both
from tests.exchange.conftest import Run, Take, child, review, where
from tests.exchange.lists import row, text_of, write_caseload


@on_both
def test_a_row_becomes_a_child_an_officer_and_a_review(app: Flask, take: Take) -> None:
    assert take(row()) == []
    with app.app_context():
        maya, booked = child(), review()
        assert (maya.preferred_name, maya.born_on, maya.language) == ("Maya", date(2015, 2, 1), "ar")
        assert (maya.sex, maya.ethnicity, maya.came_into_care_on) == ("2", "OOTH", date(2025, 6, 1))
        assert (maya.is_unaccompanied, maya.is_disabled, maya.is_placed_outside) == (False, None, True)
        assert booked.child_id == maya.id
        assert (booked.kind, booked.due_on, booked.meets_on) == ("child_in_care", date(2027, 3, 20), date(2027, 3, 10))
        assert booked.starts_at == datetime(2027, 3, 10, 15, 30, tzinfo=UTC)
        assert booked.venue == "School"


@pytest.mark.parametrize(("miles", "kept"), [("12.46", 12.5), ("0", 0.0), ("999.9", None), ("", None)])
def test_how_far_a_child_lives_from_home_is_kept_to_a_tenth(app: Flask, take: Take, miles: str, kept: float) -> None:
    assert take(row(miles_from_home=miles)) == []
    with app.app_context():
        assert child().miles_from_home == kept


@on_both
def test_when_an_officer_was_named_and_a_visitor_asked_for_is_kept(app: Flask, take: Take) -> None:
    named = {"notified_on": "2025-06-02", "officer_named_on": "05/06/2025"}
    assert take(row(**named, independent_visitor="Matched", independent_visitor_on="2025-09-01")) == []
    assert take(row()) == []
    with app.app_context():
        maya = child()
        assert (maya.notified_on, maya.officer_named_on) == (date(2025, 6, 2), date(2025, 6, 5))
        assert (maya.independent_visitor, maya.independent_visitor_on) == ("matched", date(2025, 9, 1))


@on_both
def test_an_officer_gets_an_account_without_a_password_and_a_page_that_nobody_sees_yet(app: Flask, take: Take) -> None:
    take(row(officer_email="Amara@Example.ORG", officer_name="Dr. Amara Obi"))
    with app.app_context():
        officer = session().scalars(select(Staff)).one()
        profile = session().get_one(Profile, officer.id)
        assert (officer.email, officer.name, officer.role) == ("amara@example.org", "Dr. Amara Obi", "officer")
        assert officer.password_hash == ""
        assert (profile.known_as, profile.published_on) == ("Amara", None)
        assert review().officer_id == officer.id


@on_both
def test_the_same_list_twice_changes_nothing(
    take: Take, everything: Callable[[], dict[str, list[str]]], app: Flask
) -> None:
    rows = [row(), row(child_id="C2", review_id="R2", officer_email=""), row(review_id="R3", review_at="")]
    first = take(*rows)
    before = everything()
    assert take(*rows) == first
    assert everything() == before


def test_a_dry_run_says_the_same_and_writes_nothing(
    run: Run, tmp_path: Path, everything: Callable[[], dict[str, list[str]]]
) -> None:
    rows = [row(), row(child_id="C2", review_id="R2", language="xx"), row(review_id="R1")]
    path = write_caseload(tmp_path / "c.csv", rows)
    before = everything()
    dry = run("import", "caseload", path, "--dry-run", status=1)
    assert everything() == before
    assert dry.stdout.endswith("This was a dry run: nothing was written.\n")
    real = run("import", "caseload", path, status=1)
    assert real.stdout == dry.stdout.removesuffix("This was a dry run: nothing was written.\n")
    assert real.stderr == dry.stderr
    assert everything() != before


def test_what_changed_in_the_list_changes_here_and_an_empty_cell_leaves_what_is_known(app: Flask, take: Take) -> None:
    take(row())
    take(row(preferred_name="Maya R", ethnicity="", venue="", language="fa-AF"))
    with app.app_context():
        assert (child().preferred_name, child().ethnicity, child().language) == ("Maya R", "OOTH", "fa-AF")
        assert review().venue == "School"


@on_both
def test_a_review_that_moves_is_on_record_and_its_letters_open_as_long_as_they_should(app: Flask, take: Take) -> None:
    take(row())
    with app.app_context():
        factories.letter(review())
    take(row(review_at="24/03/2027"))
    with app.app_context():
        moved = session().scalars(select(Move)).one()
        assert (moved.from_on, moved.to_on) == (date(2027, 3, 10), date(2027, 3, 24))
        assert (review().meets_on, review().starts_at) == (date(2027, 3, 24), None)
        assert session().scalars(select(Invitation.ends_on)).one() == date(2027, 3, 24) + timedelta(days=28)


def test_an_hour_is_not_forgotten_when_the_list_names_only_its_day(app: Flask, take: Take) -> None:
    take(row())
    take(row(review_at="2027-03-10"))
    with app.app_context():
        assert review().starts_at == datetime(2027, 3, 10, 15, 30, tzinfo=UTC)
        assert session().scalars(select(Move)).all() == []


def test_a_day_that_vanishes_from_the_list_is_kept_and_named(app: Flask, take: Take) -> None:
    take(row())
    problems = take(row(review_at=""))
    assert [where(problem) for problem in problems] == [("2", "review_at", "kept")]
    with app.app_context():
        assert review().meets_on == date(2027, 3, 10)


def test_a_review_without_an_officer_is_taken_and_counted_but_no_problem(app: Flask, run: Run, tmp_path: Path) -> None:
    rows = [row(officer_email="", officer_name=""), row(child_id="C2", review_id="R2")]
    done = run("import", "caseload", write_caseload(tmp_path / "c.csv", rows))
    assert "Problems: none." in done.stdout
    assert "Reviews without an officer: 1. Their letters wait for one." in done.stdout
    with app.app_context():
        assert review().officer_id is None
    named = run("import", "caseload", write_caseload(tmp_path / "c.csv", [row()]))
    assert "without an officer" not in named.stdout
    again = run("import", "caseload", write_caseload(tmp_path / "c.csv", rows))
    assert "without an officer" not in again.stdout, "an empty cell leaves the officer who is known"


def test_a_row_that_is_only_wrong_in_its_hour_is_taken_without_it(app: Flask, take: Take) -> None:
    problems = take(row(review_at="10/03/2027 25:00"), status=0)
    message = "Expected an hour as hh:mm beside the day, found “10/03/2027 25:00”; the day is taken without its hour."
    assert [(where(problem), problem["message"]) for problem in problems] == [(("2", "review_at", "time"), message)]
    with app.app_context():
        assert (review().meets_on, review().starts_at) == (date(2027, 3, 10), None)


def test_columns_that_no_letter_needs_may_be_missing(app: Flask, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_text(text_of([row()], NEEDED), encoding="utf-8")
    done = run("import", "caseload", path)
    assert "short.csv: 1 rows, 1 taken, 0 not taken." in done.stdout
    assert "Columns that the file does not have: language, sex, ethnicity, uasc, " in done.stdout
    with app.app_context():
        assert (child().preferred_name, child().language, child().sex) == ("Maya", "en", "")
    run("import", "caseload", write_caseload(tmp_path / "whole.csv", [row()]))
    run("import", "caseload", path)
    with app.app_context():
        assert (child().ethnicity, review().venue) == ("OOTH", "School"), "what is known stays"


def test_a_list_without_a_column_that_is_needed_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_text(text_of([row()], [name for name in NEEDED if name != "review_at"]), encoding="utf-8")
    assert run("import", "caseload", path, status=1).stderr.startswith("short.csv has no column review_at; ")


def test_a_row_with_too_many_cells_counts_as_not_taken(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(text_of([row()]) + text_of([row(child_id="C2")]).splitlines()[1] + ",x\n", encoding="utf-8")
    assert "c.csv: 2 rows, 1 taken, 1 not taken." in run("import", "caseload", path, status=1).stdout


@pytest.mark.parametrize("is_closed", [False, True])
def test_an_account_that_is_no_open_officers_gets_no_reviews(app: Flask, take: Take, is_closed: bool) -> None:
    with app.app_context():
        factories.staff(Role.OFFICER if is_closed else Role.SUPPORT, email="amara@example.org")
        if is_closed:
            with transaction() as writer:
                writer.scalars(select(Staff)).one().disabled_at = datetime(2026, 1, 1, tzinfo=UTC)
    assert [where(problem) for problem in take(row())] == [("2", "officer_email", "officer")]
    with app.app_context():
        assert review().officer_id is None


def test_a_review_that_stands_twice_is_taken_once(app: Flask, take: Take) -> None:
    problems = take(row(), row(child_id="C2", review_id="R2"), row(venue="Home"))
    assert [where(problem) for problem in problems] == [("4", "review_id", "duplicate")]
    assert "stands on line 2 already" in problems[0]["message"]
    with app.app_context():
        assert review().venue == "School"


def test_a_child_that_stands_twice_with_other_details_keeps_the_first(app: Flask, take: Take) -> None:
    same = row(review_id="R2", review_at="2027-09-10")
    other = row(review_id="R3", review_at="2028-03-10", date_of_birth="2016-02-01")
    assert [where(problem) for problem in take(row(), same, other)] == [("4", "child_id", "duplicate")]
    with app.app_context():
        assert child().born_on == date(2015, 2, 1)
        assert {review(each).child_id for each in ("R1", "R2", "R3")} == {child().id}


def test_one_child_on_one_day_has_one_review(app: Flask, take: Take) -> None:
    pathway = row(review_id="R3", review_type="pathway_plan")
    problems = take(row(), row(review_id="R2", review_at="10/03/2027"), pathway)
    assert [where(problem) for problem in problems] == [("3", "review_at", "duplicate")]
    with app.app_context():
        assert set(session().scalars(select(Review.reference))) == {"R1", "R3"}


def test_a_review_cannot_change_its_child(app: Flask, take: Take) -> None:
    take(row(), row(child_id="C2", review_id="R2"))
    good = row(review_id="R3", review_at="2027-09-10")
    problems = take(row(child_id="C2", review_id="R1"), row(child_id="C3", review_id="R2"), good)
    assert [where(problem) for problem in problems] == [("2", "review_id", "review"), ("3", "review_id", "review")]
    with app.app_context():
        assert review("R1").child.reference == "C1"


def test_a_list_without_a_good_row_is_refused_and_still_reported(
    take: Take, everything: Callable[[], dict[str, list[str]]]
) -> None:
    before = everything()
    problems = take(row(review_type="LAC"), row(child_id=""), status=1)
    assert [where(problem) for problem in problems] == [("2", "review_type", "type"), ("3", "child_id", "id")]
    assert everything() == before


def test_every_problem_stands_on_standard_error_and_the_sums_on_standard_output(run: Run, tmp_path: Path) -> None:
    rows = [row(), row(child_id="C2", review_id="R2", language="xx"), row(child_id="C3", review_id="R3", review_at="?")]
    done = run("import", "caseload", write_caseload(tmp_path / "caseload.csv", rows), status=1)
    assert done.stderr.splitlines() == [
        "caseload.csv, line 3, language (language): Expected the code of a language such as ar or fa-AF, found “xx”; "
        "the letters are in English.",
        "caseload.csv, line 4, review_at (date): Expected a day, or a day and an hour as yyyy-mm-dd hh:mm, found “?”; "
        "this row is not taken.",
    ]
    assert done.stdout.splitlines() == [
        "caseload.csv: 3 rows, 2 taken, 1 not taken.",
        "Children: 2 new.",
        "Officers: 1 new.",
        "Reviews: 2 new.",
        "Problems: 1 language, 1 date.",
    ]


def test_what_an_officer_has_settled_stands_until_the_day_has_come_and_the_list_says_so(app: Flask, take: Take) -> None:
    take(row())
    with app.app_context(), transaction():
        review().settled_at = datetime(2026, 3, 1, tzinfo=UTC)
    (noted,) = take(row(review_at="2027-03-12 10:00", venue="Town hall"))
    assert "what its officer has settled" in noted["message"]
    with app.app_context():
        assert (review().meets_on, review().venue, review().revision) == (date(2027, 3, 10), "School", 0)
        assert session().scalars(select(Move)).all() == []


def test_a_list_that_changes_day_hour_or_place_makes_it_the_next_revision(app: Flask, take: Take) -> None:
    take(row())
    take(row(venue="Town hall"))
    take(row(venue="Town hall", review_at="2027-03-12 10:00"))
    with app.app_context():
        assert review().revision == 2
