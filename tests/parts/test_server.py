"""The server of the tests closes what it sends, whoever hangs up."""

import socket
import struct
import time
from io import BytesIO
from urllib.parse import urlsplit

from flask import Flask, Response, send_file

from tests.parts.server import Serve

TIMES = 20
RESET = struct.pack("ii", 1, 0)


def test_a_browser_that_hangs_up_leaves_nothing_open(serve: Serve) -> None:
    sent: list[BytesIO] = []

    def file() -> Response:
        sent.append(BytesIO(b"x" * 5_000))
        return send_file(sent[-1], mimetype="text/css")

    app = Flask(__name__)
    app.add_url_rule("/", view_func=file)
    address = urlsplit(serve(app))
    for _ in range(TIMES):
        with socket.create_connection((address.hostname, address.port)) as browser:
            browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            browser.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            time.sleep(0.003)
    patience = time.monotonic() + 5
    while not (len(sent) == TIMES and all(file.closed for file in sent)) and time.monotonic() < patience:
        time.sleep(0.01)
    assert [file.closed for file in sent] == [True] * TIMES
