"""What comes in as text: as every database can keep it."""

from typing import IO, Any

from flask import Flask, Request, abort, request
from gunicorn.http.errors import ParseException
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest
from werkzeug.formparser import FormDataParser

NOTHING = "\0"
"""No keyboard types it, no page shows it, and PostgreSQL refuses a text that holds it."""


class _Typed(FormDataParser):
    """Reads a form, and leaves out what is no letter."""

    def parse(self, *given: Any, **named: Any) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, Any]]:
        """The fields without it."""
        try:
            stream, fields, files = super().parse(*given, **named)
        except ParseException as error:  # the server reads on as the form is read: what comes may be broken
            raise BadRequest from error
        return stream, self.cls((name, text.replace(NOTHING, "")) for name, text in fields.items(multi=True)), files


class _Asked(Request):
    """A request of a browser, or of somebody who pretends to be one."""

    form_data_parser_class = _Typed


def init_app(app: Flask) -> None:
    """Read every form so; an address with it is nobody's."""
    app.request_class = _Asked
    app.before_request(_refuse_no_address)


def _refuse_no_address() -> None:
    if NOTHING in request.path or any(NOTHING in text for pair in request.args.items(multi=True) for text in pair):
        abort(404)
