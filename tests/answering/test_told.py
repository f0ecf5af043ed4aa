"""What a child is told of who reads, what the officer has to do, and whom one can talk to now."""

import re

from flask import Flask

from tests import factories
from tests.answering.conftest import Write
from tests.walking import Phone, words_of

MUST_TELL = "If somebody may get hurt, your officer must tell people who can help. They will try to tell you first."
STANDS_IN = "Only Amara, or a colleague"
GOES_TO = "Amara reads this, or a colleague if they are away."
TALK = "If something is wrong, you can talk to somebody now. 0800 1111 Childline, day or night 999 In danger"
FIRST = {"my_views": "feelings", "my_meeting": "where", "my_advocate": "what_it_is", "carer_view": "going_well"}
ASK = "Ask someone to contact me"


def pages(phone: Phone, purpose: str, **answers: str) -> dict[str, str]:
    """The words of every page up to the list of all answers; from a map, of one topic after the other."""
    phone.begin(purpose, FIRST[purpose])
    shown: dict[str, str] = {}
    for _ in range(60):
        page = phone.page.request.path.rpartition("/")[2]
        if page == purpose:
            topics = re.findall(rf'href="/answer/{purpose}/(\w+)', phone.page.text)
            phone.begin(purpose, next((each for each in topics if each not in {*shown, "check"}), "check"))
            continue
        shown[page] = words_of(phone.page)
        if page == "check":
            return shown
        phone.press("next", **answers)
    raise AssertionError(f"no end after 60 pages: {list(shown)}")


def test_whoever_chooses_who_may_hear_it_reads_that_a_colleague_may_stand_in(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    shown = pages(maya, "my_views", answer_feel_today_words="I miss my dog")
    assert f"Who can hear this? {STANDS_IN} It can be said in my meeting" in shown["check"]
    assert all(GOES_TO in words for words in shown.values())


def test_before_an_officer_is_named_nobody_is_made_up(app: Flask) -> None:
    with app.app_context():
        _, secrets = factories.letter(factories.review())
    maya = Phone(app, secrets)
    assert "Meet " not in words_of(maya.page)
    assert maya.browser.get("/officer").status_code == 404
    shown = pages(maya, "my_views", answer_feel_today="ok", answer_feel_today_words="It is fine")
    assert "Who can hear this? Only your officer, or a colleague" in shown["check"]
    assert all("Your officer reads this, or a colleague if they are away." in words for words in shown.values())
    assert "It is on its way to your officer." in words_of(maya.send("my_views"))


def test_where_harm_may_be_told_a_child_reads_before_what_the_officer_has_to_do(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    views = pages(maya, "my_views", answer_feel_safe="not_always")
    meeting = pages(maya, "my_meeting", answer_meeting_where="home")
    assert {id for id, words in views.items() if MUST_TELL in words} == {
        "unkind",
        "safe",
        "safe_more",
        "check",
    }
    assert {id for id, words in meeting.items() if MUST_TELL in words} == {"not_in_front", "check"}
    assert views["safe_more"].index(MUST_TELL) < views["safe_more"].index("What would help you to feel safe?")


def test_it_is_not_said_of_who_does_not_read_it(app: Flask, write: Write) -> None:
    shown = pages(Phone(app, write().secrets), "my_advocate", answer_wants_advocate="yes")
    assert not any(MUST_TELL in words for words in shown.values())


def test_who_says_that_they_are_not_safe_can_talk_to_somebody_on_the_next_page(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    shown = pages(maya, "my_views", answer_feel_safe="no")
    assert {id for id, words in shown.items() if f"{TALK} {ASK}" in words} == {"safe_more", "check"}
    assert f"{TALK} {ASK}" in words_of(maya.open("/answer/my_views"))


def test_asking_to_be_contacted_loses_nothing_that_was_typed(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    pages(maya, "my_views", answer_feel_safe="no")
    maya.open("/answer/my_views/safe_more")
    assert maya.press("contact", answer_unsafe_words="A lock on my door").request.path == "/contact"
    assert "A lock on my door" in maya.open("/answer/my_views/safe_more").text


def test_after_sending_everybody_can_talk_to_somebody_so_that_it_tells_nothing(app: Flask, write: Write) -> None:
    for answer in ("no", "yes"):
        maya = Phone(app, write().secrets)
        pages(maya, "my_views", answer_feel_safe=answer)
        assert f"Nobody watches this page day and night. {TALK} {ASK}" in words_of(maya.send("my_views"))


def test_an_adult_who_is_worried_is_asked_to_ring(app: Flask, write: Write) -> None:
    carer = Phone(app, write("foster_carer").secrets)
    shown = pages(carer, "carer_view", answer_worried_about_safety="yes")
    ring = "If a child may be at risk now, please ring. Do not wait for this to be read. 999 In danger"
    assert {id for id, words in shown.items() if ring in words} == {"check"}
    assert ring in words_of(carer.send("carer_view"))


def test_privacy_says_who_else_can_open_it_and_that_the_officer_is_told(app: Flask) -> None:
    words = words_of(app.test_client().get("/privacy"))
    assert "While they are away, another officer reads it." in words
    assert "Another officer or a manager needs a written reason to open it. Your officer is told." in words
    assert MUST_TELL in words
