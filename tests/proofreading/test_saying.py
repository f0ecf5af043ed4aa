"""What somebody says of a text is kept as they said it; what cannot be taken is told at once, and stays typed."""

import pytest
from flask import Flask

from participation.proofreading.judged import judged_lines
from participation.proofreading.models import Judgement
from participation.proofreading.queries import judgements_of, proofreading_of
from participation.proofreading.texts import ScreenText, as_written, isolated
from tests.databases import on_both
from tests.document import Document
from tests.proofreading.conftest import BY, Give, Reader
from tests.walking import words_of

Words = dict[str, ScreenText]


@pytest.fixture
def reader(app: Flask, give: Give) -> Reader:
    found = Reader(app)
    found.open(give())
    return found


def kept(app: Flask, by: str = BY) -> dict[str, Judgement]:
    with app.app_context():
        found = proofreading_of("ps", by)
        assert found is not None
        return {each.english: each for each in judgements_of(found)}


@on_both
def test_right_change_and_ask_are_kept(app: Flask, reader: Reader, words: Words) -> None:
    home, officer, leave = words["home"].number, words["officer"].number, words["leave"].number
    changed = "زه %(officer)s، ستاسو مسؤول یم."
    answer = reader.say(
        0, **{f"opinion_{home}": "right", f"opinion_{officer}": "change", f"text_{officer}_0": f"  {changed}\r\n"}
    )
    assert answer.location == "/staff/words/screens/1"
    reader.say(1, **{f"opinion_{leave}": "ask", f"question_{leave}": "Is it a button?"})
    said = {each.english: (each.opinion, each.forms, each.question) for each in kept(app).values()}
    assert said == {
        "Home": ("right", [], ""),
        words["officer"].english: ("change", [changed], ""),
        "Leave": ("ask", [], "Is it a button?"),
    }
    assert kept(app)["Home"].seen == list(words["home"].forms)


def test_the_last_word_counts(app: Flask, reader: Reader, words: Words) -> None:
    home = words["home"].number
    reader.say(0, **{f"opinion_{home}": "ask", f"question_{home}": "Where?"})
    reader.say(0, **{f"opinion_{home}": "right"})
    assert [(each.opinion, each.question) for each in kept(app).values()] == [("right", "")]


def test_all_the_rest_on_a_screen_is_right_in_one_press(app: Flask, reader: Reader, words: Words) -> None:
    home = words["home"].number
    reader.say(0, go="rest", **{f"opinion_{home}": "ask", f"question_{home}": "Where?"})
    assert {each.english: each.opinion for each in kept(app).values()} == {
        "Home": "ask",
        words["officer"].english: "right",
    }


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"opinion": "change", "text": "زه یم."}, "must keep %(officer)s"),
        ({"opinion": "change", "text": "زه %(officer)s مسؤول й"}, "has letters that the language does not use: й"),
        ({"opinion": "change", "text": " "}, "Please write the words that should stand here."),
        ({"opinion": "change"}, "This is the same as before."),
        ({"opinion": "ask"}, "Please write your question."),
    ],
)
def test_what_cannot_be_taken_is_told_in_one_sentence_and_stays_typed(
    app: Flask, reader: Reader, words: Words, fields: dict[str, str], sentence: str
) -> None:
    number, home = words["officer"].number, words["home"].number
    sent = {f"opinion_{number}": fields["opinion"], f"opinion_{home}": "right"}
    if "text" in fields:
        sent[f"text_{number}_0"] = fields["text"]
    answer = reader.say(0, **sent)
    assert answer.status_code == 422
    assert sentence in words_of(answer)
    if fields.get("text", "").strip():
        boxes = Document.read(answer.text).all("textarea")
        assert fields["text"] in [as_written(box.text) for box in boxes]
    assert list(kept(app)) == ["Home"], "what is right on the same screen is kept"


def test_what_is_put_in_does_not_turn_over_among_words_from_right_to_left(reader: Reader, words: Words) -> None:
    shown = Document.read(reader.browser.get("/staff/words/screens/0").text)
    (form,) = words["officer"].forms
    assert isolated(form) != form
    assert isolated(form) in [each.text for each in shown.all("p", "textarea")]
    assert as_written(isolated(form)) == form


def test_a_text_that_counts_is_changed_form_by_form(app: Flask, reader: Reader, words: Words) -> None:
    days = words["days"]
    assert len(days.forms) > 1
    changed = days.forms[0].replace("%(num)d", "%(num)d ")
    reader.say(1, **{f"opinion_{days.number}": "change", f"text_{days.number}_0": changed})
    with app.app_context():
        found = proofreading_of("ps", BY)
        assert found is not None
        lines = list(judged_lines(found))
    assert [(line.answer, line.text) for line in lines] == [("change", changed), ("right", "")]


def test_safety_words_come_first_and_how_far_it_is_is_told(reader: Reader, words: Words) -> None:
    overview = reader.browser.get("/staff/words/screens")
    assert "Safety words: 0 of 1" in words_of(overview)
    assert "All words: 0 of 4" in words_of(overview)
    (goes_on,) = (link for link in Document.read(overview.text).all("a") if "main" in link["class"])
    assert goes_on["href"] == "/staff/words/screens/1"
    assert reader.say(1, go="rest").location == "/staff/words/screens/0"
    assert reader.say(0, go="rest").location == "/staff/words/screens"
    assert "You have looked at everything." in words_of(reader.browser.get("/staff/words/screens"))


def test_the_second_person_does_not_see_what_the_first_has_said(app: Flask, give: Give, words: Words) -> None:
    first, second = Reader(app), Reader(app)
    first.open(give())
    leave = words["leave"].number
    first.say(1, **{f"opinion_{leave}": "ask", f"question_{leave}": "Is it a button?"})
    second.open(give(by="CD, care leaver"))
    page = second.browser.get("/staff/words/screens/1")
    assert "Is it a button?" not in page.text
    assert "checked" not in page.text
    assert "0 of 4" in words_of(second.browser.get("/staff/words/screens"))


def test_what_was_said_stays_when_somebody_is_given_another_link(app: Flask, reader: Reader, give: Give) -> None:
    reader.say(0, go="rest")
    again = Reader(app)
    again.open(give())
    assert "All words: 2 of 4" in words_of(again.browser.get("/staff/words/screens"))


def test_a_text_of_another_screen_is_found_and_what_was_said_here_is_kept(
    app: Flask, reader: Reader, words: Words
) -> None:
    leave, home = words["leave"].number, words["home"].number
    assert reader.browser.get(f"/staff/words/texts/{leave}").location == f"/staff/words/screens/1#text_{leave}"
    answer = reader.say(0, to=str(leave), **{f"opinion_{home}": "right"})
    assert answer.location == f"/staff/words/screens/1#text_{leave}"
    assert list(kept(app)) == ["Home"]


def test_hostile_words_run_nowhere_and_come_back_as_they_were_typed(reader: Reader, words: Words) -> None:
    home = words["home"].number
    hostile = "</textarea><script>alert(1)</script>"
    reader.say(0, **{f"opinion_{home}": "ask", f"question_{home}": hostile})
    page = Document.read(reader.browser.get("/staff/words/screens/0").text)
    assert hostile in [box.text for box in page.all("textarea")]
    assert all("src" in script for script in page.all("script"))
