"""What is logged: the name of the endpoint and the status, never an address, a body or a cookie."""

import logging

from flask import Flask, Response, request

LOG = logging.getLogger("participation")


def init_app(app: Flask) -> None:
    """Write one line for each answer."""

    @app.after_request
    def note(response: Response) -> Response:
        if request.endpoint != "static":
            LOG.info("%s %s %s", request.method, request.endpoint or "unknown", response.status_code)
        return response
