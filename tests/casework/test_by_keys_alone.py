"""The officer's page of a review by keys alone: one always sees where one is, and no press loses it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from playwright.sync_api import expect

from participation import clock, db
from participation.reviews.models import Review
from tests.casework.conftest import MORNING
from tests.casework.desk import Desk
from tests.casework.maya import MEETING
from tests.casework.test_after_the_meeting import AFTER, TRAIN, AfterTheMeeting
from tests.casework.test_five_minutes import receive_everything
from tests.document import Document
from tests.parts.browser import OpenPage
from tests.parts.keys import FARTHEST, WatchedKeys
from tests.parts.server import Serve

PEOPLE = [(role, role.title()) for role in ("foster_carer", "school", "health", "social_worker", "parent")]
WHERE = """() => {
  const part = document.activeElement.closest(".content section[aria-labelledby]");
  return part && part.getAttribute("aria-labelledby");
}"""
ON_SCREEN = """() => [...document.querySelectorAll(".content section[aria-labelledby]")]
  .map(each => [each.getAttribute("aria-labelledby"), each.getBoundingClientRect()])
  .sort(([, a], [, b]) => Math.round(a.top) - Math.round(b.top) || a.left - b.left)
  .map(([id]) => id)"""
IN_SIGHT = """() => {
  const [contents, side] = [".contents", ".side"].map(each => document.querySelector(each).getBoundingClientRect());
  return Math.min(contents.bottom, side.bottom, innerHeight) - Math.max(contents.top, side.top, 0);
}"""
"""How many pixels of the contents are on the screen."""
LINE = 44


@pytest.fixture
def maya(desk: Desk) -> str:
    """Six forms for a review, and one thing that she was promised at the review before."""
    maya = desk.review("Maya", MEETING, people=PEOPLE)
    with desk.app.app_context(), db.transaction() as writing:
        child_id = writing.get_one(Review, maya).child_id
        before = Review(child_id=child_id, officer_id=desk.staff_id, meets_on=date(2025, 9, 9), reference="before")
        writing.add(before)
        writing.flush()
        before_id = before.id
    with clock.frozen(datetime.combine(date(2025, 9, 1), MORNING.timetz())):
        desk.receive(before_id, "my_views", ask_for="To see Leo")
    desk.read(before_id)
    receive_everything(desk, maya)
    return maya


@pytest.fixture
def sit(desk: Desk, serve: Serve, open_page: OpenPage) -> Callable[[str], WatchedKeys]:
    """Amara sits down before a page of a review."""

    def down(path: str) -> WatchedKeys:
        cookie = desk.browser.get_cookie("staff")
        assert cookie is not None
        page, address = open_page(width=1280, height=860), serve(desk.app)
        page.context.add_cookies([{"name": "staff", "value": cookie.value, "url": address}])
        page.goto(f"{address}/staff/reviews/{path}")
        return WatchedKeys(page, address)

    return down


@pytest.fixture
def keys(sit: Callable[[str], WatchedKeys], maya: str) -> WatchedKeys:
    """Before the page of Maya's."""
    return sit(maya)


def test_the_whole_page_and_its_pack_are_used_without_a_mouse(keys: WatchedKeys) -> None:
    page, where = keys.page, keys.page.url
    keys.press("^Go to the page itself", "link")
    expect(page.locator("#main")).to_be_focused()
    keys.press("^The meeting", "link")
    expect(page.locator("#wishes")).to_be_focused()
    keys.press("^Agree ?: Where")
    expect(page.get_by_text("Agreed Mon 9 Mar")).to_be_visible()
    expect(page.locator("#wishes")).to_be_focused()
    keys.press("^Change ?: ")
    expect(page.get_by_text("To change")).to_be_visible()
    folded = page.locator("#alone > summary")
    for is_open in (True, False):
        keys.enter(folded)
        assert page.locator("#alone").evaluate("each => each.open") == is_open
        expect(folded).to_be_focused()
    keys.press("^I have read it")
    expect(page.locator("#people")).to_be_focused()
    expect(page.locator("#read")).to_have_count(0)
    page.goto(where)
    keys.reach(page.locator("#crib"))
    page.keyboard.type("Gate: ask her alone")
    keys.press("^Keep it")
    expect(page.get_by_role("status")).to_be_focused()
    page.goto(f"{where}/pack")
    page.evaluate("window.print = () => { window.printed = true; }")
    keys.press("^Print")
    assert page.evaluate("window.printed")
    expect(page.get_by_role("button", name="Print")).to_be_focused()
    keys.press("^Hold back")
    expect(page.locator("#words")).to_be_focused()
    keys.press("^Put it back")
    expect(page.get_by_role("heading", name="Held back by you")).to_have_count(0)


