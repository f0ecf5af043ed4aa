"""A turn of the page in one round trip: our script gets, in place of a redirect, the page that it leads to.

What it has had before is left out of that page; by what it says of itself it is told what that was.
"""

import base64
import hashlib
import zlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes, urlsplit

from flask import Flask, has_request_context, request
from markupsafe import Markup
from werkzeug.wrappers import Response

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ASK, ASKED, ADDRESS = "X-Turn", "HTTP_X_TURN", "X-Turned"
"""What our script sends, which no page of another site can: a 1, or the mark of the dictionary that it holds, and the
names of the parts that it holds; and by which it is told the address of what came."""
DICTIONARY = "often.txt"
"""What is often in a page: a static file, which our script has fetched."""
PACKED = "application/octet-stream"
NAME_BYTES = 4
"""Some two hundred parts are known by such a name: that two share one is one in two hundred thousand."""
IN_HEAD = ("<link", "<meta", "<script")
OF_A_DOCUMENT = (
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "Vary",
    "X-Content-Type-Options",
    "X-Robots-Tag",
)
"""What a browser obeys in what it loads as a page, or keeps. A script asks for this, and nothing is kept."""
LEADS_ON = 303
MOST = 5
"""Redirects in a row; a respondent is never led over more than two."""
OF_A_POST = {"CONTENT_TYPE", "CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING"}


def init_app(app: Flask) -> None:
    """Stand before the whole application: the page is asked for as a browser would ask, so it is the same page."""
    app.wsgi_app = _Turning(app)  # type: ignore[method-assign]


def once(part: Markup, means: str = "") -> Markup:
    """One element that is the same on many pages: whole for whoever has not had it, else the gap where it belongs.

    Its name follows from what it holds, so a gap is never filled with anything else; or from what it means, where the
    same is written in another way each time. No part may hold a box to type in.
    """
    if not has_request_context() or not _is_public(request.path):
        return part
    digest = hashlib.blake2s((means or part).encode(), digest_size=NAME_BYTES).digest()
    name = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    if name not in request.headers.get(ASK, "").split():
        return part.replace(">", Markup(' data-once="{}">').format(name), 1)
    return Markup() if part.lstrip().startswith(IN_HEAD) else Markup('<i data-once="{}"></i>').format(name)


class _Turning:
    """Follows for our script what a browser would follow, where that stays on the public side."""

    def __init__(self, app: Flask) -> None:
        self._app = app.wsgi_app
        self._mark: str = app.extensions["fingerprint"](DICTIONARY)
        self._dictionary = (Path(str(app.static_folder)) / DICTIONARY).read_bytes()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        """Answer one request."""
        if ASKED not in environ or not _is_public(environ["PATH_INFO"]):
            return self._app(environ, start_response)
        return self._turned(environ, MOST)(environ, start_response)

    def _turned(self, asked: "WSGIEnvironment", most: int) -> Response:
        holds_it = asked[ASKED].split()[:1] == [self._mark]
        answer = Response.from_app(self._app, {**asked, "HTTP_ACCEPT_ENCODING": ""} if holds_it else asked)
        if not most or not _stays_here(answer):
            answer.headers[ADDRESS] = _address(asked)
            if holds_it and not answer.location:
                self._pack(answer)
            for name in () if answer.location else OF_A_DOCUMENT:
                answer.headers.pop(name, None)
            return answer
        answer.close()
        given = answer.headers.getlist("Set-Cookie")
        page = self._turned(_next(asked, answer.location or "", given), most - 1)
        page.headers.setlist("Set-Cookie", [*given, *page.headers.getlist("Set-Cookie")])
        return page

    def _pack(self, page: Response) -> None:
        """Leave out what stands in the dictionary. By the sum over both, at the end, the script knows that it fits."""
        whole, press = page.get_data(), zlib.compressobj(9, wbits=-zlib.MAX_WBITS, zdict=self._dictionary)
        total = zlib.adler32(whole, zlib.adler32(self._dictionary)).to_bytes(4)
        page.set_data(press.compress(whole) + press.flush() + total)
        page.content_type = PACKED


def _is_public(path: str) -> bool:
    return path != "/staff" and not path.startswith("/staff/")


def _stays_here(answer: Response) -> bool:
    """Whether it leads to a page of ours. Whoever leaves goes by themselves, and is forgotten."""
    if answer.status_code != LEADS_ON or "Clear-Site-Data" in answer.headers:
        return False
    to = urlsplit(answer.location or "")
    return not to.scheme and not to.netloc and to.path.startswith("/") and _is_public(to.path)


def _address(asked: "WSGIEnvironment") -> str:
    query = asked.get("QUERY_STRING")
    return quote(asked["PATH_INFO"].encode("latin-1")) + (f"?{query}" if query else "")


def _next(asked: "WSGIEnvironment", address: str, given: list[str]) -> "WSGIEnvironment":
    """What a browser would ask for now, with the cookies that it was just given."""
    to = urlsplit(address)
    cookies = dict(each.strip().partition("=")[::2] for each in asked.get("HTTP_COOKIE", "").split(";") if each.strip())
    cookies |= dict(each.partition(";")[0].partition("=")[::2] for each in given)
    return {name: value for name, value in asked.items() if name not in OF_A_POST} | {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote_to_bytes(to.path).decode("latin-1"),
        "QUERY_STRING": to.query,
        "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "wsgi.input": BytesIO(),
    }
