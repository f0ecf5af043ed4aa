"""A child says of each person whether they come; where pages ask it apart, who is named twice is asked about once."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from participation.questionnaires.library import DEFINITIONS
from tests.answering.conftest import Write
from tests.page_checks import CheckedClient
from tests.walking import Phone, hidden_fields, words_of

TWICE = "You chose Dad on more than one page. Which is right?"


@pytest.fixture
def maya(make_app: Callable[..., Flask], write: Write, tmp_path: Path) -> Phone:
    """A child whose council asks on three pages, who has said that Dad should come, on the one for who should not."""
    shutil.copy(DEFINITIONS / "my_meeting.short.v1.toml", tmp_path / "my_meeting.short.v9.toml")
    app = make_app(questionnaires_dir=str(tmp_path))
    app.test_client_class = CheckedClient
    phone = Phone(app, write().secrets)
    phone.begin("my_meeting", "where")
    for _ in ("where", "when"):
        phone.press("skip")
    phone.press("next", answer_people_come=[person(phone, "Dad")])
    return phone


@pytest.fixture
def erin(app: Flask, write: Write) -> Phone:
    """A child on the page that asks of everybody at once."""
    phone = Phone(app, write().secrets)
    phone.begin("my_meeting", "who_comes")
    return phone


def named(phone: Phone) -> dict[str, str]:
    """The people of the list by name: the field under which what is said of them is posted."""
    pattern = r'<bdi>([^<]+)</bdi>(?:(?!</fieldset>).)*?name="(answer_guests\.\w{26})"'
    return dict(re.findall(pattern, phone.page.text, re.DOTALL))


def said(phone: Phone, **answers: str) -> dict[str, str]:
    """Posted by the names of the people: said(phone, Dad="no")."""
    fields = named(phone)
    return {fields[name]: f"{fields[name].partition('.')[2]}:{answer}" for name, answer in answers.items()}


def test_each_person_has_three_answers_of_their_own(erin: Phone) -> None:
    assert list(named(erin)) == ["Dad", "Jo Miller", "Ms Field", "Sam Green"]
    for field in named(erin).values():
        tiles = re.findall(rf'<input type="radio" name="{re.escape(field)}" value="(\w+:\w+)"', erin.page.text)
        assert [tile.partition(":")[2] for tile in tiles] == ["yes", "part", "no"]
    assert erin.page.text.count('id="question_guests"') == 1


def test_what_was_said_of_each_is_kept_shown_and_sent(erin: Phone) -> None:
    answers = said(erin, **{"Dad": "no", "Jo Miller": "yes", "Sam Green": "part"})
    erin.press("next", **answers, answer_guests=["someone_else"], answer_guests_words="My nan, yes")
    assert erin.page.request.path.endswith("/who_part")
    erin.open("/answer/my_meeting/who_comes")
    assert all(f'value="{value}" checked' in erin.page.text for value in answers.values())
    erin.open("/answer/my_meeting/check")
    shown = words_of(erin.page)
    assert "Dad: No Jo Miller: Yes Sam Green: For a part Somebody else" in shown
    assert erin.send("my_meeting").request.path.endswith("/done")


def test_whoever_takes_it_back_has_said_it_of_nobody(erin: Phone) -> None:
    answers = said(erin, **{"Dad": "no", "Jo Miller": "yes"})
    erin.press("stay", **answers)
    assert erin.page.text.count(" checked") == 2
    erin.press("stay", **answers, clear="guests")
    assert erin.page.request.path.endswith("/who_comes")
    assert " checked" not in erin.page.text


def test_two_windows_are_shown_both_lists_and_keep_the_one_that_is_chosen(erin: Phone) -> None:
    first = said(erin, Dad="yes")
    stale = {**hidden_fields(erin.page), **said(erin, Dad="no"), "go": "next"}
    erin.press("next", **first)
    asked = erin.browser.post("/answer/my_meeting/who_comes", data=stale)
    assert asked.status_code == 409
    assert "Saved before Dad: Yes Written here Dad: No" in words_of(asked)
    erin.browser.post("/answer/my_meeting/who_comes", data={**hidden_fields(asked), "keep": "here"})
    assert "Dad: No" in words_of(erin.open("/answer/my_meeting/check"))


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


def test_whom_a_young_child_means_by_somebody_else_the_grown_up_beside_them_says(app: Flask, write: Write) -> None:
    mia = Phone(app, write(born_on=date(2020, 2, 1)).secrets)
    mia.begin("my_meeting", "where")
    mia.press("next")
    asked = mia.press("next", answer_guests="someone_else")
    assert asked.request.path == "/answer/my_meeting/who_comes_else"
    assert "For the grown-up Who else? Should they come?" in words_of(asked)
    assert mia.press("next", answer_guests_words="Nan").request.path == "/answer/my_meeting/take_part"
    mia.open("/answer/my_meeting/who_comes")
    assert mia.press("next").request.path == "/answer/my_meeting/take_part"
