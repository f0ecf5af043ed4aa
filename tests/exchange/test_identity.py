"""One child, one carer: however their number or name is written, nobody comes twice, and two are never made one."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from participation.children.models import Child
from participation.children.numbers import number_as_meant, number_key
from participation.db import session
from participation.exchange.identity import address_digest, is_better_written, name_key
from participation.reviews.models import Review
from tests.databases import on_both
from tests.exchange.conftest import Take, child, review, where
from tests.exchange.lists import row


@pytest.mark.parametrize("text", ["0012345", "12345", "12345.0", "012345.00", "00012345"])
def test_zeros_before_and_after_are_no_part_of_a_number(text: str) -> None:
    assert number_key(text) == "12345"


def test_case_is_no_part_of_a_number_and_what_is_left_is() -> None:
    assert number_key("LCS-12a") == number_key("lcs-12A") == number_key("LCS-12a.0")
    assert number_key("0") == number_key("000") == "0"
    assert number_key("12.50") == "12.50"
    assert number_key("A001") != number_key("A1")
    assert (number_as_meant("0012.0"), number_as_meant("1.10")) == ("0012", "1.10")


def test_names_are_compared_composed_and_without_case() -> None:
    assert name_key("Zoe\u0308 SMITH") == name_key("ZOË Smith")
    assert name_key("Zoe") != name_key("Zoë")
    assert is_better_written("Zoë Smith", "ZOË SMITH")
    assert not is_better_written("ZOË SMITH", "Zoë Smith")


def test_an_address_is_compared_without_signs_and_case() -> None:
    assert address_digest("1 High Street, Leeds") == address_digest("1, HIGH  STREET\nLeeds")
    assert address_digest("1 High Street") != address_digest("11 High Street")
    assert address_digest(" , ") == ""


@on_both
@pytest.mark.parametrize("number", ["12345", "0012345", "12345.0", "00012345.00"])
def test_a_child_whose_number_a_spreadsheet_changed_is_the_same_child(app: Flask, take: Take, number: str) -> None:
    take(row(child_id="0012345"))
    assert take(row(child_id=number, review_id="r1", venue="Home")) == []
    with app.app_context():
        assert session().scalars(select(Child.reference)).all() == ["0012345"]
        assert (review("R1").venue, session().scalars(select(Review.reference)).all()) == ("Home", ["R1"])


def test_a_number_that_only_looks_the_same_belongs_to_another_child_and_is_named(app: Flask, take: Take) -> None:
    take(row(child_id="0012345"))
    problems = take(
        row(child_id="12345", date_of_birth="2011-07-08", review_id="R2"), row(child_id="C9", review_id="R9")
    )
    assert [where(problem) for problem in problems][0] == ("2", "child_id", "same")
    assert problems[0]["message"].startswith(
        "This number looks like 0012345, which belongs to a child born on 01/02/2015;"
    )
    with app.app_context():
        assert child("0012345").born_on == date(2015, 2, 1)
        assert "R2" not in session().scalars(select(Review.reference)).all()


def test_two_numbers_of_one_list_that_look_the_same_with_two_birthdays_are_not_made_one(app: Flask, take: Take) -> None:
    problems = take(row(child_id="007"), row(child_id="7", date_of_birth="2011-07-08", review_id="R2", review_at=""))
    assert [where(problem) for problem in problems] == [("3", "child_id", "same")]
    with app.app_context():
        assert session().scalars(select(Review.reference)).all() == ["R1"]


@pytest.mark.parametrize("name", ["Zoë", "ZOË", "Zoe\u0308"])
def test_the_same_name_and_birthday_under_another_number_is_settled_first(app: Flask, take: Take, name: str) -> None:
    take(row(preferred_name="Zoë"))
    problems = take(row(child_id="LCS-77", preferred_name=name, review_id="R7"), status=1)
    assert [where(problem) for problem in problems] == [("2", "child_id", "same")]
    assert problems[0]["message"] == (
        "A child of this name and birthday is here as C1; this row is not taken. If it is the same child, write one"
        " number; if they are two, write C1 in a column different_from."
    )
    with app.app_context():
        assert session().scalars(select(Child.reference)).all() == ["C1"]
