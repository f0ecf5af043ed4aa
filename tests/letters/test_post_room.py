"""The post room: what to print today by language, a letter by its mark, and how few presses each takes."""

import re
from datetime import UTC, date, datetime

from flask import Flask

from participation import clock, db
from participation.invitations.actions import invite
from participation.invitations.models import CHILD, Invitation
from participation.reviews.models import Person
from tests import factories
from tests.answering.conftest import two_weeks_before
from tests.databases import on_both
from tests.journeys import promised
from tests.letters.desk import as_ticked, asked_again, one, support
from tests.letters.two_letters import printed, printings, two_letters
from tests.walking import hidden_fields, words_of

__all__ = ["two_letters", "two_weeks_before"]


def mark_of(app: Flask, id: str) -> str:
    with app.app_context():
        return db.session().get_one(Invitation, id).mark


@on_both
def test_todays_letters_are_on_paper_in_one_press_and_posted_in_two(app: Flask) -> None:
    with app.app_context():
        invite([factories.review(factories.staff()[0], language="ar")], [CHILD, "foster_carer", "school"])
    desk = support(app)
    page, presses = desk.get("/staff/letters"), 0
    assert "English 2 Arabic 1" in words_of(page)
    arabic = desk.get("/staff/letters?language=Arabic")
    assert len(as_ticked(arabic)["of"]) == 1
    pdf, presses = desk.post("/staff/letters/print", data=as_ticked(page)), presses + 1
    assert len(printed(pdf.data)) == 3
    page = desk.get("/staff/letters")
    form = {**hidden_fields(page), "of": list(printings(app)), "mark": "posted"}
    page, presses = desk.post("/staff/letters/marks", data=form, follow_redirects=True), presses + 1
    assert "3 letters are marked as posted." in words_of(page)
    assert presses == promised("print today's letters, and mark them as posted")


@on_both
def test_a_letter_is_found_by_its_mark_over_all_dates_and_issued_by_telephone_in_three_presses(
    app: Flask, two_letters: tuple[str, str]
) -> None:
    maya, jo = two_letters
    with app.app_context(), db.transaction() as current:
        current.get_one(Person, current.get_one(Invitation, jo).person_id).phone = "01632960150"
        current.get_one(Invitation, jo).review.meets_on = date(2026, 6, 1)
    desk = support(app)
    page, presses = desk.get(f"/staff/letters/found?mark={mark_of(app, jo).replace('-', ' ').lower()}"), 1
    assert "Jo" in words_of(page)
    asked, presses = desk.post("/staff/letters/telephone", data={**one(page, jo)}), presses + 1
    assert 'href="tel:01632960150"' in asked.text
    told, presses = (
        desk.post("/staff/letters/telephone", data=asked_again(asked), follow_redirects=True),
        presses + 1,
    )
    assert presses == promised("a new code by telephone, from the mark on the letter")
    words = words_of(told)
    code = re.search(r"(?:\d{4} ){3}\d{4}", words)
    assert code is not None
    assert " … ".join(" ".join(four) for four in code[0].split()) in words, "as it is read out, four at a time"
    assert "“On a phone or computer go to 127.0.0.1:8000, and type them in.”" in words
    assert app.test_client().post("/start", data={"code": code[0], "language": "en"}).status_code == 303
    assert printings(app) == {maya: 1, jo: 2}


def test_a_letter_that_has_finished_is_found_and_no_other_is_made_of_it(
    app: Flask, two_letters: tuple[str, str]
) -> None:
    maya, _ = two_letters
    with clock.frozen(datetime(2026, 6, 1, 9, tzinfo=UTC)):
        page = support(app).get(f"/staff/letters/found?mark={mark_of(app, maya)}")
        assert "no other can be made of it" in words_of(page)
        assert "/staff/letters/telephone" not in page.text


def test_a_sheet_is_found_that_was_printed_when_no_id_began_with_its_day(
    app: Flask, two_letters: tuple[str, str]
) -> None:
    maya, _ = two_letters
    page = support(app).get(f"/staff/letters/found?mark={maya[:3].upper()}-{maya[3:6].upper()}")
    assert mark_of(app, maya) in words_of(page)


def test_what_is_no_mark_finds_nothing_and_says_where_a_mark_stands(app: Flask) -> None:
    desk = support(app)
    for typed in ("", "%", "______", "ZZZ-ZZZ", "a" * 300):
        assert "No letter has this mark." in words_of(desk.get("/staff/letters/found", query_string={"mark": typed}))
