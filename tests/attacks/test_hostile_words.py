"""Whatever a respondent types arrives as it was typed, runs nowhere, and breaks nothing."""

import json
from collections.abc import Iterable, Iterator
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation.db import session
from participation.operations.cli import cli
from participation.questionnaires.kinds import KINDS
from participation.questionnaires.model import Question, Questionnaire
from participation.questionnaires.own_words import ASKED_AS
from participation.service.questionnaires import library
from participation.staff.models import Role
from participation.submissions.actions import opened
from participation.submissions.models import Submission
from tests import factories
from tests.answering.conftest import MEETING, Write
from tests.attacks.addresses import somebody
from tests.attacks.corpus import ENORMOUS, kept, naughty, together
from tests.casework.sending import send_with
from tests.databases import on_both
from tests.document import Document, Element
from tests.walking import Phone, hidden_fields, signed_in

FEELINGS = "/answer/my_views/feelings"
LONG = 2000
ASKED = {
    "child": ("my_views", "my_meeting", "my_advocate"),
    "foster_carer": ("carer_view",),
    "parent": ("parent_view",),
    "school": ("partner_view",),
}

ASKS = {"answer_wants_advocate": "yes"}
"""Else nothing would be said to an advocate."""


def test_every_kind_of_words_keeps_every_string() -> None:
    long, short = Question("words", "long_text", "Words?"), Question("words", "short_text", "Words?")
    for typed in (*naughty(), *ENORMOUS.values()):
        read = KINDS["long_text"].read(long, [typed])
        assert read == kept(typed)
        assert KINDS["short_text"].read(short, [typed]) == " ".join(kept(typed).split("\n"))
        assert "\n".join(KINDS["long_text"].display(long, read, lambda _, text: text)) == read
        for kind in KINDS.values():
            value = kind.read(long, [typed])
            kind.problem(long, value, lambda _, text: text)
            kind.display(long, value, lambda _, text: text)
            kind.tally(long, value)


def boxes(page: TestResponse) -> list[Element]:
    """Where words can be typed on a page."""
    found = Document.read(page.text).all("textarea", "input")
    return [each for each in found if each["name"].startswith("answer_") and each["type"] in ("", "text")]


def shown_in(page: TestResponse) -> dict[str, str]:
    """What stands in the boxes of a page, or on the chosen tile above one: there comes back what a child calls things.

    A browser leaves out the line end that begins a box.
    """
    tiles = [each for each in Document.read(page.text).all("input") if each["type"] == "radio" and "checked" in each]
    chosen = {tile["name"]: tile["value"] for tile in tiles}
    return {
        box["name"]: (box["value"] or chosen.get(box["name"], ""))
        if box.tag == "input"
        else "".join(box.strings()).removeprefix("\n")
        for box in boxes(page)
    }


def type_everything(phone: Phone, purpose: str, long: Iterator[str], short: Iterator[str]) -> dict[str, str]:
    """Words into every box of a questionnaire, to be said in the meeting too; gives what each question has to keep."""
    typed: dict[str, str] = {}
    for page in asked(phone.browser.application, purpose).pages:
        here = f"/answer/{purpose}/{page.id}"
        if phone.open(here).request.path != here:
            continue  # only for somebody else, or after another answer
        names = [(box["name"], box.tag) for box in boxes(phone.page)]
        texts = {name: next(long) if tag == "textarea" else next(short) for name, tag in names}
        phone.press("next", **ASKS, **texts)
        assert phone.page.status_code == 200, here
        expected = {name: kept(text) for name, text in texts.items()}
        assert shown_in(phone.open(here)) == expected
        typed |= {name.removeprefix("answer_"): text for name, text in expected.items()}
    phone.open(f"/answer/{purpose}/check")
    return typed


@on_both
def test_all_that_people_type_reaches_the_officer_as_it_was_typed(app: Flask) -> None:
    app.test_client_class = FlaskClient  # what is typed looks like what no page of ours may say
    with app.app_context():
        amara, secret = factories.staff(email="amara@example.org")
        review = factories.review(
            amara, MEETING, people=[("foster_carer", "Jo"), ("parent", "Dad"), ("school", "Ms Field")]
        )
        letters = {respondent: factories.letter(review, respondent)[1] for respondent in ASKED}
        address = f"/staff/reviews/{review.id}"
    texts = together(LONG)
    long, short = cycle(texts), cycle([each for each in naughty() if len(each) < 80 and "\n" not in kept(each)])
    typed: dict[str, dict[str, str]] = {}
    for respondent, purposes in ASKED.items():
        phone = Phone(app, letters[respondent])
        for purpose in purposes:
            typed[purpose] = type_everything(phone, purpose, long, short)
            assert phone.send(purpose, share="meeting").request.path.endswith("/done")
    assert {kept(text) for text in texts} <= {text for answers in typed.values() for text in answers.values()}
    with app.app_context():
        for submission in session().scalars(select(Submission)):
            values = opened(submission).answers.values
            assert {id: values[id] for id in typed[submission.purpose]} == typed[submission.purpose]
    desk = signed_in(app, "amara@example.org", secret)
    assert not missing_on(desk.get(address), typed, ("my_views", "carer_view", "parent_view", "partner_view"))
    for_the_meeting = {id: text for id, text in typed["my_views"].items() if not id.startswith(ASKED_AS)}
    assert not missing_on(desk.get(f"{address}/pack"), {"my_views": for_the_meeting}, ("my_views",))
    with app.app_context():
        sent = {submission.purpose: submission.id for submission in session().scalars(select(Submission))}
    advocate = somebody(app, Role.ADVOCATE)
    assert not missing_on(advocate.get(f"/staff/advocacy/{sent.pop('my_advocate')}"), typed, ("my_advocate",))
    for purpose, id in sent.items():
        assert not missing_on(desk.get(f"/staff/submissions/{id}"), typed, (purpose,))


