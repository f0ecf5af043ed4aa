"""The people around reviews come in from a list; whoever belongs to no review that is known is named."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from participation.db import session
from participation.reviews.models import Person, PersonRole
from tests.databases import on_both
from tests.exchange.conftest import Run, problems_in
from tests.exchange.lists import person, row, write_caseload, write_people

Take = Callable[..., list[dict[str, str]]]


@pytest.fixture
def take(run: Run, tmp_path: Path) -> Take:
    """Import people for the reviews R1 and R2; gives what the report lists."""
    rows = [row(), row(child_id="C2", review_id="R2")]
    run("import", "caseload", write_caseload(tmp_path / "c.csv", rows))

    def take(*people: dict[str, str], status: int | None = None) -> list[dict[str, str]]:
        report = tmp_path / "report.csv"
        done = run("import", "people", write_people(tmp_path / "p.csv", people), "--report", report, status=status)
        assert status is not None or done.exit_code == int(", 0 not taken" not in done.stdout)
        return problems_in(report)

    return take


def people() -> list[Person]:
    return list(session().scalars(select(Person).order_by(Person.name)))


@on_both
def test_everyone_is_kept_with_their_review_role_and_language(app: Flask, take: Take) -> None:
    rows = [
        person(review_id="R2", role=role, name=f"{n:02} {role}", language="pl") for n, role in enumerate(PersonRole)
    ]
    assert take(*rows) == []
    with app.app_context():
        assert [each.role for each in people()] == list(PersonRole)
        assert {(each.review.reference, each.language, each.email) for each in people()} == {
            ("R2", "pl", "jo@example.org")
        }


@on_both
def test_the_same_list_twice_changes_nothing_and_new_details_are_kept(
    app: Flask, take: Take, everything: Callable[[], dict[str, list[str]]]
) -> None:
    take(person())
    before = everything()
    assert take(person()) == []
    assert everything() == before
    take(person(email="", agency="North Fostering"))
    with app.app_context():
        assert [(each.email, each.agency) for each in people()] == [("jo@example.org", "North Fostering")]


def test_the_columns_of_a_role_may_be_written_as_people_write(app: Flask, take: Take) -> None:
    assert take(person(role="Foster Carer"), person(role="social-worker", name="Sam")) == []
    with app.app_context():
        assert {each.role for each in people()} == {"foster_carer", "social_worker"}


@pytest.mark.parametrize(
    ("column", "found", "rule"),
    [
        ("review_id", "R9", "review"),
        ("review_id", "", "id"),
        ("role", "grandmother", "role"),
        ("role", "", "role"),
        ("name", "", "name"),
        ("name", "x" * 201, "long"),
        ("agency", "x" * 201, "long"),
    ],
)
def test_a_row_that_cannot_stand_is_named_and_the_others_are_taken(
    app: Flask, take: Take, column: str, found: str, rule: str
) -> None:
    problems = take(person(name="Ann"), person() | {column: found}, person(name="Zed"))
    assert [(p["line"], p["column"], p["rule"], p["found"]) for p in problems] == [("3", column, rule, found)]
    assert problems[0]["message"].startswith("Expected ")
    with app.app_context():
        assert [each.name for each in people()] == ["Ann", "Zed"]


def test_an_address_or_a_language_that_cannot_be_read_is_named_and_left_out(app: Flask, take: Take) -> None:
    problems = take(person(email="jo at home", language="xx"))
    assert [(p["column"], p["rule"]) for p in problems] == [("email", "email"), ("language", "language")]
    with app.app_context():
        assert [(each.email, each.language) for each in people()] == [("", "en")]


def test_somebody_who_stands_twice_is_taken_once(app: Flask, take: Take) -> None:
    problems = take(person(), person(review_id="R2"), person(email=""), person(name="JO FIELD"))
    assert [(p["line"], p["rule"]) for p in problems] == [("4", "duplicate"), ("5", "duplicate")]
    with app.app_context():
        assert [each.email for each in people()] == ["jo@example.org", "jo@example.org"]


@on_both
def test_two_people_of_one_name_with_two_addresses_are_two_whoever_is_listed_first(app: Flask, take: Take) -> None:
    father, son = person(email="a@example.org"), person(email="b@example.org")
    assert take(father) == []
    with app.app_context():
        of_father = people()[0].id
    assert take(son, father) == []
    assert take(father, son) == []
    with app.app_context():
        assert {each.email: each.id == of_father for each in people()} == {
            "a@example.org": True,
            "b@example.org": False,
        }


def test_a_postal_address_tells_two_of_one_name_apart_and_is_not_kept(
    app: Flask, take: Take, everything: Callable[[], dict[str, list[str]]]
) -> None:
    one, other = person(email="", address="1 High Street, Leeds"), person(email="", address="2 Park Road")
    assert take(one, other) == []
    before = everything()["person"]
    assert take(other, one | {"address": "1  HIGH STREET Leeds"}) == []
    assert everything()["person"] == before
    assert "High Street" not in str(before)
    with app.app_context():
        assert len(people()) == 2


def test_one_of_that_name_with_a_new_address_is_the_same_person(app: Flask, take: Take) -> None:
    take(person())
    assert take(person(email="new@example.org")) == []
    with app.app_context():
        assert [each.email for each in people()] == ["new@example.org"]


@pytest.mark.parametrize("name", ["ZOË SMITH", "zoë smith", "Zoe\u0308 Smith"])
def test_capitals_and_the_way_that_letters_are_composed_make_no_new_person(
    app: Flask, take: Take, everything: Callable[[], dict[str, list[str]]], name: str
) -> None:
    take(person(name="Zoë Smith"))
    before = everything()
    assert take(person(name=name)) == []
    assert everything()["person"] == before["person"]


def test_a_review_is_found_by_its_number_however_a_spreadsheet_left_it(app: Flask, take: Take) -> None:
    assert take(person(review_id="r1"), person(review_id="00R2"), person(review_id="R1", name="Ann")) == []
    with app.app_context():
        assert {(each.review.reference, each.name) for each in people()} == {
            ("R1", "Jo Field"), ("R2", "Jo Field"), ("R1", "Ann"),
        }  # fmt: skip


def test_a_list_of_strangers_is_refused(take: Take) -> None:
    assert len(take(person(review_id="R8"), person(review_id="R9"), status=1)) == 2


def test_a_telephone_number_is_kept_as_it_is_dialled_and_one_that_is_none_is_named(app: Flask, take: Take) -> None:
    assert take(person(phone="(01632) 960-150"), person(name="Kit", phone="+44 7700 900 123")) == []
    assert [(p["column"], p["rule"]) for p in take(person(name="Zed", email="", phone="ask the school"))] == [
        ("phone", "phone")
    ]
    with app.app_context():
        assert [each.phone for each in people()] == ["01632960150", "+447700900123", ""]


PAT = {"name": "Pat Moss", "email": "moss@example.org", "phone": "01632 960150"}


@on_both
@pytest.mark.parametrize("reached_by", [{"email": ""}, {"phone": ""}])
def test_a_new_name_with_known_mail_or_telephone_is_settled_first(
    app: Flask, take: Take, reached_by: dict[str, str]
) -> None:
    take(person(**PAT))
    row = person(**{**PAT, "name": "Patricia Moss"} | reached_by)
    (problem,) = take(row)
    assert (problem["line"], problem["column"], problem["rule"]) == ("2", "name", "same")
    assert "Pat Moss has this role and this" in problem["message"]
    assert take({**row, "formerly": "pat moss"}) == []
    assert take({**row, "formerly": "pat moss"}) == []
    with app.app_context():
        assert [each.name for each in people()] == ["Patricia Moss"]


def test_two_of_one_household_who_share_mail_are_two_once_the_list_names_both(app: Flask, take: Take) -> None:
    take(person(**PAT))
    sam = person(**{**PAT, "name": "Sam Moss"})
    assert [each["rule"] for each in take(sam)] == ["same"]
    assert take(sam, person(**{**PAT, "role": "Foster Carer"})) == []
    assert take(sam) == []
    with app.app_context():
        assert [each.name for each in people()] == ["Pat Moss", "Sam Moss"]


def test_the_same_mail_in_another_role_or_at_another_review_is_somebody_else(app: Flask, take: Take) -> None:
    take(person(**PAT))
    new = {**PAT, "name": "Sam Moss"}
    assert take(person(**new, role="parent"), person(**new, review_id="R2")) == []
    with app.app_context():
        assert len(people()) == 3
