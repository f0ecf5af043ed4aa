"""Chasing is work: the latest first, with telephone and mail, and ten carers in a few presses."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from participation import clock, db
from participation.reviews.models import Review
from participation.staff.models import Role
from tests import factories
from tests.casework.conftest import MORNING
from tests.casework.desk import Desk
from tests.casework.sending import send_with
from tests.databases import on_both
from tests.document import Document
from tests.journeys import promised
from tests.letters.desk import as_ticked, asked_again
from tests.letters.two_letters import printed
from tests.page_checks import CheckedClient
from tests.walking import let_in, words_of

AGENCY = "North Fostering"


@pytest.fixture
def sue(app: Flask) -> FlaskClient:
    """Business support."""
    app.test_client_class = CheckedClient
    with app.app_context():
        _, secret = factories.staff(Role.SUPPORT, email="sue@example.org", name="Sue")
    return let_in(app, "sue@example.org", secret)


@pytest.fixture
def ten_late(desk: Desk) -> None:
    """Ten carers of one agency and one school have a letter since Monday 2 March and are late on the 9th."""
    with desk.app.app_context():
        for number in range(10):
            id = desk.review(f"Child{number}", date(2026, 3, 12), people=[("foster_carer", f"Jo {number}")])
            review = db.session().get_one(Review, id)
            with db.transaction():
                review.people[0].agency, review.people[0].phone = AGENCY, "+447700900123"
                review.people[0].email = f"jo{number}@example.org"
            with clock.frozen(MORNING.replace(day=2)):
                factories.letter(review, "foster_carer")
        school = db.session().get_one(Review, desk.review("Zed", date(2026, 3, 13), people=[("school", "Ms Field")]))
        with clock.frozen(MORNING.replace(day=2)):
            factories.letter(school, "school")


@pytest.mark.usefixtures("ten_late")
def test_ten_carers_are_chased_in_three_presses_from_the_list(sue: FlaskClient) -> None:
    page, presses = sue.get("/staff/chasing"), 0
    link = next(each for each in Document.read(page.text).all("a") if each.text == f"Carer, {AGENCY}")
    page, presses = sue.get(link["href"]), presses + 1
    form = as_ticked(page, "chase")
    assert len(form["of"]) == 10
    page, presses = sue.post("/staff/letters/print", data=form), presses + 1
    assert "Print all 10 letters" in words_of(page)
    pdf, presses = sue.post("/staff/letters/print", data=asked_again(page)), presses + 1
    assert len(printed(pdf.data)) == 10
    assert presses == promised("chase ten carers who are late: their letters on paper once more")
    assert "3 days late" in words_of(sue.get(link["href"])), "they were asked by their first letter"


@pytest.mark.usefixtures("ten_late")
def test_the_latest_stand_first_with_telephone_and_mail(desk: Desk, sue: FlaskClient) -> None:
    late = re.findall(r"(\d+) days? late", words_of(sue.get("/staff/chasing")))
    assert late == sorted(late, reverse=True)
    links = {each["href"] for each in Document.read(sue.get("/staff/chasing").text).all("a")}
    assert {"tel:+447700900123", *(f"mailto:jo{number}@example.org" for number in range(10))} <= links
    assert f"Carer, {AGENCY} 10 0 10" in words_of(sue.get("/staff/chasing"))


@on_both
def test_a_sheet_for_partners_counts_by_agency_and_names_nobody(desk: Desk, app: Flask) -> None:
    with desk.app.app_context():
        for name, meets_on in (("Maya", date(2026, 3, 5)), ("Sam", date(2026, 3, 6)), ("Zed", date(2025, 3, 5))):
            review = db.session().get_one(Review, desk.review(name, meets_on, people=[("foster_carer", "Jo")]))
            with db.transaction():
                review.people[0].agency = AGENCY
            with clock.frozen(MORNING.replace(month=2, day=2)):
                _, letter = factories.letter(review, "foster_carer")
                if name == "Maya":
                    send_with(letter, "carer_view")
        _, secret = factories.staff(Role.MANAGER, email="mo@example.org")
    mo = let_in(app, "mo@example.org", secret)
    page = words_of(mo.get("/staff/chasing/returns"))
    assert f"{AGENCY} Carer 2 1 1" in page
    assert not {"Maya", "Sam", "Jo"} & set(page.split())
    listed = mo.get("/staff/chasing/returns.csv").text
    assert listed.splitlines()[1:] == [f"{AGENCY},foster_carer,2,1,1"]


def test_what_is_shared_with_an_agency_tells_nothing_of_the_others(desk: Desk, app: Flask, sue: FlaskClient) -> None:
    with desk.app.app_context():
        for name, agency in (("Maya", AGENCY), ("Sam", "Elm School")):
            review = db.session().get_one(Review, desk.review(name, date(2026, 3, 5), people=[("foster_carer", "Jo")]))
            with db.transaction():
                review.people[0].agency = agency
            factories.letter(review, "foster_carer")
    page = Document.read(sue.get("/staff/chasing/returns").text)
    (link,) = [each for each in page.all("a") if each.text == "Elm School"]
    own = sue.get(link["href"])
    assert "Returns of Elm School" in words_of(own)
    (save,) = [each for each in Document.read(own.text).all("a") if each.text == "Save as CSV"]
    listed = sue.get(save["href"]).text
    assert listed.splitlines()[1:] == ["Elm School,foster_carer,1,0,0"]
    assert AGENCY not in own.text + listed
