"""A day on which everything is forged, held and flooded: each child is heard, each unread item climbs, staff get in."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from typing import Any

import psycopg
import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from participation import clock
from participation.db import session
from participation.db.alone import failures
from participation.invitations.actions import Secrets
from participation.invitations.secrets import new_code
from participation.outbox.models import Notice
from participation.staff.models import Staff
from participation.submissions.models import Receipt, Submission
from participation.submissions.unread import unread
from tests import factories
from tests.attacks.fallen import fallen, world
from tests.attacks.test_fallen_public_side import forge
from tests.attacks.test_held_locks import everything_held, impatient
from tests.db.public_side import app, database_url, public, public_url, role, run, two_weeks_before
from tests.staff.world import World
from tests.walking import Phone, hidden_fields, signed_in

__all__ = [
    "app", "database_url", "fallen", "impatient", "public", "public_url", "role", "two_weeks_before", "world",
]  # fmt: skip

CHILDREN, FLOOD, HANDS = 5, 60, 6
SOMEBODY = {"email": "amara@example.org", "password": "a guess"}


@pytest.fixture
def letters(world: World) -> list[Secrets]:
    """Children who have not written yet."""
    with world.app.app_context():
        officer = session().get_one(Staff, world.amara.staff_id)
        return [factories.letter(factories.review(officer))[1] for _ in range(CHILDREN)]


def flood(public: Flask, staff: Flask) -> list[Callable[[], int]]:
    """Typed codes and passwords, wrong ones, each from an address of its own."""
    numbers = count(1)

    def guess_code() -> int:
        address = f"198.51.100.{next(numbers) % 250}"
        return (
            public.test_client()
            .post("/start", data={"code": new_code()}, environ_base={"REMOTE_ADDR": address})
            .status_code
        )

    def guess_password() -> int:
        browser = staff.test_client()
        form = hidden_fields(browser.get("/staff/sign-in"))
        address = {"REMOTE_ADDR": f"203.0.113.{next(numbers) % 250}"}
        return browser.post("/staff/sign-in", data={**form, **SOMEBODY}, environ_base=address).status_code

    return [guess_code, guess_password] * (FLOOD // 2)


def heard(public: Flask, secrets: Secrets) -> str:
    """A child opens the letter, answers and sends."""
    phone = Phone(public, secrets)
    phone.begin("my_views", "feelings")
    phone.press("next", answer_feel_today="sad")
    phone.skip_to_check()
    return str(phone.send("my_views").request.path)


def signs_in(browser: FlaskClient, world: World) -> int:
    """Amara, in the browser in which she has signed in before."""
    form = hidden_fields(browser.get("/staff/sign-in"))
    browser.post("/staff/sign-in", data={**form, "email": world.amara.email, "password": factories.PASSWORD})
    form = hidden_fields(browser.get("/staff/sign-in/code"))
    code = pyotp.TOTP(world.amara.secret).at(clock.now())
    return browser.post("/staff/sign-in/code", data={**form, "code": code}).status_code


def test_a_day_with_everything_forged_held_and_flooded(
    world: World,
    letters: list[Secrets],
    public: Flask,
    fallen: psycopg.Connection[Any],
    impatient: Callable[..., Flask],
) -> None:
    staff = impatient()
    known = signed_in(staff, world.amara.email, world.amara.secret)
    forge(world.app, fallen)
    with everything_held(fallen), ThreadPoolExecutor(HANDS) as hands:
        guessed = [hands.submit(each) for each in flood(public, staff)]
        assert [heard(public, each) for each in letters] == ["/answer/my_views/done"] * CHILDREN
        answers = [each.result() for each in guessed]
        assert known.get(f"/staff/reviews/{world.hers}").status_code == 200
        for hours in (0, 24, 72):
            with clock.frozen(clock.now() + timedelta(hours=hours)):
                assert "failed" not in run(staff, "worker", "--once").output
        with clock.frozen(clock.now() + timedelta(hours=1)):
            assert signs_in(known, world) == 303, "an hour later, at the first try"
    assert set(answers) <= {401, 404, 422, 429, 503}
    with world.app.app_context():
        sent = set(session().scalars(select(Submission.id).where(Submission.id.in_(select(Receipt.id)))))
        waiting = {each.submission_id for each in unread()}
        keys = " ".join(session().scalars(select(Notice.key).where(Notice.about == "unread")))
    assert len(sent) >= CHILDREN
    assert {id for id in waiting if f"/{id}/" not in keys} == set()
    assert failures(of=staff) == {}
    staff.extensions["engine"].dispose()
