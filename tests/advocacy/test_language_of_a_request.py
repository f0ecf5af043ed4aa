"""A child who is spoken to in another language says whether an interpreter is wanted, and the advocate reads it."""

from datetime import date

import pytest
from flask import Flask

from participation.invitations.models import CHILD
from tests import factories
from tests.advocacy.test_requests import dee, desk, on_a_monday
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.walking import FlaskClient, Phone, words_of

__all__ = ["dee", "desk", "on_a_monday"]
MEETING = date(2026, 3, 10)
SAYS = {"yes": "An interpreter is needed", "no": "No interpreter needed", "dont_know": "Ask whether an interpreter"}


@on_both
@pytest.mark.parametrize("wanted", ["yes", "no"])
def test_what_the_child_says_of_an_interpreter_stands_in_their_own_request(
    desk: Desk, dee: FlaskClient, wanted: str
) -> None:
    maya = desk.review("Maya", MEETING, language="ar")
    asked = desk.receive(maya, "my_advocate", language="ar", wants_advocate="yes", wants_interpreter=wanted)
    page = words_of(dee.get(f"/staff/advocacy/{asked}"))
    assert f"Arabic · {SAYS[wanted]}" in page
    assert all(other not in page for key, other in SAYS.items() if key != wanted)
    assert "Arabic" in words_of(dee.get("/staff/advocacy"))


@pytest.mark.parametrize(
    ("typed_in", "answer", "expected"),
    [
        ("ar", {"wants_interpreter": "dont_know"}, SAYS["dont_know"]),
        ("en", {"wants_interpreter": "no"}, SAYS["no"]),
        ("en", {"wants_interpreter": "yes"}, SAYS["yes"]),
        ("en", {}, SAYS["dont_know"]),
        ("ar", {}, SAYS["yes"]),
    ],
)
def test_without_a_plain_answer_it_is_what_the_language_suggests(
    desk: Desk, dee: FlaskClient, typed_in: str, answer: dict[str, str], expected: str
) -> None:
    maya = desk.review("Maya", MEETING, language="ar")
    asked = desk.receive(maya, "my_advocate", language=typed_in, wants_advocate="yes", **answer)
    assert f"Arabic · {expected}" in words_of(dee.get(f"/staff/advocacy/{asked}"))


@pytest.mark.parametrize(("language", "is_asked"), [("ar", True), ("en", False)])
@pytest.mark.parametrize("year", [2020, 2015, 2010])
def test_only_whoever_is_spoken_to_in_another_language_is_asked(
    app: Flask, desk: Desk, language: str, is_asked: bool, year: int
) -> None:
    with app.app_context():
        review = factories.review(meets_on=MEETING, language=language, born_on=date(year, 2, 1))
        _, secrets = factories.letter(review, CHILD)
    phone = Phone(app, secrets)
    phone.begin("my_advocate", "what_it_is")
    phone.press(answer_wants_advocate="yes")
    passed = {phone.page.request.path}
    while not phone.page.request.path.endswith("/check"):
        asked = 'name="answer_wants_interpreter"' in phone.page.text
        assert asked == phone.page.request.path.endswith("/language")
        phone.press("skip")
        passed.add(phone.page.request.path)
    assert ("/answer/my_advocate/language" in passed) == is_asked
