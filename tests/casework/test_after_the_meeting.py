"""After the meeting: one page and one Save for the code and every answer, and what was promised comes back."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from playwright.sync_api import Locator, expect
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation import clock, db
from participation.audit.models import AuditEntry
from participation.invitations.actions import draw_secrets
from participation.invitations.queries import invitations_of
from participation.outcomes.models import Outcome, Participation
from participation.reviews.models import Review
from tests import factories
from tests.casework.desk import Desk
from tests.casework.sending import send_with
from tests.casework.test_answers import Maya
from tests.databases import on_both
from tests.journeys import promised
from tests.parts.browser import OpenPage
from tests.parts.server import Serve
from tests.walking import hidden_fields, words_of

MEETING, AFTER, NEXT = date(2026, 3, 10), datetime(2026, 3, 10, 16, tzinfo=UTC), date(2026, 9, 8)
WISHES = {
    "ask_for": "I want to see my brother",
    "want_different": "A key of my own",
}
UNTOLD = "Maya’s letter does not tell them that it is done: please tell them yourself."
TRAIN, WHY = "You see Ellis on the first Saturday of every month.", "First you get a safe place at break."


class AfterTheMeeting:
    """Maya has asked for things, with a lock on her letter; it is the afternoon of her review."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.maya = Maya(desk, has_lock=True, ask_for=WISHES["ask_for"], want_different=WISHES["want_different"])
        self.id, self.path = self.maya.review_id, f"/staff/reviews/{self.maya.review_id}/participation"

    def named(self, question: str, **said: str) -> dict[str, str]:
        """What is said of one thing, under the names of the page's fields."""
        return {f"a-{self.maya.submission_id}-{question}-{name}": value for name, value in said.items()}

    def save(self, **said: str) -> TestResponse:
        """One Save, with everything that stands on the page already."""
        self.desk.open(self.id)
        page = self.desk.browser.get(self.path)
        return self.desk.browser.post(self.path, data={**hidden_fields(page), **said, "go": "record"})

    def kept(self) -> tuple[Participation | None, dict[str, Outcome]]:
        """The code and the outcomes that there are."""
        with self.desk.app.app_context():
            outcomes = db.session().scalars(select(Outcome).where(Outcome.review_id == self.id))
            return db.session().get(Participation, self.id), {each.question: each for each in outcomes}


@pytest.fixture
def after(desk: Desk) -> AfterTheMeeting:
    return AfterTheMeeting(desk)


@on_both
def test_one_save_keeps_the_code_and_every_answer_and_what_is_left_empty_stays_open(after: AfterTheMeeting) -> None:
    with clock.frozen(AFTER):
        brother = {"state": "agreed", "words": TRAIN, "who_does": "Tobi", "by_when": "2026-04-04"}
        done = after.save(how="spoke", code="PN1", **after.named("ask_for", **brother))
        assert done.location == f"/staff/reviews/{after.id}"
        recorded, outcomes = after.kept()
        page = words_of(after.desk.open(after.id))
    assert recorded is not None
    assert (recorded.code, recorded.reasons) == ("PN1", ["came", "spoke"]), "how they took part says that they came"
    assert "Recorded as PN1. 1 answer is saved." in page
    assert outcomes["ask_for"].by_when == date(2026, 4, 4)
    assert (outcomes["ask_for"].state, outcomes["ask_for"].done_on) == ("agreed", None)
    assert outcomes.get("want_different") is None or outcomes["want_different"].state == "open"
    assert "Who does it: Tobi" in page
    assert b"Tobi" not in (outcomes["ask_for"].answer or b"")


