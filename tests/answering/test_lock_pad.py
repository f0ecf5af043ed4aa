"""The lock as a toy: one pad of twelve pictures and four places, by tap and by keyboard, and none of it by script."""

import re

import pytest
from playwright.sync_api import Page, expect

from participation.config import ROOT
from participation.locks.choices import PICTURES
from tests.answering.conftest import Write
from tests.answering.touring import enter
from tests.parts.axe import barriers_in_every_way
from tests.parts.browser import AT_REST, BEYOND, OpenPage

CHOSEN = "[...document.querySelectorAll('.pad :checked')].map(each => each.name + each.value)"
SUN_CAT_CAT_BOAT = ["picture_1sun", "picture_2cat", "picture_3cat", "picture_4boat"]
PLACES = """() => [...document.querySelectorAll('.pad label:has(:checked)')]
  .map(each => each.getBoundingClientRect()).map(each => [each.x, each.y])"""
PLACE = """name => {
  const label = document.querySelector(`.pad:last-of-type [value=${name}]`).closest('label')
  if (label.getBoundingClientRect().bottom > innerHeight) label.scrollIntoView({block: 'center'})
  return label.getBoundingClientRect()
}"""


@pytest.fixture
def pad(live: str, open_page: OpenPage, write: Write) -> Page:
    """The lock of a letter, on a phone that runs no scripts."""
    page = open_page(javascript=False)
    enter(page, live, write())
    page.goto(f"{live}/lock")
    return page


def tap(page: Page, *names: str) -> None:
    """Put a finger where each picture is on the pad, whatever lies there."""
    page.evaluate(AT_REST)
    for name in names:
        place = page.evaluate(PLACE, name)
        page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
        page.evaluate(AT_REST)


def test_four_taps_fill_four_places_also_with_one_picture_twice(pad: Page) -> None:
    tap(pad, "sun", "cat", "cat")
    expect(pad.locator(".kept")).to_have_css("opacity", "0")
    tap(pad, "boat")
    assert pad.evaluate(CHOSEN) == SUN_CAT_CAT_BOAT
    expect(pad.locator(".kept")).to_have_css("opacity", "1")
    assert len({top for _, top in pad.evaluate(PLACES)}) == 1
    pad.click("text=Keep it")
    pad.wait_for_url(re.compile("/after$"))


def test_nothing_moves_under_the_finger_and_the_button_stays_in_sight(pad: Page) -> None:
    for name in ("ball", "ball", "sun", "fish"):
        tap(pad, name)
        assert pad.evaluate("scrollY") == 0
    button = pad.locator(".keep").bounding_box()
    assert button
    assert button["y"] + button["height"] <= 640


def test_it_can_be_emptied_and_filled_anew(pad: Page) -> None:
    tap(pad, "sun", "cat")
    pad.click("text=Empty it")
    assert pad.evaluate(CHOSEN) == []
    tap(pad, *("tree",) * 4)
    assert pad.evaluate(CHOSEN) == [f"picture_{number}tree" for number in range(1, 5)]


def test_with_the_keyboard_it_is_four_stops_and_the_button(pad: Page) -> None:
    pad.locator("[name=picture_1]").first.focus()
    for number, presses in enumerate((0, 2, 2, 9), start=1):
        assert pad.evaluate("document.activeElement.name") == f"picture_{number}"
        pad.keyboard.press("Space")
        for _ in range(presses):
            pad.keyboard.press("ArrowRight")
        shown = pad.locator(f".pad:nth-of-type({number}) label").first
        expect(shown).to_have_css("opacity", "1")
        pad.keyboard.press("Tab")
    assert pad.evaluate(CHOSEN) == ["picture_1sun", "picture_2star", "picture_3star", "picture_4cat"]
    pad.keyboard.press("Tab")
    expect(pad.locator(".keep")).to_be_focused()
    pad.keyboard.press("Enter")
    pad.wait_for_url(re.compile("/after$"))


def test_a_screen_reader_finds_four_groups_with_names(pad: Page) -> None:
    for name in ("First", "Second", "Third", "Fourth"):
        group = pad.get_by_role("group", name=f"{name} picture")
        expect(group.get_by_role("radio")).to_have_count(len(PICTURES))
        expect(group.get_by_role("radio", name="Cat", exact=True)).to_have_count(1)


def test_it_opens_with_the_same_pad(pad: Page) -> None:
    tap(pad, "sun", "cat", "cat", "boat")
    pad.click("text=Keep it")
    pad.goto(pad.url.replace("/after", "/lock"))
    pad.click("main [value=close]")
    pad.goto(pad.url.replace("/home", "/lock"))
    tap(pad, "sun", "cat", "cat", "ball")
    pad.click(".go .main")
    expect(pad.locator(".problem")).to_contain_text("That does not open it.")
    assert pad.evaluate(CHOSEN) == []
    tap(pad, "sun", "cat", "cat", "boat")
    pad.click(".go .main")
    pad.wait_for_url(re.compile("/after$"))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_keeps_nobody_out(live: str, open_page: OpenPage, write: Write, language: str) -> None:
    page = open_page()
    enter(page, live, write(language=language), language)
    page.goto(f"{live}/lock")
    found = barriers_in_every_way(page)
    tap(page, "sun", "cat")
    found += barriers_in_every_way(page)
    tap(page, "cat", "boat")
    assert found + barriers_in_every_way(page) == []


def test_with_large_text_two_stand_beside_each_other(pad: Page) -> None:
    pad.evaluate("document.documentElement.style.fontSize = '225%'")
    assert pad.evaluate(BEYOND) <= 0
    tap(pad, "sun", "cat", "cat", "boat")
    assert pad.evaluate(CHOSEN) == SUN_CAT_CAT_BOAT
    assert len({left for left, _ in pad.evaluate(PLACES)}) == 2


def test_where_has_is_unknown_the_four_groups_stand_below_one_another(
    live: str, open_page: OpenPage, write: Write
) -> None:
    page = open_page(javascript=False)
    style = (ROOT / "static" / "css" / "lock.css").read_text("utf-8").replace(":has(", ":hath(")
    page.route("**/lock.css*", lambda route: route.fulfill(body=style, content_type="text/css"))
    enter(page, live, write())
    page.goto(f"{live}/lock")
    for number, name in enumerate(("sun", "cat", "cat", "boat"), start=1):
        expect(page.locator("legend").nth(number - 1)).to_be_visible()
        page.locator(f".pad:nth-of-type({number}) label:has([value={name}])").click()
    page.click("main .see")
    expect(page.locator("h1")).to_have_text("This is your lock")
    page.click(".go .main")
    page.wait_for_url(re.compile("/after$"))
