"""Managers read feedback; the officer whom it is about knows bands of it, and never a word or a child."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from participation import clock, db
from participation.audit.models import AuditEntry
from participation.feedback.actions import note_bands
from participation.feedback.models import FeedbackBands
from participation.reviews.models import Review
from participation.staff.models import Role, Staff
from participation.submissions.models import Reading
from tests import factories
from tests.casework.desk import Desk
from tests.casework.sending import send
from tests.databases import on_both
from tests.metrics.events import invited, sent
from tests.walking import hidden_fields, let_in, words_of

MEETING = date(2026, 2, 3)
AFTER = datetime(2026, 2, 10, 9, tzinfo=UTC)
OVER = datetime(2026, 4, 29, 9, tzinfo=UTC)
"""Four weeks after the last day of the quarter, and one day."""


@pytest.fixture(autouse=True)
def after_the_meeting() -> Iterator[None]:
    with clock.frozen(AFTER):
        yield


@pytest.fixture
def desk(app: Flask) -> Desk:
    """Amara's."""
    return Desk(app)


def manager(app: Flask, email: str = "mo@example.org") -> FlaskClient:
    with app.app_context():
        _, secret = factories.staff(Role.MANAGER, email=email)
    return let_in(app, email, secret)


def from_children(desk: Desk, number: int, **answers: str) -> list[str]:
    """What some different children say about Amara."""
    return [desk.receive(desk.review(f"Maya{n}", MEETING), "after_review", **answers) for n in range(number)]


def made_manager(desk: Desk) -> None:
    with desk.app.app_context(), db.transaction() as session:
        session.get_one(Staff, desk.staff_id).role = Role.MANAGER


def refusals(app: Flask) -> list[tuple[str, str, str]]:
    with app.app_context():
        found = db.session().scalars(select(AuditEntry).where(AuditEntry.action == "refused"))
        return [(each.actor, each.object, each.purpose) for each in found]


@on_both
def test_a_manager_finds_feedback_by_officer_and_quarter_and_reads_the_words(app: Flask, desk: Desk) -> None:
    (one,) = from_children(desk, 1, listened_to="no", be_better="Less waiting", talk_about_it="talk_to_someone")
    browser = manager(app)
    listed = words_of(browser.get("/staff/feedback"))
    assert "January to March 2026" in listed
    assert "Amara 1 1" in listed
    page = browser.get(f"/staff/feedback/{desk.staff_id}/2026-01")
    assert "Less waiting" in page.text
    assert "Read first" in page.text
    assert f"/staff/submissions/{one}" in page.text
    assert "Amara 1 1" in words_of(browser.get("/staff/feedback")), "opened is not read"
    pressed = browser.post(f"{page.request.path}/read", data={**hidden_fields(page), "submission": one})
    assert "Not read yet" not in words_of(browser.get(pressed.location))
    assert "Amara 1 0" in words_of(browser.get("/staff/feedback"))
    with app.app_context():
        assert db.session().scalar(select(Reading.submission_id)) == one
        last = db.session().scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
        assert last is not None
        assert (last.action, last.object) == ("read", f"submission/{one}")


@pytest.mark.parametrize("quarter", ["2025-10", "2026-02", "2026-13", "x"])
def test_a_quarter_without_feedback_is_not_there(app: Flask, desk: Desk, quarter: str) -> None:
    from_children(desk, 1)
    assert manager(app).get(f"/staff/feedback/{desk.staff_id}/{quarter}").status_code == 404


def test_feedback_on_a_review_without_an_officer_is_read_too(app: Flask) -> None:
    with app.app_context():
        send(factories.review(None, MEETING), "after_review", be_better="Somebody should come")
    browser = manager(app)
    assert "No officer named" in words_of(browser.get("/staff/feedback"))
    assert "Somebody should come" in browser.get("/staff/feedback/nobody/2026-01").text


@pytest.mark.parametrize("became_manager", [False, True])
def test_nobody_opens_feedback_about_themselves_by_any_address_and_the_try_is_kept(
    app: Flask, desk: Desk, became_manager: bool
) -> None:
    ids = from_children(desk, 6, be_better="Less waiting")
    if became_manager:
        made_manager(desk)
    for path in (f"submissions/{ids[0]}", f"feedback/{desk.staff_id}/2026-01", f"advocacy/{ids[0]}"):
        assert desk.browser.get(f"/staff/{path}").status_code == 404, path
    assert "Less waiting" not in desk.browser.get("/staff/feedback").text
    assert "January to March" not in words_of(desk.browser.get("/staff/feedback"))
    assert refusals(app) == [
        (desk.staff_id, f"submission/{ids[0]}", "feedback about themselves"),
        (desk.staff_id, f"staff/{desk.staff_id}", "feedback about themselves"),
    ]
    with app.app_context():
        assert db.session().scalars(select(Reading)).all() == []


def handed_over(desk: Desk, email: str = "ben@example.org") -> Desk:
    """Every review of Amara's is somebody else's now."""
    other = Desk(desk.app, email)
    with desk.app.app_context(), db.transaction() as session:
        for review in session.scalars(select(Review)):
            review.officer_id = other.staff_id
    return other


