"""Support says that a list is complete, and sees who is not on it before anything is taken."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from participation.children.models import Child
from participation.db import session
from participation.exchange.people_list import COLUMNS as PEOPLE_COLUMNS
from participation.reviews.models import Person
from participation.staff.models import Role
from tests import factories
from tests.exchange.conftest import Take, child
from tests.exchange.lists import person, row, text_of
from tests.walking import hidden_fields, let_in, words_of

FIRST, SECOND = row(), row(child_id="C2", preferred_name="Ali", review_id="R2")


@pytest.fixture
def desk(app: Flask, take: Take) -> FlaskClient:
    """Support, signed in, after a list of two children."""
    take(FIRST, SECOND)
    with app.app_context():
        _, secret = factories.staff(Role.SUPPORT, email="sam@example.org")
    return let_in(app, "sam@example.org", secret)


def give(desk: FlaskClient, page: TestResponse, text: str, go: str = "look", **chosen: str) -> TestResponse:
    data = {**hidden_fields(page), "lists": "caseload", "go": go, **chosen}
    boundary, body = encode_multipart({**data, "file": FileStorage(BytesIO(text.encode()), "list.csv")})
    return desk.post("/staff/imports", data=body, content_type=f'multipart/form-data; boundary="{boundary}"')


def test_who_is_not_on_a_complete_list_is_shown_first_with_a_way_to_end_them(app: Flask, desk: FlaskClient) -> None:
    looked = give(desk, desk.get("/staff/imports"), text_of([FIRST]), is_complete="y")
    words = words_of(looked)
    assert "No longer named 1 is known here and not on this list." in words
    assert "C2" in words
    assert "0 problems are listed" in words
    with app.app_context():
        assert f'href="/staff/endings/child/{child("C2").id}"' in looked.text
    taken = words_of(give(desk, looked, text_of([FIRST]), "take", is_complete="y"))
    assert "1 row was taken" in taken
    assert "No longer named" in taken
    with app.app_context():
        assert session().get_one(Child, child("C2").id).ended_as is None


def test_a_list_that_is_not_complete_says_nothing_of_others(desk: FlaskClient) -> None:
    assert "No longer named" not in words_of(give(desk, desk.get("/staff/imports"), text_of([FIRST])))


@pytest.mark.parametrize("chosen", [{"is_complete": "y"}, {"lists": "people"}])
def test_what_was_chosen_otherwise_since_is_looked_at_first(desk: FlaskClient, chosen: dict[str, str]) -> None:
    both = text_of([{**FIRST, **person(review_id="R1")}], dict.fromkeys((*FIRST, *PEOPLE_COLUMNS)))
    looked = give(desk, desk.get("/staff/imports"), both)
    other = give(desk, looked, both, "take", **chosen)
    assert "You have chosen otherwise since: nothing was taken yet" in words_of(other)
    assert "was taken" not in words_of(give(desk, looked, text_of([SECOND]), "take")).replace("nothing was taken", "")
    assert "1 row was taken" in words_of(give(desk, other, both, "take", **chosen))


def test_people_who_are_not_on_a_complete_list_are_shown_with_their_part(app: Flask, desk: FlaskClient) -> None:
    people = [person(), person(name="Sam Hill", email="")]
    page = desk.get("/staff/imports")
    looked = give(desk, page, text_of(people, PEOPLE_COLUMNS), lists="people")
    give(desk, looked, text_of(people, PEOPLE_COLUMNS), "take", lists="people")
    again = give(desk, page, text_of(people[:1], PEOPLE_COLUMNS), lists="people", is_complete="y")
    assert "Sam Hill (foster_carer), R1" in words_of(again)
    with app.app_context():
        assert session().query(Person).count() == 2


def test_an_hour_that_moved_is_counted_too(desk: FlaskClient) -> None:
    moved = text_of([{**FIRST, "review_at": "2027-03-10 16:30"}])
    assert "Hours of reviews 0 1 0" in words_of(give(desk, desk.get("/staff/imports"), moved))
