"""Alerts on their way: two channels, from person to person, through a day on which no mail is taken."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.contact.actions import Asked, acknowledge, ask_for_contact
from participation.db import session
from participation.operations.cli import cli
from participation.operations.worker import climb, send_alerts
from participation.outbox.models import Notice
from participation.service.chosen import Absence, OnDuty
from participation.staff.accounts import disable
from participation.staff.models import Role, Staff
from tests import factories
from tests.casework.sending import send
from tests.contact.conftest import MORNING, Team
from tests.contact.test_asking import ask
from tests.databases import on_both
from tests.parts.mail import MailServer
from tests.walking import Phone, signed_in, words_of

CANARY = "zirkonkanarie"
GATEWAY = "sms.example.org"
TEXT = f"07700900123@{GATEWAY}"
LINK = "http://127.0.0.1:8000/staff/contact"


@pytest.fixture
def app(make_app: Callable[..., Flask], mail: MailServer) -> Flask:
    """With a mail server, and a gateway behind it for text messages."""
    return make_app(smtp_url=mail.url, text_gateway=GATEWAY)


def work(app: Flask, after: timedelta = timedelta()) -> None:
    """What the worker does in one go, some time after ten o'clock."""
    with clock.frozen(MORNING + after):
        done = CliRunner().invoke(cli, ["worker", "--once"], obj=lambda **_: app)
    assert done.exit_code == 0, done.output


def climb_and_send(app: Flask, after: timedelta) -> None:
    """The part of it that is about alerts."""
    with clock.frozen(MORNING + after), app.app_context():
        climb()
        send_alerts()


def asks(app: Flask, key: str = "one") -> str:
    with app.app_context():
        return ask_for_contact(key, Asked("07700 900456", CANARY, ""), "en", None)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def urgent(mail: MailServer) -> list[str]:
    """Who got urgent mail, in order; the morning's test is not meant."""
    pairs = zip(mail.messages, mail.recipients, strict=True)
    return [who for message, who in pairs if "Urgent" in message["Subject"]]


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


def test_check_names_what_is_missing_on_the_rota(app: Flask, team: Team) -> None:
    team.settle(rota=(OnDuty(team.ids["ben"]),), out_of_hours_mail="")
    shown = CliRunner().invoke(cli, ["check"], obj=lambda **_: app).output
    assert "Ben has no second channel" in shown
    assert "no mail address of an out-of-hours line" in shown
    team.settle(rota=())
    with app.app_context():
        disable(session().get_one(Staff, team.ids["grace"]))
    shown = CliRunner().invoke(cli, ["check"], obj=lambda **_: app).output
    assert "Nobody is on the duty rota" in shown
    assert "Nobody can sign in as a manager" in shown


def test_check_names_whose_second_channel_is_the_next_persons_mail_also_of_deputies(app: Flask, team: Team) -> None:
    absence = Absence(team.ids["amara"], "2026-03-09", "2026-03-13", team.ids["grace"])
    team.settle(absences=(absence,), team_manager_id=team.ids["amara"])
    shown = CliRunner().invoke(cli, ["check"], obj=lambda **_: app).output
    for name in ("Ben", "Grace"):
        assert f"{name} has no number for text messages; their second channel is the next person's mail." in shown
    assert "Amara has no" not in shown, "she is away"
    assert "what only they may see goes by mail alone" in shown
    assert "Who is told after one working day" not in shown, "Grace stands in for her, and is a manager"
    team.settle(absences=())
    shown = CliRunner().invoke(cli, ["check"], obj=lambda **_: app).output
    assert "Who is told after one working day of what nobody has read is no manager who can sign in today" in shown


def test_check_says_on_which_day_absences_leave_nobody(app: Flask, team: Team) -> None:
    def shown() -> str:
        return CliRunner().invoke(cli, ["check"], obj=lambda **_: app).output

    ben = Absence(team.ids["ben"], "2026-04-07", "2026-04-20", team.ids["amara"])
    team.settle(absences=(Absence(team.ids["amara"], "2026-04-01", "2026-04-10", team.ids["ben"]), ben))
    assert "On 2026-04-07 nobody is on duty" in shown()
    team.settle(absences=(Absence(team.ids["grace"], "2026-04-01", "2026-04-10", team.ids["ben"]), ben))
    assert "nobody is on duty" not in shown()
    assert "While Grace is away nobody reads what is for managers only." in shown()
    with app.app_context():
        factories.staff(Role.MANAGER, email="mo@example.org")
    assert "While Grace is away" not in shown()


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
        browser = signed_in(app, email, secret)
        page = browser.get("/staff/", follow_redirects=True)
        assert "Mail to amara@example.org is refused (550)" in words_of(page)
    ben = signed_in(app, "ben@example.org", team.secrets["ben"])
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
    path = body.split("http://127.0.0.1:8000")[1].strip()
    assert "It has reached me" in app.test_client().get(path).text
    assert app.test_client().get("/staff/alerts/" + "0" * 26).status_code == 404
