"""Five minutes before the meeting, in a real browser: by keys alone, on a tablet held upright, on two sheets."""

import re

import pypdfium2
from playwright.sync_api import expect

from tests.casework.desk import Desk
from tests.casework.maya import LOUD, MEETING
from tests.parts.browser import BEYOND, OpenPage, cut_off
from tests.parts.server import Serve
from tests.walking import let_in

LONG = "The plan on one page was kept each week, and two of the three meetings with the carer were held in time."


def receive_everything(desk: Desk, maya: str) -> None:
    """Six forms: two of a child, and those of a carer, a school, a nurse and a parent."""
    desk.receive(
        maya,
        "my_views",
        feel_today="worried",
        feel_safe="not_always",
        where_i_live="ok",
        where_i_live_words=LOUD,
        share_where_i_live_words="meeting",
        school="not_good",
        school_words="art is the only good bit. I eat in the library",
        family_time="too_little",
        health_words="my tummy hurts on sundays",
        ask_for="can I have my own front door key",
    )
    desk.receive(
        maya, "my_meeting", meeting_where="home", meeting_when=["evening"], take_part="come", talk_about=["school"]
    )
    desk.receive(
        maya, "carer_view", "foster_carer", school_words="She never says a word about it.", going_well=LONG,
        health_words=LONG, family_time_words=LONG, worries_words=LONG, worried_about_safety="yes", anything_else=LONG,
    )  # fmt: skip
    desk.receive(
        maya, "partner_view", "school", service="school", school_words="Quiet, on time, good at drawing",
        school_life_words=LONG, done_words=LONG, not_done_words=LONG, child_says_words=LONG, recommend_words=LONG,
    )  # fmt: skip
    desk.receive(
        maya, "partner_view", "health", service="health", health_words=LONG, waiting_words=LONG,
        done_words=LONG, child_says_words=LONG, recommend_words=LONG,
    )  # fmt: skip
    desk.receive(
        maya, "parent_view", "parent", going_well=LONG, worried_about_safety="yes", worries_words=LONG,
        family_time_words=LONG, identity_words=LONG, promises_words=LONG, want_decided=LONG, anything_else=LONG,
    )  # fmt: skip


def test_it_is_walked_by_keys_fits_a_tablet_and_is_printed_on_two_sheets(
    desk: Desk, serve: Serve, open_page: OpenPage
) -> None:
    roles = ("foster_carer", "school", "health", "social_worker", "parent")
    maya = desk.review("Maya", MEETING, people=[(role, role.title()) for role in roles])
    receive_everything(desk, maya)
    cookie = let_in(desk.app, desk.email, desk.secret).get_cookie("staff")
    assert cookie is not None
    address, page = serve(desk.app), open_page(width=1280)
    page.context.add_cookies([{"name": "staff", "value": cookie.value, "url": address}])
    page.goto(f"{address}/staff/reviews/{maya}")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href')") == "#wishes":
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=re.compile("^Agree ?: Where"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Agreed Mon 9 Mar")).to_be_visible()
    page.set_viewport_size({"width": 820, "height": 1180})
    assert (page.evaluate(BEYOND), cut_off(page)) == (0, [])
    paper = pypdfium2.PdfDocument(page.pdf(format="A4"))
    assert len(paper) <= 2
    printed = paper[0].get_textpage().get_text_range()
    assert "For Amara only" in printed
    assert "Your crib" not in printed
    paper.close()
