"""A carer writes half of their form, closes it, opens the letter on another phone, goes on and sends all of it."""

from datetime import timedelta

import pytest
from flask import Flask

from participation import clock
from participation.db import session
from participation.service.questionnaires import library
from participation.staff.models import Staff
from participation.submissions.actions import read
from participation.submissions.models import Draft, Receipt, Submission
from tests.answering.conftest import TWO_WEEKS_BEFORE, Write
from tests.databases import on_both
from tests.walking import Phone, words_of

FIRST_HALF, OTHER_HALF = "He laughs at breakfast again", "Somebody to talk with about the nights"


def count(table: type) -> int:
    return session().query(table).count()


@on_both
@pytest.mark.parametrize(
    ("respondent", "purpose"), [("foster_carer", "carer_view"), ("parent", "parent_view"), ("school", "partner_view")]
)
def test_what_an_adult_wrote_is_there_on_another_phone_the_next_day_and_goes_with_the_rest(
    app: Flask, write: Write, respondent: str, purpose: str
) -> None:
    secrets = write(respondent).secrets
    before, later = boxes(app, purpose)
    first = Phone(app, secrets)
    first.open(f"/answer/{purpose}/{before[0]}")
    first.press("later", **{f"answer_{before[1]}": FIRST_HALF})
    with app.app_context():
        assert (count(Draft), count(Submission), count(Receipt)) == (1, 0, 0)

    with clock.frozen(TWO_WEEKS_BEFORE + timedelta(days=1)):
        second = Phone(app, secrets)
        assert "Begun, not sent yet" in words_of(second.open("/home"))
        assert FIRST_HALF in second.open(f"/answer/{purpose}/{before[0]}").text
        second.open(f"/answer/{purpose}/{later[0]}")
        second.press("next", **{f"answer_{later[1]}": OTHER_HALF})
        check = words_of(second.open(f"/answer/{purpose}/check"))
        assert FIRST_HALF in check
        assert OTHER_HALF in check
        assert second.send(purpose).request.path == f"/answer/{purpose}/done"
        with app.app_context():
            sent = session().query(Submission).one()
            (opened,) = read(session().query(Staff).first(), [sent], "preparing the review")
            said = {opened.answers.values[question] for _, question in (before, later)}
            assert said == {FIRST_HALF, OTHER_HALF}
            assert count(Draft) == 0


def test_the_first_phone_is_told_that_it_went_on_elsewhere_and_overwrites_nothing(app: Flask, write: Write) -> None:
    secrets = write("foster_carer").secrets
    before, _ = boxes(app, "carer_view")
    path = f"/answer/carer_view/{before[0]}"
    first, second = Phone(app, secrets), Phone(app, secrets)
    first.open(path)
    second.open(path)
    second.press("next", **{f"answer_{before[1]}": OTHER_HALF})
    first.press("next", **{f"answer_{before[1]}": FIRST_HALF})
    for words in (FIRST_HALF, OTHER_HALF):
        assert words in first.page.text


def boxes(app: Flask, purpose: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """The first and the last page of a form with a box for words that everybody is shown, each with its question."""
    with app.app_context():
        asked = library().latest(purpose, "adult")
    found = [
        (page.id, each.id)
        for page in asked.pages
        for each in page.questions
        if each.kind == "long_text" and page.show_if is None and not page.only_for
    ]
    return found[0], found[-1]
