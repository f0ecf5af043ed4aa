"""Journeys by what a screen reader is given: roles and names, and nothing that is only seen."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.answering.conftest import MEETING, TWO_WEEKS_BEFORE, Write
from tests.answering.touring import WORDS, enter
from tests.parts.browser import OpenPage, settled

JOURNEYS = [
    ("child", date(2020, 6, 1), "my_views"),
    ("child", date(2015, 2, 1), "my_views"),
    ("child", date(2011, 1, 1), "my_views"),
    ("child", date(2006, 1, 1), "my_views"),
    ("child", date(2015, 2, 1), "my_advocate"),
    ("child", date(2020, 6, 1), "my_meeting"),
    ("child", date(2015, 2, 1), "my_meeting"),
    ("child", date(2011, 1, 1), "my_meeting"),
    ("child", date(2015, 2, 1), "after_review"),
    ("foster_carer", date(2015, 2, 1), "carer_view"),
    ("parent", date(2015, 2, 1), "parent_view"),
]
"""Who is asked, born when, and what."""
HELD = TWO_WEEKS_BEFORE.date() - timedelta(days=5)
MOST = 20


@pytest.mark.parametrize("journey", JOURNEYS)
def test_a_journey_by_roles_and_names_alone(
    live: str, open_page: OpenPage, write: Write, journey: tuple[str, date, str]
) -> None:
    respondent, born, purpose = journey
    page = open_page()
    enter(page, live, write(respondent, HELD if purpose == "after_review" else MEETING, born_on=born))
    page.goto(f"{live}/answer/{purpose}")
    if topics := page.get_by_role("main").get_by_role("list").get_by_role("link").all():
        topics[0].press("Enter")
    asked = 0
    for _ in range(MOST):
        if settled(page).url.endswith((f"/answer/{purpose}", "/check")):
            break
        asked += 1
        hear_and_answer(page)
        page.get_by_role("button", name="Next", exact=True).press("Enter")
    assert asked
    if not page.url.endswith("/check"):
        expect(page.get_by_role("link", name=re.compile("something is in it"))).to_have_count(1)
        page.get_by_role("link", name="Send", exact=True).press("Enter")
    expect(settled(page).get_by_role("heading", level=1)).to_have_text("Is this what you want to say?")
    page.get_by_role("button", name="Send", exact=True).press("Enter")
    expect(settled(page).get_by_role("heading", level=1)).to_have_text("Thank you")


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
    page.get_by_role("textbox", name=asked).fill(WORDS)
