"""Journeys by what a screen reader is given: roles and names, and nothing that is only seen."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from participation.contact.actions import read_request
from participation.contact.models import ContactRequest
from participation.db import session
from tests import factories
from tests.answering.conftest import AWAY, MEETING, PEOPLE, TWO_WEEKS_BEFORE, Write
from tests.answering.touring import WORDS, enter
from tests.parts.browser import OpenPage, settled

YOUNGEST, SHORT, FULL, LEAVER = (date(year, 2, 1) for year in (2020, 2015, 2011, 2006))
JOURNEYS = [
    *(("child", born, "my_views") for born in (YOUNGEST, SHORT, FULL, LEAVER)),
    *(("child", born, "my_meeting") for born in (YOUNGEST, SHORT, FULL)),
    *(("child", born, "my_advocate") for born in (YOUNGEST, SHORT, FULL)),
    *(("child", born, "after_review") for born in (YOUNGEST, SHORT, FULL)),
    ("foster_carer", SHORT, "carer_view"),
    ("key_worker", SHORT, "carer_view"),
    ("parent", SHORT, "parent_view"),
    *(
        (each, SHORT, "partner_view")
        for each in ("school", "health", "personal_adviser", "youth_justice", "adult_services")
    ),
    *(
        (who, SHORT, f"{form}_after")
        for who, form in (("key_worker", "carer"), ("parent", "parent"), ("health", "partner"))
    ),
]
"""Who is asked, a child born when, and what. An adult goes to every place of the map, a child to the first."""
HELD = TWO_WEEKS_BEFORE.date() - timedelta(days=5)
MOST = 40


@pytest.mark.parametrize("journey", JOURNEYS)
def test_a_journey_by_roles_and_names_alone(
    live: str, open_page: OpenPage, write: Write, journey: tuple[str, date, str]
) -> None:
    respondent, born, purpose = journey
    page = open_page()
    held_on = HELD if "after" in purpose else MEETING
    people = PEOPLE if respondent == "child" else [(respondent, "Ms Reed")]
    enter(page, live, write(respondent, held_on, born_on=born, people=people))
    page.goto(f"{live}/answer/{purpose}")
    walk(page, purpose, 1 if respondent == "child" else MOST)
    if not page.url.endswith("/check"):
        expect(page.get_by_role("link", name=re.compile("something is in it"))).not_to_have_count(0)
        page.get_by_role("link", name="Send", exact=True).press("Enter")
    expect(settled(page).get_by_role("heading", level=1)).to_have_text("Is this what you want to say?")
    page.get_by_role("button", name="Send", exact=True).press("Enter")
    expect(settled(page).get_by_role("heading", level=1)).to_have_text("Thank you")


def walk(page: Page, purpose: str, places: int) -> None:
    """Through so many places of the map, or from page to page where there is none."""
    begun = asked = 0
    while not settled(page).url.endswith("/check"):
        if page.url.endswith(f"/answer/{purpose}"):
            links = page.get_by_role("main").get_by_role("list").get_by_role("link")
            if begun == min(places, links.count()):
                break
            links.nth(begun).press("Enter")
            begun += 1
            continue
        asked += 1
        assert asked <= MOST, f"no end: {page.url}"
        hear_and_answer(page)
        page.get_by_role("button", name="Next", exact=True).press("Enter")
    assert asked


def hear_and_answer(page: Page) -> None:
    """The question is the one heading, a group of answers has its name, and so has a box alone."""
    question = page.get_by_role("heading", level=1)
    expect(question).to_have_count(1)
    asked = question.inner_text().strip()
    assert page.title() == asked or re.fullmatch(r"(Step \d+ of \d+|A question)", page.title())
    group = page.get_by_role("main").get_by_role("group", name=asked)
    if group.count():
        answers = group.first.get_by_role("radio").or_(group.first.get_by_role("checkbox"))
        answers.first.press("Space")
        expect(answers.first).to_be_checked()
        return
    box = page.get_by_role("textbox", name=asked)
    box.fill("2026-01-20" if box.get_attribute("type") == "date" else WORDS)


def main(page: Page) -> Locator:
    """What a screen reader finds in the page itself."""
    return settled(page).get_by_role("main")


def is_headed(page: Page, heading: str) -> None:
    """The one heading of the first level."""
    expect(settled(page).get_by_role("heading", level=1)).to_have_text(heading)


@pytest.fixture
def maya(live: str, open_page: OpenPage, write: Write) -> Page:
    """A child who has come in."""
    page = open_page()
    enter(page, live, write())
    return page


def test_a_usual_word_by_its_group_and_an_own_one_by_its_box(live: str, maya: Page) -> None:
    maya.goto(f"{live}/answer/my_views/my_words")
    main(maya).get_by_role("group", name="What do you call the place").get_by_role("radio", name="Our house").press(
        "Space"
    )
    people = main(maya).get_by_role("group", name="And the people you live with?")
    people.get_by_role("textbox", name="Or write your own word").fill("Nan")
    maya.get_by_role("button", name="Next", exact=True).press("Enter")
    main(maya).get_by_role("button", name="Map").press("Enter")
    expect(main(maya).get_by_role("link", name="Our house")).to_have_count(1)


def test_asking_to_be_contacted(app: Flask, live: str, maya: Page) -> None:
    maya.goto(f"{live}/contact")
    is_headed(maya, "Ask someone to contact me")
    typed = {
        "How can we reach you?": "07700 900456",
        "When is it safe?": "After school",
        "Anything else?": "It is about home",
    }
    for question, words in typed.items():
        main(maya).get_by_role("textbox", name=question).fill(words)
    main(maya).get_by_role("button", name="Send", exact=True).press("Enter")
    is_headed(maya, "We have your message")
    with app.app_context():
        request = session().scalars(select(ContactRequest)).one()
        asked = read_request(factories.staff()[0], request)
        assert (asked.reach, asked.safe, asked.more) == ("07700 900456", "After school", "It is about home")


def test_a_complaint_and_what_is_missing_from_it(live: str, maya: Page) -> None:
    maya.goto(f"{live}/complain")
    is_headed(maya, "Say what is wrong")
    main(maya).get_by_role("group", name="What is it about?").get_by_role("radio", name="A person").press("Space")
    answer = main(maya).get_by_role("group", name="Do you want an answer?")
    answer.get_by_role("radio", name="Yes, by phone or email").press("Space")
    main(maya).get_by_role("button", name="Send", exact=True).press("Enter")
    expect(main(maya).get_by_role("alert")).to_be_focused()
    wrong = main(maya).get_by_role("textbox", name="What is wrong?")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    wrong.fill("They read my diary")
    main(maya).get_by_role("textbox", name="Who can tell you, or how?").fill("07700 900456")
    main(maya).get_by_role("button", name="Send", exact=True).press("Enter")
    is_headed(maya, "We have your message")


def test_a_lock_of_pictures_is_put_on_and_opens(live: str, open_page: OpenPage, write: Write) -> None:
    page, letter = open_page(), write()
    enter(page, live, letter)
    page.goto(f"{live}/lock")
    is_headed(page, "Pick four pictures")
    pick_four(page)
    main(page).get_by_role("button", name="Keep it").press("Enter")
    is_headed(page, "What came of it")
    page.get_by_role("button", name="Leave").press("Enter")
    page.wait_for_url(AWAY)
    enter(page, live, letter)
    page.goto(f"{live}/after")
    expect(main(page).get_by_text("It is behind your lock.")).to_be_visible()
    main(page).get_by_role("link", name="Open your lock").press("Enter")
    is_headed(page, "Open your lock")
    pick_four(page)
    main(page).get_by_role("button", name="Open", exact=True).press("Enter")
    expect(settled(page).get_by_text("You have sent nothing yet.")).to_be_visible()


def pick_four(page: Page) -> None:
    """A picture of each of the four groups, by its word."""
    places = main(page).get_by_role("group").filter(has=page.get_by_role("radio"))
    for group, name in zip(places.all(), ("Sun", "Fish", "Boat", "Cat"), strict=True):
        group.get_by_role("radio", name=name).press("Space")


def test_another_level_and_another_language(live: str, maya: Page) -> None:
    maya.goto(f"{live}/answer/my_views")
    maya.locator("summary", has_text="Easier or harder questions").press("Enter")
    maya.get_by_role("button", name="With pictures").press("Enter")
    is_headed(maya, "Who is helping the child today?")
    maya.get_by_role("button", name="Language").press("Enter")
    maya.get_by_role("button", name="Polski", exact=True).press("Enter")
    expect(settled(maya).locator("html")).to_have_attribute("lang", "pl")
