"""The pages about what has ended, in a real browser: they are valid, and a press there does what it says."""

import pytest
from playwright.sync_api import Page, expect

from participation import db
from participation.invitations.actions import Secrets
from participation.staff.models import Role
from tests import factories
from tests.endings.scene import MEETING, Scene
from tests.parts.axe import barriers_in_every_way
from tests.parts.browser import OpenPage
from tests.parts.nu import html_errors
from tests.parts.server import Serve
from tests.walking import let_in


@pytest.fixture
def told(scene: Scene) -> dict[str, str]:
    """The pages of an officer after some things have ended, by what they show."""
    scene.desk.receive(scene.review, "my_views", where_i_live="ok", where_i_live_words="My room is loud")
    assert scene.press(scene.desk.browser, "letter", reason="stolen", words="The post was taken from the hall") == 303
    assert scene.press(scene.desk.browser, "person", reason="replaced", words="Maya lives with Sam now") == 303
    with scene.app.app_context():
        called_off, gone = (scene.desk.review(name, MEETING) for name in ("Ella", "Leo"))
        gone_id = db.session().get_one(type(scene.of_review), gone).child_id
    fields = {"csrf_token": _token(scene)}
    scene.desk.browser.post(f"/staff/endings/review/{called_off}", data={**fields, "reason": "cancelled"})
    scene.desk.browser.post(f"/staff/endings/child/{gone_id}", data={**fields, "reason": "died"})
    ids = scene.ids()
    return {
        "list": "/staff/endings",
        "replaced": f"/staff/reviews/{scene.review}",
        "called_off": f"/staff/reviews/{called_off}",
        "died": f"/staff/reviews/{gone}",
        **{what: f"/staff/endings/{what}/{ids[what]}" for what in ("review", "child")},
    }


def _token(scene: Scene) -> str:
    page = scene.desk.browser.get("/staff/endings").text
    return page.split('name="csrf_token" value="')[1].split('"')[0]


def carry(page: Page, address: str, scene: Scene) -> None:
    cookie = scene.desk.browser.get_cookie("staff")
    assert cookie is not None
    page.context.add_cookies([{"name": "staff", "value": cookie.value, "url": address}])


def test_each_page_is_valid(scene: Scene, told: dict[str, str]) -> None:
    assert html_errors({path: scene.desk.browser.get(path).text for path in told.values()}) == []


def test_an_officer_ends_a_review_from_its_page_and_takes_it_back(
    scene: Scene, serve: Serve, open_page: OpenPage
) -> None:
    address, page = serve(scene.app), open_page(width=1280)
    carry(page, address, scene)
    page.goto(f"{address}/staff/reviews/{scene.review}")
    page.get_by_role("link", name="This review will not be held").click()
    page.get_by_text("It was called off").click()
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("Review of Maya")).to_be_visible()
    assert scene.start(scene.maya) == 410
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("taken back Mon 9 Mar")).to_be_visible()
    assert scene.start(scene.maya) == 303


@pytest.fixture
def other_letters(scene: Scene) -> tuple[Secrets, Secrets]:
    """Of a child whose letter was stolen, and of one who moved after they had sent something."""
    with scene.app.app_context():
        moved = scene.desk.review("Leo", MEETING)
        review = db.session().get_one(type(scene.of_review), moved)
        secrets, child_id = factories.letter(review)[1], review.child_id
    scene.desk.receive(moved, "my_views", where_i_live="ok")
    assert scene.run("end", "letter", scene.ids()["letter"], "--why", "stolen").exit_code == 0
    assert scene.run("end", "child", child_id, "--why", "moved").exit_code == 0
    assert scene.run("end", "person", scene.ids()["person"], "--why", "replaced").exit_code == 0
    return scene.maya, secrets


def test_a_child_with_a_letter_that_ended_is_told_whom_to_ask(
    scene: Scene, other_letters: tuple[Secrets, Secrets], serve: Serve, open_page: OpenPage
) -> None:
    address, page = serve(scene.app), open_page(width=360)
    stolen, moved = other_letters
    page.goto(f"{address}/s#{stolen.token}")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", name="This letter does not open")).to_be_visible()
    assert barriers_in_every_way(page) == []
    page.goto(f"{address}/help")
    page.goto(f"{address}/s#{moved.token}")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", name="What you have sent")).to_be_visible()
    assert barriers_in_every_way(page) == []


def test_support_ends_a_letter_from_the_list_of_letters(scene: Scene, serve: Serve, open_page: OpenPage) -> None:
    address, page = serve(scene.app), open_page(width=1280)
    cookie = let_in(scene.app, *scene.accounts[Role.SUPPORT]).get_cookie("staff")
    assert cookie is not None
    page.context.add_cookies([{"name": "staff", "value": cookie.value, "url": address}])
    page.goto(f"{address}/staff/letters?show=all")
    page.get_by_role("row", name="Maya").get_by_role("link", name="End it").click()
    page.get_by_text("It was stolen").click()
    page.get_by_role("button", name="End it").click()
    page.goto(f"{address}/staff/letters")
    expect(page.get_by_text("ended, another is needed")).to_be_visible()
