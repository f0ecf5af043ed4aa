"""A service in which all is well, and what is seen of it from outside."""

from collections.abc import Callable
from datetime import timedelta
from time import sleep

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import text
from werkzeug.test import Client

from participation import clock
from participation.db import transaction
from participation.escalation.actions import HEARTBEAT, heartbeat_key
from participation.escalation.pulse import BACKUP, note_awake
from participation.operations.cli import cli
from participation.outbox.actions import confirm
from participation.outbox.queries import notice_with_key
from participation.watching.answers import AnswersGiven
from participation.watching.inside import Watched
from tests.contact.conftest import MORNING, Team, on_monday, team
from tests.parts.mail import MailServer

__all__ = ["on_monday", "team"]

PORT = 9401
INSIDE, PAGES = f"http://127.0.0.1:{PORT}", "http://127.0.0.1:8000"
BROKEN, SLOW = "/broken", "/slow"


class Outside:
    """Somebody who sees this installation from outside, as time goes on."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.watched = Watched(app, PORT, AnswersGiven())
        self.now = MORNING

    def seen(self, path: str = "/metrics") -> str:
        """What the inner port says at this moment."""
        with clock.frozen(self.now):
            return Client(self.watched).get(path, base_url=INSIDE).text

    def asks(self, path: str) -> int:
        """The status of a page."""
        with clock.frozen(self.now):
            return Client(self.watched).get(path, base_url=PAGES).status_code

    def runs(self, *words: str) -> Result:
        """A command at this moment."""
        with clock.frozen(self.now):
            return CliRunner().invoke(cli, words, obj=lambda **_: self.app)

    def well_until(self, moment: timedelta, *, confirmed: bool = True) -> None:
        """So long after ten o'clock the worker has done what is due; the morning's test reached somebody."""
        self.now = MORNING + moment
        done = self.runs("worker", "--once")
        assert done.exit_code == 0, done.output
        with clock.frozen(self.now), self.app.app_context():
            note_awake(BACKUP)
            test = notice_with_key(heartbeat_key(self.now))
            if test and confirmed:
                assert confirm(test.id, HEARTBEAT)


Make = Callable[..., Outside]


def execute(outside: Outside, statement: str) -> None:
    """As whoever owns the records could."""
    with outside.app.app_context(), transaction() as session:
        session.execute(text(statement))


@pytest.fixture
def make_watched(make_app: Callable[..., Flask], mail: MailServer) -> Make:
    """A server with two more pages: one that fails, and one on which somebody waits."""

    def make(**settings: str) -> Outside:
        app = make_app(**{"smtp_url": mail.url, **settings})
        app.add_url_rule(BROKEN, "broken", lambda: str(1 // 0))
        app.add_url_rule(SLOW, "slow", lambda: (sleep(1.2), "ok")[1])
        return Outside(app)

    return make


@pytest.fixture
def outside(make_watched: Callable[..., Outside]) -> Outside:
    return make_watched()


@pytest.fixture
def well(outside: Outside) -> Outside:
    """With a rota and a manager, on a Monday at ten."""
    Team(outside.app)
    outside.well_until(timedelta())
    return outside
