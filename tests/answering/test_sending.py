"""Checking, sending once, and what stands there afterwards."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation import clock
from participation.db import session, transaction
from participation.escalation.arrivals import note_arrivals
from participation.outbox.models import Notice
from participation.reviews.models import Review
from participation.submissions.models import Draft, Receipt, Submission
from tests.answering.conftest import MEETING, TWO_WEEKS_BEFORE, Write
from tests.databases import on_both
from tests.walking import Phone, hidden_fields, words_of

LOUD = "My room is nice but it is loud at night"
SEND = "/answer/my_views/send"


@pytest.fixture
def maya(app: Flask, write: Write) -> Phone:
    """A child who has answered, on the page with all answers."""
    phone = Phone(app, write().secrets)
    phone.begin("my_views", "feelings")
    phone.press("next", answer_feel_today="worried", answer_feel_today_words=LOUD)
    phone.skip_to_check()
    return phone


def rows(app: Flask) -> dict[str, int]:
    with app.app_context():
        counted = (select(func.count()).select_from(table) for table in (Draft, Submission, Receipt))
        return dict(
            zip(("drafts", "submissions", "receipts"), (session().scalar(c) or 0 for c in counted), strict=True)
        )


def test_the_check_page_shows_what_was_said_and_asks_who_may_hear_it(maya: Phone) -> None:
    shown = words_of(maya.page)
    assert "How do you feel today? Worried" in shown
    assert "Who can hear this? Only Amara, or a colleague It can be said in my meeting" in shown
    assert 'name="share" value="officer" checked' in maya.page.text
    assert LOUD in shown
    assert "How is school?" not in shown
    assert "Nobody has seen it yet." in shown


def test_what_was_typed_before_skip_was_pressed_is_kept_and_that_is_said(maya: Phone) -> None:
    maya.open("/answer/my_views/school")
    maya.press("skip", answer_school_words="The bus is late")
    shown = words_of(maya.open("/answer/my_views/check"))
    assert "The bus is late" in shown
    assert "All of this will be sent, even where you pressed “Skip”." in shown


def test_changing_one_answer_leads_back_to_all_of_them(maya: Phone) -> None:
    maya.open("/answer/my_views/feelings?from=check")
    page = maya.press("next", answer_feel_today="happy", answer_feel_today_words=LOUD)
    assert page.request.path == "/answer/my_views/check"
    assert "How do you feel today? Happy" in words_of(page)


def test_a_changed_answer_that_asks_for_more_leads_to_what_it_asks(maya: Phone) -> None:
    maya.open("/answer/my_views/safe?from=check")
    page = maya.press("next", answer_feel_safe="not_always")
    assert page.request.path == "/answer/my_views/safe_more"


def test_another_language_and_a_mistake_keep_the_way_back_to_all_answers(maya: Phone) -> None:
    maya.open("/answer/my_views/feelings?from=check")
    assert maya.press("next", answer_feel_today_words="a" * 2001).status_code == 422
    assert '<input type="hidden" name="from" value="check">' in maya.page.text
    answer = maya.browser.post("/language", data={**hidden_fields(maya.page), "language": "ar"})
    assert answer.location == "/answer/my_views/feelings?from=check"


@on_both
def test_pressing_send_twice_makes_one_submission_and_one_receipt(maya: Phone, app: Flask) -> None:
    form = hidden_fields(maya.page)
    first = maya.browser.post(SEND, data=form)
    second = maya.browser.post(SEND, data=form)
    assert (
        (first.status_code, first.location) == (second.status_code, second.location) == (303, "/answer/my_views/done")
    )
    assert rows(app) == {"drafts": 0, "submissions": 1, "receipts": 1}


@on_both
def test_pressing_send_fifty_times_at_once_makes_one_submission_one_receipt_and_one_alert(
    maya: Phone, app: Flask
) -> None:
    form = hidden_fields(maya.page)
    cookie, together = maya.browser.get_cookie("letter"), Barrier(50)
    assert cookie is not None

    def press(_: int) -> str | None:
        phone = app.test_client()
        phone.set_cookie("letter", cookie.value)
        together.wait()
        return phone.post(SEND, data=form).location

    with ThreadPoolExecutor(50) as fingers:
        assert set(fingers.map(press, range(50))) == {"/answer/my_views/done"}
    assert rows(app) == {"drafts": 0, "submissions": 1, "receipts": 1}
    with app.app_context():
        assert [note_arrivals(), note_arrivals()] == [1, 0]
        assert len(session().scalars(select(Notice)).all()) == 1


def test_the_page_after_sending_says_who_reads_it_and_by_when_and_shows_no_answer(maya: Phone) -> None:
    page = maya.send("my_views")
    assert page.request.path == "/answer/my_views/done"
    shown = words_of(page)
    assert "You said it. It is on its way to Amara." in shown
    assert "Amara reads it by Wednesday 25 February 2026" in shown
    assert "Receipt number:" in shown
    assert "Nobody watches this page day and night." in shown
    assert "Ask for an advocate" in shown
    assert LOUD not in shown


def test_home_says_what_was_sent_and_when_and_offers_to_write_more(maya: Phone) -> None:
    maya.send("my_views")
    home = words_of(maya.open("/home"))
    assert "Say what you think One thing, or many. You choose. Sent on Tuesday 24 February 2026" in home
    assert "What you have sent Sent on Tuesday 24 February 2026." in home
    assert LOUD not in maya.open("/answer/my_views/feelings").text
    maya.press("later", answer_feel_today="happy")
    assert "Begun, not sent yet" in words_of(maya.page)


def test_what_was_sent_is_in_no_page_of_the_letter_any_more(maya: Phone) -> None:
    maya.send("my_views")
    for path in ("/home", "/officer", "/answer/my_views/done", "/answer/my_views/check", "/answer/my_views/feelings"):
        assert LOUD not in maya.open(path).text


def test_back_to_the_check_page_after_sending_sends_nothing_twice(maya: Phone, app: Flask) -> None:
    form = hidden_fields(maya.page)
    maya.send("my_views")
    assert maya.open("/answer/my_views/check").request.path == "/answer/my_views/done"
    maya.browser.post(SEND, data=form)
    assert rows(app)["submissions"] == 1


@pytest.mark.parametrize("draft", ["", "0" * 26, "../../x"])
def test_a_draft_that_is_not_there_is_not_sent(maya: Phone, app: Flask, draft: str) -> None:
    answer = maya.browser.post(SEND, data={**hidden_fields(maya.page), "draft": draft})
    assert (answer.status_code, answer.location) == (303, "/home")
    assert rows(app) == {"drafts": 1, "submissions": 0, "receipts": 0}


def test_one_draft_is_not_sent_as_another(maya: Phone, app: Flask) -> None:
    answer = maya.browser.post("/answer/my_meeting/send", data=hidden_fields(maya.page))
    assert answer.location == "/home"
    assert rows(app) == {"drafts": 1, "submissions": 0, "receipts": 0}


def test_what_has_to_be_put_right_is_put_right_before_sending(maya: Phone, app: Flask) -> None:
    form = hidden_fields(maya.page)
    maya.open("/answer/my_views/finish")
    maya.press("later", answer_anything_else="a" * 3000)
    answer = maya.browser.post(SEND, data=form)
    assert answer.location == "/answer/my_views/finish"
    assert rows(app)["submissions"] == 0


def test_sending_after_a_long_look_at_the_page_works_and_shows_no_answer(maya: Phone, app: Flask) -> None:
    form = hidden_fields(maya.page)
    with clock.frozen(TWO_WEEKS_BEFORE + timedelta(minutes=45)):
        page = maya.browser.post(SEND, data=form)
        assert page.status_code == 200
        assert "It is sent" in page.text
        assert LOUD not in page.text
    assert rows(app)["submissions"] == 1


def test_after_the_meeting_a_child_says_how_it_was_and_the_officer_is_told_nothing(app: Flask, write: Write) -> None:
    letter = write()
    with clock.frozen(datetime(2026, 3, 12, 9, tzinfo=UTC)):
        maya = Phone(app, letter.secrets)
        home = words_of(maya.page)
        assert "Your meeting was on Tuesday 10 March 2026." in home
        assert "How was your meeting?" in home
        assert "Say what you think" not in home
        maya.begin("after_review", "was_there")
        assert "It does not go to Amara." in words_of(maya.page)
        maya.press("next", answer_was_there="no")
        assert "Did you choose to stay away?" in words_of(maya.page)
        maya.press("skip")
        maya.press("next", answer_listened_to="yes")
        maya.skip_to_check()
        done = words_of(maya.send("after_review"))
        assert "This goes to the person in charge of the officers. It does not go to Amara." in done
        assert "It is read by Friday 13 March 2026" in done


def test_on_the_day_of_the_meeting_a_child_may_do_both(app: Flask, write: Write) -> None:
    letter = write()
    with clock.frozen(datetime(MEETING.year, MEETING.month, MEETING.day, 9, tzinfo=UTC)):
        home = words_of(Phone(app, letter.secrets).page)
        assert "Say what you think" in home
        assert "How was your meeting?" in home


def test_a_meeting_without_a_day_or_an_officer_is_no_obstacle(app: Flask, write: Write) -> None:
    letter = write(meets_on=None)
    with app.app_context():
        with transaction() as writing:
            writing.get_one(Review, letter.review_id).officer_id = None
    maya = Phone(app, letter.secrets)
    assert "The day of your meeting is not fixed yet." in words_of(maya.page)
    reads = "Your officer reads this, or a colleague if they are away."
    assert reads in words_of(maya.begin("my_views", "feelings"))
    assert maya.browser.get("/officer").status_code == 404


FIRST_OF = {"my_views": "feelings", "my_meeting": "where", "my_advocate": "what_it_is"}


@pytest.mark.parametrize("purpose", FIRST_OF)
def test_a_child_who_said_nothing_is_told_so_kindly_and_sends_nothing(app: Flask, write: Write, purpose: str) -> None:
    maya = Phone(app, write().secrets)
    maya.open(f"/answer/{purpose}/{FIRST_OF[purpose]}")
    maya.press("skip")
    form = {**hidden_fields(maya.skip_to_check()), "draft": draft_id(app)}
    assert "You have not said anything yet That is fine. There is nothing to send yet." in words_of(maya.page)
    assert f'href="/answer/{purpose}">Back to the questions<' in maya.page.text
    assert 'href="/home">Leave it<' in maya.page.text
    assert "/send" not in maya.page.text
    refused = maya.browser.post(f"/answer/{purpose}/send", data=form)
    assert refused.status_code == 422
    assert "You have not said anything yet" in refused.text
    assert rows(app) == {"drafts": 1, "submissions": 0, "receipts": 0}


def draft_id(app: Flask) -> str:
    with app.app_context():
        return str(session().scalar(select(Draft.id)))


@on_both
def test_an_adult_who_said_nothing_is_not_counted_as_having_answered(app: Flask, write: Write) -> None:
    carer = Phone(app, write("foster_carer").secrets)
    carer.begin("carer_view", "home")
    carer.press("skip")
    assert "An empty form is not sent. One answer is enough." in words_of(carer.skip_to_check())
    form = {**hidden_fields(carer.page), "draft": draft_id(app)}
    assert carer.browser.post("/answer/carer_view/send", data=form).status_code == 422
    assert rows(app) == {"drafts": 1, "submissions": 0, "receipts": 0}


def test_who_helped_alone_is_nothing_to_send(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    maya.begin("my_views", "finish")
    assert "You have not said anything yet" in words_of(maya.press("send", answer_helped_by="carer"))


def test_one_answer_is_enough_to_send(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    maya.begin("my_views", "feelings")
    maya.press("next", answer_feel_today="dont_know")
    maya.skip_to_check()
    assert maya.send("my_views").request.path == "/answer/my_views/done"
    assert rows(app)["submissions"] == 1


def test_an_empty_send_after_the_idle_time_shows_no_answers(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    maya.begin("my_views", "feelings")
    form = {**hidden_fields(maya.skip_to_check()), "draft": draft_id(app)}
    with clock.frozen(TWO_WEEKS_BEFORE + timedelta(minutes=45)):
        refused = maya.browser.post(SEND, data=form)
    assert refused.status_code == 422
    assert "Scan your letter again" in refused.text
