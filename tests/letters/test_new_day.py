"""Whoever holds a letter that names another day is told on their page; a new letter is in the language of the file."""

from pathlib import Path

import pytest
from flask import Flask

from participation.db import session, transaction
from participation.invitations.models import CHILD, Invitation
from participation.invitations.queries import letters_of
from participation.letters.queries import untrue_letters
from participation.reviews.models import Person
from tests.databases import on_both
from tests.letters.test_no_longer_so import (
    another_day,
    another_hour,
    another_language,
    print_letters,
    printed,
    review_of,
    two_weeks_before,
)
from tests.letters.test_no_traces import secrets_of
from tests.walking import words_of

__all__ = ["printed", "two_weeks_before"]


@on_both
@pytest.mark.parametrize("respondent", [CHILD, "foster_carer"])
@pytest.mark.parametrize("change", [another_day, another_hour])
def test_whose_letter_says_another_day_or_hour_is_told_on_their_page(
    app: Flask, printed: str, tmp_path: Path, respondent: str, change: object
) -> None:
    out = tmp_path / "again.pdf"
    print_letters(app, printed, out)
    of_child, of_carer = (secrets_of(out.read_bytes())[at] for at in (0, 3))
    token = of_child if respondent == CHILD else of_carer
    new = "This has changed since the letter was printed."
    assert new not in home(app, token)
    with app.app_context():
        with transaction():
            change(review_of(printed))  # type: ignore[operator]
    said = home(app, token)
    assert new in said
    assert ("Thursday 12 March 2026 at 15:30" if change is another_day else "at 16:00") in said


def home(app: Flask, token: str) -> str:
    browser = app.test_client()
    started = browser.post("/start", data={"token": token, "language": "en"})
    return words_of(browser.get(started.location))


def test_letters_are_printed_in_the_language_that_the_file_names_now(app: Flask, printed: str, tmp_path: Path) -> None:
    with app.app_context():
        with transaction():
            another_language(review_of(printed))
    print_letters(app, printed, tmp_path / "again.pdf")
    with app.app_context():
        maya, jo = letters_of(review_of(printed).id)
        assert (maya.language, jo.language) == ("ar", "en")
        assert untrue_letters() == []
        assert session().get_one(Invitation, maya.id).printings == 2
        assert session().query(Person).count() == 1
    with app.app_context():
        token = secrets_of((tmp_path / "again.pdf").read_bytes())[0]
    browser = app.test_client()
    started = browser.post("/start", data={"token": token, "language": ""})
    assert 'lang="ar"' in browser.get(started.location).text
