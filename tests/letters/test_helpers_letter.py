"""A helper reads on one page how to help; their letter opens nothing, and nobody waits for an answer of theirs."""

from pathlib import Path

import pytest
from flask import Flask

from participation import clock, db
from participation.invitations.models import HELPER, Invitation
from participation.invitations.queries import letters_of
from participation.reviews.queries import review_by_reference
from participation.translating.known import LANGUAGES
from tests import factories
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.letters.desk import asked_again, one, support
from tests.letters.samples import fits, letter
from tests.letters.test_letters import MEETING, NOW, run, squares
from tests.walking import hidden_fields, words_of

PEOPLE = [
    ("helper", "Nan Green"),
    ("personal_adviser", "Kit Lane"),
    ("youth_justice", "Sam Hill"),
    ("adult_services", "Lou Dean"),
]


@pytest.fixture
def around(app: Flask) -> str:
    """A review with a helper, a personal adviser and somebody of youth justice; gives its number."""
    with clock.frozen(NOW), app.app_context():
        return str(factories.review(factories.staff()[0], MEETING, people=PEOPLE).reference)


def of_helper(number: str) -> Invitation:
    review = review_by_reference(number)
    assert review is not None
    return next(each for each in letters_of(review.id) if each.respondent == HELPER)


@on_both
def test_personal_adviser_youth_justice_and_adult_services_get_a_square_and_a_helper_a_page_without(
    app: Flask, around: str, tmp_path: Path
) -> None:
    assert "5 invitations for 1 reviews" in run(app, "invite", "--review-before", "2026-03-31").output
    printed = run(app, "letters", "--review", around, "--out", str(tmp_path / "post.pdf"))
    assert "5 letters" in printed.output, printed.output
    assert len(squares(tmp_path / "post.pdf")) == 4
    with app.app_context():
        sheet = of_helper(around)
        assert (sheet.printings, sheet.token_lookup, sheet.code_lookup, sheet.root_by_code) == (1, None, None, None)
    assert run(app, "letters", "--review", around, "--out", str(tmp_path / "merge.zip")).exit_code == 0


def test_no_code_is_read_out_for_a_helper_and_their_letter_is_printed_again(app: Flask, around: str) -> None:
    run(app, "invite", "--review-before", "2026-03-31")
    with clock.frozen(NOW):
        kim = support(app)
        page = kim.get("/staff/letters")
        with app.app_context():
            helper = of_helper(around).id
        assert kim.post("/staff/letters/print", data=one(page, helper)).data.startswith(b"%PDF")
        page = kim.get("/staff/letters?show=all")
        refused = kim.post("/staff/letters/telephone", data=one(page, helper))
        assert (refused.status_code, refused.location) == (303, "/staff/letters")
        asked = kim.post("/staff/letters/print", data=one(page, helper))
        assert kim.post("/staff/letters/print", data=asked_again(asked)).data.startswith(b"%PDF")
        assert "Helper" not in words_of(kim.get("/staff/chasing?show=all")), "nothing is waited for"
        assert "Youth justice" in words_of(kim.get("/staff/chasing?show=all"))
    with app.app_context():
        assert db.session().get_one(Invitation, helper).printings == 2


@pytest.mark.usefixtures("room")
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_helpers_letter_is_one_page_in_every_language(code: str) -> None:
    assert fits(letter(code, HELPER, link="", code="", reply_by_on=None))


@on_both
def test_an_officer_names_a_helper_whose_letter_waits_to_be_printed(app: Flask) -> None:
    with clock.frozen(NOW):
        desk = Desk(app)
        maya = desk.review("Maya", MEETING)
        path = f"/staff/reviews/{maya}/helper"
        for typed, said in (
            ("", "Please give their name"),
            ("Nan  Green", "Nan Green gets a letter"),
            ("Nan Green", "already"),
        ):
            page = desk.browser.get(path)
            data = {**hidden_fields(page), "name": typed, "language": "ar"}
            assert said in words_of(desk.browser.post(path, data=data, follow_redirects=True))
        with app.app_context():
            (helper,) = (each for each in letters_of(maya) if each.respondent == HELPER)
            assert (helper.person.name, helper.language, helper.token_lookup) == ("Nan Green", "ar", None)
        assert "Nan Green" in words_of(support(app).get("/staff/letters"))
