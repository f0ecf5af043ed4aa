"""When a channel fails: late mail goes the second way, a refused address is shown, each morning is tried."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.audit.queries import newest
from participation.db import session
from participation.escalation.arrivals import note_arrivals
from participation.operations.cli import cli
from participation.outbox.models import Notice
from participation.service.chosen import OnDuty
from participation.staff.models import Role, Staff
from tests import factories
from tests.casework.sending import send
from tests.contact.conftest import MORNING, Team
from tests.databases import on_both
from tests.escalation.alerting import GATEWAY, TEXT, app, asks, minutes, urgent, work
from tests.parts.mail import MailServer
from tests.walking import let_in, words_of

__all__ = ["app"]


@on_both
def test_late_mail_about_the_unread_never_goes_to_an_officer(
    make_app: Callable[..., Flask], team: Team, mail: MailServer
) -> None:
    """Nothing listens while it climbs; Grace stands on the rota before Amara and has no number."""
    down, up = make_app(smtp_url="smtp://127.0.0.1:9"), make_app(smtp_url=mail.url)
    team.settle(rota=(OnDuty(team.ids["grace"]), OnDuty(team.ids["amara"])))
    with down.app_context():
        send(factories.review(None, clock.today() + timedelta(days=9)), "my_views", where_i_live="good")
    work(down)
    work(down, minutes(20))
    work(up, minutes(21))
    assert urgent(mail) == ["grace@example.org"]


@pytest.fixture
def no_mail(make_app: Callable[..., Flask]) -> Flask:
    """This installation while nothing listens where the mail server was."""
    return make_app(smtp_url="smtp://127.0.0.1:9", text_gateway=GATEWAY)


@on_both
def test_a_day_without_mail_costs_no_sending_and_no_alert_and_doubles_none(
    app: Flask, no_mail: Flask, team: Team, mail: MailServer
) -> None:
    """Six hours nothing listens, then every mail is refused as busy, then all is well again after a day."""
    with app.app_context():
        for email in ("cleo@example.org", "dan@example.org"):
            factories.staff(email=email)
    sent = 0
    for hour in range(24):
        now = MORNING + timedelta(hours=hour)
        down = no_mail if hour < 6 else app
        mail.busy_for = 10_000
        with clock.frozen(now), down.app_context():
            officer = session().scalars(select(Staff).order_by(Staff.email).offset(hour % 2 + 2).limit(1)).one()
            assert send(factories.review(officer, clock.today() + timedelta(days=9)), "my_views", where_i_live="good")
            sent += 1
        work(down, timedelta(hours=hour))
        work(down, timedelta(hours=hour, minutes=30))
    assert mail.messages == []
    mail.busy_for = 0
    with app.app_context():
        waiting = session().scalars(select(Notice).where(Notice.sent_at.is_(None))).all()
        expected = {notice.id for notice in waiting}
    for minute in range(6):
        work(app, timedelta(hours=24, minutes=minute))
    ids = [message["Message-ID"].strip("<>").split("@")[0] for message in mail.messages]
    assert sorted(ids) == sorted(set(ids)), "each once"
    assert expected <= set(ids)
    assert sent == 24


def test_an_alert_that_waits_for_a_quarter_of_an_hour_goes_by_the_second_channel_too(
    make_app: Callable[..., Flask], team: Team, mail: MailServer
) -> None:
    """Mail is down; the text gateway has a server of its own."""
    halved = make_app(smtp_url="smtp://127.0.0.1:9", text_smtp_url=mail.url, text_gateway=GATEWAY)
    with halved.app_context():
        amara = session().get_one(Staff, team.ids["amara"])
        send(factories.review(amara, clock.today() + timedelta(days=9)), "my_views", where_i_live="good")
        note_arrivals()
    work(halved, minutes(14))
    assert TEXT not in mail.recipients
    work(halved, minutes(15))
    assert mail.recipients == [TEXT]
    work(halved, minutes(29))
    assert mail.recipients == [TEXT, TEXT], "the morning's test, which the worker made later, waits too"
    work(halved, minutes(90))
    assert mail.recipients == [TEXT, TEXT]


def test_an_address_that_is_refused_for_good_is_shown_to_who_can_correct_it(
    app: Flask, team: Team, mail: MailServer
) -> None:
    mail.unknown = {"amara@example.org"}
    asks(app)
    work(app)
    with app.app_context():
        _, support = factories.staff(Role.SUPPORT, email="support@example.org")
    for email, secret in (("grace@example.org", team.secrets["grace"]), ("support@example.org", support)):
        browser = let_in(app, email, secret)
        page = browser.get("/staff/", follow_redirects=True)
        assert "Mail to amara@example.org is refused (550)" in words_of(page)
    ben = let_in(app, "ben@example.org", team.secrets["ben"])
    assert "is refused" not in ben.get("/staff/").text
    mail.unknown = set()
    work(app, timedelta(hours=2))
    assert "amara@example.org" in mail.recipients
    assert "is refused" not in browser.get("/staff/letters").text


def test_each_working_morning_a_test_goes_the_whole_way_and_is_confirmed(
    app: Flask, team: Team, mail: MailServer
) -> None:
    for day, hour in ((6, 8), (7, 8), (8, 8), (9, 7), (9, 8), (9, 9), (10, 8)):
        with clock.frozen(datetime(2026, 3, day, hour, tzinfo=UTC)):
            CliRunner().invoke(cli, ["worker", "--once"], obj=lambda **_: app)
    assert mail.recipients == ["amara@example.org"] * 3, "on Friday, Monday and Tuesday, from eight o'clock on"
    body = str(mail.messages[-1].get_content())
    path = body.split("http://127.0.0.1:8000")[1].split()[0]
    with app.app_context():
        assert str(newest()) in body, "the end of the record goes along"
    assert "It has reached me" in app.test_client().get(path).text
    assert app.test_client().get("/staff/alerts/" + "0" * 26).status_code == 404
