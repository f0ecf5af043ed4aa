"""What the pages say of who hears, who is told and what comes, by what was answered: never more than is true."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from participation import clock
from participation.db import session
from participation.staff.models import Staff
from participation.submissions.actions import read
from participation.submissions.models import Submission
from tests.answering.conftest import Write
from tests.walking import Phone, hidden_fields, words_of

YOUNG, GROWN = date(2020, 2, 1), date(2006, 6, 1)
AFTERWARDS = datetime(2026, 3, 12, 9, tzinfo=UTC)
WOULD_TALK = "You’d like to talk."
SAFETY_STAYS = "What you said about feeling safe stays with Amara."


def asking(app: Flask, write: Write, **answers: str | list[str]) -> Phone:
    """A child who asks for an advocate, on the page with all answers."""
    maya = Phone(app, write().secrets)
    maya.begin("my_advocate", "what_it_is")
    for _ in range(10):
        if maya.page.request.path.endswith("/check"):
            return maya
        maya.press("next", **answers)
    raise AssertionError(maya.page.request.path)


def test_whoever_wants_to_talk_to_an_advocate_is_not_told_that_the_officer_sees_it(app: Flask, write: Write) -> None:
    maya = asking(app, write, answer_wants_advocate="talk_to_advocate", answer_officer_may_know="no")
    assert WOULD_TALK not in words_of(maya.page)
    done = words_of(maya.send("my_advocate"))
    assert WOULD_TALK not in done
    assert "Amara is not told." in done


def test_whoever_wants_to_talk_after_the_meeting_is_told_that_the_person_in_charge_sees_it(
    app: Flask, write: Write
) -> None:
    letter = write()
    with clock.frozen(AFTERWARDS):
        maya = Phone(app, letter.secrets)
        maya.begin("after_review", "talk")
        maya.press("send", answer_talk_about_it="talk_to_officer")
        for shown in (maya.page, maya.send("after_review")):
            assert f"{WOULD_TALK} The person in charge will see that." in words_of(shown)
            assert "Amara will see that" not in words_of(shown)


def test_who_wants_to_talk_says_yes_with_an_answer_as_large_as_no(app: Flask, write: Write) -> None:
    letter = write(born_on=YOUNG)
    with clock.frozen(AFTERWARDS):
        page = Phone(app, letter.secrets).begin("after_review", "was_there").text
        assert page.count('class="tiles few"') == 1
        maya = Phone(app, letter.secrets)
        maya.begin("after_review", "was_there")
        while not maya.page.request.path.endswith("/talk"):
            maya.press("next")
        own, _, ways = maya.page.text.partition('class="tiles ways"')
    assert own.index('value="talk_to_someone"') < own.index('name="answer_talk_about_it" value="no"')
    assert 'value="dont_know"' in ways


def test_what_was_said_about_safety_is_said_to_stay_whatever_else_is_given(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    maya.begin("my_views", "feelings")
    maya.press("next", answer_feel_today="sad")
    maya.begin("my_views", "safe")
    maya.press("send", answer_feel_safe="no")
    maya.skip_to_check()
    assert "Do you feel safe? No Change : Do you feel safe? Only Amara, or a colleague" in words_of(maya.page)
    done = words_of(maya.send("my_views", share="meeting"))
    assert f"Some of it can be said in your meeting. {SAFETY_STAYS}" in done


def test_whoever_answers_about_safety_alone_is_told_who_hears_it(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    maya.begin("my_views", "safe")
    maya.press("send", answer_feel_safe="yes")
    assert "None of it is said in your meeting." in words_of(maya.send("my_views"))


def test_what_was_given_in_all_is_said_to_be_heard_in_all(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    maya.begin("my_views", "feelings")
    maya.press("send", answer_feel_today="sad")
    done = words_of(maya.send("my_views", share="meeting"))
    assert "What you sent can be said in your meeting." in done
    assert SAFETY_STAYS not in done


def test_whoever_wants_no_advocate_is_not_told_that_somebody_gets_in_touch(app: Flask, write: Write) -> None:
    done = words_of(asking(app, write, answer_wants_advocate="no").send("my_advocate"))
    assert "You can ask later with your letter" in done
    assert "They get in touch" not in done


@pytest.mark.parametrize(
    ("number", "asks", "when"), [("", True, "once they know how"), ("07700 900123", False, "the way you chose")]
)
def test_whoever_asks_for_a_text_is_asked_for_a_number(
    app: Flask, write: Write, number: str, asks: bool, when: str
) -> None:
    ways = {"answer_contact_how": ["message"], "answer_contact_details": number}
    maya = asking(app, write, answer_wants_advocate="yes", **ways)
    card = "You chose Text me . Would you like to add this? Which number, or which person?"
    assert (card in words_of(maya.page)) is asks
    assert f"They get in touch {when}" in words_of(maya.send("my_advocate"))


def test_a_young_child_who_has_had_enough_sends_the_one_answer_they_gave(app: Flask, write: Write) -> None:
    mia = Phone(app, write(born_on=YOUNG).secrets)
    mia.begin("my_views", "helper")
    for answer in ({"answer_helped_by": "carer"}, {"answer_likes_rain": "yes"}, {"answer_understands": "yes"}):
        assert 'value="send"' not in mia.page.text
        mia.press("next", **answer)
    mia.press("next", answer_feel_today="sad")
    assert 'value="send"' in mia.page.text
    assert mia.press("send").request.path == "/answer/my_views/check"
    shown = words_of(mia.page)
    assert "Say more" in shown
    assert "“Skip”" not in shown
    assert "Thank you" in words_of(mia.send("my_views"))


def test_saying_more_leads_to_the_first_page_that_nobody_has_seen(app: Flask, write: Write) -> None:
    mia = Phone(app, write(born_on=YOUNG).secrets)
    mia.begin("my_views", "helper")
    for _ in range(3):
        mia.press("next", answer_understands="yes")
    mia.press("send", answer_feel_today="sad")
    assert mia.open("/answer/my_views").request.path == "/answer/my_views/home"


def test_what_a_child_has_said_is_sent_although_a_grown_up_sets_it_aside(app: Flask, write: Write) -> None:
    mia = Phone(app, write(born_on=YOUNG).secrets)
    mia.begin("my_views", "helper")
    for _ in range(3):
        mia.press("next", answer_understands="yes")
    mia.press("next", answer_feel_today="sad")
    mia.open("/answer/my_views/understood")
    assert mia.press("next", answer_understands="no").request.path == "/answer/my_views/seen_happy"
    mia.press("send", answer_seen_happy="Splashing")
    assert "/answer/my_views/feelings?from=check" in mia.page.text
    assert "You said it." in words_of(mia.send("my_views"))
    with app.app_context():
        sent = session().query(Submission).one()
        (opened,) = read(session().query(Staff).first(), [sent], "preparing the review")
    assert opened.answers.values["feel_today"] == "sad"


def test_whoever_writes_for_a_child_is_not_thanked_for_the_childs_words(app: Flask, write: Write) -> None:
    mia = Phone(app, write(born_on=YOUNG).secrets)
    mia.begin("my_views", "helper")
    for _ in range(3):
        mia.press("next", answer_helped_by="carer", answer_understands="no")
    mia.press("send", answer_seen_happy="Splashing in the bath")
    done = words_of(mia.send("my_views"))
    assert "It is on its way to Amara." in done
    assert "You said it." not in done


def test_a_young_child_who_wants_their_officer_is_told_that_the_officer_sees_it(app: Flask, write: Write) -> None:
    mia = Phone(app, write(born_on=YOUNG).secrets)
    mia.begin("my_views", "helper")
    while not mia.page.request.path.endswith("/talk"):
        mia.press("next", answer_helped_by="carer", answer_understands="yes")
    mia.press("send", answer_see_officer="talk_to_officer")
    for shown in (mia.page, mia.send("my_views")):
        assert f"{WOULD_TALK} Amara will see that." in words_of(shown)


def test_the_steps_of_a_young_child_end_where_the_questions_end(app: Flask, write: Write) -> None:
    mia = Phone(app, write(born_on=YOUNG).secrets)
    mia.begin("my_views", "helper")
    steps = []
    while not mia.page.request.path.endswith("/check"):
        steps.append(words_of(mia.page).partition("Step ")[2].partition(" of ")[::2])
        mia.press("next", answer_understands="yes", answer_feel_today="sad")
    assert [int(number) for number, _ in steps] == list(range(1, len(steps) + 1))
    assert steps[-1][1].split()[0] == str(len(steps))


def test_whoever_has_left_care_is_sent_to_a_line_for_every_age(app: Flask, write: Write) -> None:
    grown = Phone(app, write(born_on=GROWN).secrets)
    grown.begin("my_views", "safe")
    grown.press("map", answer_feel_safe="no")
    shown = words_of(grown.page)
    assert "116 123 Samaritans, day or night 999 In danger" in shown
    assert "Childline" not in shown
    grown.open("/answer/my_views/check")
    done = words_of(grown.send("my_views"))
    assert "116 123 Samaritans" in done
    assert "Childline" not in done


def test_another_level_is_there_at_home_too_for_what_was_begun(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    maya.begin("my_views", "feelings")
    maya.press("later", answer_feel_today="sad")
    maya.open("/home")
    assert "Easier or harder questions (Short and simple)" in words_of(maya.page)
    data = {**hidden_fields(maya.page), "level": "full"}
    maya.page = maya.browser.post("/level", data=data, follow_redirects=True)
    assert maya.page.request.path == "/home"
    assert "Easier or harder questions (In more detail)" in words_of(maya.page)
    assert 'name="level" value="full"' not in maya.page.text
    assert "How life is" in words_of(maya.open("/answer/my_views"))
    assert 'value="sad" checked' in " ".join(maya.open("/answer/my_views/feelings").text.split())


def test_a_school_is_not_asked_which_service_it_is(app: Flask, write: Write) -> None:
    school = Phone(app, write("school").secrets)
    assert "Begun, not sent yet" not in words_of(school.page)
    assert "Your view from your work" in words_of(school.page)
    assert 'href="/answer/partner_view/school"' in school.open("/answer/partner_view").text
    assert "You have not said anything yet" in words_of(school.open("/answer/partner_view/check"))
    health = Phone(app, write("health", people=[("health", "Dr Ray")]).secrets)
    assert 'href="/answer/partner_view/school"' not in health.open("/answer/partner_view").text


def test_the_officer_says_after_the_meeting_that_they_led_it(app: Flask, write: Write) -> None:
    letter = write()
    assert "I’m Amara. I lead your meeting." in words_of(Phone(app, letter.secrets).page)
    with clock.frozen(AFTERWARDS):
        assert "I’m Amara. I led your meeting." in words_of(Phone(app, letter.secrets).page)


def test_that_nobody_watches_is_said_once_on_each_page(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    maya.begin("my_views", "feelings")
    assert words_of(maya.page).count("Nobody watches") == 1
    maya.press("send", answer_feel_today="sad")
    assert words_of(maya.send("my_views")).count("Nobody watches") == 1
