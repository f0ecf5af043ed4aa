"""What a council's lists say of who is gone, what is called off and who is not asked."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.children.models import Child
from participation.db import session
from participation.exchange.caseload import COLUMNS, NEEDED
from participation.invitations.actions import invite
from participation.invitations.models import CHILD
from participation.operations.cli import cli
from participation.reviews.models import Person, Review
from tests.databases import on_both
from tests.exchange.lists import person, row, text_of, write_caseload, write_people


class Council:
    """Its lists, as it hands them in."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self.app, self.folder = app, folder

    def caseload(self, *rows: Mapping[str, str], flags: tuple[str, ...] = ()) -> str:
        """Hand in a caseload; what is said of it."""
        return self._hand_in("caseload", write_caseload(self.folder / "c.csv", rows), flags)

    def people(self, *rows: Mapping[str, str], flags: tuple[str, ...] = ()) -> str:
        """Hand in a list of people; what is said of it."""
        return self._hand_in("people", write_people(self.folder / "p.csv", rows), flags)

    def _hand_in(self, kind: str, path: Path, flags: tuple[str, ...]) -> str:
        return CliRunner().invoke(cli, ["import", kind, str(path), *flags], obj=lambda **_: self.app).output

    def stands(self) -> dict[str, bool]:
        """Which reviews are still to be held."""
        with self.app.app_context():
            return {str(each.reference): each.ending_id is None for each in session().scalars(select(Review))}

    def became(self) -> str | None:
        """What became of Maya."""
        with self.app.app_context():
            return session().scalar(select(Child.ended_as).where(Child.reference == "C1"))


@pytest.fixture
def council(app: Flask, tmp_path: Path) -> Council:
    """Maya and Ella are on its list."""
    made = Council(app, tmp_path)
    made.caseload(row(), row(child_id="C2", preferred_name="Ella", review_id="R2"))
    return made


@on_both
def test_a_child_whom_the_list_calls_gone_is_ended_and_comes_back_when_it_says_so(council: Council) -> None:
    assert "Endings: 1 new." in council.caseload(row(status="moved", preferred_name="Another name"))
    assert (council.became(), council.stands()) == ("moved", {"R1": False, "R2": True})
    with council.app.app_context():
        assert session().scalar(select(Child.preferred_name).where(Child.reference == "C1")) == "Maya"
    assert "Endings: 1 unchanged." in council.caseload(row(status="moved"))
    assert "this row is not taken" in council.caseload(row())
    assert (council.became(), council.stands()["R1"]) == ("moved", False)
    council.caseload(row(status="Deceased"))
    assert council.became() == "died"
    assert "Endings: 1 changed." in council.caseload(row(status="in care"))
    assert (council.became(), council.stands()) == (None, {"R1": True, "R2": True})


def test_a_dry_run_ends_nothing(council: Council) -> None:
    assert "Endings: 1 new." in council.caseload(row(status="moved"), flags=("--dry-run",))
    assert council.became() is None


def test_who_left_care_has_pathway_plan_reviews_that_the_list_brings(council: Council) -> None:
    council.caseload(row(status="left_care"))
    council.caseload(row(review_id="R9", review_type="pathway_plan", review_at="2027-05-01"))
    council.caseload(row(status="left_care", review_id="R8", review_type="pathway_plan", review_at="2027-08-01"))
    assert council.stands() == {"R1": False, "R2": True, "R8": True, "R9": True}


@on_both
def test_a_review_that_the_list_calls_off_is_ended_until_it_is_planned_again(council: Council) -> None:
    assert "Endings: 1 new." in council.caseload(row(review_status="cancelled"))
    assert council.stands() == {"R1": False, "R2": True}
    assert "the review_status planned takes it up again" in council.caseload(row(review_at="2027-04-01"))
    council.caseload(row(review_status="planned"))
    assert council.stands() == {"R1": True, "R2": True}


