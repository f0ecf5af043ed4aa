"""The Standard Safeguarding Dataset coming in: children, their reviews, and what is due next."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.children.models import Child
from participation.db import session, transaction
from participation.invitations.models import Invitation
from participation.outcomes.models import Participation
from participation.reviews.models import Move, Review
from tests.databases import on_both
from tests.exchange.conftest import Everything, Run, child, review
from tests.exchange.dataset.conftest import TakeTables
from tests.exchange.dataset.tables import HELD, IN_CARE, INVOLVED, MAYA, OFFICER, Row, held, write_tables
from tests.exchange.returns import write_return
from tests.factories import letter, staff

Days = list[tuple[str | None, date | None, date | None, bool]]
TODAY = date(2026, 11, 22)
LEFT: Row = {**IN_CARE, "clae_cla_episode_ceased_date": "2026-03-01", "clae_cla_episode_ceased_reason": "E8"}


def days() -> Days:
    asked = select(Review.reference, Review.meets_on, Review.due_on, Review.is_derived)
    return [tuple(each) for each in session().execute(asked.order_by(Review.due_on, Review.id))]


def code_of(reference: str) -> Participation | None:
    return session().get(Participation, review(reference).id)


@on_both
def test_a_child_and_a_review_come_in_and_the_next_is_worked_out(app: Flask, take_tables: TakeTables) -> None:
    assert take_tables() == []
    with app.app_context():
        maya = child("101")
        assert (maya.preferred_name, maya.born_on, maya.sex) == ("Maya", date(2015, 2, 1), "2")
        assert (maya.came_into_care_on, maya.ethnicity, maya.language) == (date(2025, 6, 2), "CHNE", "en")
        by_the_timetable = (None, None, date(2025, 9, 27), True)
        assert days() == [("900", date(2025, 6, 27), date(2025, 6, 30), False), by_the_timetable]
        recorded = code_of("900")
        assert recorded
        assert (recorded.code, recorded.recorded_by) == ("PN1", None)


@on_both
def test_the_same_folder_changes_nothing(take_tables: TakeTables, everything: Everything) -> None:
    moved = [held("901", "2025-09-01", cancelled="Y", due_date="2025-09-20")]
    moved += [held("902", "2025-09-19", due_date="2025-09-20"), held("903", "", due_date="2026-03-01")]
    gone = {**LEFT, "clae_person_id": "102", "clae_cla_id": "P2"}
    tables: dict[str, list[Row]] = {
        "person": [MAYA, {**MAYA, "pers_person_id": "102", "pers_forename": "Noor"}],
        "cla_episodes": [IN_CARE, gone],
        "cla_reviews": [HELD, *moved, {**held("800", "2025-12-01"), "clar_cla_id": "P2"}],
        "professionals": [OFFICER], "involvements": [INVOLVED],
    }  # fmt: skip
    take_tables(**tables)
    before = everything()
    assert (len(before["review"]), len(before["review_move"]), len(before["ending"])) == (4, 1, 1)
    take_tables(**tables)
    assert everything() == before


@pytest.mark.parametrize("table", ["person", "cla_episodes", "cla_reviews", "disability"])
def test_of_a_table_that_breaks_off_nothing_is_taken(
    run: Run, tmp_path: Path, everything: Everything, table: str
) -> None:
    """Who stands after it would count as gone, or as nobody."""
    disabled: Row = {"disa_person_id": "101", "disa_disability_code": "LD"}
    folder, before = write_tables(tmp_path / "ssd", disability=[disabled]), everything()
    with (folder / f"ssd_{table}.csv").open("a", encoding="utf-8") as file:
        file.write('"102,Noor\n103,Sam\n')
    said = run("import", "ssd", folder, status=1).stderr
    assert said.startswith(f"ssd_{table}.csv, line 3: a cell does not end")
    assert said.count("\n") == 1
    assert everything() == before


@pytest.mark.parametrize(
    ("codes", "is_disabled", "listed"),
    [
        (["NONE"], False, []),
        (["none - No disability"], False, []),
        (["NONE", "LD - Learning disability"], True, []),
        (["Learning disability"], None, ["2"]),
        (["N", "AUT"], True, ["2"]),
    ],
)
def test_what_says_neither_yes_nor_no_of_a_disability_is_listed(
    app: Flask, take_tables: TakeTables, codes: list[str], is_disabled: bool | None, listed: list[str]
) -> None:
    rows: list[Row] = [{"disa_person_id": "101", "disa_disability_code": code} for code in codes]
    assert take_tables(disability=rows) == [("disability.csv", line, "disability") for line in listed]
    with app.app_context():
        assert child("101").is_disabled is is_disabled


def test_a_dry_run_says_the_same_and_writes_nothing(run: Run, tmp_path: Path, everything: Everything) -> None:
    folder, before = write_tables(tmp_path / "ssd"), everything()
    dry = run("import", "ssd", folder, "--dry-run").stdout
    assert everything() == before
    assert dry.replace("This was a dry run: nothing was written.\n", "") == run("import", "ssd", folder).stdout
    assert "Next reviews worked out: 1 new." in dry


def test_episodes_that_share_a_period_do_not_double_its_reviews(app: Flask, take_tables: TakeTables) -> None:
    first = {**IN_CARE, "clae_cla_episode_ceased_date": "2025-08-01", "clae_cla_episode_ceased_reason": "X1"}
    second = {**IN_CARE, "clae_cla_episode_start_date": "2025-08-01"}
    assert take_tables(cla_episodes=[second, first]) == []
    with app.app_context():
        assert [each[0] for each in days()] == ["900", None], "and the child is in care: the later episode counts"


def test_what_was_worked_out_becomes_the_review_that_is_named_then_held(app: Flask, take_tables: TakeTables) -> None:
    take_tables()
    with app.app_context():
        derived = session().scalars(select(Review.id).where(Review.is_derived)).one()
    take_tables(cla_reviews=[HELD, held("901", "", due_date="2025-09-27")])
    with app.app_context():
        assert review("901").id == derived
    take_tables(cla_reviews=[HELD, held("902", "2025-09-26")])
    with app.app_context():
        assert days()[-1] == (None, None, date(2026, 3, 26), True), "and another one is due after it"
        assert session().get_one(Review, derived).meets_on == date(2025, 9, 26)


def test_a_review_worked_out_here_is_the_one_that_was_held_next(app: Flask, take_tables: TakeTables) -> None:
    take_tables()
    with app.app_context():
        derived = session().scalars(select(Review.id).where(Review.is_derived)).one()
    take_tables(cla_reviews=[held("903", "2026-03-20"), held("902", "2025-09-26"), HELD])
    with app.app_context():
        assert review("902").id == derived, "its letters are about that meeting"
        assert len(days()) == 4


def test_a_meeting_called_off_and_held_later_is_one_review_that_was_moved(app: Flask, take_tables: TakeTables) -> None:
    planned = held("901", "2026-12-01", due_date="2026-12-20", participation="")
    take_tables(cla_reviews=[HELD, planned])
    with app.app_context():
        before = review("901").id
    off = {**planned, "clar_cla_review_cancelled": "Y"}
    take_tables(cla_reviews=[HELD, off, held("902", "2026-12-10", due_date="2026-12-20", participation="")])
    with app.app_context():
        moved = session().get_one(Review, before)
        assert (moved.meets_on, len(days())) == (date(2026, 12, 10), 2)
        assert [(each.from_on, each.to_on) for each in session().scalars(select(Move))] == [
            (date(2026, 12, 1), date(2026, 12, 10))
        ]


def test_a_meeting_called_off_with_no_other_ends_the_review(app: Flask, take_tables: TakeTables) -> None:
    planned = held("901", "2026-12-01", due_date="2026-12-20", participation="")
    take_tables(cla_reviews=[HELD, planned])
    take_tables(cla_reviews=[HELD, {**planned, "clar_cla_review_cancelled": "Y"}])
    with app.app_context():
        assert review("901").ending_id
        assert [each[3] for each in days() if each[0] is None] == [True], "and one is due by the timetable"
    take_tables(cla_reviews=[HELD, planned])
    with app.app_context():
        assert review("901").ending_id is None, "the list takes up again what it called off"


@pytest.mark.parametrize(
    ("reason", "as_"),
    [("E8", "left_care"), ("E11", "adopted"), ("Adopted - application unopposed", "adopted"), ("E2", "died")],
)
def test_who_has_left_is_ended_as_the_last_episode_says(
    app: Flask, take_tables: TakeTables, reason: str, as_: str
) -> None:
    take_tables()
    take_tables(cla_episodes=[{**LEFT, "clae_cla_episode_ceased_reason": reason}])
    with app.app_context():
        assert child("101").ended_as == as_
        assert session().scalars(select(Review).where(Review.is_derived)).one().ending_id, "none is to come"
    take_tables()
    with app.app_context():
        assert child("101").ended_as is None, "the tables take up again what they ended"


def test_who_left_without_a_review_is_not_taken_and_others_with_their_history(
    app: Flask, run: Run, tmp_path: Path
) -> None:
    done = run("import", "ssd", write_tables(tmp_path / "a", cla_episodes=[LEFT], cla_reviews=[]))
    assert "Children who left without a review: 1 not taken." in done.stdout
    run("import", "ssd", write_tables(tmp_path / "b", cla_episodes=[LEFT]))
    with app.app_context():
        assert (child("101").ended_as, len(days())) == ("left_care", 1)


def test_children_of_a_return_are_not_merged_where_birthday_or_sex_disagree(
    app: Flask, run: Run, take_tables: TakeTables, tmp_path: Path, everything: Everything
) -> None:
    run("import", "ssda903", *write_return(tmp_path, reviews=["101,01/02/2015,27/06/2025,PN1"]))
    before = everything()
    refused = [("cla_reviews.csv", "2", "child"), ("person.csv", "2", "another")]
    assert take_tables(person=[{**MAYA, "pers_dob": "2014-02-01"}], status=1) == refused
    assert take_tables(person=[{**MAYA, "pers_sex": "M"}], status=1) == refused
    assert everything() == before
    assert take_tables() == []
    with app.app_context():
        assert review("900").meets_on == date(2025, 6, 27)
        assert session().scalars(select(Child)).one().preferred_name == "Maya"


def test_a_child_here_under_another_number_waits_until_somebody_settles_it(take_tables: TakeTables) -> None:
    take_tables(person=[{**MAYA, "pers_person_id": "101"}])
    other = {"person": [{**MAYA, "pers_person_id": "555"}], "cla_episodes": [{**IN_CARE, "clae_person_id": "555"}]}
    assert take_tables(**other, status=1) == [("cla_reviews.csv", "2", "child"), ("person.csv", "2", "same")]
    assert take_tables("--children-by", "pers_legacy_id", status=1)[-1] == ("person.csv", "2", "same")


def test_letters_open_until_some_days_after_the_day_to_which_a_meeting_has_moved(
    app: Flask, take_tables: TakeTables
) -> None:
    planned = held("901", "2026-12-01", due_date="2026-12-20", participation="")
    take_tables(cla_reviews=[HELD, planned])
    with app.app_context():
        before = letter(review("901"))[0].ends_on
    take_tables(cla_reviews=[HELD, {**planned, "clar_cla_review_date": "2026-12-11"}])
    with app.app_context():
        assert session().scalars(select(Invitation.ends_on)).one() == before + timedelta(days=10)


def test_what_an_officer_has_settled_or_recorded_here_stands(app: Flask, take_tables: TakeTables) -> None:
    planned = held("901", "2026-12-01", due_date="2026-12-20", participation="")
    take_tables(cla_reviews=[HELD, planned])
    with app.app_context():
        officer = staff()[0].id
    with app.app_context(), transaction() as writer:
        writer.get_one(Review, review("901").id).settled_at = clock.now()
        recorded = writer.get_one(Participation, review("900").id)
        recorded.code, recorded.recorded_by = "PN2", officer
    moved = {**planned, "clar_cla_review_date": "2026-12-11"}
    assert take_tables(cla_reviews=[HELD, moved]) == [
        ("cla_reviews.csv", "2", "recorded"), ("cla_reviews.csv", "3", "settled")
    ]  # fmt: skip
    with app.app_context():
        kept = code_of("900")
        assert kept
        assert (kept.code, review("901").meets_on) == ("PN2", date(2026, 12, 1))


def test_the_last_contact_tells_of_the_newest_review_alone(app: Flask, take_tables: TakeTables) -> None:
    contact = {**IN_CARE, "clae_cla_last_iro_contact_date": "2025-09-25 14:10:00.000"}
    take_tables(cla_episodes=[contact], cla_reviews=[HELD, held("901", "2025-09-26")])
    with app.app_context():
        seen = [each and each.seen_before_on for each in (code_of("900"), code_of("901"))]
        assert seen == [None, date(2025, 9, 25)]


def test_a_review_of_two_children_and_one_before_care_are_listed_and_not_taken(
    app: Flask, take_tables: TakeTables
) -> None:
    noor: Row = {**MAYA, "pers_person_id": "102", "pers_forename": "Noor"}
    earlier: Row = {**IN_CARE, "clae_cla_id": "P0", "clae_cla_episode_start_date": "2023-01-02",
                    "clae_entered_care_date": "2023-01-02", "clae_cla_episode_ceased_date": "2024-01-02",
                    "clae_cla_episode_ceased_reason": "E8"}  # fmt: skip
    problems = take_tables(
        status=1,
        person=[MAYA, noor],
        cla_episodes=[earlier, IN_CARE, {**IN_CARE, "clae_person_id": "102", "clae_cla_id": "P2"}],
        cla_reviews=[
            HELD,
            {**held("901", "2025-09-01"), "clar_cla_person_id": "102"},
            held("902", "2025-06-01"),
            {**held("903", "2023-02-01"), "clar_cla_id": "P0"},
            {**held("904", "2025-06-01"), "clar_cla_id": "P2"},
            {**held("905", "2022-12-31"), "clar_cla_id": "", "clar_cla_person_id": "101"},
            {**held("906", "2023-03-01"), "clar_cla_id": "", "clar_cla_person_id": "101"},
            {**held("907", "2025-06-02"), "clar_cla_person_id": "101"},
        ],
    )
    refused = {(line, rule) for file, line, rule in problems if file == "cla_reviews.csv"}
    assert refused == {("3", "child"), ("4", "care"), ("6", "care"), ("7", "care")}
    with app.app_context():
        taken = set(session().scalars(select(Review.reference).where(Review.reference.is_not(None))))
    assert taken == {"900", "903", "906", "907"}