def test_from_top_to_end_one_sees_where_one_is_and_the_contents_stay_on_the_screen(keys: WatchedKeys) -> None:
    for width, height in ((1280, 860), (768, 1024)):
        keys.page.set_viewport_size({"width": width, "height": height})
        for is_folded in (True, False) if width == 768 else (True,):
            keys.page.reload()
            if not is_folded:
                keys.enter(keys.page.locator(".contents > summary"))
            visited = list(dict.fromkeys(filter(None, parts_on_the_way(keys))))
            assert visited == [part for part in keys.page.evaluate(ON_SCREEN) if part in visited]
            assert {"came", "wishes", "promised", "topics", "read", "people"} <= set(visited)
            # Upwards what is reached comes in at the top, where the contents lie over the page.
            for _ in range(FARTHEST):
                keys.tab("Shift+Tab")
                if keys.page.evaluate(WHERE) == visited[0]:
                    break
            keys.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
            assert keys.page.evaluate(IN_SIGHT) >= LINE, f"{width} wide, at the end the contents are out of sight"


def parts_on_the_way(keys: WatchedKeys) -> Iterator[str | None]:
    """Tab, down to the last thing of the page: in which part each stands."""
    last = keys.page.get_by_role("button", name="Use this language")
    for _ in range(FARTHEST):
        keys.tab()
        yield keys.page.evaluate(WHERE)
        if last.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError("Tab does not lead to the end")


def test_safety_and_asks_come_first_then_the_meeting_then_what_was_promised_then_the_topics(
    desk: Desk, maya: str
) -> None:
    page = Document.read(desk.open(maya).text)
    (contents,) = (each for each in page.all("nav") if each["aria-label"] == "On this page")
    listed = [link["href"].removeprefix("#") for link in contents.all("a")]
    there = [id for id in page.ids if id in listed]
    assert listed == there, "the contents have the order of the page"
    main = [id for id in listed if not id.startswith("topic-")]
    assert main[:6] == ["first", "came", "words", "wishes", "promised", "one-voice"]
    assert listed.index("promised") < listed.index("topic-school")


def test_after_the_meeting_code_and_answer_are_kept_without_a_mouse(
    desk: Desk, sit: Callable[[str], WatchedKeys]
) -> None:
    after = AfterTheMeeting(desk)
    with clock.frozen(AFTER):
        desk.open(after.id)
        keys = sit(f"{after.id}/participation")
        page, ask = keys.page, keys.page.locator(".asks > li").first
        keys.choose(page.get_by_label("They spoke for themselves"))
        expect(page.get_by_label("PN1 · Came and spoke")).to_be_checked()
        keys.choose(ask.get_by_label("Agreed", exact=True))
        keys.reach(ask.get_by_label("Your words to the child"))
        page.keyboard.type(TRAIN)
        keys.press("^Save$")
        expect(page.get_by_role("status")).to_have_text("Recorded as PN1. 1 answer is saved.")
        expect(page.get_by_role("status")).to_be_focused()
    assert sorted(each.state for each in after.kept()[1].values()) == ["agreed", "open"]