@on_both
def test_feedback_stays_about_the_officer_of_that_day_whoever_has_the_review_later(app: Flask, desk: Desk) -> None:
    (one,) = from_children(desk, 1, be_better="Less waiting")
    other = handed_over(desk)
    made_manager(desk)
    for path in (f"submissions/{one}", f"feedback/{desk.staff_id}/2026-01", f"feedback/{other.staff_id}/2026-01"):
        assert desk.browser.get(f"/staff/{path}").status_code == 404, path
    assert "January to March" not in words_of(desk.browser.get("/staff/feedback"))
    assert refusals(app) == [
        (desk.staff_id, f"submission/{one}", "feedback about themselves"),
        (desk.staff_id, f"staff/{desk.staff_id}", "feedback about themselves"),
    ]
    with app.app_context():
        assert db.session().scalars(select(Reading)).all() == []
    third = manager(app)
    assert "Amara 1 1" in words_of(third.get("/staff/feedback"))
    page = third.get(f"/staff/feedback/{desk.staff_id}/2026-01")
    assert "Less waiting" in page.text
    assert "Amara" in words_of(page)


def test_whoever_has_the_review_now_does_not_open_it_either(app: Flask, desk: Desk) -> None:
    (one,) = from_children(desk, 1, be_better="Less waiting")
    other = handed_over(desk)
    made_manager(other)
    for path in (f"submissions/{one}", f"feedback/{desk.staff_id}/2026-01"):
        assert other.browser.get(f"/staff/{path}").status_code == 404, path
    assert refusals(app) == [(other.staff_id, f"submission/{one}", "feedback about themselves")]


@on_both
def test_bands_go_to_the_officer_whom_they_are_about(app: Flask, desk: Desk) -> None:
    from_children(desk, 5, listened_to="yes")
    other = handed_over(desk)
    with clock.frozen(OVER), app.app_context():
        assert note_bands() == 1
        (noted,) = db.session().scalars(select(FeedbackBands))
        assert noted.officer_id == desk.staff_id
    with clock.frozen(OVER):
        assert "Nothing to show yet." in words_of(other.browser.get("/staff/feedback"))


def test_another_officer_finds_nothing_and_is_not_accused(app: Flask, desk: Desk) -> None:
    (one,) = from_children(desk, 1, be_better="Less waiting")
    other = Desk(app, "ben@example.org")
    for path in (f"submissions/{one}", f"feedback/{desk.staff_id}/2026-01"):
        assert other.browser.get(f"/staff/{path}").status_code == 404
    assert refusals(app) == []


@on_both
def test_from_five_children_an_officer_sees_what_most_and_some_chose(app: Flask, desk: Desk) -> None:
    from_children(desk, 4, listened_to="yes", be_better="Less waiting")
    from_children(desk, 1, listened_to="no", right_length="too_long")
    with clock.frozen(OVER), app.app_context():
        assert [note_bands(), note_bands()] == [1, 0]
    with clock.frozen(OVER):
        page = desk.browser.get("/staff/feedback")
    assert "Did you feel listened to? Yes –" in words_of(page)
    assert "January to March 2026" in words_of(page)
    for never in ("Less waiting", "Too long", "Maya"):
        assert never not in page.text
    with app.app_context():
        (noted,) = db.session().scalars(select(FeedbackBands))
        assert noted.bands == {"listened_to": {"no": "few", "yes": "most"}}


@pytest.mark.parametrize(("children", "moment"), [(4, OVER), (5, OVER - timedelta(days=1))])
def test_from_fewer_or_too_early_an_officer_sees_that_there_is_nothing(
    app: Flask, desk: Desk, children: int, moment: datetime
) -> None:
    from_children(desk, children, listened_to="yes")
    with clock.frozen(moment), app.app_context():
        assert note_bands() == 0
    with clock.frozen(moment):
        said = words_of(desk.browser.get("/staff/feedback"))
    assert "Nothing to show yet." in said
    assert "listened" not in said


def test_one_child_counts_once_with_what_they_said_last(app: Flask, desk: Desk) -> None:
    child = desk.review("Maya", MEETING)
    for hours, answer in enumerate(("no", "no", "no", "yes")):
        with clock.frozen(AFTER + timedelta(hours=hours)):
            desk.receive(child, "after_review", listened_to=answer)
    from_children(desk, 3, listened_to="yes")
    with clock.frozen(OVER), app.app_context():
        assert note_bands() == 0
    from_children(desk, 1, listened_to="yes")
    with clock.frozen(OVER), app.app_context():
        assert note_bands() == 1
        (noted,) = db.session().scalars(select(FeedbackBands))
        assert noted.bands == {"listened_to": {"yes": "most"}}


def test_what_a_carer_says_is_no_childs_voice(app: Flask, desk: Desk) -> None:
    from_children(desk, 4, listened_to="yes")
    with app.app_context():
        review = db.session().get_one(Review, desk.review("Maya", MEETING))
        sent(invited(review, "foster_carer"), AFTER, "after_review")
        with clock.frozen(OVER):
            assert note_bands() == 0
