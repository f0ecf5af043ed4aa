"""The server of the tests closes what it has sent, whoever hangs up."""

import socket
import struct
import threading
from urllib.parse import urlsplit

from flask import Flask, Response

from tests.parts.server import Serve

RESET = struct.pack("ii", 1, 0)


class File:
    """Something to send that has to be closed, and takes a moment."""

    def __init__(self) -> None:
        self.asked, self.hung_up, self.closed = threading.Event(), threading.Event(), threading.Event()
        self.left = 3

    def __iter__(self) -> "File":
        return self

    def __next__(self) -> bytes:
        self.asked.set()
        self.hung_up.wait(5)
        self.left -= 1
        if self.left < 0:
            raise StopIteration
        return b"x" * 1_000_000

    def close(self) -> None:
        self.closed.set()


def test_a_browser_that_hangs_up_half_way_leaves_nothing_open(serve: Serve) -> None:
    file, app = File(), Flask(__name__)
    app.add_url_rule("/", view_func=lambda: Response(file, direct_passthrough=True))
    address = urlsplit(serve(app))
    with socket.create_connection((address.hostname, address.port)) as browser:
        browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        browser.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert file.asked.wait(5)
    file.hung_up.set()
    assert file.closed.wait(5)
