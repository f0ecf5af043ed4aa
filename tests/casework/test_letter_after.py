"""The letter to the child after a review: what the officer writes, what stands in it, and who may."""

import io
import re
from datetime import date

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation import clock, db
from participation.afterwards.models import Act, ReviewAct
from participation.audit.models import AuditEntry
from participation.letters.after import direction_of
from participation.outcomes.actions import Decision, answer
from participation.outcomes.childs_letter import WrittenToChild, save_letter
from participation.outcomes.models import ChildsLetter
from participation.outcomes.reading_age import longest_sentence, reading_age
from participation.staff.models import Staff
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.walking import hidden_fields, words_of

HELD = date(2026, 3, 6)
AGREED_BY = date(2026, 4, 2)
WISH = "I want to see Leo on Sundays"
SECRET = "Nobody but you may know of the dog"
WORDS = "It was good to see you. I come again in May."


class Writing:
    """Amara writes to Maya, who has asked for two things, one for her officer alone."""

    def __init__(self, desk: Desk, **child: object) -> None:
        self.desk = desk
        self.review_id = desk.review("Maya", HELD, **child)
        self.wish = desk.receive(self.review_id, "my_views", ask_for=WISH, share_ask_for="meeting")
        self.secret = desk.receive(self.review_id, "my_views", want_different=SECRET)
        desk.open(self.review_id)

    @property
    def path(self) -> str:
        """Where the page is."""
        return f"/staff/reviews/{self.review_id}/letter"

    def page(self) -> TestResponse:
        """As it stands."""
        return self.desk.browser.get(self.path)

    def press(self, go: str, words: str = WORDS, things: dict[str, str] | None = None) -> TestResponse:
        """Type and press a button: `things` are the words about each that is to stand in the letter."""
        data = {**hidden_fields(self.page()), "words": words, "go": go}
        for key, said in (things or {}).items():
            data |= {f"t-{key}-stands": "y", f"t-{key}-words": said}
        return self.desk.browser.post(self.path, data=data)

    @property
    def keys(self) -> tuple[str, str]:
        """The wish, and what only the officer was to hear."""
        return f"{self.wish}-ask_for", f"{self.secret}-want_different"


def text_of(answer: TestResponse) -> str:
    """The words of a PDF."""
    document = pypdfium2.PdfDocument(io.BytesIO(answer.data))
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


@pytest.fixture
def writing(desk: Desk) -> Writing:
    """On the Monday after the meeting."""
    return Writing(desk)


def test_the_letter_holds_the_wish_its_answer_and_the_words(writing: Writing) -> None:
    wish, _ = writing.keys
    printed = writing.press("print", things={wish: "You see him from May on."})
    assert printed.mimetype == "application/pdf"
    text = text_of(printed)
    for words in ("Hello Maya", "Friday 6 March 2026", WISH, "You see him from May on.", "I come again in May."):
        assert words in text
    assert SECRET not in text


def test_what_only_the_officer_was_to_hear_is_left_out_until_it_is_ticked(writing: Writing) -> None:
    _, secret = writing.keys
    assert SECRET in words_of(writing.page())
    assert "checked" not in writing.page().text
    text = text_of(writing.press("print", things={secret: ""}))
    assert SECRET in text
    assert "There is no answer yet." in text
    assert "Not this time" not in text


def test_what_was_answered_stands_there_and_what_is_for_the_record_does_not(writing: Writing) -> None:
    with writing.desk.app.app_context():
        officer = db.session().get_one(Staff, writing.desk.staff_id)
        decision = Decision("not_agreed", why="Her aunt has a new partner", who_does="Sam")
        answer(officer, writing.review_id, writing.wish, "ask_for", decision)
    text = text_of(writing.press("print", things={writing.keys[0]: ""}))
    assert "Not this time" in text
    assert "Who does it: Sam" in text
    page = writing.page().text
    assert page.count("checked") == 1
    assert "new partner" not in page + text


def test_what_was_saved_is_there_again(writing: Writing) -> None:
    wish, _ = writing.keys
    assert writing.press("save", things={wish: "We talk about it."}).status_code == 303
    page = writing.page().text
    assert "I come again in May." in page
    assert "We talk about it." in page
    assert page.count("checked") == 1
    assert "Printed as it stands" not in page


def test_the_page_says_that_it_was_printed_until_it_is_changed(writing: Writing) -> None:
    writing.press("print")
    assert "Printed as it stands on Monday 9 March 2026." in words_of(writing.page())
    writing.press("save", "Other words")
    assert "Printed as it stands" not in words_of(writing.page())


def test_what_is_too_long_comes_back_and_nothing_is_kept(writing: Writing) -> None:
    answer = writing.press("print", "a" * 4001)
    assert answer.status_code == 422
    assert "a" * 4001 in answer.text
    assert "too long for the letter" in words_of(answer)
    with writing.desk.app.app_context():
        assert db.session().get(ChildsLetter, writing.review_id) is None


@on_both
def test_the_words_are_sealed_and_the_printing_is_on_record(app: Flask) -> None:
    writing = Writing(Desk(app))
    writing.press("print")
    with app.app_context():
        assert b"good to see you" not in db.session().get_one(ChildsLetter, writing.review_id).envelope
        acts = db.session().scalars(select(AuditEntry.action).where(AuditEntry.object == f"review/{writing.review_id}"))
        assert "printed the letter after" in acts.all()


