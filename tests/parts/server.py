"""An application behind a real port, for a real browser."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from werkzeug.serving import BaseWSGIServer, make_server
from werkzeug.wsgi import ClosingIterator

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Serve = Callable[..., str]


class Whole:
    """The application, whose answers are read and closed before they are sent.

    A browser that hangs up half way would otherwise make this server forget to close the file it was sending.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> list[bytes]:
        """Answer one request."""
        with closing(ClosingIterator(self.app(environ, start_response))) as answer:
            return list(answer)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve an application until the test ends; gives its address."""
    running: list[tuple[BaseWSGIServer, threading.Thread]] = []

    def start(app: Flask, port: int = 0) -> str:
        server = make_server("127.0.0.1", port, Whole(app), threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        running.append((server, thread))
        return f"http://127.0.0.1:{server.port}"

    yield start
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def live(app: Flask, serve: Serve) -> str:
    """The address of this test's application."""
    return serve(app)