@on_both
def test_where_one_thing_cannot_be_kept_nothing_is_and_all_that_was_typed_comes_back(after: AfterTheMeeting) -> None:
    with clock.frozen(AFTER):
        school = after.named("want_different", state="not_agreed", told="in_person")
        refused = after.save(how="spoke", code="PN1", **after.named("ask_for", state="agreed", words=TRAIN), **school)
        assert refused.status_code == 422
        assert TRAIN in refused.text
        assert "Please say why not, or not all of it." in words_of(refused)
        # And what only the database finds out.
        with after.desk.app.app_context():
            draw_secrets(invitations_of(after.id)[0])
        refused = after.save(how="spoke", code="PN1", **after.named("ask_for", state="agreed", words=TRAIN))
        assert refused.status_code == 422
        assert TRAIN in refused.text
    recorded, outcomes = after.kept()
    assert recorded is None
    assert all(outcome.answered_at is None for outcome in outcomes.values())


def test_saving_again_changes_only_what_was_changed(after: AfterTheMeeting) -> None:
    with clock.frozen(AFTER):
        brother = after.named("ask_for", state="partly", words=TRAIN, talked_about_on="2026-03-10")
        after.save(how="spoke", code="PN1", **brother)
    with clock.frozen(AFTER.replace(minute=5)):
        happened = {"attended": "yes", "how": "spoke", "chaired": "none", "code": "PN1"}
        again = after.save(**happened, **brother, **after.named("want_different", state="done", words="Here it is."))
        assert again.status_code == 303, words_of(again)
        page = words_of(after.desk.open(after.id))
    _, outcomes = after.kept()
    assert outcomes["ask_for"].answered_at == AFTER
    assert outcomes["want_different"].done_on == AFTER.date()
    assert "1 answer is saved." in page
    assert "agreed in part" in page
    with after.desk.app.app_context():
        wanted = select(AuditEntry.action).where(AuditEntry.action.in_(("answered", "recorded participation")))
        assert sorted(db.session().scalars(wanted)) == ["answered", "answered", "recorded participation"]


def test_what_may_have_happened_stands_on_the_page_with_its_code(after: AfterTheMeeting) -> None:
    with clock.frozen(AFTER):
        page = after.desk.browser.get(after.path).text
    for happened, code in (("yes/spoke", "PN1"), ("yes/nothing", "PN4"), ("no/advocate", "PN5"), ("no/", "PN6")):
        assert f'data-happened="{happened}" data-code="{code}" hidden' in page


def test_nobody_answers_what_they_have_not_read(after: AfterTheMeeting) -> None:
    with clock.frozen(AFTER):
        page = after.desk.browser.get(after.path)
        assert "Maya has sent something that you have not read yet. Read it first" in words_of(page)
        assert WISHES["ask_for"] not in page.text
        after.desk.open(after.id)
        assert WISHES["ask_for"] in after.desk.browser.get(after.path).text


def test_who_covers_records_the_code_and_does_not_answer_in_anothers_name(app: Flask, after: AfterTheMeeting) -> None:
    ben = Desk(app, "ben@example.org")
    assert ben.browser.get(after.path).status_code == 404
    with app.app_context():
        factories.absence(after.desk.staff_id, ben.staff_id, "2026-03-09", "2026-03-11")
    page = ben.browser.get(after.path)
    assert "is answered by the review’s own officer" in words_of(page)
    assert WISHES["ask_for"] not in page.text


