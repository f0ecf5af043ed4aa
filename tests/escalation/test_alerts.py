"""Alerts on their way: two channels, from person to person, through a day on which no mail is taken."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import CliRunner
from flask import Flask

from participation import clock
from participation.contact.actions import acknowledge
from participation.db import session
from participation.operations.cli import cli
from participation.service.chosen import OnDuty
from participation.staff.accounts import disable
from participation.staff.models import Role, Staff
from tests import factories
from tests.contact.conftest import MORNING, Team
from tests.contact.test_asking import ask
from tests.databases import on_both
from tests.escalation.alerting import CANARY, LINK, TEXT, app, asks, climb_and_send, minutes, urgent, work
from tests.parts.mail import MailServer
from tests.walking import Phone

__all__ = ["app"]


@on_both
def test_a_request_reaches_both_channels_in_one_go_without_a_name_or_a_word(
    app: Flask, team: Team, mail: MailServer
) -> None:
    _, secrets = team.letter("Xanthippe")
    ask(Phone(app, secrets).browser, reach=CANARY, safe="after school")
    work(app, minutes(1))
    assert sorted(urgent(mail)) == [TEXT, "amara@example.org"]
    for message in mail.messages:
        whole = message.as_string()
        for telling in (CANARY, "Xanthippe", "school", "child", "review"):
            assert telling not in whole
    assert [LINK in str(message.get_content()) for message in mail.messages].count(True) == 2


@on_both
def test_it_climbs_the_rota_until_somebody_acknowledges(app: Flask, team: Team, mail: MailServer) -> None:
    request_id = asks(app)
    work(app)
    assert sorted(urgent(mail)) == [TEXT, "amara@example.org"]
    work(app, minutes(29))
    assert len(urgent(mail)) == 2
    work(app, minutes(30))
    work(app, minutes(31))
    # Ben has no number for text messages, so his second channel is the next person's mail: Amara comes after him.
    assert sorted(urgent(mail)[2:]) == ["amara@example.org", "ben@example.org"]
    work(app, minutes(60))
    work(app, minutes(61))
    # Grace is not on the rota, so her second channel is the mail of its first person.
    assert sorted(urgent(mail)[4:]) == ["amara@example.org", "grace@example.org"]
    work(app, minutes(90))
    assert sorted(urgent(mail)[6:]) == ["amara@example.org", "grace@example.org", "night@example.org"]
    work(app, timedelta(days=3))
    assert sorted(urgent(mail)[9:]) == ["amara@example.org", "grace@example.org", "night@example.org"]
    with app.app_context(), clock.frozen(MORNING + timedelta(days=3)):
        assert acknowledge(session().get_one(Staff, team.ids["ben"]), request_id)
    work(app, timedelta(days=3, hours=8))
    assert len(urgent(mail)) == 12
    work(app, timedelta(days=4))
    assert urgent(mail)[12:] == ["ben@example.org"], "from then on it is asked of whoever took it on"


@on_both
@pytest.mark.parametrize("line", ["night@example.org", ""])
def test_what_nobody_takes_on_for_a_fortnight_alerts_somebody_each_day_and_nobody_twice_at_once(
    app: Flask, team: Team, mail: MailServer, line: str
) -> None:
    team.settle(rota=(OnDuty(team.ids["amara"]),), out_of_hours_mail=line)
    with app.app_context():
        factories.staff(Role.MANAGER, email="mo@example.org")
    asks(app)
    by_day = {}
    for day in range(14):
        before = len(urgent(mail))
        for half in (0, 1, 2, 14):  # 10:00, 10:30, 11:00, 17:00
            told = len(urgent(mail))
            climb_and_send(app, timedelta(days=day, minutes=30 * half))
            at_once = urgent(mail)[told:]
            assert len(at_once) == len(set(at_once)), (day, half)
        by_day[day] = urgent(mail)[before:]
    for day, told in by_day.items():
        is_working = day % 7 < 5
        managers = {"grace@example.org", "mo@example.org"}
        assert set(told) >= (managers if is_working or not line else set()), day
        assert told.count(line) == (1 if line and day else told.count(line)), day
        assert told.count("grace@example.org") <= 5, day
        assert is_working or len(told) == (1 if line else 3), "in the evening alone"
    assert by_day[0].count("night@example.org") == (2 if line else 0), "half an hour after the managers, and at 17:00"


def test_a_manager_on_the_rota_has_both_channels_each_time(app: Flask, team: Team, mail: MailServer) -> None:
    rota = (OnDuty(team.ids["amara"]), OnDuty(team.ids["grace"], "07700 900123"))
    team.settle(rota=rota, out_of_hours_mail="")
    asks(app)
    work(app)
    work(app, minutes(30))
    for minute in (60, 90):
        told = len(urgent(mail))
        work(app, minutes(minute))
        assert sorted(urgent(mail)[told:]) == [TEXT, "grace@example.org"]


def test_without_a_manager_the_line_is_told_and_the_first_manager_who_comes_hears_once(
    app: Flask, team: Team, mail: MailServer
) -> None:
    with app.app_context():
        disable(session().get_one(Staff, team.ids["grace"]))
    asks(app)
    for hours in range(30):
        climb_and_send(app, timedelta(hours=hours))
    told = len(urgent(mail))
    with app.app_context():
        factories.staff(Role.MANAGER, email="mo@example.org")
    work(app, timedelta(hours=29, minutes=1))
    assert urgent(mail)[told:].count("mo@example.org") <= 2


def test_who_acknowledges_stops_it(app: Flask, team: Team, mail: MailServer) -> None:
    request_id = asks(app)
    work(app)
    with app.app_context():
        assert acknowledge(session().get_one(Staff, team.ids["amara"]), request_id)
    work(app, timedelta(hours=5))
    assert len(urgent(mail)) == 2


def test_at_night_the_out_of_hours_line_is_told_at_once(app: Flask, team: Team, mail: MailServer) -> None:
    night = timedelta(hours=12)
    with clock.frozen(MORNING + night):
        asks(app)
    work(app, night)
    assert sorted(urgent(mail)) == [TEXT, "amara@example.org", "night@example.org"]
    work(app, timedelta(hours=23, minutes=29))
    assert len(urgent(mail)) == 3
    work(app, timedelta(hours=23, minutes=30))
    assert "ben@example.org" in urgent(mail)[3:]


def test_whoever_cannot_sign_in_any_more_is_passed_over_at_once(app: Flask, team: Team, mail: MailServer) -> None:
    with app.app_context():
        disable(session().get_one(Staff, team.ids["amara"]))
    asks(app)
    work(app)
    assert urgent(mail)[0] == "ben@example.org"


def test_without_a_rota_every_manager_is_told_and_without_a_line_at_night_too(
    app: Flask, team: Team, mail: MailServer
) -> None:
    team.settle(rota=(), out_of_hours_mail="")
    asks(app)
    work(app)
    assert urgent(mail) == ["grace@example.org"]
    work(app, minutes(29))
    assert urgent(mail) == ["grace@example.org"]
    work(app, timedelta(hours=2))
    assert urgent(mail) == ["grace@example.org"] * 2


def test_without_text_messages_the_second_channel_is_the_next_persons_mail(
    make_app: Callable[..., Flask], team: Team, mail: MailServer
) -> None:
    plain = make_app(smtp_url=mail.url)
    asks(plain)
    work(plain)
    assert sorted(urgent(mail)) == ["amara@example.org", "ben@example.org"]
    shown = CliRunner().invoke(cli, ["check"], obj=lambda **_: plain).output
    assert "PARTICIPATION_TEXT_GATEWAY is not set" in shown
