"""While somebody covers, what comes for the absent officer reaches them too; nobody who sends waits for that."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.db import session, transaction
from participation.escalation.arrivals import note_arrivals
from participation.operations.cli import cli
from participation.outbox.models import Notice
from participation.permissions.actions import end_absence, enter_absence
from participation.staff.models import Absence, Role, Staff
from tests import factories
from tests.casework.sending import send
from tests.databases import on_both
from tests.parts.mail import MailServer

MONDAY = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
DAY = timedelta(days=1)
AMARA, BEN, CLEO = "amara@example.org", "ben@example.org", "cleo@example.org"


@pytest.fixture
def app(make_app: Callable[..., Flask], mail: MailServer) -> Iterator[Flask]:
    """With a mail server and three officers."""
    app = make_app(smtp_url=mail.url, staff_url="https://staff.example.org", public_url="https://review.example.org")
    with clock.frozen(MONDAY):
        with app.app_context():
            for email in (AMARA, BEN, CLEO):
                factories.staff(email=email)
        yield app


def account(email: str) -> Staff:
    return session().scalars(select(Staff).where(Staff.email == email)).one()


def covers(app: Flask, absent: str, covering: str, days: tuple[int, int] = (0, 0), *, also_reads: bool = True) -> None:
    """An officer enters their absence, in days from Monday on; the mail about that goes to the colleague first."""
    first, last = (MONDAY.date() + day * DAY for day in days)
    with app.app_context():
        away, ids = account(absent), {"absent_id": account(absent).id, "deputy_id": account(covering).id}
        enter_absence(away, Absence(**ids, first_on=first, last_on=last, also_reads=also_reads))
    work(app)


def comes(app: Flask, officer: str = AMARA) -> None:
    """A child of hers sends their views."""
    with app.app_context():
        send(factories.review(account(officer), date(2026, 3, 20)), "my_views", where_i_live_words="loud")


def work(app: Flask) -> None:
    """Twice: what was done is not done again."""
    for _ in range(2):
        done = CliRunner().invoke(cli, ["worker", "--once"], obj=lambda **_: app)
        assert done.exit_code == 0, done.output


def mailed(app: Flask, mail: MailServer) -> list[str]:
    """Whom a pass of the worker mails."""
    before = len(mail.recipients)
    work(app)
    return sorted(mail.recipients[before:])


@on_both
def test_who_covers_is_mailed_of_what_comes_once_each_day_and_only_on_its_days(app: Flask, mail: MailServer) -> None:
    covers(app, AMARA, BEN, (1, 2))
    for days, expected in ((0, [AMARA]), (1, [AMARA, BEN]), (2, [AMARA, BEN]), (3, [AMARA])):
        with clock.frozen(MONDAY + days * DAY):
            comes(app)
            comes(app)
            assert mailed(app, mail) == expected
        with clock.frozen(MONDAY + days * DAY + timedelta(hours=2)):
            comes(app)
            assert mailed(app, mail) == []


def test_what_came_earlier_on_the_day_on_which_cover_is_given_reaches_who_covers(app: Flask, mail: MailServer) -> None:
    comes(app)
    assert mailed(app, mail) == [AMARA]
    with clock.frozen(MONDAY + timedelta(hours=2)):
        covers(app, AMARA, BEN)
        assert mail.recipients.count(BEN) == 2, "of the cover, and of what waits"
        comes(app)
        assert mailed(app, mail) == []


def test_two_who_cover_are_both_told_and_who_covers_for_them_is_not(app: Flask, mail: MailServer) -> None:
    covers(app, AMARA, BEN)
    with app.app_context():
        # Nobody can enter a second one beside the first, but older records hold such.
        factories.absence(account(AMARA).id, account(CLEO).id, *[MONDAY.date().isoformat()] * 2)
        factories.staff(email="dan@example.org")
    covers(app, BEN, "dan@example.org")
    comes(app)
    assert mailed(app, mail) == [AMARA, BEN, CLEO]


def test_cover_that_was_ended_tells_of_its_end_and_of_nothing_that_comes_later(app: Flask, mail: MailServer) -> None:
    covers(app, AMARA, BEN)
    with app.app_context():
        end_absence(account(AMARA), session().scalars(select(Absence.id)).one())
    assert mailed(app, mail) == [BEN]
    comes(app)
    assert mailed(app, mail) == [AMARA]


def test_a_worker_that_slept_over_midnight_tells_who_covers_when_it_wakes(app: Flask, mail: MailServer) -> None:
    covers(app, AMARA, BEN, (0, 3))
    comes(app)
    with clock.frozen(MONDAY + 2 * DAY):
        assert mailed(app, mail) == [AMARA, BEN]


@on_both
def test_who_stands_in_without_reading_is_mailed_that_they_do_and_of_nothing_that_comes(
    app: Flask, mail: MailServer
) -> None:
    covers(app, AMARA, BEN, (0, 1), also_reads=False)
    assert mail.recipients == [BEN]
    assert "https://staff.example.org/staff/cover" in str(mail.messages[0].get_content())
    for days in (0, 1):
        with clock.frozen(MONDAY + days * DAY):
            comes(app)
            assert mailed(app, mail) == [AMARA]


def test_who_covered_and_is_no_officer_any_more_is_mailed_of_nothing(app: Flask, mail: MailServer) -> None:
    covers(app, AMARA, BEN)
    with app.app_context(), transaction():
        account(BEN).role = Role.SUPPORT
    comes(app)
    assert mailed(app, mail) == [AMARA]


def test_what_comes_makes_one_notice_for_whose_it_is(app: Flask) -> None:
    covers(app, AMARA, BEN)
    comes(app)
    with app.app_context():
        note_arrivals()
        about = select(Notice.to_staff_id).where(Notice.about == "views_sent")
        assert session().scalars(about).all() == [account(AMARA).id]
