"""Templates to fill in, the list of problems to take along, and invented lists to try in a demonstration."""

import csv
import re
from base64 import b64decode
from collections.abc import Callable
from io import StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from participation import service
from participation.db import transaction
from participation.exchange.views import LISTS
from participation.service import ServiceRow
from participation.service.chosen import Service
from participation.staff.models import Role
from tests import factories
from tests.exchange.lists import row, text_of
from tests.exchange.test_imports_page import give
from tests.walking import hidden_fields, let_in, words_of

Everything = Callable[[], dict[str, list[str]]]


@pytest.fixture
def desk(app: Flask) -> FlaskClient:
    """Support, signed in."""
    with app.app_context():
        _, secret = factories.staff(Role.SUPPORT, email="sam@example.org")
    return let_in(app, "sam@example.org", secret)


@pytest.fixture
def demonstration(app: Flask, desk: FlaskClient) -> FlaskClient:
    """Support, where everybody is invented."""
    with app.app_context():
        with transaction() as writer:
            writer.add(ServiceRow(id=1, settings=Service(is_invented=True).to_row()))
        service.forget()
        factories.review()
    return desk


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"))))


def saved(page: TestResponse) -> list[list[str]]:
    """The problems that a page offers as a file."""
    (packed,) = re.findall(r'href="data:text/csv;charset=utf-8;base64,([^"]+)" download="[^"]+\.csv"', page.text)
    return rows_of(b64decode(packed).decode())


@pytest.mark.parametrize("lists", LISTS)
def test_a_template_has_each_column_and_one_row_that_no_import_takes(
    desk: FlaskClient, everything: Everything, lists: str
) -> None:
    page = desk.get("/staff/imports")
    assert f"/staff/imports/template-{lists}.csv" in page.text
    given = desk.get(f"/staff/imports/template-{lists}.csv")
    assert given.headers["Content-Disposition"] == f'attachment; filename="template-{lists}.csv"'
    head, *rows = rows_of(given.text)
    assert tuple(head) == LISTS[lists][0]
    assert len(rows) == 1
    assert "who is invented" in " ".join(rows[0])
    before = everything()["child"]
    looked = give(desk, page, given.data, lists=lists)
    assert "0 rows are good" in words_of(looked)
    assert "found “EXAMPLE”; this row is not taken" in words_of(looked)
    give(desk, looked, given.data, "take", lists)
    assert everything()["child"] == before


def test_the_problems_are_a_file_for_a_spreadsheet_in_which_nothing_runs(desk: FlaskClient) -> None:
    rows = [row(), row(child_id="C2", review_id="R2", review_at="=1+1"), row(child_id="C3", review_id="R3", sex="Zoë")]
    head, *found = saved(give(desk, desk.get("/staff/imports"), text_of(rows)))
    assert head == ["line", "column", "what stands there", "what to do"]
    assert [each[:3] for each in found] == [["3", "review_at", "'=1+1"], ["4", "sex", "Zoë"]]
    assert found[1][3].startswith("Expected M, F or U")


def test_a_list_without_a_problem_offers_no_file(desk: FlaskClient) -> None:
    assert "base64," not in give(desk, desk.get("/staff/imports"), text_of([row()])).text


@pytest.mark.parametrize(
    ("lists", "said"),
    [
        ("caseload", ("4 rows are good", "7 rows", "found “NULL”", "perhaps “Zoë”", "found “xx”", "on line 2 already")),
        (
            "people",
            ("1 row is good", "5 rows", "found “uncle”", "found “TRY9”", "This person stands on line 2 already"),
        ),
    ],
)
def test_an_invented_list_can_be_tried_and_nothing_is_written(
    demonstration: FlaskClient, everything: Everything, lists: str, said: tuple[str, ...]
) -> None:
    page = demonstration.get("/staff/imports")
    listed = demonstration.get(f"/staff/imports/invented-{lists}.csv")
    assert f"/staff/imports/invented-{lists}.csv" in page.text
    before = everything()
    looked = demonstration.post("/staff/imports", data={**hidden_fields(page), "try": lists})
    assert looked.status_code == 200
    words = words_of(looked)
    assert [each for each in said if each not in words] == [], words
    assert 'value="take"' not in looked.text
    assert 'type="file"' not in looked.text
    after = everything()
    assert {name for name in after if after[name] != before[name]} <= {"staff_session"}
    assert len(rows_of(listed.text)) > 5


def test_where_people_are_real_there_is_no_invented_list(desk: FlaskClient) -> None:
    page = desk.get("/staff/imports")
    assert desk.get("/staff/imports/invented-caseload.csv").status_code == 404
    assert desk.post("/staff/imports", data={**hidden_fields(page), "try": "caseload"}).status_code == 422
