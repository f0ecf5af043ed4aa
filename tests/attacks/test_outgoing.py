"""The program calls nobody: only its database and the mail server that it was told of."""

import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache

import pytest
from flask import Flask

from participation import clock
from participation.operations import worker
from participation.staff.models import Role
from tests import factories
from tests.attacks.addresses import addresses, somebody
from tests.casework.desk import Desk
from tests.parts.mail import MailServer
from tests.walking import Phone, hidden_fields

pytestmark = pytest.mark.last

CALLS = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.sendto"}
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
_listening: list[list[str]] = []


def _overhear(event: str, arguments: tuple[object, ...]) -> None:
    if _listening and event in CALLS:
        _listening[-1].append(
            f"{event} {arguments[-1] if event in ('socket.connect', 'socket.sendto') else arguments[:2]}"
        )


@cache
def _listen() -> None:
    # The interpreter tells of every call that leaves it, whichever library makes it, and of very much else. What
    # listens can never be removed: it makes each later page of this process a tenth dearer, so these tests come last.
    sys.addaudithook(_overhear)


@contextmanager
def calls() -> Iterator[list[str]]:
    """What is called meanwhile."""
    _listen()
    made: list[str] = []
    _listening.append(made)
    yield made
    _listening.remove(made)


@pytest.fixture
def app(make_app: Callable[..., Flask], mail: MailServer) -> Flask:
    """With a mail server."""
    return make_app(smtp_url=mail.url)


def whole_day(app: Flask) -> None:
    """A child answers and asks for an advocate; everybody of the staff opens every page; letters are printed."""
    desk = Desk(app)
    review = desk.review("Maya", date(2026, 3, 10))
    with app.app_context():
        _, secrets = factories.letter(factories.review(factories.staff()[0], date(2026, 3, 10)))
    maya = Phone(app, secrets)
    maya.begin("my_advocate", "what_it_is")
    maya.press("next", answer_wants_advocate="yes")
    maya.skip_to_check()
    maya.send("my_advocate")
    everybody = {role: somebody(app, role) for role in Role}
    for browser in [maya.browser, *everybody.values()]:
        for path, methods in addresses(app):
            if "GET" in methods:
                browser.get(path, buffered=True)
    assert desk.open(review, "/pack").status_code == 200
    form = hidden_fields(everybody[Role.SUPPORT].get("/staff/letters"))
    for press in ("invite", "print"):
        everybody[Role.SUPPORT].post(f"/staff/letters/{press}", data={**form, "until": "2026-03-31"}, buffered=True)


def test_a_whole_day_calls_only_the_mail_server(app: Flask, mail: MailServer) -> None:
    with clock.frozen(NOON), calls() as made:
        whole_day(app)
        assert made == []
        with app.app_context():
            worker.climb()
            worker.send_alerts()
            worker.count()
    assert mail.messages
    # A mail client says its machine's own name, which it looks up.
    ours = (f"'127.0.0.1', {mail.url.rpartition(':')[2]}", repr(socket.gethostname()))
    assert [call for call in made if not any(known in call for known in ours)] == []


def test_what_listens_hears_a_call() -> None:
    with socket.create_server(("127.0.0.1", 0)) as somebody_else:
        with calls() as made, socket.create_connection(somebody_else.getsockname()):
            pass
    assert [call.split()[0] for call in made] == ["socket.getaddrinfo", "socket.connect"]
