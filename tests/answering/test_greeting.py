"""Who greets on the page that the square opens: it is meant, it is true, and it tells nothing that it need not."""

from datetime import date, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect

from participation import clock
from participation.db import session, transaction
from participation.drawing.portraits import PEOPLE, portrait
from participation.invitations.actions import revoke
from participation.invitations.models import Invitation
from participation.invitations.secrets import new_token
from participation.profiles.actions import About, write_profile, write_words
from participation.profiles.models import OwnWords
from participation.reviews.models import Review, ReviewKind
from participation.service import ServiceRow
from participation.service.chosen import Service
from tests.answering.conftest import MEETING, TWO_WEEKS_BEFORE, Letter, Write
from tests.answering.test_footprints import everything
from tests.databases import on_both
from tests.parts.axe import barriers_in_every_way
from tests.parts.browser import OpenPage
from tests.walking import Phone, words_of

AMARA = str(portrait(PEOPLE["round_curls"]))
FOR_EVERYBODY = "You have a letter about a review meeting. Say what you think"
AFTER = TWO_WEEKS_BEFORE + timedelta(days=16)
NO_OFFICER = "You can say it here. Your officer does not read it."


def greeted(app: Flask, token: str, **headers: str) -> str:
    """What somebody reads who has scanned a letter."""
    answer = app.test_client().post("/greeting", data={"token": token}, headers=headers)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    return words_of(answer)


def face(app: Flask, token: str) -> bool:
    """Whether the officer's own face greets."""
    return AMARA in app.test_client().post("/greeting", data={"token": token}).text


def of_a_pathway_plan(app: Flask, letter: Letter) -> str:
    """That letter, to somebody of 18 and over."""
    with app.app_context(), transaction() as current:
        current.get_one(Review, letter.review_id).kind = ReviewKind.PATHWAY_PLAN
    return letter.secrets.token


@on_both
def test_before_the_meeting_the_officer_greets_with_their_face_each_in_their_own_words(
    app: Flask, write: Write
) -> None:
    child, carer = write().secrets.token, write("foster_carer").secrets.token
    leaver = of_a_pathway_plan(app, write())
    assert greeted(app, child).startswith("I’m Amara. I read this. What do you want to tell me?")
    assert greeted(app, leaver).startswith("I’m Amara. I read this. What matters to you right now?")
    assert greeted(app, carer).startswith("I’m Amara. I read this before the review. You are asked for your view")
    assert all(face(app, token) for token in (child, leaver, carer))


def test_after_it_somebody_else_reads_and_the_officers_face_is_not_there(app: Flask, write: Write) -> None:
    child, carer = write().secrets.token, write("foster_carer").secrets.token
    leaver = of_a_pathway_plan(app, write())
    with clock.frozen(AFTER):
        for token, asked in ((child, "How was your meeting?"), (leaver, "How was your review?")):
            words = f"The person in charge of the officers reads this. {asked} {NO_OFFICER}"
            assert (greeted(app, token), face(app, token)) == (words, False)
        assert greeted(app, carer).startswith("The person in charge of the officers reads this. How was the review?")
        assert not face(app, carer)


def test_who_checks_a_form_is_asked_for_that_and_for_no_view_of_their_own(app: Flask, write: Write) -> None:
    with app.app_context(), transaction() as current:
        current.merge(ServiceRow.of(Service(has_carers_form_checked=True)))
    people = [("fostering_worker", "Tobi Adeyemi"), ("foster_carer", "Jo Carter")]
    letter = write("fostering_worker", people=people)
    assert "You are asked to check the carer’s form before a review" in greeted(app, letter.secrets.token)
    home = words_of(Phone(app, letter.secrets).page)
    assert "You are asked to check the carer’s form before a review" in home
    assert "your view" not in home
    with clock.frozen(AFTER):
        assert greeted(app, letter.secrets.token).startswith(
            "You were asked to check the carer’s form. The review has taken place"
        )
        home = words_of(Phone(app, letter.secrets).page)
        assert "The review has taken place" in home
        assert "There is nothing for you to answer at present." in home
        carer = words_of(Phone(app, write("foster_carer", people=people).secrets).page)
        assert "How was the review?" in carer
        assert "You are asked" not in carer, "before the review that was"


def test_a_letter_that_opens_nothing_is_greeted_as_everybody_is(app: Flask, write: Write) -> None:
    revoked, ended = write(), write().secrets.token
    with app.app_context():
        revoke(session().get_one(Invitation, revoked.invitation_id))
    for token in ("", "nonsense", new_token(), revoked.secrets.token):
        assert greeted(app, token).startswith(FOR_EVERYBODY)
    with clock.frozen(TWO_WEEKS_BEFORE + timedelta(days=60)):
        assert greeted(app, ended).startswith(FOR_EVERYBODY)
    assert FOR_EVERYBODY in words_of(app.test_client().get("/s"))


def test_before_an_officer_is_named_nobody_says_that_they_are_one(app: Flask, write: Write) -> None:
    letter = write()
    with app.app_context(), transaction() as current:
        current.get_one(Review, letter.review_id).officer_id = None
    greeting = greeted(app, letter.secrets.token)
    assert greeting.startswith("Your reviewing officer reads this. Say what you think")
    assert not face(app, letter.secrets.token)


