"""Where a letter is: posted, come back, or a code that was read out on the telephone."""

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from participation.db import session, transaction
from participation.invitations.actions import invite
from participation.invitations.models import Invitation
from participation.reviews.models import Person
from tests.answering.conftest import two_weeks_before
from tests.databases import on_both
from tests.letters.desk import as_ticked, asked_again, one, support
from tests.letters.two_letters import printings, two_letters
from tests.walking import words_of

__all__ = ["two_letters", "two_weeks_before"]


@on_both
def test_a_code_is_read_out_on_the_telephone_without_any_paper(app: Flask, two_letters: tuple[str, str]) -> None:
    maya, jo = two_letters
    desk = support(app)
    page = desk.get("/staff/letters?show=all")
    asked = desk.post("/staff/letters/telephone", data=one(page, maya))
    assert "is not sent. It is lost" in words_of(asked)
    for _ in range(2):
        told = desk.post("/staff/letters/telephone", data=asked_again(asked), follow_redirects=True)
    code = re.search(r"(?:\d{4} ){3}\d{4}", words_of(told))
    assert code is not None
    assert "go to 127.0.0.1:8000, and type them in" in words_of(told)
    assert app.test_client().post("/start", data={"code": code[0], "language": "en"}).status_code == 303
    assert printings(app) == {maya: 2, jo: 1}
    assert desk.get("/staff/letters/printing/file").location == "/staff/letters/printing"
    assert "code read out Tue 24 Feb" in words_of(desk.get("/staff/letters?show=all"))


@on_both
def test_posted_and_come_back_are_marks_that_a_new_letter_does_not_inherit(
    app: Flask, two_letters: tuple[str, str]
) -> None:
    maya, jo = two_letters
    desk = support(app)
    reprint(desk, [maya, jo])
    page = desk.get("/staff/letters?show=all")
    assert "2 letters are printed and not marked as posted." in words_of(page)
    marks(desk, page, "posted", maya, jo)
    page = desk.get("/staff/letters?show=all")
    assert words_of(page).count("posted Tue 24 Feb") == 2
    assert "not marked as posted" not in words_of(page)
    assert "1 letter came back." in words_of(marks(desk, page, "returned", jo))
    page = desk.get("/staff/letters?show=all")
    assert words_of(page).count("came back Tue 24 Feb") == 1
    assert "1 mark is taken off." in words_of(marks(desk, page, "unmarked", maya))
    assert "1 letter is printed and not marked as posted." in words_of(desk.get("/staff/letters?show=all"))
    reprint(desk, [jo])
    assert "came back" not in words_of(desk.get("/staff/letters?show=all")).replace("The ticked ones came back", "")
    with app.app_context():
        told = session().execute(select(func.count()).where(Invitation.printings > 0)).scalar()
        assert told == 2
    assert desk.post("/staff/letters/marks", data={**as_ticked(page), "mark": "lost"}).status_code == 400


def reprint(desk: FlaskClient, ids: list[str]) -> None:
    page = desk.get("/staff/letters?show=all")
    asked = desk.post("/staff/letters/print", data={**as_ticked(page), "of": ids})
    assert desk.post("/staff/letters/print", data=asked_again(asked)).data[:4] == b"%PDF"


def marks(desk: FlaskClient, page: TestResponse, what: str, *ids: str) -> TestResponse:
    data = {**as_ticked(page), "of": list(ids), "mark": what}
    return desk.post("/staff/letters/marks", data=data, follow_redirects=True)


def test_nobody_is_asked_to_tear_up_a_letter_that_was_never_printed(app: Flask, two_letters: tuple[str, str]) -> None:
    maya, _ = two_letters
    with app.app_context(), transaction():
        review = session().get_one(Invitation, maya).review
        session().add(Person(review=review, role="school", name="Ms Field"))
    with app.app_context():
        invite([session().get_one(Invitation, maya).review], ["school"])
        school = session().scalars(select(Invitation.id).where(Invitation.respondent == "school")).one()
    desk = support(app)
    page = desk.get("/staff/letters")
    told = [words_of(desk.post("/staff/letters/telephone", data=one(page, school), follow_redirects=True))]
    asked = desk.post("/staff/letters/telephone", data=one(desk.get("/staff/letters?show=all"), maya))
    told.append(words_of(desk.post("/staff/letters/telephone", data=asked_again(asked), follow_redirects=True)))
    assert ["tear it up" in words for words in told] == [False, True]
    assert ["nothing that was printed before does" in words for words in told] == [False, True]
