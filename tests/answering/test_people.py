"""A child who names somebody twice is shown what they said, asked once, and never stopped."""

import re

import pytest
from flask import Flask

from tests.answering.conftest import Write
from tests.walking import Phone, words_of

TWICE = "You chose Dad on more than one page. Which is right?"


@pytest.fixture
def maya(app: Flask, write: Write) -> Phone:
    """A child who has said that Dad should come, on the page that asks who should not."""
    phone = Phone(app, write().secrets)
    phone.begin("my_meeting", "where")
    while "people_come" not in phone.page.text:
        phone.press("skip")
    phone.press("next", answer_people_come=[person(phone, "Dad")])
    return phone


def person(phone: Phone, name: str) -> str:
    found = re.search(
        rf'name="answer_\w+" value="([0-9a-z]{{26}})"[^>]*>(?:(?!</label>).)*<bdi>{name}</bdi>',
        phone.page.text,
        re.DOTALL,
    )
    assert found
    return found[1]


def test_what_was_said_of_somebody_stands_below_their_name_on_the_next_page(maya: Phone) -> None:
    assert maya.page.request.path.endswith("/who_not")
    shown = words_of(maya.page)
    assert "Dad Your parent You said: Who comes" in shown
    assert shown.count("You said:") == 1


def test_who_is_named_twice_is_asked_about_once_and_sending_stays_possible(maya: Phone) -> None:
    maya.press("next", answer_people_not=[person(maya, "Dad")])
    assert "You said: Who comes You said: Who does not come" in words_of(maya.page)
    shown = words_of(maya.skip_to_check())
    assert f"{TWICE} Who comes Who does not come You can also leave it and send it." in shown
    assert shown.count(TWICE) == 1
    for page in ("who_comes", "who_not"):
        assert f'class="button" href="/answer/my_meeting/{page}?from=check"' in maya.page.text
    assert maya.send("my_meeting").request.path.endswith("/done")


def test_putting_it_right_ends_the_question(maya: Phone) -> None:
    maya.press("next", answer_people_not=[person(maya, "Dad")])
    maya.skip_to_check()
    maya.open("/answer/my_meeting/who_comes?from=check")
    assert "You said: Who does not come" in words_of(maya.page)
    maya.press("next", answer_people_come=[person(maya, "Jo Miller")])
    assert "Which is right?" not in words_of(maya.page)
