"""A port of its own, on an address inside: the pages are not there, and what is seen here is not on theirs."""

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from werkzeug.wrappers import Response

from participation.log import when_kept_back
from participation.watching.answers import AnswersGiven
from participation.watching.figures import Records, lacking
from participation.web.health import lives, told

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

NOT_COUNTED = "/static/"


class Watched:
    """The application, whose answers are counted; what comes in at the inner port is answered with figures alone."""

    def __init__(self, app: Flask, port: int, answers: AnswersGiven) -> None:
        self.app, self.port, self.answers = app, str(port), answers
        self.has_records = "staff" in app.extensions["config"].serves
        self.registry = CollectorRegistry()
        self.registry.register(Records(self.has_records))
        self.registry.register(answers)
        when_kept_back(answers.note_kept_back)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request. The port is that of the socket on which it came, whatever the request says."""
        if environ["SERVER_PORT"] == self.port:
            with self.app.app_context():
                return self._seen(environ["PATH_INFO"])(environ, start_response)
        if environ["PATH_INFO"].startswith(NOT_COUNTED):
            return self.app(environ, start_response)
        return self._counted(environ, start_response)

    def _seen(self, path: str) -> Response:
        if path == "/metrics":
            return Response(generate_latest(self.registry), content_type=CONTENT_TYPE_LATEST)
        if path == "/healthz":
            return Response(*lives())
        if path == "/readyz":
            return Response(*told(lacking(self.has_records)))
        return Response("/metrics /readyz /healthz\n", 404)

    def _counted(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        began, codes = time.monotonic(), ["500"]

        def start(status: str, *more: object) -> object:
            codes[0] = status[:3]
            return start_response(status, *more)  # type: ignore[arg-type]

        side = "staff" if environ["PATH_INFO"].startswith("/staff") else "public"
        try:
            return self.app(environ, start)  # type: ignore[arg-type]
        finally:
            self.answers.note(side, codes[0], time.monotonic() - began)
