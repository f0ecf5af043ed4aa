"""One line in the log for each answer: its endpoint and its status, never an address, a body or a cookie."""

from flask import Flask, Response, request

from participation.log import LOG


def init_app(app: Flask) -> None:
    """Write one line for each answer."""

    @app.after_request
    def note(response: Response) -> Response:
        if request.endpoint != "static":
            LOG.info("answered", method=request.method, page=request.url_rule, code=response.status_code)
        return response
