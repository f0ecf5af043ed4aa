"""Pages, style and script travel compressed: a child's phone may be slow, old and paid for by the megabyte.

Compressing a page that holds a secret is dangerous when a stranger can choose a part of that page and watch
its size (BREACH). Nobody can here: what a page repeats of a request comes from a POST, which other sites cannot
send; cookies are not sent with requests that other sites make; and nothing of an address is repeated.
"""

import gzip
import re
from functools import lru_cache

import brotli
from flask import Flask, Response, g, request

TYPES = frozenset({"text/html", "text/plain", "text/css", "text/javascript", "image/svg+xml"})
PARTIAL = 206
SMALLEST = 500
"""Below this it costs more than it saves."""
QUICKLY, WELL, TIGHTLY = 5, 10, 11
"""How hard a page is pressed that is made for one person; a light one; and what is the same for everybody."""
LIGHT = 10_000
"""To press so much well takes a hundredth of a second, and a tenth off what a phone pays for."""
FOR_MAKERS = re.compile(rb"^[ \t]*(?:(?:/\*.*?\*/|//[^\n]*)\n)?", re.DOTALL | re.MULTILINE)
"""In a style or a script: what is written for whoever works on it, and how far its lines are moved in."""
BLANK_IN_A_STYLE = re.compile(rb"(?<=[{};:,])\s+|\s+(?=\{)")


def init_app(app: Flask) -> None:
    """Compress what a browser says that it can read."""
    app.after_request(_compress)


def the_same_for_everybody() -> None:
    """Say so of this answer: like a file, it is pressed once, as tightly as can be."""
    g.is_for_everybody = True


def _compress(response: Response) -> Response:
    if response.location or response.mimetype not in TYPES:
        return response  # what only leads elsewhere has no words worth it
    response.vary.add("Accept-Encoding")
    way = next((each for each in ("br", "gzip") if request.accept_encodings[each]), None)
    if way is None or response.status_code == PARTIAL:
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) >= SMALLEST and not response.content_encoding:
        is_file = request.endpoint == "static"
        press = _once if is_file or g.get("is_for_everybody") else _page
        response.set_data(press(_for_browsers(content, response.mimetype) if is_file else content, way))
        response.content_encoding = way
    return response


def _page(content: bytes, way: str) -> bytes:
    return _pressed(content, way, WELL if len(content) < LIGHT else QUICKLY)


@lru_cache(maxsize=64)
def _once(content: bytes, way: str) -> bytes:
    return _pressed(content, way, TIGHTLY)


def _pressed(content: bytes, way: str, quality: int) -> bytes:
    if way == "gzip":
        return gzip.compress(content, compresslevel=9, mtime=0)
    pressed: bytes = brotli.compress(content, mode=brotli.MODE_TEXT, quality=quality)
    return pressed


@lru_cache(maxsize=64)
def style_for_browsers(file: bytes) -> bytes:
    """A style, without what is in it only for whoever works on it."""
    return BLANK_IN_A_STYLE.sub(b"", FOR_MAKERS.sub(b"", file))


def _for_browsers(file: bytes, mimetype: str) -> bytes:
    return style_for_browsers(file) if mimetype == "text/css" else FOR_MAKERS.sub(b"", file)
