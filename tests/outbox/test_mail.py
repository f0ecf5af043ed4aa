"""Alerts reach whoever they are for, once, and say nothing of whom they are about."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from participation import clock
from participation.escalation.arrivals import note_arrivals
from participation.operations.cli import cli
from participation.operations.worker import send_alerts
from participation.outbox.actions import claim
from participation.staff.accounts import disable
from participation.staff.models import Role
from tests import factories
from tests.casework.sending import send, send_with
from tests.databases import on_both
from tests.parts.mail import MailServer

NOW = datetime(2026, 2, 24, 16, 0, tzinfo=UTC)
CANARY = "zirkonkanarie"


@pytest.fixture(autouse=True)
def in_the_afternoon() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def app(make_app: Callable[..., Flask], mail: MailServer) -> Flask:
    """With a mail server."""
    return make_app(smtp_url=mail.url, staff_url="https://staff.example.org", public_url="https://review.example.org")


def work(app: Flask) -> Result:
    """What the worker does in one go."""
    done = CliRunner().invoke(cli, ["worker", "--once"], obj=lambda **_: app)
    assert done.exit_code == 0, done.output
    return done


def test_a_request_for_an_advocate_reaches_every_advocate_without_a_name_or_a_word(
    app: Flask, mail: MailServer
) -> None:
    with app.app_context():
        officer, _ = factories.staff(email="amara@example.org")
        factories.staff(Role.ADVOCATE, email="dee@example.org")
        factories.staff(Role.ADVOCATE, email="eli@example.org")
        review = factories.review(officer, date(2026, 3, 10), preferred_name="Xanthippe")
        send(review, "my_advocate", wants_advocate="yes", about_words=CANARY, contact_details=CANARY)
    work(app)
    assert sorted(mail.recipients) == ["dee@example.org", "eli@example.org"]
    for message in mail.messages:
        whole = message.as_string()
        assert "Xanthippe" not in whole
        assert CANARY not in whole
        assert "advoca" not in whole
        assert message.get_content().strip() == (
            "Something is waiting for you in Participation. Sign in: https://staff.example.org/staff/"
        )


def test_an_officer_is_told_once_a_day_however_much_comes(app: Flask, mail: MailServer) -> None:
    with app.app_context():
        officer, _ = factories.staff(email="amara@example.org")
        review = factories.review(officer, date(2026, 3, 10), preferred_name="Xanthippe")
        _, letter = factories.letter(review)
        send_with(letter, "my_views", where_i_live_words=CANARY)
        send_with(letter, "my_meeting", not_in_front_words=CANARY)
        send(review, "carer_view", "foster_carer", going_well=CANARY)
        _, schools_letter = factories.letter(review, "school")
    work(app)
    work(app)
    assert mail.recipients == ["amara@example.org"]
    assert CANARY not in mail.messages[0].as_string()
    with app.app_context(), clock.frozen(NOW + timedelta(days=1)):
        send_with(schools_letter, "partner_view", known_since="2 years")
    with clock.frozen(NOW + timedelta(days=1)):
        work(app)
    assert mail.recipients == ["amara@example.org"] * 2


def test_feedback_and_requests_for_an_advocate_do_not_tell_the_officer_of_anything(
    app: Flask, mail: MailServer
) -> None:
    with app.app_context():
        officer, _ = factories.staff(email="amara@example.org")
        review = factories.review(officer, date(2026, 2, 20))
        _, letter = factories.letter(review)
        send_with(letter, "after_review", be_better=CANARY)
        send_with(letter, "my_advocate", wants_advocate="yes", officer_may_know="yes")
    work(app)
    assert mail.recipients == []


@on_both
def test_mail_that_is_refused_is_tried_again_later_and_arrives_once(app: Flask, mail: MailServer) -> None:
    with app.app_context():
        officer, _ = factories.staff(email="amara@example.org")
        send(factories.review(officer, date(2026, 3, 10)), "my_views", where_i_live="good")
    mail.busy_for = 2
    waiting = []
    for minutes in range(5):
        with clock.frozen(NOW + timedelta(minutes=minutes)):
            work(app)
            waiting.append((mail.busy_for, len(mail.messages)))
    assert waiting == [(1, 0), (0, 0), (0, 0), (0, 1), (0, 1)], "after one minute, then after two more"


def test_a_mail_that_is_sent_twice_after_a_crash_has_one_id(app: Flask, mail: MailServer) -> None:
    with app.app_context():
        officer, _ = factories.staff(email="amara@example.org")
        send(factories.review(officer, date(2026, 3, 10)), "my_views", where_i_live="good")
        note_arrivals()
        claimed = claim()  # and then this worker is killed
        assert claimed is not None
    work(app)
    assert mail.messages == []
    with clock.frozen(NOW + timedelta(minutes=1)):
        work(app)
    assert [message["Message-ID"] for message in mail.messages] == [f"<{claimed.id}@staff.example.org>"]


def test_a_mail_server_that_is_away_costs_no_alert(make_app: Callable[..., Flask], mail: MailServer) -> None:
    away = make_app(smtp_url="smtp://127.0.0.1:9")
    with away.app_context():
        officer, _ = factories.staff(email="amara@example.org")
        send(factories.review(officer, date(2026, 3, 10)), "my_views", where_i_live="good")
    work(away)
    work(make_app(smtp_url=mail.url))
    assert mail.recipients == ["amara@example.org"]


def test_without_a_mail_server_the_worker_says_so_and_alerts_wait(make_app: Callable[..., Flask]) -> None:
    assert "PARTICIPATION_SMTP_URL" in work(make_app()).output


def test_a_closed_account_gets_no_mail(app: Flask, mail: MailServer) -> None:
    with app.app_context():
        officer, _ = factories.staff(email="amara@example.org")
        send(factories.review(officer, date(2026, 3, 10)), "my_views", where_i_live="good")
        disable(officer)
    work(app)
    assert mail.recipients == []


def test_an_alert_for_a_role_that_nobody_has_yet_waits_for_somebody(app: Flask, mail: MailServer) -> None:
    with app.app_context():
        review = factories.review(factories.staff()[0], date(2026, 3, 10))
        send(review, "my_advocate", wants_advocate="yes")
    work(app)
    assert mail.recipients == []
    with app.app_context():
        factories.staff(Role.ADVOCATE, email="dee@example.org")
    work(app)
    assert mail.recipients == ["dee@example.org"]


@on_both
def test_two_who_send_at_the_same_moment_both_succeed_and_make_one_alert(app: Flask, mail: MailServer) -> None:
    with app.app_context():
        officer, _ = factories.staff(email="amara@example.org")
        reviews = [factories.review(officer, date(2026, 3, 10)) for _ in range(6)]
        letters = [factories.letter(review)[1] for review in reviews]

    def sends(number: int) -> str:
        with app.app_context():
            return send_with(letters[number], "my_views", where_i_live="good")

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(sends, range(6)))) == 6
    work(app)
    assert mail.recipients == ["amara@example.org"]


@on_both
def test_three_workers_at_once_send_each_alert_once(app: Flask, mail: MailServer) -> None:
    everyone = [f"officer{number}@example.org" for number in range(8)]
    with app.app_context():
        for email in everyone:
            review = factories.review(factories.staff(email=email)[0], date(2026, 3, 10))
            send(review, "my_views", where_i_live="good")
        note_arrivals()

    def works(_: int) -> str:
        with app.app_context():
            return send_alerts()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(works, range(3)))
    assert sorted(mail.recipients) == everyone