def test_the_file_for_the_case_record_holds_every_string_and_nothing_that_acts(app: Flask, tmp_path: Path) -> None:
    boxes_of = [question.id for question in asked(app, "my_views").questions if question.kind == "long_text"]
    typed = dict(zip(boxes_of, cycle(together(LONG)), strict=False))
    with app.app_context():
        review = factories.review(factories.staff()[0], MEETING)
        sent = send_with(factories.letter(review)[1], "my_views", **typed)
    for ending in ("json", "pdf"):
        at = tmp_path / f"words.{ending}"
        done = CliRunner().invoke(cli, ["export", "submission", sent, "--out", str(at)], obj=lambda **_: app)
        assert done.exit_code == 0, done.output
    answers = {
        word for each in json.loads((tmp_path / "words.json").read_text("utf-8"))["answers"] for word in each["answer"]
    }
    assert len(answers) > 5
    assert answers <= {kept(text) for text in typed.values()}
    drawn = (tmp_path / "words.pdf").read_bytes()
    assert not [acts for acts in (b"/JavaScript", b"/URI", b"/Launch", b"/EmbeddedFile") if acts in drawn]


def asked(app: Flask, purpose: str) -> Questionnaire:
    """What a child is asked, or an adult."""
    with app.app_context():
        return library().latest(purpose, "short" if purpose.startswith("my_") else "adult")


def missing_on(page: TestResponse, typed: dict[str, dict[str, str]], purposes: Iterable[str]) -> set[str]:
    """What was typed and does not stand on a page exactly so."""
    elements = Document.read(page.text).all("q", "blockquote", "dd", "span")
    shown = {words_of(each) for each in elements}
    return {text for purpose in purposes for text in typed[purpose].values() if text} - shown


def words_of(element: Element) -> str:
    """The words as they stand, line by line."""
    parts = (part if isinstance(part, str) else "\n" if part.tag == "br" else "" for part in element.children)
    return "".join(parts)


@pytest.mark.parametrize("typed", ENORMOUS.values(), ids=ENORMOUS.keys())
def test_what_is_far_too_much_comes_back_whole_with_one_sentence(app: Flask, write: Write, typed: str) -> None:
    app.test_client_class = FlaskClient
    maya = Phone(app, write().secrets)
    maya.begin("my_views", "feelings")
    page = maya.press("next", answer_feel_today_words=typed)
    assert page.status_code in (413, 422)
    text = "".join(next(Document.read(page.text).all("textarea")).strings()).removeprefix("\n")
    assert text.replace("\r\n", "\n").strip() == kept(typed)
    assert "too long" in page.text or "too much" in page.text


RAW = {
    "half a surrogate": b"%ED%A0%80",
    "both halves, each alone": b"%ED%A0%BD%ED%B8%80",
    "overlong": b"%C0%AF%E0%80%AF%F0%80%80%AF",
    "percent signs that say nothing": b"%zz%%%u0041% ",
    "UTF-7": b"+ADw-script+AD4-",
    "NUL": b"%00a%00",
}


@on_both
def test_bytes_that_are_no_text_are_kept_as_far_as_they_are(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    maya.begin("my_views", "feelings")
    for name, raw in RAW.items():
        fields = urlencode({**hidden_fields(maya.open(FEELINGS)), "go": "stay"}).encode()
        body = fields + b"&answer_feel_today_words=before" + raw + b"after"
        answer = maya.browser.post(FEELINGS, data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 303, name
        (text,) = shown_in(maya.open(FEELINGS)).values()
        assert text.startswith("before"), name
        assert text.endswith("after"), name


def test_a_form_that_no_browser_could_send_is_refused(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    fields = urlencode({**hidden_fields(maya.begin("my_views", "feelings")), "go": "next"}).encode()
    body = fields + b"&answer_feel_today_words=\xff\xfe\xed\xa0\x80\x80"
    for kind in (
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json",
        "nonsense",
    ):
        assert maya.browser.post(FEELINGS, data=body, content_type=kind).status_code == 400, kind


@on_both
@pytest.mark.parametrize("times", [500, 2000])
def test_a_form_of_very_many_fields_is_read_or_given_back(app: Flask, write: Write, times: int) -> None:
    maya = Phone(app, write().secrets)
    maya.begin("my_views", "feelings")
    fields = [*hidden_fields(maya.page).items(), ("go", "next"), ("answer_feel_today_words", "Mine")]
    for more in ([("answer_feel_today_words", "other")] * times, [(f"answer_{n}", "x") for n in range(times)]):
        body = urlencode([*fields, *more])
        answer = maya.browser.post(FEELINGS, data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 303
        assert shown_in(maya.open(FEELINGS)) == {"answer_feel_today_words": "Mine"}
        fields = [*hidden_fields(maya.page).items(), ("go", "next"), ("answer_feel_today_words", "Mine")]
