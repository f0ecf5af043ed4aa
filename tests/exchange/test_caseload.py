"""A council's caseload comes in as its system or a spreadsheet writes it; good rows are taken, wrong ones named."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from participation.db import session, transaction
from participation.invitations.models import Invitation
from participation.people.models import Child, Role, Staff
from participation.profiles.models import Profile
from participation.reviews.models import Move, Review
from tests import factories
from tests.databases import on_both
from tests.exchange.conftest import Run, problems_in
from tests.exchange.lists import row, text_of, write_caseload

Take = Callable[..., list[dict[str, str]]]


@pytest.fixture
def take(run: Run, tmp_path: Path) -> Take:
    """Import rows; gives what the report lists."""

    def take(*rows: dict[str, str], status: int = 0, options: Sequence[str] = ()) -> list[dict[str, str]]:
        report = tmp_path / "report.csv"
        run("import", "caseload", write_caseload(tmp_path / "c.csv", rows), "--report", report, *options, status=status)
        return problems_in(report)

    return take


def child(reference: str = "C1") -> Child:
    return session().scalars(select(Child).where(Child.reference == reference)).one()


def review(reference: str = "R1") -> Review:
    return session().scalars(select(Review).where(Review.reference == reference)).one()


def where(problem: dict[str, str]) -> tuple[str, str, str]:
    return problem["line"], problem["column"], problem["rule"]


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
    dry = run("import", "caseload", path, "--dry-run")
    assert everything() == before
    assert dry.stdout.endswith("This was a dry run: nothing was written.\n")
    real = run("import", "caseload", path)
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
    ("column", "found", "rule", "expected"),
    [
        ("child_id", "", "id", "letters and digits"),
        ("child_id", "=HYPERLINK(1)", "id", "letters and digits"),
        ("review_id", "", "id", "letters and digits"),
        ("date_of_birth", "31/02/2015", "date", "a day as yyyy-mm-dd or dd/mm/yyyy"),
        ("date_of_birth", "2030-01-01", "date", "a day that has come"),
        ("came_into_care_on", "June", "date", "a day as yyyy-mm-dd or dd/mm/yyyy"),
        ("review_due_on", "03/20/2027", "date", "a day as yyyy-mm-dd or dd/mm/yyyy"),
        ("review_at", "10/03/2027 at 3", "date", "a day, or a day and an hour"),
        ("review_type", "LAC", "type", "child_in_care or pathway_plan"),
        ("review_type", "", "type", "child_in_care or pathway_plan"),
        ("preferred_name", "x" * 201, "long", "at most 200 characters"),
        ("venue", "x" * 301, "long", "at most 300 characters"),
    ],
)
def test_a_row_that_cannot_stand_is_named_and_the_others_are_taken(
    app: Flask, take: Take, column: str, found: str, rule: str, expected: str
) -> None:
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
        ("officer_email", "amara at example", "email"),
        ("officer_email", "", "officer"),
        ("officer_name", "", "officer"),
    ],
)
def test_a_cell_that_a_child_can_do_without_is_named_and_the_child_is_taken(
    app: Flask, take: Take, column: str, found: str, rule: str
) -> None:
    problems = take(row(**{column: found}))
    assert [where(problem) for problem in problems] == [("2", column, rule)]
    with app.app_context():
        assert review().child_id == child().id


def test_a_child_of_an_unknown_language_gets_letters_in_english(app: Flask, take: Take) -> None:
    take(row(language="xx"), row(child_id="C2", review_id="R2", language="prs"))
    with app.app_context():
        assert (child("C1").language, child("C2").language) == ("en", "fa-AF")


def test_a_review_without_an_officer_is_taken_and_named(app: Flask, take: Take) -> None:
    problems = take(row(officer_email="", officer_name=""))
    message = "Expected the officer's email address, found nothing; the review has no officer yet."
    assert [(where(problem), problem["message"]) for problem in problems] == [
        (("2", "officer_email", "officer"), message)
    ]
    with app.app_context():
        assert review().officer_id is None


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


def test_the_hours_when_clocks_change_are_named(app: Flask, take: Take) -> None:
    problems = take(row(review_at="28/03/2027 01:30"), row(child_id="C2", review_id="R2", review_at="31/10/2027 01:30"))
    assert [where(problem) for problem in problems] == [("2", "review_at", "time"), ("3", "review_at", "time")]
    with app.app_context():
        assert (review("R1").meets_on, review("R1").starts_at) == (date(2027, 3, 28), None)
        assert review("R2").starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_a_list_without_a_good_row_is_refused_and_still_reported(
    take: Take, everything: Callable[[], dict[str, list[str]]]
) -> None:
    before = everything()
    problems = take(row(review_type="LAC"), row(child_id=""), status=1)
    assert [where(problem) for problem in problems] == [("2", "review_type", "type"), ("3", "child_id", "id")]
    assert everything() == before


def test_every_problem_stands_on_standard_error_and_the_sums_on_standard_output(run: Run, tmp_path: Path) -> None:
    rows = [row(), row(child_id="C2", review_id="R2", language="xx"), row(child_id="C3", review_id="R3", review_at="?")]
    done = run("import", "caseload", write_caseload(tmp_path / "caseload.csv", rows))
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


def test_what_a_cell_holds_never_runs_as_a_formula_in_the_report(take: Take) -> None:
    problems = take(row(), row(child_id='=HYPERLINK("http://x")', review_id="@SUM(1)"), row(review_type="-1+1"))
    assert {problem["found"][0] for problem in problems if problem["rule"] != "duplicate"} == {"'"}
