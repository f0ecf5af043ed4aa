"""How the review was, for carers, parents and partners: each walks the pages with their letter, and comes back."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.db import session
from participation.invitations.actions import OPEN_DAYS
from participation.submissions.models import Submission
from tests.answering.conftest import MEETING, Letter, Write
from tests.databases import on_both
from tests.walking import Phone, hidden_fields, words_of

ON_THE_DAY = datetime(MEETING.year, MEETING.month, MEETING.day, 9, tzinfo=UTC)
DAY_AFTER = ON_THE_DAY + timedelta(days=1)
FORMS = {
    "foster_carer": ("carer_view", "carer_after"),
    "key_worker": ("carer_view", "carer_after"),
    "parent": ("parent_view", "parent_after"),
    "school": ("partner_view", "partner_after"),
    "health": ("partner_view", "partner_after"),
    "personal_adviser": ("partner_view", "partner_after"),
    "youth_justice": ("partner_view", "partner_after"),
}
PURPOSES = {"foster_carer": "carer_after", "parent": "parent_after", "school": "partner_after"}
READS = "The person in charge of the officers reads this."
GOES_TO = "This goes to the person in charge of the officers. It does not go to Amara."


def letter_to(write: Write, respondent: str) -> Letter:
    return write(respondent, people=[(respondent, "Jo Reed")], preferred_name="Erin")


@pytest.mark.parametrize("respondent", FORMS)
def test_before_it_on_the_day_and_after_it_each_is_offered_what_fits(app: Flask, write: Write, respondent: str) -> None:
    letter, (before, after) = letter_to(write, respondent), FORMS[respondent]
    for moment, offered in (
        (ON_THE_DAY - timedelta(days=1), {before}),
        (ON_THE_DAY, {before, after}),
        (DAY_AFTER, {after}),
        (ON_THE_DAY + timedelta(days=OPEN_DAYS), {after}),
    ):
        with clock.frozen(moment):
            home = Phone(app, letter.secrets).page.text
        assert {each for each in (before, after) if f"/answer/{each}" in home} == offered, moment


@on_both
@pytest.mark.parametrize("respondent", PURPOSES)
def test_each_walks_it_leaves_comes_back_and_sends_it_to_whoever_is_in_charge(
    app: Flask, write: Write, respondent: str
) -> None:
    letter, purpose = letter_to(write, respondent), PURPOSES[respondent]
    with clock.frozen(DAY_AFTER):
        adult = Phone(app, letter.secrets)
        home = words_of(adult.page)
        assert "How was the review?" in home
        assert "5 short pages" in home
        first = words_of(adult.begin(purpose, "told"))
        assert "Were you told in good time about the review?" in first
        assert GOES_TO in first
        assert ("The social worker does not read this." in first) == (respondent == "parent")
        heard = words_of(adult.press("next", answer_told_in_time="no"))
        assert "Did you feel heard?" in heard
        assert ("Were you treated fairly?" in heard) == (respondent != "school")
        adult.press("later", answer_listened_to="sort_of")
    with clock.frozen(DAY_AFTER + timedelta(days=3)):
        comes_back_and_sends(Phone(app, letter.secrets), purpose)
    with app.app_context():
        (sent,) = session().scalars(select(Submission))
        assert (sent.kind, sent.purpose, sent.respondent) == ("feedback", purpose, respondent)
        assert sent.about_officer_id == letter.officer_id


def comes_back_and_sends(back: Phone, purpose: str) -> None:
    """Some days later, from the page where they stopped."""
    assert "Begun, not sent yet" in words_of(back.page)
    assert 'value="sort_of" checked' in back.begin(purpose, "heard").text
    used = words_of(back.press("next", answer_listened_to="sort_of"))
    assert "Was \u2068Erin\u2069 heard in the review?" in used
    back.press("next", answer_form_used="yes", answer_child_heard="yes")
    back.press("next", answer_knows_decisions="no")
    last = words_of(back.page)
    assert "What should be better next time?" in last
    assert "If a child is in danger now, ring 999." in last
    check = words_of(back.press("next", answer_be_better="Tell us before the day"))
    for word in ("No", "Partly", "Tell us before the day"):
        assert word in check
    done = words_of(back.send(purpose))
    assert "It is on its way to the person in charge." in done
    assert GOES_TO in done
    assert "Amara reads it" not in done
    assert "for the next meeting" in done
    assert "Sent on" in words_of(back.open("/home"))


def test_what_was_typed_for_the_review_is_not_lost_once_it_has_been(app: Flask, write: Write) -> None:
    letter = letter_to(write, "parent")
    with clock.frozen(ON_THE_DAY):
        parent = Phone(app, letter.secrets)
        form = hidden_fields(parent.begin("parent_view", "how_is_child"))
    with clock.frozen(DAY_AFTER):
        parent = Phone(app, letter.secrets)
        late = parent.browser.post(
            "/answer/parent_view/how_is_child", data={**form, "answer_going_well": "She sings", "go": "next"}
        )
        assert "She sings" in late.text
        assert parent.browser.get("/answer/parent_view").status_code == 404


def test_nobody_answers_in_somebody_elses_form_and_nobody_before_the_day(app: Flask, write: Write) -> None:
    letter = letter_to(write, "parent")
    for moment, purposes in (
        (ON_THE_DAY - timedelta(days=1), ("parent_after", "carer_after", "after_review")),
        (DAY_AFTER, ("carer_after", "partner_after", "after_review", "my_views")),
    ):
        with clock.frozen(moment):
            parent = Phone(app, letter.secrets)
            for purpose in purposes:
                assert parent.browser.get(f"/answer/{purpose}").status_code == 404, purpose
                assert parent.browser.get(f"/answer/{purpose}/told").status_code == 404, purpose


def test_the_page_about_who_reads_what_says_so_to_everybody(app: Flask) -> None:
    said = "What they say after the meeting goes to the person in charge of the officers."
    assert said in words_of(app.test_client().get("/privacy"))


def test_the_square_greets_with_who_reads_it(app: Flask, write: Write) -> None:
    for respondent in PURPOSES:
        letter = letter_to(write, respondent)
        with clock.frozen(DAY_AFTER):
            greeting = app.test_client().post("/greeting", data={"token": letter.secrets.token})
        assert f"{READS} How was the review?" in words_of(greeting)
