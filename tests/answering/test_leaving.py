"""Leaving, being away, and everything that cannot be saved: no word is lost, and none is shown to a stranger."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from participation import clock
from participation.db import session, transaction
from participation.invitations.actions import draw_secrets
from participation.invitations.models import Invitation
from tests.answering.conftest import AWAY, TWO_WEEKS_BEFORE, Write
from tests.walking import Phone, hidden_fields, words_of

LOUD = "My room is nice but it is loud at night"
FEELINGS = "/answer/my_views/feelings"


@pytest.fixture
def maya(app: Flask, write: Write) -> Phone:
    """A child on the first page of what she thinks."""
    phone = Phone(app, write().secrets)
    phone.begin("my_views", "feelings")
    return phone


def typed(maya: Phone, **more: str) -> dict[str, str]:
    return {**hidden_fields(maya.page), "answer_feel_today_words": LOUD, "go": "next", **more}


def minutes_later(minutes: float) -> datetime:
    return TWO_WEEKS_BEFORE + timedelta(minutes=minutes)


def test_leave_saves_ends_the_visit_and_leads_somewhere_neutral(maya: Phone, app: Flask, write: Write) -> None:
    cookie = maya.browser.get_cookie("letter")
    answer = maya.browser.post("/leave", data=typed(maya))
    assert (answer.status_code, answer.location) == (303, AWAY)
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert maya.browser.get_cookie("letter") is None
    assert maya.browser.get(FEELINGS).location == "/"
    # Not even with the cookie that was taken away.
    assert cookie is not None
    maya.browser.set_cookie("letter", cookie.value)
    assert maya.browser.get("/home").location == "/"


def test_what_was_typed_before_leaving_is_there_when_the_letter_is_opened_again(app: Flask, write: Write) -> None:
    secrets = write().secrets
    maya = Phone(app, secrets)
    maya.begin("my_views", "feelings")
    maya.browser.post("/leave", data=typed(maya))
    assert LOUD in Phone(app, secrets).open(FEELINGS).text


@pytest.mark.parametrize("data", [{}, {"csrf_token": "x"}, {"page": "nothing", "purpose": "nothing"}])
def test_nothing_keeps_somebody_from_leaving(maya: Phone, data: dict[str, str]) -> None:
    answer = maya.browser.post("/leave", data=data)
    assert (answer.status_code, answer.location) == (303, AWAY)
    assert maya.browser.get("/home").location == "/"


def test_leave_works_from_pages_that_need_no_letter(app: Flask) -> None:
    assert app.test_client().post("/leave").location == AWAY


def test_another_site_cannot_make_somebody_leave_or_save(maya: Phone) -> None:
    for path in ("/leave", FEELINGS, "/language"):
        answer = maya.browser.post(path, data=typed(maya), headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403
        # A frame in a sandbox has no origin of its own, and old browsers say nothing else about it.
        for origin in ("https://evil.test", "null"):
            forged = maya.browser.post(path, data={"answer_feel_today_words": LOUD}, headers={"Origin": origin})
            assert forged.status_code == 403
            assert LOUD not in forged.text
    assert maya.browser.get("/home").status_code == 200


def test_after_twenty_idle_minutes_what_is_typed_is_saved_and_nothing_is_shown(app: Flask, write: Write) -> None:
    secrets = write().secrets
    maya = Phone(app, secrets)
    maya.begin("my_views", "feelings")
    with clock.frozen(minutes_later(21)):
        page = maya.browser.post(FEELINGS, data=typed(maya))
        assert page.status_code == 200
        assert "Scan your letter again to carry on." in words_of(page)
        assert LOUD not in page.text
        for path in ("/home", FEELINGS, "/answer/my_views/check", "/officer"):
            assert maya.browser.get(path).location == "/"
        again = maya.browser.post("/language", data={**typed(maya), "language": "ar"})
        assert LOUD not in again.text
        # Nothing brings the visit back but the letter.
        assert maya.browser.get("/home").location == "/"
        assert LOUD in Phone(app, secrets).open(FEELINGS).text


def test_who_keeps_going_is_not_idle(maya: Phone) -> None:
    for minutes in (15, 30, 45, 60):
        with clock.frozen(minutes_later(minutes)):
            assert maya.browser.get("/home").status_code == 200


def test_pressing_still_here_saves_and_keeps_the_visit_open(maya: Phone) -> None:
    with clock.frozen(minutes_later(18)):
        assert maya.press("stay", answer_feel_today_words=LOUD).request.path == FEELINGS
        assert LOUD in maya.page.text
    with clock.frozen(minutes_later(36)):
        assert maya.browser.get(FEELINGS).status_code == 200


def test_after_twelve_hours_the_words_are_shown_again_because_they_cannot_be_saved(maya: Phone) -> None:
    for hours in range(0, 12):
        with clock.frozen(minutes_later(hours * 60 - 45)):
            maya.browser.get("/home")
    with clock.frozen(minutes_later(12 * 60 + 1)):
        page = maya.browser.post(FEELINGS, data=typed(maya))
        assert page.status_code == 409
        assert LOUD in page.text
        assert "Your letter is no longer open here." in page.text


def test_a_form_whose_proof_is_lost_gives_the_words_back(maya: Phone) -> None:
    page = maya.browser.post(FEELINGS, data=typed(maya, csrf_token="wrong"))
    assert page.status_code == 400
    assert LOUD in page.text
    maya.browser.delete_cookie("letter")
    page = maya.browser.post(FEELINGS, data=typed(maya))
    assert page.status_code == 400
    assert LOUD in page.text


def test_a_page_of_another_letter_is_refused_and_its_words_shown_again(app: Flask, write: Write) -> None:
    sister, brother = write().secrets, write().secrets
    tablet = Phone(app, sister)
    tablet.begin("my_views", "feelings")
    left_open = typed(tablet)
    tablet.browser.post("/start", data={"token": brother.token})
    token = hidden_fields(tablet.browser.get(FEELINGS))["csrf_token"]
    for path in (FEELINGS, "/language"):
        page = tablet.browser.post(path, data={**left_open, "csrf_token": token})
        assert page.status_code == 409
        assert LOUD in page.text
        assert "Another letter was opened" in page.text
    assert LOUD not in tablet.browser.get(FEELINGS).text
    tablet.browser.post("/leave", data={**left_open, "csrf_token": token})
    assert LOUD not in Phone(app, brother).open(FEELINGS).text


def test_what_is_no_longer_asked_is_not_saved_and_its_words_are_shown_again(maya: Phone) -> None:
    late = datetime(2026, 3, 10, 23, 55, tzinfo=UTC)
    with clock.frozen(late):
        maya.browser.get("/home")
    with clock.frozen(datetime(2026, 3, 11, 0, 5, tzinfo=UTC)):
        secrets_page = maya.browser.post(FEELINGS, data=typed(maya))
        assert secrets_page.status_code == 409
        assert LOUD in secrets_page.text


def test_words_are_shown_again_when_the_database_fails(maya: Phone, app: Flask) -> None:
    with app.app_context(), transaction() as writing:
        writing.execute(text("CREATE TRIGGER full BEFORE INSERT ON draft BEGIN SELECT RAISE(FAIL, 'disk full'); END"))
    page = maya.browser.post(FEELINGS, data=typed(maya))
    assert page.status_code == 503
    assert LOUD in page.text
    assert "Something is wrong on our side" in page.text
    assert maya.browser.post("/leave", data=typed(maya)).location == AWAY


def test_a_draft_begun_with_a_letter_that_was_replaced_is_gone_and_nothing_breaks(app: Flask, write: Write) -> None:
    letter = write()
    maya = Phone(app, letter.secrets)
    maya.begin("my_views", "feelings")
    maya.press("next", answer_feel_today_words=LOUD)
    with app.app_context():
        renewed = draw_secrets(session().get_one(Invitation, letter.invitation_id))
    maya = Phone(app, renewed)
    assert "Begun" not in words_of(maya.page)
    assert LOUD not in maya.open(FEELINGS).text
    maya.press("next", answer_feel_today_words="Again")
    assert "Again" in maya.open(FEELINGS).text
