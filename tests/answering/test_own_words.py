"""What a child calls the things of their life: told once, and said their way from then on."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import force_locale

from participation.db import session
from participation.questionnaires.checker import check_folder
from participation.questionnaires.library import DEFINITIONS
from participation.questionnaires.own_words import USUAL, called_texts, in_own_words
from participation.questionnaires.words import untranslated
from participation.service.questionnaires import translate
from participation.staff.models import Staff
from participation.submissions.actions import read
from participation.submissions.models import Submission
from participation.translating.known import LANGUAGES
from tests.answering.conftest import Write
from tests.document import Document, Element
from tests.questionnaires.shipped import LIBRARY
from tests.walking import Phone, words_of

MAP = "/answer/my_views"
TINY = DEFINITIONS / "my_views.short.v2.toml"


@pytest.fixture
def maya(app: Flask, write: Write) -> Phone:
    """A child who lives at Nan's, and has told so."""
    phone = Phone(app, write().secrets)
    phone.open(f"{MAP}/my_words")
    phone.press("next", answer_call_home="Nan’s")
    phone.press("next", answer_call_mum="Mama Jo")
    return phone


def tiles(phone: Phone, question: str) -> list[Element]:
    """The words that can be chosen."""
    boxes = Document.read(phone.page.text).all("input")
    return [each for each in boxes if each["type"] == "radio" and each["name"] == f"answer_{question}"]


def test_home_is_said_their_way_on_the_map_in_the_question_and_before_sending(maya: Phone) -> None:
    assert "\u2068Nan’s\u2069" in maya.open(MAP).text
    assert "Where I live" not in words_of(maya.page)
    assert "\u2068Nan’s\u2069: how is it there?" in maya.open(f"{MAP}/home").text
    maya.press("next", answer_where_i_live="good")
    assert "\u2068Mama Jo\u2069, dad, grandparents, anyone." in maya.open(f"{MAP}/family_time").text
    assert "\u2068Nan’s\u2069: how is it there?" in maya.open(f"{MAP}/check").text


def test_what_nobody_told_is_asked_as_it_always_is(maya: Phone) -> None:
    assert "Do you see your family as much as you want?" in words_of(maya.open(f"{MAP}/family_time"))


def test_a_word_that_is_taken_back_is_gone(maya: Phone) -> None:
    maya.open(f"{MAP}/my_words")
    maya.press("next", answer_call_home="")
    assert "How is it where you live?" in words_of(maya.open(f"{MAP}/home"))


def test_their_words_are_words_whatever_they_write(maya: Phone) -> None:
    maya.open(f"{MAP}/my_words")
    maya.press("next", answer_call_home="<b>{mum}</b>")
    assert "&lt;b&gt;{mum}&lt;/b&gt;" in maya.open(f"{MAP}/home").text


def test_a_usual_word_is_one_tap_and_is_said_from_then_on(app: Flask, write: Write) -> None:
    phone = Phone(app, write().secrets)
    phone.open(f"{MAP}/my_words")
    assert [each["value"] for each in tiles(phone, "call_people")] == ["My family", "My carers", "The staff"]
    phone.press("next", answer_call_home=["Our house", ""])
    assert "\u2068Our house\u2069: how is it there?" in phone.open(f"{MAP}/home").text
    assert "Our house" in words_of(phone.open(f"{MAP}/check"))


def test_a_usual_word_is_said_in_the_language_of_whoever_reads_it(app: Flask, write: Write) -> None:
    phone = Phone(app, write().secrets, "ar")
    phone.open(f"{MAP}/my_words")
    phone.press("next", answer_call_home=["Our house", ""])
    assert "\u2068دارنا\u2069" in phone.open(MAP).text
    assert "دارنا" in words_of(phone.open(f"{MAP}/check"))
    phone.send("my_views", share="officer")
    with app.app_context():
        (opened,) = read(session().query(Staff).first(), [session().query(Submission).one()], "preparing the review")
        lines = {line.question.id: line for line in opened.answers.lines(opened.questionnaire, untranslated)}
    assert lines["call_home"].value == ("Our house",)