@on_both
def test_what_was_promised_comes_back_to_whoever_has_the_next_review_and_can_be_marked_done(
    app: Flask, after: AfterTheMeeting
) -> None:
    with clock.frozen(AFTER):
        after.save(**after.named("ask_for", state="agreed", words=TRAIN, who_does="Tobi", by_when="2026-04-04"))
        outcome = after.kept()[1]["ask_for"]
        assert UNTOLD not in words_of(after.desk.open(after.id)), "behind this letter's lock it says that it was done"
    ben = Desk(app, "ben@example.org")
    with app.app_context():
        other_child = factories.review(None, NEXT).child_id
    with app.app_context(), db.transaction() as current:
        child_id = current.get_one(Review, after.id).child_id
        present = Review(child_id=child_id, officer_id=ben.staff_id, meets_on=NEXT, reference="next")
        stranger = Review(child_id=other_child, officer_id=ben.staff_id, meets_on=NEXT)
        current.add_all([present, stranger])
        current.flush()
        next_id, stranger_id = present.id, stranger.id
    with clock.frozen(datetime(2026, 9, 1, 9, tzinfo=UTC)):
        page = words_of(ben.open(next_id))
        assert "What was promised before, and what became of it" in page
        assert TRAIN in page
        assert UNTOLD in page, "another letter has another lock"
        assert WISHES["ask_for"] not in page, "what was written to another officer is not opened"
        assert TRAIN not in words_of(ben.open(stranger_id))
        press = {**hidden_fields(ben.open(next_id)), "outcome": outcome.id, "go": "done"}
        for review_id in (stranger_id, next_id):
            ben.browser.post(f"/staff/reviews/{review_id}/done", data=press)
            is_done = after.kept()[1]["ask_for"].done_on is not None
            assert is_done == (review_id == next_id)
        assert "done on" in words_of(ben.open(next_id))
        ben.browser.post(f"/staff/reviews/{next_id}/done", data={**press, "go": "not_done"})
    kept = after.kept()[1]["ask_for"]
    assert (kept.state, kept.done_on, kept.answered_at) == ("agreed", None, AFTER)


def test_what_nobody_answered_is_open_on_the_page_of_the_next_review_and_in_the_list(after: AfterTheMeeting) -> None:
    desk = after.desk
    with clock.frozen(AFTER):
        after.save(how="spoke", code="PN1", **after.named("want_different", state="done", words="Here it is."))
    with desk.app.app_context(), db.transaction() as current:
        child_id = current.get_one(Review, after.id).child_id
        coming = Review(child_id=child_id, officer_id=desk.staff_id, meets_on=NEXT, reference="next")
        current.add(coming)
        current.flush()
        next_id = coming.id
    with clock.frozen(datetime(2026, 9, 1, 9, tzinfo=UTC)):
        desk.sign_in_again()
        page = words_of(desk.open(next_id))
        assert "Last time 1 open" in page
        before = page.partition("What was promised before, and what became of it")[2]
        assert f"{WISHES['ask_for']} not answered yet" in before
        assert "Answers: 1 open, 100 days late" in desk.sections()["Still to do"]


def test_from_the_open_review_the_code_and_three_answers_take_nine_presses(
    after: AfterTheMeeting, serve: Serve, open_page: OpenPage
) -> None:
    with after.desk.app.app_context():
        send_with(after.maya.secrets, "my_meeting", talk_about_words="Who takes me to football")
    presses: list[Locator] = []

    def press(what: Locator) -> None:
        presses.append(what)
        what.click()

    with clock.frozen(AFTER):
        cookie = after.desk.browser.get_cookie("staff")
        assert cookie is not None
        page, address = open_page(width=1024), serve(after.desk.app)
        page.context.add_cookies([{"name": "staff", "value": cookie.value, "url": address}])
        page.goto(f"{address}/staff/reviews/{after.id}")
        press(page.get_by_role("link", name="After the meeting").first)
        press(page.get_by_label("They spoke for themselves"))
        expect(page.get_by_role("heading", name="Suggested: PN1")).to_be_visible()
        expect(page.get_by_label("PN1 · Came and spoke")).to_be_checked()
        expect(page.get_by_label("Why is it not the suggested code?")).to_be_hidden()
        for number, (state, words) in enumerate((("Agreed", TRAIN), ("Partly", WHY), ("Not agreed, for now", WHY))):
            ask = page.locator(".asks > li").nth(number)
            press(ask.get_by_label(state, exact=True))
            press(ask.get_by_label("Your words to the child"))
            page.keyboard.type(words)
        press(page.get_by_role("button", name="Save"))
        expect(page.get_by_role("status")).to_have_text("Recorded as PN1. 3 answers are saved.")
    assert len(presses) == promised("from the open review to the code and three answers")
    recorded, outcomes = after.kept()
    assert recorded is not None
    assert {each.state for each in outcomes.values()} == {"agreed", "partly", "not_agreed"}
