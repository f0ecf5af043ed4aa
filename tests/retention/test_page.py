"""The page on which managers see what is deleted next, what nobody has read, and what is held back."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from participation import clock
from participation.audit.models import AuditEntry
from participation.db import session
from participation.disclosure.models import Hold
from participation.retention.actions import purge_at_night
from participation.staff.models import Role
from tests import factories
from tests.retention import lives
from tests.retention.lives import BEFORE, DAY, YEAR
from tests.walking import hidden_fields, let_in, words_of

REASON = "It says where somebody hides."


def a_manager(app: Flask) -> FlaskClient:
    with app.app_context():
        made, secret = factories.staff(Role.MANAGER)
        email = made.email
    return let_in(app, email, secret)


def row_of(words: str, what: str) -> str:
    """The rest of a line of the table."""
    return words.split(what)[1][:160]


def test_it_says_what_goes_in_the_next_night_and_in_the_week_after(app: Flask) -> None:
    with app.app_context(), clock.frozen(BEFORE):
        lives.a_draft(lives.a_review())
    with clock.frozen(BEFORE + 26 * DAY):
        words = words_of(a_manager(app).get("/staff/keeping"))
    row = row_of(words, "Answers that were not sent ")
    assert "28 days after they were saved last; at once when the letter ends (7 to 56)" in row
    assert row.split("Nobody asked for them to be kept ")[1].startswith("0 1 ")
    assert "Deleted next: Saturday 28 March 2026, 02:00." in words
    assert "Nothing was deleted yet: is the worker running?" in words
    with clock.frozen(BEFORE + 27 * DAY):
        words = words_of(a_manager(app).get("/staff/keeping"))
    assert row_of(words, "Answers that were not sent ").split("kept ")[1].startswith("0 1 ")
    with clock.frozen(BEFORE + 28 * DAY):
        words = words_of(a_manager(app).get("/staff/keeping"))
        assert row_of(words, "Answers that were not sent ").split("kept ")[1].startswith("1 1 ")
        with app.app_context():
            purge_at_night()
        assert "Deleted last: Sunday 29 March 2026, 13:00." in words_of(a_manager(app).get("/staff/keeping"))


def test_it_names_what_stays_because_nobody_has_read_it(app: Flask) -> None:
    with app.app_context(), clock.frozen(BEFORE):
        id = lives.sent(lives.a_review(), is_read=False)
    with clock.frozen(BEFORE + YEAR):
        words = words_of(a_manager(app).get("/staff/keeping"))
    assert "1 thing stays because nobody has read it sent on Sunday 1 March 2026, Amara" in words
    assert id in words


def test_the_settings_lead_there(manager: FlaskClient) -> None:
    with clock.frozen(BEFORE):
        assert 'href="/staff/keeping"' in manager.get("/staff/settings").text


@pytest.fixture
def manager(app: Flask) -> FlaskClient:
    with clock.frozen(BEFORE):
        return a_manager(app)


def test_something_is_held_back_with_a_reason_and_released(app: Flask, manager: FlaskClient) -> None:
    with clock.frozen(BEFORE):
        with app.app_context():
            id = lives.sent(lives.a_review())
        form = hidden_fields(manager.get("/staff/keeping"))
        pasted = f" http://127.0.0.1:8000/staff/submissions/{id} "
        held = manager.post("/staff/keeping/hold", data={**form, "number": pasted, "reason": REASON})
        assert (held.status_code, held.location) == (303, "/staff/keeping")
        page = manager.get("/staff/keeping")
        assert REASON in page.text
        assert "It is held back." in page.text
        with app.app_context():
            assert REASON.encode() not in session().get_one(Hold, id).reason
        again = {**hidden_fields(page)}
        assert manager.post(f"/staff/keeping/{id}/release", data=again).status_code == 303
        assert REASON not in manager.get("/staff/keeping").text
        with app.app_context():
            about = AuditEntry.object == f"submission/{id}"
            acts = list(session().scalars(select(AuditEntry.action).where(about).order_by(AuditEntry.number)))
            assert acts == ["read", "held back", "released"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"number": "0" * 26, "reason": REASON}, "Nothing with this number is kept."),
        ({"number": "", "reason": REASON}, "Please say which one."),
        ({"number": "0" * 26, "reason": ""}, "Please give the reason: it is kept sealed."),
    ],
)
def test_what_cannot_be_held_back_is_said_and_nothing_typed_is_lost(
    app: Flask, manager: FlaskClient, typed: dict[str, str], said: str
) -> None:
    with clock.frozen(BEFORE):
        form = hidden_fields(manager.get("/staff/keeping"))
        page = manager.post("/staff/keeping/hold", data={**form, **typed})
        assert page.status_code == 422
        assert said in page.text
        assert all(words in page.text for words in typed.values())
        with app.app_context():
            assert not session().scalars(select(Hold)).all()
