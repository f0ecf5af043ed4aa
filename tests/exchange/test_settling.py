"""Who is perhaps one and who is perhaps two is settled by a person, once; a list alone never settles it."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from participation.children.models import Child
from participation.db import session
from participation.endings.models import Ending
from participation.reviews.models import Review
from tests.databases import on_both
from tests.exchange.conftest import Run, Take, child, review, where
from tests.exchange.lists import person, row, write_caseload, write_people
from tests.exchange.returns import write_return

TWIN = row(child_id="C2", preferred_name="Maya", review_id="R2")
SAME = ("child_id", "same")


def numbers(app: Flask) -> set[str]:
    with app.app_context():
        return set(session().scalars(select(Child.reference)))


@pytest.mark.parametrize(
    "other",
    [
        TWIN,
        {**TWIN, "preferred_name": "MAYA"},
        {**TWIN, "date_of_birth": "01/02/2015"},
        {**TWIN, "review_at": "2027-04-10"},
    ],
)
def test_one_name_and_birthday_under_two_new_numbers_of_one_list_is_settled_first(
    app: Flask, take: Take, other: dict[str, str]
) -> None:
    problems = take(row(), row(child_id="C3", preferred_name="Ali", review_id="R3"), other)
    assert [(each["line"], each["column"], each["rule"]) for each in problems] == [("2", *SAME), ("4", *SAME)]
    assert problems[0]["message"] == (
        "A child of this name and birthday stands in this list as C2; this row is not taken. If it is the same child,"
        " write one number; if they are two, write C2 in a column different_from."
    )
    assert numbers(app) == {"C3"}


def test_a_number_that_is_here_goes_on_while_its_namesake_waits(app: Flask, take: Take) -> None:
    take(row())
    problems = take(row(venue="Home"), TWIN)
    assert [where(problem) for problem in problems] == [("3", *SAME)]
    with app.app_context():
        assert review("R1").venue == "Home"
    assert numbers(app) == {"C1"}


@on_both
@pytest.mark.parametrize("written", ["C1", "c1", "C9; C1", "C9,C1"])
@pytest.mark.parametrize("is_first", [True, False])
def test_two_are_two_once_somebody_has_said_so_and_nobody_asks_again(
    app: Flask, take: Take, written: str, is_first: bool
) -> None:
    said = {**TWIN, "different_from": written}
    assert take(*((said, row()) if is_first else (row(), said))) == []
    assert numbers(app) == {"C1", "C2"}
    assert take(row(), TWIN) == []


@pytest.mark.parametrize("other", [{"language": "fr"}, {"sex": "M"}, {"ethnicity": "WBRI"}])
def test_two_of_whom_the_list_says_other_things_are_two_and_it_is_said_once(
    app: Flask, run: Run, tmp_path: Path, other: dict[str, str]
) -> None:
    path = write_caseload(tmp_path / "c.csv", [row(), {**TWIN, **other}])
    assert "so taken as different: C1, C2." in run("import", "caseload", path).stdout
    assert numbers(app) == {"C1", "C2"}
    assert "taken as different" not in run("import", "caseload", path).stdout


@pytest.mark.parametrize("other", [{"language": ""}, {"sex": "F"}, {"ethnicity": "OOTH - Other"}])
def test_what_is_written_otherwise_or_left_empty_makes_nobody_two(
    app: Flask, take: Take, other: dict[str, str]
) -> None:
    assert len(take(row(), {**TWIN, **other}, status=1)) == 2
    assert numbers(app) == set()


def test_two_of_whom_one_is_here_are_two_once_it_is_said(app: Flask, take: Take) -> None:
    take(row())
    assert take({**TWIN, "different_from": "C1"}) == []
    assert numbers(app) == {"C1", "C2"}


def test_of_three_it_is_said_for_each(app: Flask, take: Take) -> None:
    third = row(child_id="C3", preferred_name="Maya", review_id="R3", different_from="C1")
    problems = take(row(), {**TWIN, "different_from": "C1"}, third)
    assert [where(problem) for problem in problems] == [("3", *SAME), ("4", *SAME)]
    assert numbers(app) == {"C1"}


@pytest.mark.parametrize("number", ["", "NULL", "=1+1"])
def test_a_row_without_a_number_is_nobodys_namesake(app: Flask, take: Take, number: str) -> None:
    take({**TWIN, "child_id": number}, row())
    assert numbers(app) == {"C1"}


def test_twins_and_children_without_a_name_are_two(app: Flask, take: Take) -> None:
    nameless = [row(child_id=f"C{at}", review_id=f"R{at}", preferred_name="") for at in (3, 4)]
    take(row(), {**TWIN, "preferred_name": "Ali"}, *nameless)
    assert numbers(app) == {"C1", "C2", "C3", "C4"}


OTHER = row(preferred_name="Bill Other", date_of_birth="2016-01-05")


def test_a_number_that_carries_another_child_is_settled_first(app: Flask, take: Take) -> None:
    take(row())
    problems = take({**OTHER, "venue": "Home"}, status=1)
    assert [where(problem) for problem in problems] == [("2", "child_id", "another")]
    assert problems[0]["message"] == (
        "This number is here for Maya, born on 01/02/2015; here name and birthday are others, and this row is not"
        " taken. If it is the same child, change only one of the two at first; if it is another, write their number."
    )
    with app.app_context():
        assert (child().preferred_name, review().venue) == ("Maya", "School")


def test_a_number_that_carries_two_children_of_one_list_is_settled_first(app: Flask, take: Take) -> None:
    problems = take(row(), {**OTHER, "review_id": "R2", "review_at": "2027-05-04"})
    assert [where(problem) for problem in problems] == [("3", "child_id", "another")]
    assert problems[0]["message"].startswith("Line 2 gives this number to a child born on 01/02/2015; here name and")
    with app.app_context():
        assert session().scalars(select(Review.reference)).all() == ["R1"]


@pytest.mark.parametrize("change", [{"preferred_name": "Ada"}, {"date_of_birth": "2015-01-02"}])
def test_one_of_both_may_change(app: Flask, take: Take, change: dict[str, str]) -> None:
    take(row())
    assert take(row(**change)) == []
    assert take(row(preferred_name="Ada", date_of_birth="2015-01-02")) == []
    with app.app_context():
        assert child().preferred_name == "Ada"


def endings(app: Flask) -> list[tuple[str, bool]]:
    """What was ended, and whether that was taken back."""
    with app.app_context():
        return [(each.what, each.undone_at is not None) for each in session().scalars(select(Ending))]


@on_both
@pytest.mark.parametrize("ended", [("child", "60018.0"), ("review", "r3.0"), ("person", "00R3/jo FIELD")])
def test_an_ending_names_a_number_however_it_is_written(
    app: Flask, run: Run, take: Take, tmp_path: Path, ended: tuple[str, str]
) -> None:
    what, written = ended
    take(row(child_id="0060018", review_id="00R3"))
    run("import", "people", write_people(tmp_path / "p.csv", [person(review_id="R3")]))
    run("end", what, written, "--why", "moved" if what == "child" else "so")
    assert endings(app) == [(what, False)]
    run("end", what, written, "--undo")
    assert endings(app) == [(what, True)]
    run("end", what, "9", "--why", "moved", status=1)


def test_a_number_as_it_is_comes_before_one_that_looks_like_it(app: Flask, run: Run, take: Take) -> None:
    take(row(child_id="A1"), row(child_id="C2", preferred_name="Ali", review_id="R2"))
    with app.app_context(), app.extensions["engine"].begin() as connection:
        connection.exec_driver_sql("UPDATE child SET reference = '0a1' WHERE reference = 'C2'")
    run("end", "child", "A1", "--why", "moved")
    with app.app_context():
        assert (child("A1").ended_as, child("0a1").ended_as) == ("moved", None)
    assert "2 are known as child 00A1" in run("end", "child", "00A1", "--why", "moved", status=1).output


@on_both
@pytest.mark.parametrize("written", ["503", "0503", "503.0", "R3.0", "r3"])
def test_a_review_of_another_child_is_found_however_it_is_written(app: Flask, take: Take, written: str) -> None:
    take(
        row(child_id="0060018", review_id="0503"),
        row(child_id="C8", review_id="R3", preferred_name="Ali", review_at="2027-04-10"),
    )
    here, whose = ("R3", "C8") if written[0] in "Rr" else ("0503", "0060018")
    problems = take(row(child_id="C3", preferred_name="Ivy", review_id=written), status=1)
    assert [where(problem) for problem in problems] == [("2", "review_id", "review")]
    found = (
        f"This number looks like {here},"
        if written in ("503", "503.0", "r3")
        else "Expected a review of this child, found"
    )
    assert problems[0]["message"].startswith(f"{found} a review of the child {whose}; ")
    assert numbers(app) == {"0060018", "C8"}


def test_one_childs_review_is_found_before_anothers(app: Flask, take: Take) -> None:
    take(row(review_id="0503"), row(child_id="C2", preferred_name="Ali", review_id="R2"))
    with app.app_context(), app.extensions["engine"].begin() as connection:
        connection.exec_driver_sql("UPDATE review SET reference = '503' WHERE reference = 'R2'")
    assert take(row(child_id="C2", preferred_name="Ali", review_id="000503", venue="Home")) == []
    with app.app_context():
        assert (review("503").venue, review("0503").venue) == ("Home", "School")


@pytest.mark.parametrize("written", ["k0000", "K0000.0", "0K0000"])
def test_a_child_of_a_return_is_found_however_the_number_is_written(
    app: Flask, run: Run, tmp_path: Path, written: str
) -> None:
    for number in ("K0000", written):
        files = {"header": [f"{number},2,01/02/2015,WBRI,,,"], "reviews": [f"{number},01/02/2015,01/06/2026,PN1"]}
        run("import", "ssda903", *write_return(tmp_path, **files))
    assert numbers(app) == {"K0000"}
