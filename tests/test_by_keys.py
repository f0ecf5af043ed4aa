"""One main task of each role by keys alone, in as many presses as docs/journeys.md promises."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from participation import clock, db
from participation.config import ROOT
from participation.invitations.actions import invite
from participation.invitations.models import Invitation
from participation.proofreading.actions import invite_to_check
from participation.reviews.models import Review
from tests import factories
from tests.accounts.office import Office
from tests.advocacy.test_path import advocate
from tests.casework.desk import Desk
from tests.contact.conftest import Team
from tests.contact.test_staff_pages import asked
from tests.contact.test_staff_pages import desk as on_duty
from tests.interpreting.conftest import secret_in
from tests.journeys import journeys, promised
from tests.letters.desk import support
from tests.letters.two_letters import printed
from tests.metrics.published import hold_reviews
from tests.parts.browser import OpenPage
from tests.parts.keys import Keys
from tests.parts.server import Serve
from tests.proofreading.conftest import BY, LAST_DAY, of_the_catalogue, two_screens
from tests.walking import hidden_fields

NOW = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)
HELD, SOON = date(2026, 3, 5), date(2026, 3, 20)
TOPICS = {
    "foster_carer": "carer_view/going_well",
    "parent": "parent_view/how_is_child",
    "school": "partner_view/recommend",
}
"""By adult: what they write about, below their form."""
AROUND = [(adult, "Jo") for adult in TOPICS]


@pytest.fixture(autouse=True)
def on_a_monday() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


Sit = Callable[..., Keys]


@pytest.fixture
def sit(app: Flask, serve: Serve, open_page: OpenPage) -> Sit:
    """Sit down before a page of the staff side, signed in."""

    def down(browser: FlaskClient, path: str) -> Keys:
        cookie = browser.get_cookie("staff")
        assert cookie is not None
        page, address = open_page(width=1280, height=860), serve(app)
        page.context.add_cookies([{"name": "staff", "value": cookie.value, "url": address}])
        page.goto(address + path)
        return Keys(page, address)

    return down


def scans(app: Flask, serve: Serve, page: Page, respondent: str) -> Keys:
    """Somebody opens the square of their letter."""
    with app.app_context():
        review = factories.review(factories.staff()[0], SOON, people=AROUND)
        _, secrets = factories.letter(review, respondent)
    keys = Keys(page, serve(app))
    page.goto(f"{keys.address}/s#{secrets.token}")
    return keys


def test_a_child_sends_one_answer(app: Flask, serve: Serve, open_page: OpenPage) -> None:
    keys = scans(app, serve, open_page(), "child")
    keys.press("^Start")
    keys.press("Say what you think", "link")
    keys.enter(keys.page.locator("details.one summary"))
    keys.reach(keys.page.locator("#one"))
    keys.page.keyboard.type("A later bedtime")
    keys.enter(keys.page.locator("details.one .main"))
    keys.press("^Send")
    keys.page.wait_for_url("**/done")
    assert len(keys.pressed) == promised("one answer, from the square to sent")


@pytest.mark.parametrize("adult", TOPICS)
def test_an_adult_sends_a_form(app: Flask, serve: Serve, open_page: OpenPage, adult: str) -> None:
    keys = scans(app, serve, open_page(), adult)
    keys.press("^Start")
    keys.enter(keys.page.locator(f".todo a[href$={TOPICS[adult].partition('/')[0]}]"))
    keys.enter(keys.page.locator(f".places a[href$='{TOPICS[adult]}']"))
    keys.reach(keys.page.locator("textarea"))
    keys.page.keyboard.type("Swimming")
    keys.enter(keys.page.locator("main [value=send]"))
    keys.enter(keys.page.locator(".go .main"))
    keys.page.wait_for_url("**/done")
    assert len(keys.pressed) == promised("a form, from the square to sent")


def test_support_gives_a_new_code_by_telephone(app: Flask, sit: Sit) -> None:
    with app.app_context():
        made, _ = factories.letter(factories.review(factories.staff()[0], SOON))
        mark = db.session().get_one(Invitation, made.id).mark
    keys = sit(support(app), "/staff/letters")
    keys.reach(keys.page.locator("[name=mark]"))
    keys.page.keyboard.type(mark)
    keys.press("^Find it")
    keys.press("By telephone")
    keys.press("Make a new code")
    expect(keys.page.get_by_text("type them in")).to_be_visible()
    assert len(keys.pressed) == promised("a new code by telephone, from the mark on the letter")


def test_support_prints_todays_letters_and_marks_them_as_posted(app: Flask, sit: Sit) -> None:
    with app.app_context():
        invite([factories.review(factories.staff()[0], SOON)], ["child", "foster_carer", "school"])
    keys = sit(support(app), "/staff/letters")
    assert len(printed(saved(keys, "^Print the ticked letters"))) == 3
    keys.page.goto(f"{keys.address}/staff/letters")
    keys.press("^Mark as posted")
    expect(keys.page.get_by_text("3 letters are marked as posted.")).to_be_visible()
    assert len(keys.pressed) == promised("print today's letters, and mark them as posted")


def test_support_chases_ten_carers_who_are_late(app: Flask, sit: Sit) -> None:
    with app.app_context():
        for number in range(10):
            review = factories.review(factories.staff()[0], HELD.replace(day=12), people=[("foster_carer", "Jo")])
            with db.transaction() as writing:
                (carer,) = writing.get_one(Review, review.id).people
                carer.agency, carer.email = "North Fostering", f"jo{number}@example.org"
            with clock.frozen(NOW.replace(day=2)):
                factories.letter(review, "foster_carer")
    keys = sit(support(app), "/staff/chasing")
    keys.press("^Carer, North Fostering", "link")
    row = keys.page.get_by_role("row").filter(has_text="days late").first
    keys.reach(row.get_by_role("checkbox"))
    keys.reach(row.locator("a[href^='mailto:jo']"))
    keys.page.goto(keys.page.url)
    keys.press("^Print the ticked ones anew")
    assert len(printed(saved(keys, "^Print all 10 letters"))) == 10
    assert len(keys.pressed) == promised("chase ten carers who are late: their letters on paper once more")


def saved(keys: Keys, name: str) -> bytes:
    """Press what draws letters: the file that the browser saves."""
    with keys.page.expect_download() as coming:
        keys.press(name)
    return coming.value.path().read_bytes()


def test_an_interpreter_sends_the_english_of_one_text(app: Flask, sit: Sit, open_page: OpenPage, serve: Serve) -> None:
    desk = Desk(app)
    sent = desk.receive(desk.review("Selam", SOON), "my_views", language="ps", ask_for="غواړم")
    path = f"/staff/submissions/{sent}/interpreter"
    form = {**hidden_fields(desk.browser.get(path)), "text": "ask_for", "label": "an agency"}
    keys = Keys(open_page(), serve(app))
    keys.page.goto(f"{keys.address}/interpret#{secret_in(desk.browser.post(path, data=form))}")
    keys.press("^Show the words")
    for label in ("In English", "Your initials", "Your agency"):
        keys.reach(keys.page.get_by_label(label))
        keys.page.keyboard.type("TG")
    keys.press("^Send the English")
    expect(keys.page.locator("h1")).to_have_text("Thank you. The English is with the officer")
    assert len(keys.pressed) == promised("the English of one text, from the link to sent")


def test_who_checks_a_language_says_that_two_screens_are_right(app: Flask, open_page: OpenPage, serve: Serve) -> None:
    with app.app_context():
        secret = invite_to_check(two_screens(of_the_catalogue()), BY, LAST_DAY)
    keys = Keys(open_page(width=1280), serve(app))
    keys.page.goto(f"{keys.address}/staff/words#{secret}")
    keys.press("^Start")
    keys.press("^Go on", "link")
    for screen in (1, 0):
        keys.page.wait_for_url(f"**/screens/{screen}")
        keys.press("^All the rest here is right")
    expect(keys.page.get_by_text("All words: 4 of 4")).to_be_visible()
    assert len(keys.pressed) == promised("two screens of a language, from the link to all of it said to be right")


def test_each_number_of_the_table_is_counted_by_the_test_that_it_names() -> None:
    rows = list(journeys())
    assert len(rows) > 12
    by_keys = (ROOT / "tests" / "test_by_keys.py").read_text()
    assert {each.role for each in rows if each.task in by_keys} == {each.role for each in rows}
    for each in rows:
        assert all(f'promised("{each.task}")' in one_line(test) for test in each.tests), each


def one_line(test: str) -> str:
    """A file of tests, where no call is broken."""
    return re.sub(r"\(\s+|\s+\)", lambda found: found[0].strip(), (ROOT / test).read_text())


def test_an_advocate_goes_from_the_list_to_having_met_the_child(app: Flask, sit: Sit) -> None:
    desk = Desk(app)
    desk.receive(desk.review("Maya", SOON), "my_advocate", wants_advocate="yes")
    keys = sit(advocate(desk, "Dee"), "/staff/advocacy")
    keys.press("^Maya", "link")
    for name in ("Accept it", "We are in touch", "We have met"):
        keys.press(name)
    expect(keys.page.get_by_text("Noted: met.")).to_be_visible()
    assert len(keys.pressed) == promised(
        "from the list of requests to having met the child, with a note at each step or none"
    )


def test_an_officer_marks_what_is_due_after_a_meeting(app: Flask, sit: Sit) -> None:
    desk = Desk(app)
    keys = sit(desk.browser, f"/staff/reviews/{desk.review('Maya', HELD)}")
    for name in ("^Decisions are written", "^Letter is sent", "^Sent to those ticked"):
        keys.press(name)
    expect(keys.page.get_by_text("marked by Amara")).to_have_count(3)
    assert len(keys.pressed) == promised("decisions, letter and sent to all, from the open review")


def test_a_manager_reminds_an_officer_and_gives_a_review_away(app: Flask, sit: Sit) -> None:
    office = Office(app)
    review = office.amara.review("Maya", SOON)
    office.amara.receive(review, "my_views", where_i_live="good")
    keys = sit(office.mo, "/staff/unread")
    keys.press("^Remind Amara")
    expect(keys.page.get_by_text("Reminded: a mail says that something waits.")).to_be_visible()
    assert len(keys.pressed) == promised("remind an officer of what waits")
    keys.reach(keys.page.get_by_role("combobox"))
    keys.page.keyboard.press("ArrowDown")
    keys.press("^Give")
    assert office.officer_of(review) == office.ben.staff_id
    assert len(keys.pressed[1:]) == promised("give a review to another officer")


def test_a_manager_publishes_a_year(app: Flask, sit: Sit) -> None:
    with app.app_context():
        hold_reviews(["PN1"] * 6, [date(2024, 6, 4)])
    keys = sit(Office(app).mo, "/staff/metrics?year=2024-25")
    keys.press("^Show for publication", "link")
    keys.press("^Publish 20")
    expect(keys.page.get_by_role("button", name=re.compile("^Publish"))).to_have_count(0)
    assert len(keys.pressed) == promised("publish the figures of a year, from its page")


def test_who_is_on_duty_takes_a_request_on_and_has_talked(app: Flask, sit: Sit) -> None:
    team = Team(app)
    asked(team, reach="07700 900456")
    keys = sit(on_duty(team, "amara"), "/staff/contact")
    keys.enter(keys.page.locator("a.who"))
    keys.press("^I take this on")
    keys.press("^I have talked to them")
    expect(keys.page.get_by_text("talked to them Mon 9 Mar")).to_be_visible()
    assert len(keys.pressed) == promised("from the list of requests to having talked")
