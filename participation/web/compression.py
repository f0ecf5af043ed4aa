"""Pages, style and script travel compressed: a child's phone may be slow, old and paid for by the megabyte.

Compressing a page that holds a secret is dangerous when a stranger can choose a part of that page and watch
its size (BREACH). Nobody can here: what a page repeats of a request comes from a POST, which other sites cannot
send; cookies are not sent with requests that other sites make; and nothing of an address is repeated.
"""

import gzip
import re
from functools import lru_cache

import brotli
from flask import Flask, Response, request

TYPES = frozenset({"text/html", "text/css", "text/javascript", "image/svg+xml"})
PARTIAL = 206
SMALLEST = 500
"""Below this it costs more than it saves."""
QUICKLY, TIGHTLY = 5, 11
"""How hard a page is pressed, which is made once, and a file, which is the same for everybody."""
COMMENTS = re.compile(rb"^[ \t]*(?:/\*.*?\*/|//[^\n]*)\n", re.DOTALL | re.MULTILINE)


def init_app(app: Flask) -> None:
    """Compress what a browser says that it can read."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if response.mimetype not in TYPES:
        return response
    response.vary.add("Accept-Encoding")
    way = next((each for each in ("br", "gzip") if request.accept_encodings[each]), None)
    if way is None or response.status_code == PARTIAL:
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) >= SMALLEST and not response.content_encoding:
        press = _file if request.endpoint == "static" else _page
        response.set_data(press(content, way))
        response.content_encoding = way
    return response


def _page(content: bytes, way: str, quality: int = QUICKLY) -> bytes:
    if way == "gzip":
        return gzip.compress(content, compresslevel=9, mtime=0)
    pressed: bytes = brotli.compress(content, mode=brotli.MODE_TEXT, quality=quality)
    return pressed


@lru_cache(maxsize=64)
def _file(content: bytes, way: str) -> bytes:
    """Without what is written in it for whoever works on it."""
    return _page(COMMENTS.sub(b"", content), way, TIGHTLY)