def test_a_status_that_nobody_can_read_is_refused(council: Council) -> None:
    said = council.caseload(row(status="gone fishing"))
    assert "c.csv, line 2, status (status): Expected one of in_care, left_care, moved, adopted, died, found" in said
    assert "this row is not taken" in said


def test_nobody_comes_in_who_is_gone_already(council: Council) -> None:
    assert "not known here" in council.caseload(
        row(child_id="C7", preferred_name="Ann", review_id="R7", status="adopted")
    )
    assert "R7" not in council.stands()


def test_who_is_not_to_be_asked_gets_no_letter(council: Council) -> None:
    council.people(person(asked="no"), person(name="Ms Field", role="school", asked="yes"))
    with council.app.app_context():
        review = session().scalars(select(Review).where(Review.reference == "R1")).one()
        assert invite([review], [CHILD, "foster_carer", "school"]) == 2
        assert session().scalars(select(Person.is_asked).order_by(Person.name)).all() == [False, True]


def test_who_is_missing_from_a_complete_list_is_named_and_kept(council: Council) -> None:
    council.people(person(), person(name="Ms Field", role="school"), person(review_id="R2", name="Al"))
    assert "no longer named" not in council.people(person(name="Sam New", email="new@example.org"))
    said = council.people(person(name="Sam New", email="new@example.org"), flags=("--complete",))
    assert said.count("(no longer named)") == 2
    assert (
        'Jo Field (foster_carer) of R1 is no longer named and is kept: `participation end person "R1/Jo Field"`' in said
    )
    assert "Al (" not in said
    with council.app.app_context():
        assert len(session().scalars(select(Person)).all()) == 4
    said = council.caseload(row(), flags=("--complete",))
    assert "C2 is no longer named and is kept" in said
    assert "C1 is no longer" not in said
    assert council.stands() == {"R1": True, "R2": True}


@on_both
def test_a_child_whose_only_review_was_ended_is_still_missed_from_a_complete_list(council: Council) -> None:
    CliRunner().invoke(cli, ["end", "review", "R2", "--why", "cancelled"], obj=lambda **_: council.app)
    assert "C2 is no longer named" in council.caseload(row(), flags=("--complete",))
    with clock.frozen(datetime(2027, 6, 1, tzinfo=UTC)):
        said = council.caseload(row(review_id="R3", review_at="2027-09-01"), flags=("--complete",))
    assert "C2 is no longer named" in said
    CliRunner().invoke(cli, ["end", "child", "C2", "--why", "moved"], obj=lambda **_: council.app)
    assert "no longer named" not in council.caseload(row(), flags=("--complete",))


def test_a_review_that_was_ended_here_is_no_failure_of_each_list_that_names_it(council: Council) -> None:
    CliRunner().invoke(cli, ["end", "review", "R2", "--why", "cancelled"], obj=lambda **_: council.app)
    said = council.caseload(row(), row(child_id="C2", preferred_name="Ella", review_id="R2", venue="Home"))
    assert "This review was ended here and stays ended; the review_status planned takes it up again." in said
    assert "2 rows, 2 taken, 0 not taken" in said
    assert council.stands() == {"R1": True, "R2": False}


def test_somebody_whose_part_was_ended_stays_out_when_an_old_list_names_them(council: Council) -> None:
    council.people(person())
    CliRunner().invoke(cli, ["end", "person", "R1/Jo Field", "--why", "replaced"], obj=lambda **_: council.app)
    assert "was ended here, and stays ended" in council.people(person())
    with council.app.app_context():
        assert session().scalars(select(Person)).one().ending_id


def test_a_list_without_the_new_columns_is_taken_as_before(council: Council, tmp_path: Path) -> None:
    old = [column for column in COLUMNS if column not in ("status", "review_status")]
    (tmp_path / "old.csv").write_text(text_of([row()], old), encoding="utf-8")
    done = CliRunner().invoke(cli, ["import", "caseload", str(tmp_path / "old.csv")], obj=lambda **_: council.app)
    assert done.exit_code == 0
    assert not {"status", "review_status"} & set(NEEDED)
