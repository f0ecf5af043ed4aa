"""Each cell of a caseload, right and wrong, however a spreadsheet writes it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from participation.children.models import Child
from participation.db import session
from participation.reviews.models import Review
from participation.staff.models import Staff
from tests.exchange.conftest import Run, Take, child, review, where
from tests.exchange.lists import row, text_of


@pytest.mark.parametrize(
    ("written", "encoding"),
    [
        (text_of([row(preferred_name="Zoë")]), "utf-8-sig"),
        (text_of([row(preferred_name="Zoë")], mark="\t"), "utf-16"),
        (text_of([row(preferred_name="Zoë")]).replace("\n", "\r\n"), "utf-8"),
        (text_of([row(preferred_name="Zoë")], mark=";"), "utf-8"),
        (text_of([row(preferred_name="\u00a0 Zoë ", child_id=" C1 ", review_id="R1  ")]), "utf-8"),
        (text_of([row(preferred_name="Zoë")]).replace("\n", "\n\n,,,,\n"), "utf-8"),
    ],
    ids=["byte-order mark", "UTF-16 and tabs", "Windows line ends", "; separators", "stray spaces", "empty lines"],
)
def test_a_spreadsheets_way_of_writing_changes_nothing(
    app: Flask, run: Run, tmp_path: Path, written: str, encoding: str
) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes(written.encode(encoding))
    assert run("import", "caseload", path).stderr == ""
    with app.app_context():
        assert child("C1").preferred_name == "Zoë"
        assert review("R1").meets_on == date(2027, 3, 10)


def test_excels_days_are_days(app: Flask, take: Take) -> None:
    days = {"date_of_birth": "01-Feb-15", "review_due_on": "46466", "came_into_care_on": "01/06/2025 00:00"}
    assert take(row(**days, review_at="46456.64583333")) == []
    with app.app_context():
        assert (child().born_on, child().came_into_care_on) == (date(2015, 2, 1), date(2025, 6, 1))
        assert (review().due_on, review().meets_on) == (date(2027, 3, 20), date(2027, 3, 10))
        assert review().starts_at == datetime(2027, 3, 10, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "rule", "expected"),
    [
        (("child_id", ""), "id", "letters and digits"),
        (("child_id", "=HYPERLINK(1)"), "id", "letters and digits"),
        (("review_id", ""), "id", "letters and digits"),
        (("date_of_birth", "31/02/2015"), "date", "a day as yyyy-mm-dd or dd/mm/yyyy"),
        (("date_of_birth", "2030-01-01"), "date", "a day that has come"),
        (("review_at", "31/02/2027 10:00"), "date", "a day, or a day and an hour"),
        (("review_type", "LAC"), "type", "child_in_care or pathway_plan"),
        (("review_type", ""), "type", "child_in_care or pathway_plan"),
        (("preferred_name", "x" * 201), "long", "at most 200 characters"),
        (("venue", "x" * 301), "long", "at most 300 characters"),
    ],
)
def test_a_row_that_cannot_stand_is_named_and_the_others_are_taken(
    app: Flask, take: Take, cell: tuple[str, str], rule: str, expected: str
) -> None:
    column, found = cell
    wrong = row(child_id="C9", review_id="R9") | {column: found}
    problems = take(row(), wrong, row(child_id="C2", review_id="R2"))
    assert [where(problem) for problem in problems] == [("3", column, rule)]
    assert f"Expected {expected}" in problems[0]["message"]
    assert problems[0]["found"].lstrip("'") == found
    assert problems[0]["message"].endswith("this row is not taken.")
    with app.app_context():
        assert set(session().scalars(select(Child.reference))) == {"C1", "C2"}
        assert set(session().scalars(select(Review.reference))) == {"R1", "R2"}


@pytest.mark.parametrize(
    ("column", "found", "rule"),
    [
        ("language", "xx", "language"),
        ("language", "Klingon", "language"),
        ("sex", "3", "sex"),
        ("ethnicity", "White British", "ethnicity"),
        ("uasc", "perhaps", "yes_no"),
        ("disability", "2", "yes_no"),
        ("placed_outside", "-", "yes_no"),
        ("miles_from_home", "far", "miles"),
        ("miles_from_home", "1200", "miles"),
        ("miles_from_home", "nan", "miles"),
        ("notified_on", "June", "date"),
        ("officer_named_on", "2030-01-01", "future"),
        ("independent_visitor", "perhaps", "visitor"),
        ("independent_visitor_on", "2030-01-01", "future"),
        ("officer_email", "amara at example", "email"),
        ("officer_name", "", "officer"),
        ("officer_name", "Vacant", "officer"),
        ("came_into_care_on", "June", "date"),
        ("came_into_care_on", "2030-01-01", "future"),
        ("came_into_care_on", "NULL", "placeholder"),
        ("review_due_on", "tomorrow", "date"),
        ("review_due_on", "03/20/2027", "date"),
        ("preferred_name", "Baby Smith", "placeholder"),
        ("preferred_name", "Kim 2", "note"),
        ("preferred_name", "Ki\x91m", "damaged"),
        ("preferred_name", "\u202eMaya", "unseen"),
        ("venue", "Home, father not to know", "note"),
        ("venue", "School\u200b", "unseen"),
    ],
)
def test_a_cell_that_a_child_can_do_without_is_named_and_the_child_is_taken(
    app: Flask, take: Take, column: str, found: str, rule: str
) -> None:
    problems = take(row(**{column: found}))
    assert [where(problem) for problem in problems] == [("2", column, rule)]
    with app.app_context():
        assert review().child_id == child().id


def test_a_day_that_cannot_be_read_is_left_unknown_and_nothing_else(app: Flask, take: Take) -> None:
    take(row(came_into_care_on="tomorrow", review_due_on="NULL"))
    with app.app_context():
        assert (child().came_into_care_on, review().due_on, review().meets_on) == (None, None, date(2027, 3, 10))


def test_signs_that_nobody_sees_are_taken_out_and_named(app: Flask, take: Take) -> None:
    problems = take(row(preferred_name="\u202eMaya\u200b", venue="\u2067School\u2069"))
    assert [where(problem) for problem in problems] == [("2", "preferred_name", "unseen"), ("2", "venue", "unseen")]
    assert problems[0]["message"] == "Expected a name without signs that nobody sees, found “Maya”; they are left out."
    with app.app_context():
        assert (child().preferred_name, review().venue) == ("Maya", "School")


def test_letters_that_became_controls_are_no_name_and_it_is_said_what_they_were(app: Flask, take: Take) -> None:
    problems = take(row(preferred_name="D\x92Arcy"))
    assert "perhaps “D’Arcy”" in problems[0]["message"]
    with app.app_context():
        assert child().preferred_name == ""


def test_nobody_becomes_an_officer(app: Flask, take: Take) -> None:
    problems = take(row(officer_name="Unallocated"), row(child_id="C2", review_id="R2", officer_name="Helen Duty"))
    assert [where(problem) for problem in problems] == [("2", "officer_name", "officer")]
    assert problems[0]["message"] == "Expected the name of a person, found “Unallocated”; it sets no officer."
    with app.app_context():
        assert session().scalars(select(Staff.name)).all() == ["Helen Duty"]
        assert review("R1").officer_id is None


def test_a_child_of_an_unknown_language_gets_letters_in_english(app: Flask, take: Take) -> None:
    take(row(language="xx"), row(child_id="C2", review_id="R2", language="prs"))
    with app.app_context():
        assert (child("C1").language, child("C2").language) == ("en", "fa-AF")


def test_an_hour_of_the_night_or_one_that_the_clocks_pass_over_is_named_and_left_out(app: Flask, take: Take) -> None:
    problems = take(row(review_at="28/03/2027 01:30"), row(child_id="C2", review_id="R2", review_at="31/10/2027 01:30"))
    assert [where(problem) for problem in problems] == [("2", "review_at", "time"), ("3", "review_at", "night")]
    with app.app_context():
        assert (review("R1").meets_on, review("R1").starts_at) == (date(2027, 3, 28), None)
        assert (review("R2").meets_on, review("R2").starts_at) == (date(2027, 10, 31), None)


def test_what_a_cell_holds_never_runs_as_a_formula_in_the_report(take: Take) -> None:
    problems = take(row(), row(child_id='=HYPERLINK("http://x")', review_id="@SUM(1)"), row(review_type="-1+1"))
    assert {problem["found"][0] for problem in problems if problem["rule"] != "duplicate"} == {"'"}
