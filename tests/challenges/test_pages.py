"""Raising, the list with its days, one page each, the next level, and what came of it; who may."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation import clock, db
from participation.audit.models import AuditEntry
from participation.challenges.models import OfficerChallenge
from participation.challenges.queries import asked_again, challenges_counted
from participation.outcomes.models import Outcome
from participation.staff.models import Role
from tests import factories
from tests.casework.desk import Desk
from tests.challenges.raising import raised
from tests.databases import on_both
from tests.walking import hidden_fields, let_in, words_of

NOW = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
LATER = datetime(2026, 3, 10, 8, 55, tzinfo=UTC)
MEETING = date(2026, 3, 5)
TYPED = {
    "kind": "challenge", "category": "drift", "agency": "school", "to_whom": "Ms Field", "level": "1",
    "raised_on": "2026-03-02", "words": "No plan since June",
}  # fmt: skip


@pytest.fixture(autouse=True)
def at_five_to_nine() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(app)


def post(desk: Desk, form: str, to: str = "", **typed: str) -> TestResponse:
    """Type into the form of a page and press its button."""
    return desk.browser.post(to or form, data={**hidden_fields(desk.browser.get(form)), **typed})


def kept(app: Flask) -> list[OfficerChallenge]:
    with app.app_context():
        return list(db.session().scalars(select(OfficerChallenge)))


def page_of(desk: Desk, id: str) -> str:
    return words_of(desk.browser.get(f"/staff/challenges/{id}"))


@on_both
def test_it_is_raised_on_one_page_and_stands_in_the_list_with_its_days(app: Flask) -> None:
    desk = Desk(app)
    review = desk.review("Maya", MEETING)
    answer = post(desk, f"/staff/reviews/{review}/challenges", **TYPED)
    (challenge,) = kept(app)
    assert (answer.status_code, answer.location) == (303, f"/staff/challenges/{challenge.id}")
    page = page_of(desk, challenge.id)
    for words in ("Drift and delay: Maya", "School, Ms Field", "No plan since June", "0 working days left"):
        assert words in page
    assert "Formal: service manager" in words_of(desk.browser.get("/staff/challenges"))
    assert "Challenge: Drift and delay Formal: service manager" in words_of(desk.open(review))


@pytest.mark.parametrize(("wrong", "sentence"), [
    ({"kind": ""}, "Please choose one."),
    ({"category": ""}, "Please choose one."),
    ({"agency": "nobody"}, "Please choose one."),
    ({"level": "9"}, "Please choose one."),
    ({"raised_on": "2026-03-10"}, "This day has not come yet."),
    ({"raised_on": "2025-03-01"}, "This day is more than a year back."),
    ({"raised_on": "soon"}, "Please give a day."),
    ({"words": " "}, "Please say in a few words what it is."),
    ({"to_whom": "x" * 201}, "200 letters at most"),
])  # fmt: skip
def test_what_is_wrong_is_said_nothing_typed_is_lost_and_nothing_is_kept(
    app: Flask, desk: Desk, wrong: dict[str, str], sentence: str
) -> None:
    answer = post(desk, f"/staff/reviews/{desk.review('Maya', MEETING)}/challenges", **{**TYPED, **wrong})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Ms Field" in answer.text or "No plan since June" in answer.text
    assert kept(app) == []


def test_pressing_twice_is_raising_once(app: Flask, desk: Desk) -> None:
    path = f"/staff/reviews/{desk.review('Maya', MEETING)}/challenges"
    data = {**hidden_fields(desk.browser.get(path)), **TYPED}
    assert desk.browser.post(path, data=data).location == desk.browser.post(path, data=data).location
    assert len(kept(app)) == 1


def test_good_practice_is_raised_the_same_way_and_waits_for_nobody(app: Flask, desk: Desk) -> None:
    post(desk, f"/staff/reviews/{desk.review('Maya', MEETING)}/challenges", **{**TYPED, "kind": "good_practice"})
    (praised,) = kept(app)
    assert "Good practice" in page_of(desk, praised.id)
    assert "Levels" not in page_of(desk, praised.id)
    assert "Waiting for an answer 0" in words_of(desk.browser.get("/staff/challenges"))


@pytest.mark.parametrize(("kind", "flashed", "is_told"), [
    ("challenge", "It is raised. Its days are counted from the day you gave.", True),
    ("good_practice", "It is noted. Nobody has to answer it.", False),
])  # fmt: skip
def test_the_officer_reads_that_the_child_is_told_of_a_challenge_and_of_good_practice_is_not(
    app: Flask, desk: Desk, kind: str, flashed: str, *, is_told: bool
) -> None:
    review = desk.review("Maya", MEETING)
    desk.receive(review, "my_views", ask_for="A dog")
    desk.open(review)
    with app.app_context():
        wish = db.session().scalars(select(Outcome.id)).one()
    post(desk, f"/staff/reviews/{review}/challenges", **{**TYPED, "kind": kind, "wish": wish})
    (one,) = kept(app)
    assert one.outcome_id == wish
    page = page_of(desk, one.id)
    assert (flashed in page, "they read that you have asked again" in page) == (True, is_told)


@on_both
def test_when_its_days_have_passed_one_press_takes_it_to_the_next_level_and_not_before(app: Flask) -> None:
    desk = Desk(app)
    id = raised(desk, desk.review("Maya", MEETING))
    page, press = f"/staff/challenges/{id}", f"/staff/challenges/{id}/further"
    assert "Go on to" not in page_of(desk, id)
    early = desk.browser.post(press, data={**hidden_fields(desk.browser.get(page)), "level": "0"})
    why_not = "it goes further when its days have passed without an answer, or the answer changed nothing."
    assert f"Nothing was changed: {why_not}" in words_of(desk.browser.get(early.location))
    with clock.frozen(LATER):
        desk.sign_in_again()
        assert "1 working day late" in page_of(desk, id)
        assert "Go on to “Formal: service manager”" in page_of(desk, id)
        data = {**hidden_fields(desk.browser.get(page)), "level": "0"}
        desk.browser.post(press, data=data)
        desk.browser.post(press, data=data)
        assert "5 working days left" in page_of(desk, id)
        assert "not answered" in page_of(desk, id)
    (challenge,) = kept(app)
    assert (challenge.level, challenge.asked_on) == (1, LATER.date())


def test_what_came_of_it_is_noted_and_no_change_may_go_further(app: Flask, desk: Desk) -> None:
    id = raised(desk, desk.review("Maya", MEETING))
    page = f"/staff/challenges/{id}"
    given = {"answered_on": "2026-03-04", "outcome": "no_change", "words": "There is no money"}
    assert post(desk, page, f"{page}/answer", **given).status_code == 303
    assert "answered Wed 4 Mar" in page_of(desk, id)
    assert "There is no money" in desk.browser.get(page).text
    assert "Go on to" in page_of(desk, id)
    assert post(desk, page, f"{page}/answer", **{**given, "outcome": "improved"}).status_code == 303
    assert "Go on to" not in page_of(desk, id)
    assert "It is better for the child" in words_of(desk.browser.get("/staff/challenges"))


@pytest.mark.parametrize(("given", "sentence"), [
    ({"answered_on": "", "outcome": "improved"}, "Please give the day of the answer first."),
    ({"answered_on": "2026-03-01", "outcome": ""}, "This day is before it was asked."),
    ({"answered_on": "2026-03-10", "outcome": ""}, "This day has not come yet."),
    ({"answered_on": "2026-03-04", "outcome": "x"}, "Please choose one."),
])  # fmt: skip
def test_an_answer_that_cannot_be_is_refused_with_what_was_typed(
    app: Flask, desk: Desk, given: dict[str, str], sentence: str
) -> None:
    page = f"/staff/challenges/{raised(desk, desk.review('Maya', MEETING))}"
    answer = post(desk, page, f"{page}/answer", words="There is no money", **given)
    assert (answer.status_code, sentence in answer.text, "There is no money" in answer.text) == (422, True, True)
    assert [(each.outcome, each.answer) for each in kept(app)] == [("", None)]


def test_a_manager_sees_all_and_changes_nothing(app: Flask, desk: Desk) -> None:
    id = raised(desk, desk.review("Maya", MEETING))
    with app.app_context():
        made, secret = factories.staff(Role.MANAGER)
        email = made.email
    manager = let_in(app, email, secret)
    assert "Maya" in words_of(manager.get("/staff/challenges"))
    page = manager.get(f"/staff/challenges/{id}")
    assert "No plan since June" in page.text
    assert "What came of it" not in page.text
    ben = Desk(app, "ben@example.org")
    assert "Nothing waits." in words_of(ben.browser.get("/staff/challenges"))
    assert ben.browser.get(f"/staff/challenges/{id}").status_code == 404


def test_each_step_is_on_record(app: Flask, desk: Desk) -> None:
    id = raised(desk, desk.review("Maya", MEETING))
    page = f"/staff/challenges/{id}"
    post(desk, page, f"{page}/answer", answered_on="2026-03-04", outcome="no_change")
    post(desk, page, f"{page}/further", level="0")
    with app.app_context():
        acts = db.session().scalars(select(AuditEntry).where(AuditEntry.object == f"challenge/{id}")).all()
    assert [each.action for each in acts] == ["raised", "read", "noted an answer", "read", "took further"]


@on_both
def test_a_child_is_told_on_which_day_their_wish_was_asked_for_again(app: Flask) -> None:
    desk = Desk(app)
    review, other = desk.review("Maya", MEETING), desk.review("Leo", MEETING)
    for each in (review, other):
        desk.receive(each, "my_views", ask_for="A dog")
        desk.open(each)
    with app.app_context():
        outcomes = db.session().scalars(select(Outcome)).all()
        wish, strangers = (next(each.id for each in outcomes if each.review_id == id) for id in (review, other))
    assert "not answered yet" in desk.browser.get(f"/staff/reviews/{review}/challenges").text
    raised(desk, review, outcome_id=wish)
    raised(desk, review, outcome_id=wish, raised_on=date(2026, 3, 4))
    raised(desk, review, outcome_id=strangers)
    raised(desk, review, outcome_id=wish, kind="good_practice", raised_on=date(2026, 3, 6))
    assert "You have asked again, on Wednesday 4 March 2026." in words_of(desk.open(review))
    with app.app_context():
        sent = db.session().get_one(Outcome, wish).submission_id
        assert asked_again([sent]) == {(sent, "ask_for"): date(2026, 3, 4)}


def test_all_formal_levels_together_have_their_last_day_on_the_page_and_late_is_counted_by_it(
    app: Flask, desk: Desk
) -> None:
    id = raised(desk, desk.review("Maya", MEETING), level=1)
    page = f"/staff/challenges/{id}"
    both = "In all by Mon 30 Mar: 20 working days from the first formal level · 15 working days left"
    assert both in page_of(desk, id)
    for day, level in ((25, "1"), (31, "2")):
        desk.sign_in_again()
        with clock.frozen(datetime(2026, 3, day, 9, tzinfo=UTC)):
            desk.browser.post(f"{page}/further", data={**hidden_fields(desk.browser.get(page)), "level": level})
            shown = page_of(desk, id)
            assert "to be answered by Mon 30 Mar, the last day in all" in shown
    assert "asked Tue 31 Mar, to be answered by Tue 31 Mar, the last day in all 0 working days left" in shown
    with app.app_context(), clock.frozen(datetime(2026, 4, 1, 9, tzinfo=UTC)):
        assert challenges_counted(date(2026, 3, 1), date(2026, 4, 1))[1:] == (0, 3)


def test_an_informal_challenge_has_no_last_day_in_all_yet(desk: Desk) -> None:
    assert "In all by" not in page_of(desk, raised(desk, desk.review("Maya", MEETING)))


def test_the_list_says_how_many_nobody_has_answered_in_time(desk: Desk) -> None:
    review = desk.review("Maya", MEETING)
    late, answered = (
        raised(desk, review, raised_on=date(2026, 2, 20)),
        raised(desk, review, raised_on=date(2026, 2, 20)),
    )
    raised(desk, review)
    assert "Challenges 2 late" in desk.list()
    post(
        desk,
        f"/staff/challenges/{answered}",
        f"/staff/challenges/{answered}/answer",
        answered_on="2026-03-04",
        outcome="",
    )
    assert "Challenges 1 late" in desk.list()
    post(desk, f"/staff/challenges/{late}", f"/staff/challenges/{late}/further", level="0")
    assert desk.list().endswith("Challenges"), "it is asked anew, and has its days again"
    assert " late" not in words_of(Desk(desk.app, "ben@example.org").browser.get("/staff/"))
