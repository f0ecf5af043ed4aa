"""Pages, style and script travel compressed: a child's phone may be slow, old and paid for by the megabyte.

Compressing a page that holds a secret is dangerous when a stranger can choose a part of that page and watch
its size (BREACH). Nobody can here: what a page repeats of a request comes from a POST, which other sites cannot
send; cookies are not sent with requests that other sites make; and nothing of an address is repeated.
"""

import gzip

from flask import Flask, Response, request

TYPES = frozenset({"text/html", "text/css", "text/javascript", "image/svg+xml"})
PARTIAL = 206
SMALLEST = 500
"""Below this it costs more than it saves."""


def init_app(app: Flask) -> None:
    """Compress what a browser says that it can read."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if response.mimetype not in TYPES:
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"] or response.status_code == PARTIAL:
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) >= SMALLEST and not response.content_encoding:
        response.set_data(gzip.compress(content, compresslevel=9, mtime=0))
        response.content_encoding = "gzip"
    return response
