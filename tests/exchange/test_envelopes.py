"""Addresses for envelopes with windows go from a list onto paper: what fits is shown first, and none is kept."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation import db
from participation.exchange.identity import address_digest
from participation.invitations.actions import invite
from participation.invitations.models import CHILD, Invitation
from participation.reviews.models import Person, Review
from tests import factories
from tests.databases import on_both
from tests.exchange.conftest import NOW, Everything
from tests.letters.desk import asked_again, support
from tests.letters.samples import opened
from tests.walking import hidden_fields, words_of

PAGE = "/staff/letters/envelopes"
STREET, LANE, SQUARE = "3 High Street", "8 Mill Lane", "1 Market Square"


@pytest.fixture
def reference(app: Flask) -> str:
    """The number of a review whose child, two carers of one name and school are invited."""
    with app.app_context():
        people = [("foster_carer", "Jo Carter"), ("school", "Ms Field")]
        made = factories.review(factories.staff()[0], meets_on=NOW.date() + timedelta(days=7), people=people)
        with db.transaction() as current:
            there = current.get_one(Review, made.id)
            there.people[0].address_digest = address_digest(f"{STREET}, NT1 2AB")
            there.people.append(Person(role="foster_carer", name="Jo Carter", address_digest=address_digest(LANE)))
        invite([made], [CHILD, "foster_carer", "school"])
        return str(made.reference)


def looked_at(desk: FlaskClient, file: str | bytes, envelope: str = "dl", name: str = "people.csv") -> TestResponse:
    given = file.encode() if isinstance(file, str) else file
    fields = {**hidden_fields(desk.get(PAGE)), "envelope": envelope, "file": (BytesIO(given), name)}
    return desk.post(PAGE, data=fields, content_type="multipart/form-data")


def listed(reference: str) -> str:
    return (
        "review_id,role,name,email,address\n"
        f'{reference},child,,,"{SQUARE}\nNorthtown\nNT1 3CD"\n'
        f'{reference},foster_carer,jo carter,,"{STREET}, NT1 2AB"\n'
        f"{reference},foster_carer,Jo Carter,,{LANE}\n"
    )


def pages_of(pdf: bytes) -> list[str]:
    with opened(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def as_printed(page: TestResponse) -> dict[str, object]:
    """What the browser posts when nobody has changed a tick."""
    ticked = re.findall(r'name="of" value="([0-9a-z]{26})" form="letters" checked', page.text)
    return {**hidden_fields(page), "of": ticked}


@on_both
def test_each_letter_comes_after_its_own_address_and_no_address_is_kept(
    app: Flask, reference: str, everything: Everything
) -> None:
    desk = support(app)
    page = looked_at(desk, listed(reference))
    assert "3 of 4 letters have an address in your list." in words_of(page)
    assert "Ms Field Maya" in words_of(page)
    assert "no address in the list" in words_of(page)
    pages = pages_of(desk.post("/staff/letters/print", data=as_printed(page)).data)
    assert len(pages) == 6
    sheets = ["".join(sheet.split("For letter")[0].split()) for sheet in pages[::2]]
    named = [f"Maya{SQUARE}NorthtownNT13CD", f"JoCarter{STREET}NT12AB", f"JoCarter{LANE}"]
    assert sorted(sheets) == sorted("".join(each.split()) for each in named)
    for sheet, letter in zip(pages[::2], pages[1::2], strict=True):
        assert re.findall(r"\w{3}-\w{3}", sheet)[0] in letter, "each lies before its own letter"
    kept = str(everything())
    assert not [part for part in (STREET, LANE, SQUARE, "Northtown") if part in kept]


@on_both
def test_two_of_one_name_get_each_their_own_letter_or_none(app: Flask, reference: str) -> None:
    desk = support(app)
    both_moved = listed(reference).replace(STREET, "5 New Road").replace(LANE, "7 New Road")
    assert "1 of 4 letters have an address in your list." in words_of(looked_at(desk, both_moved))


def test_a_letter_that_was_printed_before_is_asked_about_and_keeps_its_address(app: Flask, reference: str) -> None:
    desk = support(app)
    desk.post("/staff/letters/print", data=as_printed(looked_at(desk, listed(reference))))
    with app.app_context(), db.transaction() as current:
        child = current.scalars(select(Invitation).where(Invitation.respondent == CHILD)).one()
        child.revoked_at = child.printed_at  # its sheet was lost
    page = looked_at(desk, listed(reference), envelope="c5")
    asked = desk.post("/staff/letters/print", data=as_printed(page))
    assert "Print it again?" in words_of(asked)
    pages = pages_of(desk.post("/staff/letters/print", data={**hidden_fields(asked), **asked_again(asked)}).data)
    assert SQUARE in pages[0]
    assert len(pages) == 2


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("", "people.csv is empty."),
        ("name,street\nJo,here\n", "people.csv has no column review_id, role, address"),
        (b"%PDF-1.7\n\x00\x01\x02", "people.csv"),
        ('review_id,role,name,address\nR1,child,,"3 High Street', "0 of 4 letters have an address"),
        ("review_id\trole\tname\taddress\nR?\tchild\tMaya\tHere\n".encode("utf-16"), "0 of 4 letters have"),
    ],
    ids=["empty", "another list", "no list", "unclosed", "utf-16"],
)
def test_a_list_that_does_not_fit_prints_nothing_and_says_why(
    app: Flask, reference: str, file: str | bytes, said: str
) -> None:
    desk = support(app)
    page = looked_at(desk, file)
    assert said in words_of(page)
    assert as_printed(page)["of"] == []


def test_without_a_file_one_sentence_asks_for_it(app: Flask, reference: str) -> None:
    desk = support(app)
    page = desk.post(PAGE, data={**hidden_fields(desk.get(PAGE)), "envelope": "dl"})
    assert page.status_code == 422
    assert "Choose a file." in words_of(page)


def test_an_unknown_envelope_is_no_envelope(app: Flask, reference: str) -> None:
    desk = support(app)
    form = {**as_printed(looked_at(desk, listed(reference))), "envelope": "a4"}
    assert len(pages_of(desk.post("/staff/letters/print", data=form).data)) == 3, "letters alone"


def test_where_nothing_waits_the_page_says_so(app: Flask) -> None:
    assert "No letter waits." in words_of(support(app).get(PAGE))
