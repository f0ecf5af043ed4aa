"""The files for nginx, used as they are by a real one: what it tells the program, whom it waits for, what it writes."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from participation.invitations.secrets import new_code
from participation.invitations.throttle import TRIES
from participation.operations.serving import THREADS, WORKERS
from tests.deploy.browsing import Visitor
from tests.deploy.conftest import PUBLIC, STAFF, Walked
from tests.durability.group import PATIENCE

pytestmark = pytest.mark.long

GUESSER = "127.0.0.2"
SECRET = "Zwergkaninchen"
SLOW_PHONES = 2 * WORKERS * THREADS
BEGUN = (
    f"POST /start HTTP/1.1\r\nHost: {PUBLIC}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    "Content-Length: 10\r\nConnection: close\r\n\r\ncode="
).encode()


def guess_behind_nginx(walked: Walked, claimed: str) -> int:
    """What somebody gets who reaches the program itself, as nobody from outside can."""
    with closing(HTTPConnection("127.0.0.1", walked.machine.ports["AT_PUBLIC"], timeout=60)) as connection:
        told = {"Host": PUBLIC, "X-Forwarded-Proto": "https", "X-Forwarded-For": claimed}
        told["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST", "/start", f"code={new_code()}", told)
        return connection.getresponse().status


def test_whoever_forges_the_header_with_addresses_is_counted_by_their_own(walked: Walked) -> None:
    guesser = Visitor(walked.machine, PUBLIC, comes_from=GUESSER)
    answers = [
        guesser.ask("POST", "/start", {"code": new_code()}, X_Forwarded_For=f"203.0.113.{number}").status
        for number in range(TRIES + 2)
    ]
    assert answers == [404] * TRIES + [429] * 2
    # And this is what it would be worth where nginx left the header alone.
    assert guess_behind_nginx(walked, GUESSER) == 429
    assert guess_behind_nginx(walked, "203.0.113.99") == 404


def test_neither_side_is_reached_by_the_name_of_the_other_whatever_is_claimed(walked: Walked) -> None:
    visitor = Visitor(walked.machine, PUBLIC)
    assert visitor.ask("GET", "/staff/sign-in").status == 404
    assert visitor.ask("GET", "/staff/sign-in", X_Forwarded_Host=STAFF).status == 404
    assert visitor.ask("GET", "/staff/sign-in", Host=STAFF).status == 200  # the name leads, not the connection
    assert visitor.ask("GET", "/", Host="elsewhere.example.net").status == 404
    assert visitor.ask("GET", "/", X_Forwarded_Proto="http").headers["Strict-Transport-Security"]


def test_without_tls_one_is_sent_to_the_address_with_it(walked: Walked) -> None:
    with closing(HTTPConnection("127.0.0.1", walked.machine.ports["HTTP"], timeout=60)) as connection:
        connection.request("GET", "/s", headers={"Host": STAFF})
        answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{STAFF}/s")


@pytest.fixture
def slow_phones(walked: Walked) -> Iterator[list[socket.socket]]:
    """More than the program has threads; each has said what it wants to send, and half of it."""
    visitor = Visitor(walked.machine, PUBLIC)
    with ExitStack() as closed_behind:
        phones: list[socket.socket] = [closed_behind.enter_context(visitor.connect()) for _ in range(SLOW_PHONES)]
        for phone in phones:
            phone.sendall(BEGUN)
        yield phones


def test_slow_phones_keep_nobody_waiting_and_are_heard_to_the_end(
    walked: Walked, slow_phones: list[socket.socket]
) -> None:
    assert Visitor(walked.machine, PUBLIC).ask("GET", "/help").status == 200
    for phone in slow_phones:
        phone.sendall(b"short")
        assert phone.recv(len(b"HTTP/1.1 404")) == b"HTTP/1.1 404"


def test_the_same_phones_would_hold_up_the_program_itself(walked: Walked) -> None:
    port = walked.machine.ports["AT_PUBLIC"]
    with ExitStack() as closed_behind:
        for _ in range(SLOW_PHONES):
            closed_behind.enter_context(socket.create_connection(("127.0.0.1", port))).sendall(BEGUN)
        with pytest.raises(TimeoutError):
            _ask_again_and_again(port)


def _ask_again_and_again(port: int) -> None:
    """Until the program has taken all these phones in, which it does as it comes to it."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with closing(HTTPConnection("127.0.0.1", port, timeout=1)) as connection:
            connection.request("GET", "/help")
            assert connection.getresponse().status == 200


def state(folder: Path) -> list[tuple[str, int]]:
    """What lies in it, and when each folder of it was last changed."""
    return sorted((str(path), path.stat().st_mtime_ns) for path in (folder, *folder.rglob("*")))


def test_what_is_typed_is_in_none_of_its_logs_and_in_no_file_of_its_own(walked: Walked) -> None:
    visitor, root = Visitor(walked.machine, PUBLIC), walked.machine.root
    before = state(root / "var" / "nginx")
    visitor.ask("GET", f"/s?token={SECRET}", Referer=f"https://{PUBLIC}/{SECRET}", Cookie=f"letter={SECRET}")
    visitor.ask("POST", f"/start?{SECRET}", {"token": SECRET * 40_000})
    assert state(root / "var" / "nginx") == before
    logs = list((root / "var" / "log").rglob("*.log"))
    assert {"access.log", "error.log", "participation-public.log"} <= {log.name for log in logs}
    assert [log.name for log in logs if SECRET in log.read_text("utf-8", "replace")] == []
    assert (root / "var" / "log" / "nginx" / "access.log").read_text() == ""


def test_what_is_too_long_reaches_the_program_which_says_so_itself(walked: Walked) -> None:
    answer = Visitor(walked.machine, PUBLIC).ask("POST", "/start", {"code": "1" * 7_000_000})
    assert answer.status == 413
    assert "<title>" in answer.text
    assert "nginx" not in answer.text
