"""An adult with three letters on the table sees which child each form is about; a child's pages name nobody."""

from datetime import timedelta

import pytest
from flask import Flask

from participation import clock
from participation.db import session
from participation.invitations.models import Invitation
from tests.answering.conftest import TWO_WEEKS_BEFORE, Write
from tests.databases import on_both
from tests.walking import Phone, hidden_fields, words_of

ABOUT = "Your answers are about Erin ."


@on_both
@pytest.mark.parametrize(
    ("respondent", "purpose", "first_page"),
    [
        ("foster_carer", "carer_view", "going_well"),
        ("parent", "parent_view", "how_is_child"),
        ("school", "partner_view", "service"),
    ],
)
def test_an_adult_reads_the_childs_name_from_home_to_done(
    app: Flask, write: Write, respondent: str, purpose: str, first_page: str
) -> None:
    adult = Phone(app, write(respondent, preferred_name="Erin").secrets)
    assert ABOUT in words_of(adult.page)
    assert ABOUT in words_of(adult.open("/officer"))
    adult.begin(purpose, first_page)
    adult.press("next", answer_going_well="She laughs again", answer_known_since="I teach her")
    assert ABOUT in words_of(adult.page)
    assert ABOUT in words_of(adult.open(f"/answer/{purpose}"))
    assert ABOUT in words_of(adult.open(f"/answer/{purpose}/check"))
    assert ABOUT in words_of(adult.send(purpose))
    assert adult.page.request.path.endswith("/done")


def test_no_title_names_the_child(app: Flask, write: Write) -> None:
    letter = write("foster_carer", preferred_name="Erin")
    carer = Phone(app, letter.secrets)
    for page in (carer.page, carer.begin("carer_view", "going_well"), carer.skip_to_check()):
        assert "Erin" not in page.text.partition("</title>")[0]
    with clock.frozen(TWO_WEEKS_BEFORE + timedelta(days=16)):
        carer = Phone(app, letter.secrets)
        carer.begin("carer_after", "told")
        carer.press("skip")
        asked = carer.press("skip")
        assert "Was \u2068Erin\u2069 heard in the review?" in words_of(asked)
        for page in (carer.page, asked, carer.skip_to_check()):
            assert "Erin" not in page.text.partition("</title>")[0]


def test_a_childs_own_pages_name_nobody(app: Flask, write: Write) -> None:
    erin = Phone(app, write(preferred_name="Erin").secrets)
    for page in (erin.page, erin.begin("my_views", "feelings"), erin.skip_to_check()):
        assert "Erin" not in page.text


def test_after_the_idle_time_the_name_is_shown_to_nobody(app: Flask, write: Write) -> None:
    carer = Phone(app, write("foster_carer", preferred_name="Erin").secrets)
    carer.begin("carer_view", "going_well")
    carer.press("next", answer_going_well="She laughs again")
    form = hidden_fields(carer.skip_to_check())
    with clock.frozen(TWO_WEEKS_BEFORE + timedelta(minutes=45)):
        sent = carer.browser.post("/answer/carer_view/send", data=form)
    assert "Your form is sent" in sent.text
    assert "Erin" not in sent.text


def test_the_row_of_a_letter_holds_the_name_only_under_the_letters_own_secret(app: Flask, write: Write) -> None:
    letter = write("foster_carer", preferred_name="Erin")
    with app.app_context():
        row = session().get_one(Invitation, letter.invitation_id)
        assert row.child_name
        assert b"Erin" not in row.child_name