def test_a_colleague_who_covers_does_not_write_in_anothers_name(writing: Writing) -> None:
    ben = Desk(writing.desk.app, "ben@example.org")
    assert ben.browser.get(writing.path).status_code == 404
    with writing.desk.app.app_context(), pytest.raises(LookupError):
        save_letter(db.session().get_one(Staff, ben.staff_id), writing.review_id, WrittenToChild("Hello"))


def test_before_the_meeting_there_is_no_letter_to_write(desk: Desk) -> None:
    assert desk.open(desk.review("Ella", date(2026, 3, 10)), "/letter").status_code == 404


def test_the_letter_is_in_the_childs_language_and_the_officers_words_stay(desk: Desk) -> None:
    text = text_of(Writing(desk, language="pl").press("print"))
    assert "piątek 6 marca 2026" in text
    assert "I come again in May." in text


def test_the_letter_says_home_as_the_child_does_in_their_language(desk: Desk) -> None:
    review_id = desk.review("Maya", HELD, language="pl")
    said = {"call_home": "Our house", "where_i_live_words": "Rex barks", "share_where_i_live_words": "meeting"}
    submission_id = desk.receive(review_id, "my_views", **said)
    desk.open(review_id)
    with desk.app.app_context():
        officer = db.session().get_one(Staff, desk.staff_id)
        answer(officer, review_id, submission_id, "where_i_live_words", Decision("agreed", who_does="Sam"))
    data = {**hidden_fields(desk.open(review_id, "/letter")), "words": WORDS, "go": "print"}
    data |= {f"t-{submission_id}-where_i_live_words-stands": "y"}
    text = text_of(desk.browser.post(f"/staff/reviews/{review_id}/letter", data=data))
    assert re.search(r"Nasz dom\W*: Chcesz powiedzieć więcej\?", text), text


def test_the_letter_says_family_as_the_child_does_and_marks_whose_words_are_whose(desk: Desk) -> None:
    review_id = desk.review("Maya", HELD, language="pl")
    said = {"call_family_time": "Sundays with Mama Jo", "family_time": "not_enough", "ask_for": WISH}
    submission_id = desk.receive(review_id, "my_views", **said)
    desk.open(review_id)
    with desk.app.app_context():
        officer = db.session().get_one(Staff, desk.staff_id)
        for question in ("family_time", "ask_for"):
            answer(officer, review_id, submission_id, question, Decision("agreed", who_does="Sam", by_when=AGREED_BY))
    data = {**hidden_fields(desk.open(review_id, "/letter")), "words": WORDS, "go": "print"}
    for question in ("family_time", "ask_for"):
        key = f"t-{submission_id}-{question}"
        data |= {f"{key}-stands": "y", f"{key}-words": "I asked Sam to ring her."}
    text = text_of(desk.browser.post(f"/staff/reviews/{review_id}/letter", data=data))
    assert re.search(r"Sundays with Mama Jo\W*: ", text), text
    # What was agreed is in the child's language; what the officer wrote stays as written, marked as theirs.
    for ours in ("Tak, jest na to zgoda", "Kto to zrobi: Sam", "Do: czwartek 2 kwietnia 2026"):
        assert text.count(ours) == 2, text
    assert "Yes, this was agreed" not in text
    assert text.count("Moja odpowiedź: I asked Sam to ring her.") == 2
    assert "Moje słowa do ciebie Moje własne słowa są po angielsku. " in text
    assert text.count(WORDS) == 1


def test_while_one_types_the_age_is_told_and_nothing_is_kept(writing: Writing) -> None:
    data = {**hidden_fields(writing.page()), "words": "We will help you see your sister each week. You can ring me."}
    told = writing.desk.browser.post("/staff/reading-age", data=data).text
    assert told == "Reads like a text for age 5; the longest sentence has 9 words."


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("", None),
        ("Only four words here", None),
        ("I talked with your teacher. She will move you to the blue group on Monday.", 6),
        (
            "The local authority will endeavour to facilitate contact arrangements subject to availability and the"
            " outcome of ongoing assessments.",
            22,
        ),
    ],
)
def test_the_reading_age_grows_with_long_words_and_long_sentences(text: str, age: int | None) -> None:
    assert reading_age(text) == age


def test_a_list_without_full_stops_has_short_sentences() -> None:
    assert longest_sentence("Your brother\nThe bus to school\n") == 4


@pytest.mark.parametrize(("text", "direction"), [("", "ltr"), ("12 کتاب", "rtl"), ("dog كلب", "ltr"), ("עוד", "rtl")])
def test_words_run_as_their_first_letter_says(text: str, direction: str) -> None:
    assert direction_of(text) == direction


@on_both
def test_only_printing_marks_the_letter_as_done_and_its_day_counts(desk: Desk, app: Flask) -> None:
    writing = Writing(desk)
    for go, done in (("save", []), ("print", [(Act.LETTER, clock.today())])):
        writing.press(go)
        with app.app_context():
            acts = select(ReviewAct.act, ReviewAct.done_on).where(ReviewAct.review_id == writing.review_id)
            assert db.session().execute(acts).all() == done