def test_it_is_in_the_language_of_the_letter(app: Flask, write: Write) -> None:
    token = write(language="ar").secrets.token
    answer = app.test_client().post("/greeting", data={"token": token}, headers={"Accept-Language": "en-GB"})
    assert '<div class="prose" lang="ar" dir="rtl">' in answer.text
    chosen = app.test_client().post("/greeting", data={"token": token, "language": "en"})
    assert '<div class="prose" lang="en" dir="ltr">' in chosen.text


@on_both
def test_greeting_changes_nothing_and_names_no_child_and_no_day(app: Flask, write: Write) -> None:
    letters = [write(), write("foster_carer")]
    before = everything(app)
    for letter in letters:
        greeting = greeted(app, letter.secrets.token)
        assert not any(word in greeting for word in ("Maya", "Okafor", "March", "2026", "10"))
    assert everything(app) == before


def scanned(page: Page, live: str, letter: Letter) -> None:
    """Point a phone at a letter, and wait until somebody greets."""
    with page.expect_response("**/greeting"):
        page.goto(f"{live}/s#{letter.secrets.token}")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_the_phone_it_stands_above_start_and_keeps_nobody_out(
    live: str, open_page: OpenPage, write: Write, language: str
) -> None:
    page = open_page()
    scanned(page, live, write(language=language))
    expect(page.locator(".host .portrait svg path").nth(3)).to_be_visible()
    expect(page.locator("#greeting > [lang]")).to_have_attribute("lang", language)
    assert barriers_in_every_way(page) == []
    page.click("#scanned > button")
    page.wait_for_url(f"{live}/home")


@pytest.mark.parametrize("meets_on", [MEETING, date(2026, 2, 20)], ids=["before the meeting", "after it"])
def test_when_it_comes_start_stays_under_the_finger(
    live: str, open_page: OpenPage, write: Write, meets_on: date
) -> None:
    page, held = open_page(), list[Route]()
    page.route("**/greeting", lambda route: held.append(route))
    with page.expect_request("**/greeting"):
        page.goto(f"{live}/s#{write(meets_on=meets_on).secrets.token}")
    start = page.locator("#scanned > button")
    before = start.bounding_box()
    held[0].continue_()
    expect(page.locator("#greeting")).not_to_contain_text("Say what you think")
    assert start.bounding_box() == before


def says(app: Flask, letter: Letter, **greetings: str) -> None:
    """The officer greets in one line, in these languages."""
    with app.app_context():
        write_profile(letter.officer_id, About("Amara", greeting=greetings.pop("en", "")))
        for code, line in greetings.items():
            write_words(letter.officer_id, code, OwnWords(greeting=line))


def test_the_officer_greets_in_the_language_of_the_letter_or_there_are_drawings(app: Flask, write: Write) -> None:
    english, arabic, polish, carer = write(), write(language="ar"), write(language="pl"), write("foster_carer")
    for letter in (english, arabic, polish, carer):
        says(app, letter, en="I have a dog & a cat.", ar="مرحبا")
    assert greeted(app, english.secrets.token).endswith(
        "You can say it here, before your meeting. I have a dog &amp; a cat."
    )
    assert greeted(app, arabic.secrets.token).endswith("مرحبا")
    for letter in (polish, carer):
        assert "dog" not in greeted(app, letter.secrets.token)
    with clock.frozen(AFTER):
        assert "dog" not in greeted(app, english.secrets.token), "somebody else reads what is said then"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_line_of_the_officers_own_leaves_start_where_it_was(
    app: Flask, live: str, open_page: OpenPage, write: Write, language: str
) -> None:
    page, held, letter = open_page(), list[Route](), write(language=language)
    says(app, letter, **{language: ("I have a dog. " * 9)[:120] if language == "en" else ("عندي كلب صغير. " * 9)[:120]})
    page.route("**/greeting", lambda route: held.append(route))
    with page.expect_request("**/greeting"):
        page.goto(f"{live}/s#{letter.secrets.token}")
    start = page.locator("#scanned > button")
    before = start.bounding_box()
    held[0].continue_()
    expect(page.locator("q")).to_be_visible()
    assert start.bounding_box() == before


def test_another_letter_in_the_same_tab_is_the_one_that_is_greeted(
    live: str, open_page: OpenPage, write: Write
) -> None:
    page = open_page()
    scanned(page, live, write())
    scanned(page, live, write("foster_carer"))
    expect(page.locator(".bubble h1")).to_contain_text("You are asked for your view")


def test_whoever_starts_before_the_greeting_has_come_is_let_in(live: str, open_page: OpenPage, write: Write) -> None:
    page, letter = open_page(), write()
    page.route("**/greeting", lambda _: None)
    page.goto(f"{live}/s#{letter.secrets.token}")
    expect(page.locator("#greeting")).to_contain_text("Say what you think")
    page.click("#scanned > button")
    page.wait_for_url(f"{live}/home")
