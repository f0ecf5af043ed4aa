"""The place: topics in any order, just one thing, and what is asked once before it is sent."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from participation.db import session
from participation.questionnaires.answers import Answers
from participation.service.questionnaires import library
from participation.staff.models import Staff
from participation.submissions.actions import read
from participation.submissions.models import Submission
from tests.answering.conftest import MEETING, Write
from tests.document import Document
from tests.walking import Phone, hidden_fields, words_of

MAP, CHECK = "/answer/my_views", "/answer/my_views/check"
ONE = "I want to see my nan"


@pytest.fixture
def maya(app: Flask, write: Write) -> Phone:
    """A child with a letter, before the map."""
    phone = Phone(app, write().secrets)
    phone.open(MAP)
    return phone


def answers() -> Answers:
    """What the officer reads."""
    (opened,) = read(session().query(Staff).first(), [session().query(Submission).one()], "preparing the review")
    return opened.answers


def said(phone: Phone) -> list[str]:
    """The topics that are lit."""
    page = Document.read(phone.open(MAP).text)
    return [item.text.partition(":")[0].strip() for item in page.all("li") if item["class"] == "said"]


def test_every_topic_may_be_opened_first_and_is_lit_when_something_is_in_it(maya: Phone) -> None:
    assert said(maya) == []
    assert "so far" not in words_of(maya.page)
    maya.open(f"{MAP}/health")
    maya.press("next", answer_health_help=["teeth"])
    maya.open(f"{MAP}/school")
    maya.press("skip")
    assert said(maya) == ["Health"]
    assert "1 topic so far" in words_of(maya.page)


def test_the_last_question_of_a_topic_leads_back_to_the_map(maya: Phone) -> None:
    maya.open(f"{MAP}/health")
    assert maya.press("next", answer_health_help=["teeth"]).request.path == MAP
    maya.open(f"{MAP}/home")
    assert maya.press("map", answer_where_i_live="good").request.path == MAP
    assert maya.open(f"{MAP}/home").text.count(" checked") == 1


def test_one_press_leads_from_the_last_question_of_a_topic_to_the_next_in_which_nothing_is_said(maya: Phone) -> None:
    maya.open(f"{MAP}/feelings")
    maya.press("next", answer_feel_today="happy")
    assert "Next: Feeling safe" in words_of(maya.open(f"{MAP}/health"))
    assert maya.press("on", answer_health_help=["teeth"]).request.path == f"{MAP}/safe"
    assert said(maya) == ["Health", "Feelings"]


def test_the_way_to_the_next_topic_passes_no_question_that_an_answer_opens(maya: Phone) -> None:
    maya.open(f"{MAP}/safe")
    assert maya.press("on", answer_feel_safe="no").request.path == f"{MAP}/safe_more"
    assert maya.press("on").request.path != MAP


def test_the_way_to_the_next_topic_stands_only_where_a_topic_ends_and_another_follows(maya: Phone) -> None:
    for page in ("school", "finish", "health?from=check"):
        assert 'value="on"' not in maya.open(f"{MAP}/{page}").text
    answer = maya.browser.post(f"{MAP}/finish", data={**hidden_fields(maya.open(f"{MAP}/finish")), "go": "on"})
    assert answer.location == MAP


def test_just_one_thing_is_sent_from_the_map(app: Flask, maya: Phone) -> None:
    form = hidden_fields(maya.page)
    maya.page = maya.browser.post(
        f"{MAP}/{form['page']}", data={**form, "answer_ask_for": ONE, "go": "send"}, follow_redirects=True
    )
    assert maya.page.request.path == CHECK
    assert ONE in maya.page.text
    assert maya.send("my_views", share="officer").request.path == f"{MAP}/done"
    assert "Thank you" in words_of(maya.page)
    with app.app_context():
        assert answers().values == {"ask_for": ONE}


def test_what_is_typed_beside_the_map_is_kept_when_the_language_changes(maya: Phone) -> None:
    data = {**hidden_fields(maya.page), "answer_ask_for": ONE, "language": "ar"}
    answer = maya.browser.post("/language", data=data)
    assert answer.location == MAP
    assert ONE in maya.open(MAP).text


@pytest.mark.parametrize(
    ("posted", "heard"),
    [
        ({}, {}),
        ({"share": "officer"}, {"where_i_live": "officer", "where_i_live_words": "officer", "school": "officer"}),
        ({"share": "meeting"}, {"where_i_live": "meeting", "where_i_live_words": "meeting", "school": "meeting"}),
        (
            {"share": "each", "share_home": "meeting"},
            {"where_i_live": "meeting", "where_i_live_words": "meeting", "school": "officer"},
        ),
        ({"share": "each"}, {"where_i_live": "officer", "where_i_live_words": "officer", "school": "officer"}),
        (
            {"share": "officer", "share_home": "meeting"},
            {"where_i_live": "officer", "where_i_live_words": "officer", "school": "officer"},
        ),
        ({"share": "everybody"}, {"where_i_live": "officer", "where_i_live_words": "officer", "school": "officer"}),
    ],
)
def test_who_may_hear_it_is_asked_once_and_anything_but_a_clear_yes_stays_with_the_officer(
    app: Flask, maya: Phone, posted: dict[str, str], heard: dict[str, str]
) -> None:
    maya.open(f"{MAP}/home")
    maya.press("next", answer_where_i_live="good", answer_where_i_live_words=ONE)
    maya.open(f"{MAP}/school")
    maya.press("send", answer_school="ok")
    assert 'name="share" value="officer" checked' in maya.page.text
    maya.send("my_views", **posted)
    with app.app_context():
        assert answers().sharing == heard


def test_who_is_told_stands_on_the_page_after_sending(maya: Phone) -> None:
    maya.open(f"{MAP}/home")
    maya.press("next", answer_where_i_live="talk_to_officer")
    maya.open(f"{MAP}/school")
    maya.press("send", answer_school="ok")
    assert "You’d like to talk. Amara will see that." in words_of(maya.page)
    maya.send("my_views", share="meeting")
    shown = words_of(maya.page)
    # What is to be talked about is between the two.
    assert "Some of it can be said in your meeting." in shown
    assert "You’d like to talk. Amara will see that." in shown


def test_two_answers_that_do_not_go_together_are_shown_kindly_and_may_stay(maya: Phone) -> None:
    maya.open(f"{MAP}/health")
    maya.press("send", answer_health_help=["nothing", "teeth"])
    assert "No, I’m fine and My teeth . You can leave it or change it." in words_of(maya.page)
    assert maya.send("my_views").request.path == f"{MAP}/done"


def test_nothing_said_is_not_sent(maya: Phone) -> None:
    maya.open(f"{MAP}/home")
    assert "You have not said anything yet" in words_of(maya.press("send"))


def test_another_level_keeps_what_has_the_same_id(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    maya.open(f"{MAP}/home")
    data = {**hidden_fields(maya.page), "answer_where_i_live": "good", "answer_where_i_live_words": ONE}
    answer = maya.browser.post("/level", data={**data, "level": "pictures"})
    maya.open(answer.location)
    assert 'class="open little' in maya.page.text
    maya.browser.post("/level", data={**hidden_fields(maya.page), "level": "short"})
    again = maya.open(f"{MAP}/home").text
    assert ONE in again
    assert 'value="good" id="question_where_i_live" checked' in again


@pytest.mark.parametrize(
    ("born", "level"), [(2020, "pictures"), (2016, "short"), (2011, "full"), (2006, "leaving_care")]
)
def test_the_level_follows_the_age_on_the_day_of_the_letter(app: Flask, write: Write, born: int, level: str) -> None:
    letter = write(born_on=MEETING.replace(year=born, month=1))
    with app.app_context():
        asked = library().latest("my_views", level)
    page = Phone(app, letter.secrets).open(MAP)
    assert asked.title in page.text or asked.questions[0].text in page.text
    assert ('class="open little' in page.text) == (level == "pictures")


def test_help_leads_back_to_the_question(maya: Phone) -> None:
    maya.open(f"{MAP}/home")
    page = maya.press("help", answer_where_i_live="good")
    assert f'href="{MAP}/home"' in page.text
    assert f'href="/help?back={MAP}"' in maya.open("/lock").text.replace("/lock", MAP)
    assert "example.org" not in maya.open("/help?back=https://example.org/").text
    assert 'href="//example.org"' not in maya.open("/help?back=//example.org").text


def test_only_a_child_who_came_alone_is_asked_about_that(app: Flask, write: Write) -> None:
    alone = Phone(app, write(is_unaccompanied=True).secrets)
    assert alone.open(f"{MAP}/interpreter").request.path == f"{MAP}/interpreter"
    other = Phone(app, write(is_unaccompanied=False).secrets)
    assert other.open(f"{MAP}/interpreter").request.path == MAP
    assert "new_here" not in other.page.text


def test_an_answer_that_another_level_does_not_offer_comes_back_with_the_level(app: Flask, maya: Phone) -> None:
    def at(level: str, **typed: str) -> None:
        maya.browser.post("/level", data={**hidden_fields(maya.open(f"{MAP}/home")), **typed, "level": level})

    at("full")
    at("short", answer_where_i_live="bad", answer_where_i_live_words=ONE)
    assert " checked" not in maya.open(f"{MAP}/home").text
    at("full")
    assert 'value="bad" checked' in maya.open(f"{MAP}/home").text


def test_back_after_sending_says_that_it_is_sent(maya: Phone) -> None:
    maya.open(f"{MAP}/home")
    maya.press("send", answer_where_i_live="good")
    maya.send("my_views")
    assert maya.open(CHECK).request.path == f"{MAP}/done"


def test_words_alone_stand_below_what_they_are_about(maya: Phone) -> None:
    maya.open(f"{MAP}/home")
    shown = words_of(maya.press("send", answer_where_i_live_words=ONE))
    assert f"How is it where you live? Do you want to say more? {ONE}" in shown


def test_who_would_rather_talk_is_asked_when(maya: Phone) -> None:
    maya.open(f"{MAP}/home")
    maya.press("send", answer_where_i_live="talk_to_officer")
    assert f'href="{MAP}/talk?from=check">When can we talk?</a>' in maya.page.text


def test_just_one_thing_takes_nothing_back_that_stands_on_its_page(app: Flask, maya: Phone) -> None:
    page = "/answer/my_meeting/feel_easier"
    maya.open(page)
    maya.press("map", answer_feel_easier=["short", "breaks"])
    kept = maya.open(page).text.count(" checked")
    assert kept == 2
    form = Document.read(maya.open("/answer/my_meeting").text)
    posted = MultiDict((each["name"], each["value"]) for each in form.all("input") if each["type"] == "hidden")
    posted.update({"answer_feel_easier_words": ONE, "go": "send"})
    assert ONE in maya.browser.post(page, data=posted, follow_redirects=True).text
    assert maya.open(page).text.count(" checked") == kept
