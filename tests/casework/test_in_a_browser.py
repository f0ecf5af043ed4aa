"""The staff pages in a real browser: it is valid, a thumb can hit it, and script is only a help."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from participation import db
from participation.reviews.models import Person
from participation.staff.models import Role
from tests import factories
from tests.advocacy.referring import referred
from tests.casework.conftest import MORNING
from tests.casework.desk import Desk
from tests.parts.browser import OpenPage
from tests.parts.nu import html_errors
from tests.parts.server import Serve
from tests.walking import let_in

TODAY = MORNING.date()


@pytest.fixture
def paths(desk: Desk) -> dict[str, list[str]]:
    """Every page of the staff side by the address of who opens it, each with something on it."""
    maya, held = desk.review("Maya", TODAY), desk.review("Ella", TODAY)
    desk.review("Leo", TODAY)
    said = desk.receive(
        maya,
        "my_views",
        feel_safe="no",
        where_i_live="ok",
        where_i_live_words="loud",
        share_where_i_live_words="meeting",
    )
    desk.receive(maya, "my_views", language="ar", school_words="جميلة")
    desk.receive(maya, "my_meeting", meeting_where="home", not_in_front_words="Dad")
    views = desk.receive(maya, "carer_view", "foster_carer", school_words="Happy there", may_share="yes")
    asked = desk.receive(maya, "my_advocate", wants_advocate="yes", officer_may_know="yes")
    hidden = desk.receive(held, "my_advocate", wants_advocate="yes", officer_may_know="no")
    review, made = f"/staff/reviews/{maya}", referred(desk, maya)
    with desk.app.app_context():
        wanted = select(Person.id).where(Person.review_id == maya, Person.role == "foster_carer")
        carer = db.session().scalars(wanted).one()
    return {
        desk.email: [
            "/staff/", review, f"{review}/pack", f"{review}/participation", f"/staff/reviews/{held}",
            f"/staff/submissions/{views}", "/staff/more", "/staff/alarms", f"{review}/advocacy",
            f"{review}/answers/{said}/where_i_live_words", f"{review}/meeting", f"/staff/people/{carer}/face",
        ],
        "dee@example.org": ["/staff/advocacy", *(f"/staff/advocacy/{each}" for each in (asked, hidden, made))],
        "sue@example.org": ["/staff/chasing", "/staff/chasing/returns", "/staff/letters/envelopes"],
    }  # fmt: skip


@pytest.fixture
def cookies(desk: Desk) -> dict[str, str]:
    """The cookie of each, once signed in."""
    secrets = {desk.email: desk.secret}
    with desk.app.app_context():
        for role, email in ((Role.ADVOCATE, "dee@example.org"), (Role.SUPPORT, "sue@example.org")):
            secrets[email] = factories.staff(role, email=email)[1]
    found = {}
    for email, secret in secrets.items():
        cookie = let_in(desk.app, email, secret).get_cookie("staff")
        assert cookie is not None
        found[email] = cookie.value
    return found


def carry(page: Page, address: str, cookie: str) -> None:
    page.context.add_cookies([{"name": "staff", "value": cookie, "url": address}])


def test_the_html_of_every_staff_page_is_valid(
    desk: Desk, paths: dict[str, list[str]], cookies: dict[str, str]
) -> None:
    pages = {"/staff/sign-in": desk.app.test_client().get("/staff/sign-in").text}
    for email, theirs in paths.items():
        browser = desk.app.test_client()
        browser.set_cookie("staff", cookies[email])
        pages.update({path: browser.get(path).text for path in theirs})
    assert html_errors(pages) == []


def test_the_list_narrows_while_one_types(
    desk: Desk, paths: dict[str, list[str]], cookies: dict[str, str], serve: Serve, open_page: OpenPage
) -> None:
    page, address = open_page(width=1280), serve(desk.app)
    carry(page, address, cookies[desk.email])
    page.goto(address + "/staff/")
    page.get_by_label("Find").fill("leo")
    expect(page.locator("tbody tr:visible")).to_have_count(1)
    expect(page.locator("tbody tr:visible")).to_contain_text("Leo")
    page.get_by_label("Find").fill("zzz")
    expect(page.locator("section[data-filtered]:visible")).to_have_count(0)
    page.get_by_label("Find").fill("")
    expect(page.locator("tbody tr:visible")).to_have_count(3)


def test_without_script_the_list_is_whole_and_the_box_is_not_there(
    desk: Desk, paths: dict[str, list[str]], cookies: dict[str, str], serve: Serve, open_page: OpenPage
) -> None:
    page, address = open_page(javascript=False, width=1280), serve(desk.app)
    carry(page, address, cookies[desk.email])
    page.goto(address + "/staff/")
    expect(page.locator("tbody tr:visible")).to_have_count(3)
    expect(page.get_by_label("Find")).to_be_hidden()


def test_every_target_can_be_hit_with_a_thumb(
    desk: Desk, paths: dict[str, list[str]], cookies: dict[str, str], serve: Serve, open_page: OpenPage
) -> None:
    page, address = open_page(), serve(desk.app)
    carry(page, address, cookies[desk.email])
    page.goto(f"{address}/staff/reviews/{paths[desk.email][4].rsplit('/')[-1]}")
    small = page.evaluate(
        "[...document.querySelectorAll('button, .btn, nav a, .pick, input:not([type=hidden], .pick input)')]"
        ".filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)"
        ".map(one => one.outerHTML)"
    )
    assert small == []


def test_what_does_not_apply_to_who_came_goes_away_without_script(
    desk: Desk, paths: dict[str, list[str]], cookies: dict[str, str], serve: Serve, open_page: OpenPage
) -> None:
    page, address = open_page(javascript=False, width=1280), serve(desk.app)
    carry(page, address, cookies[desk.email])
    page.goto(address + paths[desk.email][3])
    page.get_by_label("Yes, to all or part of it").check()
    expect(page.get_by_text("carry their views")).to_be_hidden()
    page.get_by_label("They spoke for themselves").check()
    page.get_by_role("button", name="Suggest the code").click()
    expect(page.get_by_role("heading", name="Suggested: PN1")).to_be_visible()
    expect(page.get_by_label("PN1 · Came and spoke")).to_be_checked()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("Recorded as PN1.")
