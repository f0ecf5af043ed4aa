"""A server that speaks GOV.UK Notify's API as its own client asks it: it keeps what it is sent, and can refuse."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import jwt
import pytest

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"


class Notify:
    """Text messages in the order in which they came."""

    key = f"tests-{SERVICE}-{SECRET}"

    def __init__(self) -> None:
        self.texts: list[dict[str, Any]] = []
        self.busy_for = 0
        """How many of the next messages are refused with 429, as over its limit."""
        self.unknown: set[str] = set()
        """Numbers that are none: refused with 400."""
        self.url = ""

    def answer(self, token: str, sent: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """What the API answers to a text message."""
        if jwt.decode(token, SECRET, algorithms=["HS256"])["iss"] != SERVICE:
            return 403, _error("AuthError", "Invalid token: service not found")
        if self.busy_for:
            self.busy_for -= 1
            return 429, _error("RateLimitError", "Exceeded rate limit")
        if sent["phone_number"] in self.unknown:
            return 400, _error("BadRequestError", "phone_number Not a UK mobile number")
        self.texts.append(sent)
        return 201, {"id": "740e5834-3a29-46b4-9a6f-16142fde533a", "reference": sent["reference"]}


def _error(kind: str, message: str) -> dict[str, Any]:
    return {"errors": [{"error": kind, "message": message}]}


@pytest.fixture
def notify() -> Iterator[Notify]:
    """A server of this test alone; `notify.url` is what PARTICIPATION_NOTIFY_URL wants."""
    served = Notify()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            is_text = self.path == "/v2/notifications/sms"
            token = self.headers["Authorization"].removeprefix("Bearer ")
            status, answer = served.answer(token, sent) if is_text else (404, _error("NotFound", "Not found"))
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing to the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    yield served
    server.shutdown()
    server.server_close()
