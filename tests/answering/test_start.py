"""The way in: the square, the typed code, and every way in which they do not open."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation import clock
from participation.db import session
from participation.invitations.actions import draw_secrets, revoke
from participation.invitations.models import Failure, Invitation, Visit
from participation.invitations.secrets import new_code, new_token, spaced
from tests.answering.conftest import MEETING, TWO_WEEKS_BEFORE, Write
from tests.databases import on_both
from tests.walking import Phone, words_of


def failures(app: Flask) -> int:
    with app.app_context():
        return session().scalar(select(func.sum(Failure.count)).where(Failure.source == "all")) or 0


def visits(app: Flask) -> int:
    with app.app_context():
        return session().scalar(select(func.count()).select_from(Visit)) or 0


@pytest.mark.parametrize("path", ["/", "/s"])
def test_the_first_page_offers_the_box_for_the_code_without_any_script(app: Flask, path: str) -> None:
    page = app.test_client().get(path)
    assert 'name="code"' in page.text
    assert "Set-Cookie" not in page.headers


def test_the_page_of_the_square_is_the_same_for_everybody(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    assert maya.browser.get("/s").data == app.test_client().get("/s").data
    assert maya.browser.get("/s").headers.get("Vary") == "Accept-Encoding"


def test_the_square_opens_a_visit(app: Flask, write: Write) -> None:
    answer = app.test_client().post("/start", data={"token": write().secrets.token})
    assert (answer.status_code, answer.location) == (303, "/home")
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    assert "expires" not in answer.headers["Set-Cookie"].lower()


@pytest.mark.parametrize("zero", [ord("0"), 0x660, 0x6F0, 0x9E6], ids=["western", "arabic", "persian", "bengali"])
def test_the_typed_code_opens_in_the_digits_of_any_keyboard(app: Flask, write: Write, zero: int) -> None:
    code = spaced(write().secrets.code)
    typed = "".join(chr(zero + int(c)) if c.isdigit() else c for c in code)
    assert app.test_client().post("/start", data={"code": typed}).location == "/home"
    assert failures(app) == 0


def test_a_mistyped_code_is_shown_again_with_one_clear_sentence_and_costs_nothing(app: Flask, write: Write) -> None:
    code = write().secrets.code
    mistyped = code[:-1] + str((int(code[-1]) + 1) % 10)
    page = app.test_client().post("/start", data={"code": spaced(mistyped)})
    assert page.status_code == 422
    assert "One number is not right" in page.text
    assert f'value="{spaced(mistyped)}"' in page.text
    assert failures(app) == 0


def test_unknown_malformed_and_revoked_letters_get_one_and_the_same_page(app: Flask, write: Write) -> None:
    revoked, replaced = write(), write()
    with app.app_context():
        revoke(session().get_one(Invitation, revoked.invitation_id))
        draw_secrets(session().get_one(Invitation, replaced.invitation_id))
    tokens = (new_token(), "nonsense", "É" * 26, "<b>", revoked.secrets.token, replaced.secrets.token)
    answers = [app.test_client().post("/start", data={"token": token}) for token in tokens]
    answers += [app.test_client().post("/start", data={"code": ""})]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1
    assert visits(app) == 0


@pytest.mark.parametrize("typed", ["", "12", "1" * 500, "abcd", "\x00", "<script>", "１２３４"])
def test_what_cannot_be_a_code_is_answered_kindly_and_costs_nothing(app: Flask, typed: str) -> None:
    assert app.test_client().post("/start", data={"code": typed}).status_code == 404
    assert failures(app) == 0


@pytest.mark.parametrize(("typed", "here"), [("123", "are 3"), ("1", "is 1"), ("4" * 17, "are 17"), ("nay", "are 0")])
def test_a_code_that_is_too_short_or_too_long_is_told_so_and_kept(app: Flask, typed: str, here: str) -> None:
    page = app.test_client().post("/start", data={"code": typed})
    assert page.status_code == 404
    assert f"The code has 16 numbers. Here {here}." in words_of(page)
    assert f'value="{typed}"' in page.text
    assert "This letter does not open" not in page.text
    assert failures(app) == 0


def test_sixteen_numbers_and_something_else_are_no_matter_of_counting(app: Flask) -> None:
    page = app.test_client().post("/start", data={"code": "4821 9037 5566 1205 x"})
    assert "One number is not right. Please compare the code with your letter." in words_of(page)


def test_whose_letter_does_not_open_can_ask_to_be_contacted(app: Flask) -> None:
    browser = app.test_client()
    for page in (browser.post("/start", data={"code": new_code()}), browser.get("/nowhere")):
        assert page.status_code == 404
        assert 'href="/contact">Ask someone to contact me<' in page.text


def test_a_letter_whose_time_is_over_says_so_and_gives_numbers_to_ring(app: Flask, write: Write) -> None:
    secrets = write().secrets
    last_day = datetime(2026, 4, 7, 12, tzinfo=UTC)
    assert (last_day.date() - MEETING).days == 28
    with clock.frozen(last_day):
        assert app.test_client().post("/start", data={"token": secrets.token}).status_code == 303
    with clock.frozen(last_day + timedelta(days=1)):
        answer = app.test_client().post("/start", data={"token": secrets.token})
        assert answer.status_code == 410
        assert "0800 1111" in answer.text
        assert "Set-Cookie" not in answer.headers
        by_code = app.test_client().post("/start", data={"code": secrets.code})
        assert by_code.status_code == 410
        assert failures(app) == 0
    assert visits(app) == 1


@on_both
def test_a_code_that_opens_nothing_is_counted_and_slowed_down(app: Flask, write: Write) -> None:
    secrets = write().secrets
    for _ in range(20):
        assert app.test_client().post("/start", data={"code": new_code()}).status_code == 404
    assert failures(app) == 20
    waiting = app.test_client().post("/start", data={"code": secrets.code})
    assert waiting.status_code == 429
    assert "0800 1111" in waiting.text
    # The square is not guessed, so it never waits; nor does another household.
    assert app.test_client().post("/start", data={"token": secrets.token}).status_code == 303
    other = {"REMOTE_ADDR": "203.0.113.9"}
    assert app.test_client().post("/start", data={"code": secrets.code}, environ_base=other).status_code == 303
    with clock.frozen(TWO_WEEKS_BEFORE + timedelta(minutes=2)):
        assert app.test_client().post("/start", data={"code": secrets.code}).status_code == 303


def test_the_letter_says_which_language_unless_somebody_chose(app: Flask, write: Write) -> None:
    arabic = write(language="ar").secrets
    assert 'lang="ar"' in Phone(app, arabic, language="").page.text
    assert 'lang="en"' in Phone(app, arabic, language="en").page.text
    assert 'lang="ar"' in Phone(app, write(language="en").secrets, language="ar").page.text


@pytest.mark.parametrize("path", ["/", "/s", "/help"])
@pytest.mark.parametrize(
    ("phone", "shown"),
    [("ar-SY,en;q=0.5", "ar"), ("zu,ar;q=0.9,en;q=0.8", "ar"), ("en-GB,ar;q=0.5", "en"), ("ku-IQ", "en")],
)
def test_before_the_letter_is_known_the_phone_says_which_language(
    app: Flask, path: str, phone: str, shown: str
) -> None:
    page = app.test_client().get(path, headers={"Accept-Language": phone})
    assert f'lang="{shown}"' in page.text
    assert 'lang="en"' in app.test_client().get(f"{path}?language=en", headers={"Accept-Language": phone}).text


def test_a_letter_in_another_language_than_english_comes_before_the_phone(app: Flask, write: Write) -> None:
    arabic, english = write(language="ar").secrets, {"Accept-Language": "en-GB"}
    browser = app.test_client()
    browser.post("/start", data={"token": arabic.token}, headers=english)
    assert 'lang="ar"' in browser.get("/home", headers=english).text
    assert 'lang="ar"' in browser.get("/", headers=english).text


def test_where_the_list_says_english_the_phone_may_know_better_until_somebody_chooses(app: Flask, write: Write) -> None:
    secrets, arabic = write(language="en").secrets, {"Accept-Language": "ar"}
    browser = app.test_client()
    browser.post("/start", data={"token": secrets.token}, headers=arabic)
    assert 'lang="ar"' in browser.get("/home", headers=arabic).text
    chosen = app.test_client()
    chosen.post("/start", data={"token": secrets.token, "language": "en"}, headers=arabic)
    assert 'lang="en"' in chosen.get("/home", headers=arabic).text


@pytest.mark.parametrize(("method", "path"), [("GET", "/nonsense"), ("GET", "/leave"), ("GET", "/officer/photo/x")])
def test_an_address_that_is_nobodys_answers_in_the_language_of_the_letter_or_of_the_phone(
    app: Flask, write: Write, method: str, path: str
) -> None:
    page = app.test_client().open(path, method=method, headers={"Accept-Language": "ar"})
    assert (page.status_code in (404, 405), 'lang="ar" dir="rtl"' in page.text) == (True, True)
    browser = app.test_client()
    browser.post("/start", data={"token": write(language="ar").secrets.token})
    assert 'lang="ar"' in browser.open(path, method=method).text
    assert 'lang="en"' in app.test_client().get("/staff/nonsense", headers={"Accept-Language": "ar"}).text


def test_the_page_of_the_square_leads_to_every_language_without_a_script(app: Flask) -> None:
    assert 'href="/?language=ar"' in app.test_client().get("/s").text


def test_a_language_that_is_not_spoken_yet_becomes_english(app: Flask, write: Write) -> None:
    assert 'lang="en"' in Phone(app, write(language="xx").secrets, language="").page.text


def test_a_language_chosen_before_the_code_is_kept_through_a_mistake(app: Flask) -> None:
    page = app.test_client().get("/?language=ar")
    assert 'dir="rtl"' in page.text
    assert '<input type="hidden" name="language" value="ar">' in page.text
    mistyped = app.test_client().post("/start", data={"code": "0000000000000001", "language": "ar"})
    assert mistyped.status_code == 422
    assert 'dir="rtl"' in mistyped.text
    assert '<input type="hidden" name="language" value="ar">' in mistyped.text


def test_a_letter_that_is_replaced_ends_the_visits_of_the_old_one(app: Flask, write: Write) -> None:
    letter = write()
    maya = Phone(app, letter.secrets)
    with app.app_context():
        draw_secrets(session().get_one(Invitation, letter.invitation_id))
    assert maya.browser.get("/home").location == "/"


def test_the_front_page_leads_back_to_an_open_visit(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    assert "Carry on" in words_of(maya.open("/"))
    with clock.frozen(TWO_WEEKS_BEFORE + timedelta(minutes=30)):
        assert "Open your letter again" in words_of(maya.open("/"))
