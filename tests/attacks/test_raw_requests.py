"""Requests that no browser sends, on the wire: the server answers, or hangs up, and goes on serving."""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.attacks.installation import installed
from tests.durability.group import answers, fit_keys

POST = b"POST /start HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
GET = b"GET / HTTP/1.1\r\nHost: x\r\n"
RAW = {
    "a length that is too small": POST + b"Content-Length: 3\r\n\r\ncode=1234567890123456",
    "a length that is no number": POST + b"Content-Length: many\r\n\r\ncode=1",
    "a negative length": POST + b"Content-Length: -5\r\n\r\ncode=1",
    "a length beyond all counting": POST + b"Content-Length: " + b"9" * 40 + b"\r\n\r\ncode=1",
    "two lengths": POST + b"Content-Length: 6\r\nContent-Length: 60\r\n\r\ncode=1",
    "a length and pieces": POST + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "broken pieces": POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\ncode=1\r\n",
    "a header without an end": GET + b"X: " + b"a" * 100_000,
    "very many headers": GET + b"".join(b"X-%d: y\r\n" % n for n in range(5000)) + b"\r\n",
    "a header in two lines": GET + b"X: a\r\n b\r\n\r\n",
    "NUL in a header": GET + b"X: a\x00b\r\n\r\n",
    "no request at all": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 50,
    "an endless address": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "an address of somebody else": b"GET http://evil.test/ HTTP/1.1\r\nHost: evil.test\r\n\r\n",
    "an unknown method": b"BREW / HTTP/1.1\r\nHost: x\r\n\r\n",
    "an old protocol": b"GET / HTTP/0.9\r\n\r\n",
    "a cookie of rubbish": GET + b"Cookie: letter=\xff\xfe; staff=eyJ.a.b; letter=" + b"a" * 4000 + b"\r\n\r\n",
}
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")


@pytest.fixture(scope="module")
def port(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The installed server."""
    folder = tmp_path_factory.mktemp("installed")
    (folder / "own.sqlite").touch(0o600)
    (folder / "own.sqlite").write_bytes(empty_sqlite.read_bytes())
    with installed(f"sqlite:///{folder}/own.sqlite", folder, fit_keys(folder / "keys")) as address:
        found = urlsplit(address).port
        assert found is not None
        yield found


def exchange(port: int, sent: bytes) -> list[int]:
    """The statuses of what comes back before the server hangs up, or before we do."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        came = b""
        with suppress(OSError):  # it has hung up already
            line.sendall(sent)
            line.shutdown(socket.SHUT_WR)
            while more := line.recv(65536):
                came += more
    return [int(status) for status in STATUS.findall(came)]


def test_whatever_comes_on_the_wire_is_answered_or_cut_off(port: int) -> None:
    statuses = {name: exchange(port, raw) for name, raw in RAW.items()}
    assert {
        name: found for name, found in statuses.items() if any(status >= 500 and status != 501 for status in found)
    } == {}
    assert answers(port)


def test_a_request_that_never_ends_keeps_nobody_waiting(port: int) -> None:
    began, slow = time.monotonic(), []
    for _ in range(20):
        line = socket.create_connection(("127.0.0.1", port), timeout=10)
        line.sendall(POST + b"Content-Length: 1000\r\n\r\ncode=")
        slow.append(line)
    for line in slow:
        line.close()
    assert answers(port)
    assert time.monotonic() - began < 30


def test_the_server_does_not_say_which_version_it_is(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(GET + b"Connection: close\r\n\r\n")
        head = b"".join(iter(lambda: line.recv(65536), b"")).partition(b"\r\n\r\n")[0]
    assert b"200 OK" in head
    assert not re.search(rb"(?i)server:.*\d|x-powered-by", head)
