"""Clocks that jump, years that leap, days of 23 and of 25 hours: nothing ends early, nothing is told twice."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from participation import clock
from participation.db import session, transaction
from participation.operations import worker
from participation.reviews.models import Review
from participation.staff.models import Role, Staff
from tests import factories
from tests.answering.conftest import Write
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.letters.samples import drawn, letter, printing_room, read_aloud
from tests.parts.mail import MailServer
from tests.walking import Phone, signed_in, words_of

FEELINGS = "/answer/my_views/feelings"
SPRING, AUTUMN = datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 10, 31, 1, tzinfo=UTC)
"""The moments in which English clocks are put on and back by an hour."""
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.parametrize("change", [SPRING, AUTUMN], ids=["put on", "put back"])
def test_a_visit_lasts_as_long_as_on_any_other_day(app: Flask, write: Write, change: datetime) -> None:
    secrets = write(meets_on=(change + timedelta(days=9)).date()).secrets
    with clock.frozen(change - 10 * MINUTE):
        maya = Phone(app, secrets)
    with clock.frozen(change + 9 * MINUTE):
        assert maya.browser.get("/home").status_code == 200
    with clock.frozen(change + 30 * MINUTE):
        assert maya.browser.get("/home").location == "/"
    with clock.frozen(change - 11 * HOUR - 50 * MINUTE):
        maya = Phone(app, secrets)
    for hours in range(-11, 1):
        for minutes in (0, 18, 36, 54):
            with clock.frozen(change + hours * HOUR + minutes * MINUTE - 45 * MINUTE):
                assert maya.browser.get("/home").status_code == 200
    with clock.frozen(change + 11 * MINUTE):
        assert maya.browser.get("/home").location == "/"


@pytest.mark.parametrize("change", [SPRING, AUTUMN], ids=["put on", "put back"])
def test_a_letter_opens_until_the_end_of_its_last_day_on_english_clocks(
    app: Flask, write: Write, change: datetime
) -> None:
    secrets = write(meets_on=change.date() - timedelta(days=28)).secrets
    midnight = datetime.combine(change.date() + timedelta(days=1), datetime.min.time(), clock.LONDON)
    with clock.frozen(midnight - MINUTE):
        assert app.test_client().post("/start", data={"token": secrets.token}).status_code == 303
    with clock.frozen(midnight):
        assert app.test_client().post("/start", data={"token": secrets.token}).status_code == 410


@pytest.mark.parametrize("jump", [HOUR, -HOUR, timedelta(days=1), timedelta(days=-1)], ids=str)
def test_a_clock_that_jumps_under_a_child_loses_no_word(app: Flask, write: Write, jump: timedelta) -> None:
    secrets = write(meets_on=date(2027, 6, 20)).secrets
    noon = datetime(2027, 6, 10, 12, tzinfo=UTC)
    with clock.frozen(noon):
        maya = Phone(app, secrets)
        maya.begin("my_views", "feelings")
    with clock.frozen(noon + jump):
        saved = maya.press("next", answer_feel_today_words="Before the clock is right again")
        assert saved.status_code in (200, 409)
        kept = saved.status_code == 200
        assert kept or "Before the clock is right again" in saved.text
    with clock.frozen(noon + MINUTE):
        again = Phone(app, secrets)
        assert ("Before the clock is right again" in again.open(FEELINGS).text) == kept


def test_a_clock_that_was_ahead_leaves_no_visit_open_for_longer(app: Flask, write: Write) -> None:
    secrets = write(meets_on=date(2027, 6, 20)).secrets
    noon = datetime(2027, 6, 10, 12, tzinfo=UTC)
    with clock.frozen(noon + timedelta(days=1)):
        maya = Phone(app, secrets)
    with clock.frozen(noon):
        assert maya.browser.get("/home").status_code == 200
    with clock.frozen(noon + 21 * MINUTE):
        assert maya.browser.get("/home").location == "/"


@on_both
@pytest.mark.parametrize(
    "now",
    [
        datetime(2028, 2, 29, 12, tzinfo=UTC),
        datetime(2038, 1, 19, 3, 14, 6, tzinfo=UTC),
        datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
        datetime(2040, 2, 29, 23, 59, 59, tzinfo=UTC),
    ],
    ids=str,
)
def test_everything_goes_on_after_the_end_of_small_clocks(app: Flask, now: datetime) -> None:
    with clock.frozen(now):
        desk = Desk(app)
        with app.app_context():
            review = factories.review(session().get(Staff, desk.staff_id), clock.today() + timedelta(days=7))
            address = review.id
            _, secrets = factories.letter(review)
        maya = Phone(app, secrets)
        maya.begin("my_views", "feelings")
        maya.press("next", answer_feel_today_words="The future is long")
        maya.skip_to_check()
        assert "It is on its way to" in words_of(maya.send("my_views"))
        assert "The future is long" in words_of(desk.open(address))


def told(app: Flask, mail: MailServer, moments: Iterable[datetime]) -> Counter[tuple[str, str]]:
    """What everybody is told while one child's words wait, if the worker runs at these moments."""
    mail.messages.clear()
    mail.recipients.clear()
    with clock.frozen(datetime(2027, 3, 25, 12, tzinfo=UTC)):
        desk = Desk(app)
        desk.receive(desk.review("Maya", date(2027, 4, 8)), "my_advocate", wants_advocate="yes")
        with app.app_context():
            for role in (Role.MANAGER, Role.ADVOCATE):
                factories.staff(role, email=f"{role}@example.org")
    for moment in moments:
        with clock.frozen(moment), app.app_context():
            for job in worker.JOBS:
                job()
    subjects = [str(message["Subject"]) for message in mail.messages]
    return Counter(zip(mail.recipients, subjects, strict=True))


