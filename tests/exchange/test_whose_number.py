"""A carer's number in the child's column, or the other way round, is said with whose it is, before anything is kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.databases import on_both
from tests.exchange.conftest import Run, problems_in
from tests.exchange.lists import person, row, text_of, write_caseload, write_people
from tests.exchange.test_imports_page import desk, give
from tests.walking import words_of

__all__ = ["desk"]
CARERS, AS_ABROAD, CHILDS = "07700900123", "+44 7700 900123", "07700 900456"
OF_JO = "This is the number of Jo (foster_carer, review R1) already. A text to the child would reach them. Whose is it?"
OF_C1 = "This is the number of the child C1 already. A text to an adult would reach them. Whose is it?"
Take = Callable[..., list[str]]


@pytest.fixture
def caseload(run: Run, tmp_path: Path) -> Take:
    """Import a caseload; gives what is said of telephones."""

    def take(**cells: str) -> list[str]:
        run("import", "caseload", write_caseload(tmp_path / "c.csv", [row(**cells)]), "--report", tmp_path / "r.csv")
        return [each["message"] for each in problems_in(tmp_path / "r.csv") if each["column"] == "phone"]

    return take


@pytest.fixture
def people(run: Run, tmp_path: Path) -> Take:
    """Import one adult around R1; gives what is said of telephones."""

    def take(**cells: str) -> list[str]:
        file = write_people(tmp_path / "p.csv", [person(**{"review_id": "R1", "name": "Jo", **cells})])
        run("import", "people", file, "--report", tmp_path / "r.csv")
        return [each["message"] for each in problems_in(tmp_path / "r.csv") if each["column"] == "phone"]

    return take


@on_both
@pytest.mark.parametrize("written", [CARERS, AS_ABROAD])
def test_a_carers_number_given_as_the_childs_is_said_with_the_carers_name(
    app: Flask, caseload: Take, people: Take, written: str
) -> None:
    assert caseload() == []
    assert people(phone=CARERS) == []
    assert caseload(phone=written) == [OF_JO]


@on_both
def test_a_childs_number_given_as_a_carers_is_said_with_the_childs_number(caseload: Take, people: Take) -> None:
    assert caseload(phone=CHILDS) == []
    assert people(phone="+447700900456") == [OF_C1]


def test_a_number_that_is_only_the_childs_or_only_the_carers_is_said_of_nobody(caseload: Take, people: Take) -> None:
    caseload(phone=CHILDS)
    assert people(phone=CARERS) == []
    assert caseload(phone=CHILDS) == []
    assert people(phone=CARERS) == []


def test_the_page_says_whose_it_is_before_anything_is_taken(
    desk: FlaskClient, caseload: Take, people: Take, everything: Callable[[], dict[str, list[str]]]
) -> None:
    caseload()
    people(phone=CARERS)
    before = everything()["child"]
    words = words_of(give(desk, desk.get("/staff/imports"), text_of([row(phone=CARERS)])))
    assert OF_JO in words
    assert "Nothing was taken yet" in words
    assert everything()["child"] == before
