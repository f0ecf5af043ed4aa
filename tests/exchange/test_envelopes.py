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
from participation.letters.fonts import undrawn
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
    assert "no address for this name" in words_of(page)
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


def test_an_address_of_one_of_two_of_a_name_is_not_the_others(app: Flask, reference: str) -> None:
    desk = support(app)
    only_one = "".join(line for line in listed(reference).splitlines(keepends=True) if LANE not in line)
    page = looked_at(desk, only_one)
    assert "2 of 4 letters have an address in your list." in words_of(page), "the child, and whose address it is"
    assert page.text.count(f"Jo Carter\n{STREET}") == 1


@on_both
def test_a_childs_letter_never_goes_to_an_address_beside_another_name(app: Flask, reference: str) -> None:
    """As when one column of a list was sorted by itself, or a review has no number yet."""
    desk = support(app)
    with app.app_context():
        unnumbered = factories.review(
            factories.staff(email="ben@example.org")[0], NOW.date() + timedelta(days=7), people=[]
        )
        with db.transaction() as current:
            current.get_one(Review, unnumbered.id).reference = None
        invite([unnumbered], [CHILD])
    head = "review_id,role,name,address\n"
    for row, fits in (
        (f"{reference},child,Leo Reed,{LANE}", 0),
        (f",child,,{LANE}", 0),
        (f",child,Maya,{LANE}", 0),
        (f'{reference},child,"REED, Maya",{LANE}', 1),
        (f"{reference},child,,{LANE}", 1),
    ):
        said = words_of(looked_at(desk, head + row))
        assert f"{fits} of 5 letters have an address in your list." in said, row


def test_what_the_window_cannot_show_is_said_before_anything_is_printed(app: Flask, reference: str) -> None:
    desk = support(app)
    long = ", ".join(["NORTHSHIRE HOUSE FOR YOUNG PEOPLE"] * 12)
    head = "review_id,role,name,address\n"
    without_font = next(each for each in map(chr, range(0x18B00, 0x18CD6)) if undrawn(each))
    odd = looked_at(desk, f"{head}{reference},child,,3 High Street {without_font} Flat 2")
    assert f"No font of the server has {without_font}: the window shows empty boxes." in words_of(odd)
    page = looked_at(desk, f'{head}{reference},child,,"{long}, NT1 2AB"', envelope="c5")
    assert "0 of 4 letters have an address in your list." in words_of(page)
    assert "too long for the window" in words_of(page)
    form = {**as_printed(page), "of": re.findall(r'name="of" value="([0-9a-z]{26})"', page.text)[:1]}
    form[f"to_{form['of'][0]}"] = f"Maya\r\n{long}"
    (sheet, _) = pages_of(desk.post("/staff/letters/print", data=form).data)
    assert "No address for this letter" in sheet, "whoever ticks it all the same gets no half of it"


def test_lines_of_a_list_that_were_not_taken_are_named(app: Flask, reference: str) -> None:
    desk = support(app)
    rows = "".join(f"{reference},school,Ms Field,{LANE}, Northtown, NT1\n" for _ in range(12))
    said = words_of(looked_at(desk, f"review_id,role,name,address\n{rows}"))
    assert "Line 2: Expected 4 cells, found 6; a cell that holds the separating mark needs quotation marks" in said
    assert "Line 11:" in said
    assert "Line 12:" not in said
    assert "and 2 more" in said


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