def test_a_clock_that_jumps_tells_nobody_twice(
    make_app: Callable[..., Flask], empty_sqlite: Path, tmp_path: Path, mail: MailServer
) -> None:
    """From Thursday to Wednesday over the night in which the clocks are put on."""

    def fresh(name: str) -> Flask:
        (tmp_path / name).write_bytes(empty_sqlite.read_bytes())
        return make_app(database_url=f"sqlite:///{tmp_path / name}", smtp_url=mail.url)

    runs = [datetime(2027, 3, 25, 12, tzinfo=UTC) + number * 5 * HOUR for number in range(29)]
    jumping = [*runs[:8], *runs[3:14], *runs[13:15] * 2, *runs[12:], *runs[-6:]]
    steady = told(fresh("steady.sqlite"), mail, runs)
    assert steady
    assert told(fresh("jumping.sqlite"), mail, jumping) == steady


@pytest.mark.parametrize(
    ("starts_at", "shown"),
    [
        (datetime(2027, 3, 27, 10, 30, tzinfo=UTC), "10:30"),
        (datetime(2027, 3, 28, 10, 30, tzinfo=UTC), "11:30"),
        (datetime(2027, 10, 30, 10, 30, tzinfo=UTC), "11:30"),
        (datetime(2027, 10, 31, 10, 30, tzinfo=UTC), "10:30"),
        (datetime(2027, 6, 30, 23, 30, tzinfo=UTC), "00:30"),
    ],
    ids=str,
)
def test_a_letter_shows_the_hour_of_english_clocks(starts_at: datetime, shown: str) -> None:
    with printing_room().app_context():
        said = read_aloud(drawn(letter(starts_at=starts_at, meets_on=clock.local(starts_at).date())))
    assert shown in said


@on_both
def test_the_home_page_and_the_desk_show_the_hour_of_english_clocks(app: Flask) -> None:
    with clock.frozen(datetime(2027, 3, 20, 12, tzinfo=UTC)):
        desk = Desk(app)
        with app.app_context():
            review = factories.review(session().get(Staff, desk.staff_id), date(2027, 3, 28))
            with transaction() as writing:
                writing.get_one(Review, review.id).starts_at = datetime(2027, 3, 28, 10, 30, tzinfo=UTC)
            address = review.id
            _, secrets = factories.letter(review)
        assert "Sunday 28 March 2027 at 11:30" in words_of(Phone(app, secrets).page)
        assert "11:30" in words_of(desk.open(address))


@pytest.mark.parametrize("change", [SPRING, AUTUMN], ids=["put on", "put back"])
def test_nobody_of_the_staff_is_signed_out_early(app: Flask, change: datetime) -> None:
    with app.app_context():
        _, secret = factories.staff(Role.OFFICER, email="amara@example.org")
    with clock.frozen(change - 7 * MINUTE):
        browser = signed_in(app, "amara@example.org", secret)
    with clock.frozen(change + 7 * MINUTE):
        assert browser.get("/staff/").status_code == 200
    with clock.frozen(change + 30 * MINUTE):
        assert browser.get("/staff/").location == "/staff/sign-in"


def test_a_clock_that_was_ahead_keeps_nobody_of_the_staff_in_for_longer(app: Flask) -> None:
    noon = datetime(2027, 6, 10, 12, tzinfo=UTC)
    with app.app_context():
        _, secret = factories.staff(Role.OFFICER, email="amara@example.org")
    with clock.frozen(noon + timedelta(days=1)):
        browser = signed_in(app, "amara@example.org", secret)
    with clock.frozen(noon):
        assert browser.get("/staff/").status_code == 200
    with clock.frozen(noon + 16 * MINUTE):
        assert browser.get("/staff/").location == "/staff/sign-in"
