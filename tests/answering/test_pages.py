"""One page of a questionnaire: every way off it keeps what was typed."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from participation import clock
from participation.translating.known import LANGUAGES
from participation.web.languages import said_in
from tests.answering.conftest import TWO_WEEKS_BEFORE, Write
from tests.databases import on_both
from tests.document import Document
from tests.page_checks import CheckedClient
from tests.walking import Phone, hidden_fields, words_of

LOUD = "My room is nice but it is loud at night"
FEELINGS = "/answer/my_views/feelings"
EVERY_KIND = Path(__file__).parent.parent / "definitions" / "every_kind.adult.v1.toml"


@pytest.fixture
def maya(app: Flask, write: Write) -> Phone:
    """A child with a letter, on the first page of what she thinks."""
    phone = Phone(app, write().secrets)
    phone.begin("my_views", "feelings")
    return phone


@pytest.mark.parametrize(
    ("go", "leads_to"),
    [
        ("next", "/answer/my_views/proud"),
        ("skip", "/answer/my_views/proud"),
        ("back", "/answer/my_views"),
        ("map", "/answer/my_views"),
        ("later", "/home"),
        ("send", "/answer/my_views/check"),
        ("help", "/help"),
        ("stay", FEELINGS),
    ],
)
@on_both
def test_every_button_keeps_what_was_typed(maya: Phone, go: str, leads_to: str) -> None:
    page = maya.press(go, answer_feel_today="sad", answer_feel_today_words=LOUD)
    assert page.request.path == leads_to
    again = maya.open(FEELINGS).text
    assert f"\n{LOUD}</textarea>" in again
    assert 'value="sad" id="' not in again
    assert 'value="sad" checked' in again


def test_another_language_keeps_the_page_and_what_was_typed(maya: Phone) -> None:
    data = {**hidden_fields(maya.page), "answer_feel_today_words": LOUD, "language": "ar"}
    answer = maya.browser.post("/language", data=data)
    assert answer.location == FEELINGS
    page = maya.open(answer.location)
    assert 'lang="ar" dir="rtl"' in page.text
    assert f"\n{LOUD}</textarea>" in page.text
    assert 'lang="ar" dir="rtl"' in maya.open("/home").text


def test_both_ends_of_a_scale_are_named_in_the_language_of_the_reader(app: Flask, write: Write) -> None:
    carer = Phone(app, write("foster_carer", language="ar").secrets, language="ar")
    page = words_of(carer.begin("carer_view", "home"))
    lowest = said_in(LANGUAGES["ar"], "carer_view.settled.lowest_text", "Not settled")
    highest = said_in(LANGUAGES["ar"], "carer_view.settled.highest_text", "Fully settled")
    assert f"0: {lowest}" in page
    assert f"10: {highest}" in page
    assert "settled" not in page


def test_going_back_shows_what_was_written_and_loses_nothing(maya: Phone) -> None:
    maya.press("next", answer_feel_today_words=LOUD)
    maya.press("back", answer_proud_of="My bike", answer_hopes="A dog")
    assert LOUD in maya.page.text
    maya.press("next", answer_feel_today_words=LOUD)
    assert maya.page.text.count("My bike") == maya.page.text.count("A dog") == 1


def test_a_child_may_go_on_later_with_the_same_letter_on_another_phone(app: Flask, write: Write) -> None:
    secrets = write().secrets
    first = Phone(app, secrets)
    first.begin("my_views", "feelings")
    first.press("later", answer_feel_today_words=LOUD)
    assert "Begun, not sent yet" in words_of(first.page)
    other = Phone(app, secrets)
    assert "Begun, not sent yet" in words_of(other.page)
    assert LOUD in other.open(FEELINGS).text


def test_who_reads_it_and_by_when_stands_on_every_page(maya: Phone) -> None:
    reads = "Amara reads this, or a colleague if they are away."
    for _ in range(3):
        shown = words_of(maya.page)
        assert reads in shown
        assert "Send it today, and it is read by Wednesday 25 February 2026." in shown
        maya.press("next", answer_feel_today="ok")
    assert "I’m Amara. I read this." in words_of(maya.page)
    assert reads in words_of(maya.skip_to_check())


def test_what_is_sent_on_a_friday_is_read_on_monday(app: Flask, write: Write) -> None:
    friday = TWO_WEEKS_BEFORE + timedelta(days=3)
    with clock.frozen(friday):
        maya = Phone(app, write().secrets)
        assert "read by Monday 2 March 2026" in words_of(maya.begin("my_views", "feelings"))


def test_the_people_of_this_review_are_offered_by_name_and_role(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    maya.begin("my_meeting", "who_comes")
    shown = words_of(maya.page)
    for named in (
        "Jo Miller Your carer",
        "Dad Your parent",
        "Ms Field From your school",
        "Sam Green Your social worker",
    ):
        assert named in shown


def test_a_page_that_is_not_reached_yet_leads_to_the_first_that_is(maya: Phone) -> None:
    """Where there is no map."""
    first = "/answer/my_advocate/what_it_is"
    assert maya.open("/answer/my_advocate/reach_you").request.path == first
    assert "You have not said anything yet" in words_of(maya.open("/answer/my_advocate/check"))


@pytest.mark.parametrize("path", ["/answer/my_views/nothing", "/answer/nothing/feelings", "/answer/carer_view/home"])
def test_what_is_not_asked_of_a_child_is_not_there(maya: Phone, path: str) -> None:
    assert maya.browser.get(path).status_code == 404
    assert maya.browser.post(path, data=hidden_fields(maya.page)).status_code == 404


def test_a_text_that_is_too_long_is_kept_and_explained(maya: Phone) -> None:
    long = "a" * 2500
    page = maya.press("next", answer_feel_today_words=long)
    assert page.status_code == 422
    assert "too long by 500 letters" in page.text
    assert long in page.text
    assert 'href="#question_feel_today_words"' in page.text
    assert 'aria-invalid="true"' in page.text
    assert "Look again: How do you feel today?" in words_of(page)
    assert maya.press("next", answer_feel_today_words=long[:2000]).request.path == "/answer/my_views/proud"


ODD = {
    "nothing but a NUL": "\x00",
    "control characters": "a\x01\x02b\x1b[31m",
    "the end of the first plane": "\uffff\ufffe",
    "direction overrides": "\u202egnorw\u202c",
    "combining marks": "Z" + "\u0301" * 5000,
    "joined emoji": "👩‍👩‍👧‍👦" * 300,
    "markup": "<script>alert(1)</script></textarea><img src=x onerror=alert(1)>",
    "a template": "{{ 7 * 7 }} {% raw %} {# no #}",
    "a formula": "=1+1",
    "arabic": "أريد أن أرى أخي أكثر",
    "half a megabyte": "a" * 500_000,
}


@pytest.mark.parametrize("typed", ODD.values(), ids=ODD.keys())
def test_whatever_is_typed_comes_back_and_breaks_nothing(maya: Phone, typed: str) -> None:
    page = maya.press("next", answer_feel_today_words=typed)
    assert page.status_code in (200, 422)
    shown = maya.open(FEELINGS)
    assert shown.status_code == 200
    assert "<script>alert" not in shown.text
    assert "<img src=x" not in shown.text


RAW = {
    "half a surrogate pair": b"answer_feel_today_words=%ED%A0%80&go=next",
    "overlong bytes": b"answer_feel_today_words=%C0%AF%FF%FE&go=next",
    "raw bytes": b"answer_feel_today_words=\xff\xfe\xed\xa0\x80&go=next",
    "two thousand fields": b"&".join(b"answer_%d=1" % n for n in range(2000)),
    "one field five hundred times": b"&".join([b"answer_feel_today=sad"] * 500),
    "a choice that is not offered": b"answer_feel_today=../../etc/passwd&go=next",
    "a button that is not there": b"go=%00&edition=-1&page=x",
    "an edition beyond all counting": b"edition=" + b"9" * 5000,
}


@pytest.mark.parametrize("body", RAW.values(), ids=RAW.keys())
def test_bytes_that_no_browser_would_send_are_no_trouble(maya: Phone, body: bytes) -> None:
    token = hidden_fields(maya.page)["csrf_token"].encode()
    kind = "application/x-www-form-urlencoded"
    answer = maya.browser.post(FEELINGS, data=b"csrf_token=" + token + b"&" + body, content_type=kind)
    assert answer.status_code < 500
    assert maya.open(FEELINGS).status_code == 200


def test_megabytes_are_refused_with_a_page_that_says_how_to_go_on(maya: Phone) -> None:
    data = {**hidden_fields(maya.page), "answer_feel_today_words": "a" * 9_000_000}
    answer = maya.browser.post(FEELINGS, data=data)
    assert answer.status_code == 413
    assert "Your words are still on that page" in answer.text


def test_the_key_enter_presses_next_and_never_leave(maya: Phone) -> None:
    first = maya.page.text.index("<button")
    assert maya.page.text[first:].startswith('<button class="unseen" name="go" value="next"')


@pytest.fixture
def carer(make_app: Callable[..., Flask], write: Write, tmp_path: Path) -> Phone:
    """A carer whose council asks every kind of question."""
    shutil.copy(EVERY_KIND, tmp_path / "carer_view.adult.v9.toml")
    app = make_app(questionnaires_dir=str(tmp_path))
    app.test_client_class = CheckedClient
    phone = Phone(app, write("foster_carer").secrets)
    phone.begin("carer_view", "words")
    return phone


def test_every_kind_of_question_is_shown_kept_and_listed(carer: Phone) -> None:
    carer.press("next", answer_name="Jo", answer_story="A good week.")
    carer.press("next", answer_animal="dog", answer_colours=["red", "blue"], answer_mood="bad")
    carer.press("next", answer_settled="4", answer_seen_on="2026-02-20")
    carer.open("/answer/carer_view/measures")
    assert 'value="4" checked' in carer.page.text
    assert 'type="date" id="question_seen_on" name="answer_seen_on" value="2026-02-20"' in carer.page.text
    assert "1: Not at all" in words_of(carer.page)
    carer.open("/answer/carer_view/people")
    shown = words_of(carer.skip_to_check())
    for answer in ("Jo", "A good week.", "A dog", "Red Blue", "Bad", "4 on a scale from 1 to 5", "20/02/2026"):
        assert answer in shown


def test_a_day_that_cannot_be_read_is_shown_as_it_was_typed(carer: Phone) -> None:
    carer.press("skip")
    carer.press("skip")
    page = carer.press("next", answer_seen_on="last Tuesday")
    assert page.status_code == 422
    assert 'type="text" id="question_seen_on" name="answer_seen_on" value="last Tuesday"' in page.text
    assert carer.press("next", answer_seen_on="17/02/2026").status_code == 200


def test_an_adult_walks_the_same_pages_in_other_words(carer: Phone) -> None:
    assert "Amara, who chairs the review, reads this, or a colleague if they are away." in words_of(carer.page)
    assert "Who can hear this?" not in words_of(carer.page)
    assert "You are asked for your view before a review" in words_of(carer.open("/home"))


def test_what_a_council_asks_and_nobody_has_translated_is_said_to_be_english(carer: Phone) -> None:
    asked = next(iter(Document.read(carer.page.text).all("h1"))).text
    carer.browser.post("/language", data={**hidden_fields(carer.page), "language": "ar"})
    page = Document.read(carer.open("/answer/carer_view/words").text)
    (heading,) = page.all("h1")
    assert [(each["lang"], each["dir"], each.text) for each in heading.all("span")] == [("en", "ltr", asked)]
    carer.press("skip")
    spoken = carer.open("/answer/carer_view/options").text
    assert '<span lang="en" dir="ltr">A dog</span>' in spoken
    assert 'dir="rtl"' in spoken
