"""Support looks at a list row by row before it is taken."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from participation.children.models import Child
from participation.db import session
from participation.exchange.caseload import NEEDED as CASELOAD_NEEDED
from participation.exchange.people_list import COLUMNS as PEOPLE_COLUMNS
from participation.reviews.models import Person
from participation.staff.models import Role
from tests import factories
from tests.exchange.lists import person, row, text_of
from tests.walking import hidden_fields, let_in, words_of

MIXED = text_of(
    [
        row(),
        row(child_id="C2", review_id="R2", review_at="31/02/2027"),
        row(child_id="C3", review_id="R3", language="xx"),
    ]
)


@pytest.fixture
def desk(app: Flask) -> FlaskClient:
    """Support, signed in."""
    with app.app_context():
        _, secret = factories.staff(Role.SUPPORT, email="sam@example.org")
    return let_in(app, "sam@example.org", secret)


def give(
    desk: FlaskClient, page: TestResponse, text: str | bytes, go: str = "look", lists: str = "caseload"
) -> TestResponse:
    content = text.encode() if isinstance(text, str) else text
    data = {**hidden_fields(page), "lists": lists, "go": go, "file": FileStorage(BytesIO(content), "list.csv")}
    # Encoded here, because the test client would leave a temporary file open for a long one.
    boundary, body = encode_multipart(data)
    return desk.post("/staff/imports", data=body, content_type=f'multipart/form-data; boundary="{boundary}"')


def children(app: Flask) -> set[str]:
    with app.app_context():
        return set(session().scalars(select(Child.reference)))


def test_a_list_is_looked_at_row_by_row_and_nothing_changes(
    app: Flask, desk: FlaskClient, everything: Callable[[], dict[str, list[str]]]
) -> None:
    page = desk.get("/staff/imports")
    before = everything()["child"]
    looked = give(desk, page, MIXED)
    assert looked.status_code == 200
    words = words_of(looked)
    assert "2 rows are good. Nothing was taken yet" in words
    assert "3 review_at 31/02/2027 Expected a day, or a day and an hour" in words
    assert "4 language xx Expected the code of a language" in words
    assert everything()["child"] == before


def test_columns_that_may_be_missing_and_reviews_without_an_officer_are_told(desk: FlaskClient) -> None:
    page = desk.get("/staff/imports")
    assert "Needed: child_id, preferred_name, date_of_birth, review_id, review_type, review_at" in words_of(page)
    words = words_of(give(desk, page, text_of([row()], CASELOAD_NEEDED)))
    assert "1 row is good" in words
    assert "Columns that the file does not have: language, sex," in words
    assert "1 review has no officer yet: its letters wait for one." in words


def test_the_same_file_given_again_is_taken(app: Flask, desk: FlaskClient) -> None:
    looked = give(desk, desk.get("/staff/imports"), MIXED)
    taken = give(desk, looked, MIXED, "take")
    assert "2 rows were taken" in words_of(taken)
    assert children(app) == {"C1", "C3"}


def test_another_file_than_the_one_that_was_looked_at_is_looked_at_first(app: Flask, desk: FlaskClient) -> None:
    page = desk.get("/staff/imports")
    other = give(desk, give(desk, page, MIXED), text_of([row(child_id="C7")]), "take")
    assert "This is another file: nothing was taken yet" in words_of(other)
    unseen = give(desk, page, MIXED, "take")
    assert "nothing was taken yet" in words_of(unseen)
    assert children(app) == set()


def test_people_come_in_the_same_way(app: Flask, desk: FlaskClient) -> None:
    looked = give(desk, desk.get("/staff/imports"), text_of([row()]))
    give(desk, looked, text_of([row()]), "take")
    listed = text_of([person(), person(review_id="R9")], PEOPLE_COLUMNS)
    looked = give(desk, desk.get("/staff/imports"), listed, lists="people")
    assert "3 review_id R9 Expected the number of a review that is known here" in words_of(looked)
    give(desk, looked, listed, "take", lists="people")
    with app.app_context():
        assert session().scalars(select(Person.name)).all() == ["Jo Field"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "list.csv is empty."),
        (b"PK\x03\x04", "list.csv is a workbook"),
        (b"a,b\n1,2\n", "list.csv has no column child_id"),
    ],
)
def test_what_is_no_list_is_said_at_its_box(desk: FlaskClient, content: bytes, said: str) -> None:
    answer = give(desk, desk.get("/staff/imports"), content)
    assert answer.status_code == 422
    assert said in words_of(answer)


def test_without_a_file_one_is_asked_for(desk: FlaskClient) -> None:
    data = {**hidden_fields(desk.get("/staff/imports")), "go": "look", "lists": "caseload"}
    answer = desk.post("/staff/imports", data=data, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "Choose a file." in words_of(answer)


def test_what_stands_in_a_list_is_shown_as_words(desk: FlaskClient) -> None:
    looked = give(desk, desk.get("/staff/imports"), text_of([row(), row(review_type="<script>alert(1)</script>")]))
    assert "&lt;script&gt;alert(1)" in looked.text
    assert "<script>alert" not in looked.text


def test_a_long_list_of_problems_is_cut_and_counted(desk: FlaskClient) -> None:
    listed = text_of([row(), *(row(child_id=f"C{n}", review_id=f"R{n}", sex="9") for n in range(2, 700))])
    looked = give(desk, desk.get("/staff/imports"), listed)
    assert "198 more are not shown. Put these right first." in words_of(looked)


def test_a_file_may_be_larger_here_than_anywhere_else(desk: FlaskClient, app: Flask) -> None:
    page = desk.get("/staff/imports")
    padding = "\n" * (2 * 1024 * 1024)
    assert give(desk, page, text_of([row()]) + padding).status_code == 200
    assert give(desk, page, text_of([row()]) + padding * 6).status_code == 413
    sign_in = {"email": "x" * (2 * 1024 * 1024)}
    assert app.test_client().post("/staff/sign-in", data=sign_in).status_code == 413


def test_only_support_brings_lists_in(app: Flask) -> None:
    with app.app_context():
        _, secret = factories.staff(Role.OFFICER, email="amara@example.org")
    officer = let_in(app, "amara@example.org", secret)
    assert officer.get("/staff/imports").status_code == 404
    assert app.test_client().get("/staff/imports").status_code == 303
    assert app.test_client().post("/staff/imports", data={"x": "y"}).status_code in (303, 400)
