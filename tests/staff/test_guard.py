"""Who passes the door of the staff side, and what is written down of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, get_flashed_messages, session
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from participation import clock, db
from participation.staff.guard import require_staff, roles_of, staff
from participation.staff.models import Role, Staff, StaffSession
from participation.staff.queries import session_lookup

NOW = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
TOKEN = "a token"
FOR_OFFICERS, FOR_MANAGERS, FOR_ANYONE = "/staff/profile", "/staff/metrics", "/staff/sign-in"


@pytest.fixture(autouse=True)
def an_officer(app: Flask) -> Iterator[str]:
    """Signed in with both factors; gives the account's id."""
    with clock.frozen(NOW):
        with app.app_context():
            made = Staff(email="amara@example.org", name="Amara", role=Role.OFFICER)
            with db.transaction() as current:
                lookup = session_lookup(TOKEN)
                current.add(
                    StaffSession(lookup=lookup, staff=made, started_at=NOW, seen_at=NOW, has_second_factor=True)
                )
            made_id = made.id
        yield made_id


def seen_at(app: Flask) -> datetime:
    with app.app_context():
        return db.session().get_one(StaffSession, session_lookup(TOKEN)).seen_at


def knock(app: Flask, path: str, token: str = TOKEN, **more: str) -> tuple[Response | None, str, bool]:
    """What the door answers, what it tells, and whether the browser's token is still there."""
    with app.test_request_context(path, headers=more):
        session["staff"] = token
        answer = require_staff()
        return answer, " ".join(get_flashed_messages()), "staff" in session


def test_an_officer_passes_where_officers_may(app: Flask, an_officer: str) -> None:
    with app.test_request_context(FOR_OFFICERS):
        session["staff"] = TOKEN
        assert require_staff() is None
        assert staff().id == an_officer


def test_what_is_not_for_a_role_does_not_exist_for_it(app: Flask) -> None:
    with pytest.raises(NotFound):
        knock(app, FOR_MANAGERS)


def test_a_view_that_names_nobody_is_closed_to_everybody(app: Flask) -> None:
    assert roles_of(lambda: "nobody thought of it") == frozenset()


def test_signing_in_is_open_to_anyone(app: Flask) -> None:
    assert knock(app, FOR_ANYONE, token="") == (None, "", True)


def test_a_stranger_is_shown_to_the_sign_in_and_told_nothing(app: Flask) -> None:
    answer, told, _ = knock(app, FOR_OFFICERS, token="")
    assert answer is not None
    assert (answer.status_code, answer.location, told) == (303, "/staff/sign-in", "")


def test_who_was_signed_out_is_told_so_and_the_old_token_goes(app: Flask) -> None:
    with clock.frozen(NOW + 15 * MINUTE):
        answer, told, is_kept = knock(app, FOR_OFFICERS)
    assert answer is not None
    assert answer.status_code == 303
    assert told.startswith("You were signed out")
    assert not is_kept


def test_after_the_first_factor_alone_the_door_stays_shut_and_the_token_is_kept_for_the_second(app: Flask) -> None:
    with app.app_context(), db.transaction() as current:
        current.get_one(StaffSession, session_lookup(TOKEN)).has_second_factor = False
    answer, told, is_kept = knock(app, FOR_OFFICERS)
    assert answer is not None
    assert (answer.status_code, told, is_kept) == (303, "", True)


@pytest.mark.parametrize(
    ("later", "is_written"),
    [(MINUTE - SECOND, False), (MINUTE, True), (MINUTE + SECOND, True), (-MINUTE, True), (SECOND - MINUTE, False)],
)
def test_each_minute_it_is_written_down_that_somebody_is_there_also_when_the_clock_was_put_back(
    app: Flask, later: timedelta, is_written: bool
) -> None:
    with clock.frozen(NOW + later):
        assert knock(app, FOR_OFFICERS)[0] is None
    assert seen_at(app) == (NOW + later if is_written else NOW)


def test_a_page_that_a_browser_fetches_by_itself_is_empty_and_keeps_nobody_in(app: Flask) -> None:
    with clock.frozen(NOW + MINUTE):
        answer, _, _ = knock(app, FOR_OFFICERS, Purpose="prefetch")
    assert answer is not None
    assert (answer.status_code, answer.get_data(as_text=True)) == (204, "")
    assert seen_at(app) == NOW