def test_what_is_typed_counts_before_what_is_chosen_and_is_a_word_to_choose_from_then_on(maya: Phone) -> None:
    maya.open(f"{MAP}/my_words")
    maya.press("next", answer_call_home=["Home", "Grandad’s"])
    maya.open(f"{MAP}/my_words")
    own, *usual = tiles(maya, "call_home")
    assert own["value"] == "Grandad’s"
    assert "checked" in own
    assert not any("checked" in each for each in usual)
    maya.press("next", answer_call_home=["The unit", ""])
    assert "\u2068The unit\u2069: how is it there?" in maya.open(f"{MAP}/home").text


def test_what_is_too_long_for_a_word_comes_back_in_its_box(maya: Phone) -> None:
    maya.open(f"{MAP}/my_words")
    maya.press("next", answer_call_home=["Home", "a" * 41])
    assert "This is too long by 1 letters." in words_of(maya.page)
    box = next(each for each in Document.read(maya.page.text).all("input") if each["id"] == "question_call_home")
    assert box["value"] == "a" * 41


@pytest.mark.parametrize("locale", [each.locale for each in LANGUAGES.values()])
def test_no_two_words_of_a_list_are_the_same_in_any_language(app: Flask, locale: str) -> None:
    with app.test_request_context(), force_locale(locale):
        for words in USUAL.values():
            assert len({str(translate(*word)) for word in words}) == len(words)


def test_the_officer_reads_them_and_the_questions_as_everybody_gets_them(app: Flask, maya: Phone) -> None:
    maya.open(f"{MAP}/home")
    maya.press("next", answer_where_i_live="good")
    maya.open(f"{MAP}/check")
    maya.send("my_views", share="officer")
    with app.app_context():
        (opened,) = read(session().query(Staff).first(), [session().query(Submission).one()], "preparing the review")
        lines = {line.question.id: line for line in opened.answers.lines(opened.questionnaire, untranslated)}
    assert (lines["call_home"].value, lines["call_home"].sharing) == (("Nan’s",), "officer")
    assert lines["where_i_live"].text == "How is it where you live?"


def test_the_youngest_are_asked_in_the_word_that_their_grown_up_told(app: Flask, write: Write) -> None:
    phone = Phone(app, write(born_on=date(2020, 2, 1)).secrets)
    phone.open(f"{MAP}/helper")
    phone.press("next", answer_helped_by="carer", answer_call_home="Nan’s")
    phone.press("next", answer_likes_rain="yes")
    phone.press("next", answer_understands="yes")
    phone.press("next", answer_feel_today="happy")
    assert "\u2068Nan’s\u2069: do you like it there?" in phone.open(f"{MAP}/home").text


def test_whoever_has_left_care_is_asked_in_their_words_too(app: Flask, write: Write) -> None:
    phone = Phone(app, write(born_on=date(2006, 2, 1)).secrets)
    phone.open(f"{MAP}/my_words")
    phone.press("next", answer_call_home="my flat")
    phone.press("next", answer_call_family_time="Sundays", answer_call_mum="Mama Jo")
    assert "\u2068my flat\u2069: how is it there?" in phone.open(f"{MAP}/home").text
    asked = phone.open(f"{MAP}/family_time").text
    assert "\u2068Sundays\u2069: is it as much as you want?" in asked
    assert "\u2068Mama Jo\u2069, dad, grandparents, anyone." in asked


@pytest.mark.parametrize("level", ["pictures", "short", "full", "leaving_care"])
def test_every_word_that_is_asked_for_is_used(level: str) -> None:
    asked = LIBRARY.latest("my_views", level)
    told = {each.id: f"<{each.id}>" for each in asked.questions if each.id.startswith("call_")}
    assert told
    say = in_own_words(asked, told, untranslated)
    said = " ".join(say(context, english) for context, english, _ in called_texts(asked))
    assert [each for each in told.values() if each not in said] == []


@pytest.mark.parametrize(
    ("text", "mistake"),
    [("{nan}: how is it?", "“{nan}”"), ("How is it there?", "Nothing of {family_time}, {home}, {mum}, {people}")],
)
def test_a_file_that_would_put_in_nothing_is_refused(tmp_path: Path, text: str, mistake: str) -> None:
    written = TINY.read_text("utf-8").replace("{home}: how is it there?", text)
    (tmp_path / TINY.name).write_text(written, "utf-8")
    assert any(mistake in str(each) for each in check_folder(tmp_path))
