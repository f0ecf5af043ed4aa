"""A page as something to look at: nothing in it can be sent, followed or run."""

import base64
import re
from collections.abc import Callable
from html import unescape

BODY = re.compile(r"<body.*</body>", re.DOTALL)
SCRIPT = re.compile(r"<script.*?</script>\s*", re.DOTALL)
HIDDEN_FIELD = re.compile(r'<input type="hidden"[^>]*>\s*')
LEADS_ON = re.compile(r'(<a\b[^>]*?)\shref="[^"]*"')
SENDS_TO = re.compile(r'\s(?:form)?action="[^"]*"|\sautofocus\b|\sstyle="[^"]*"')
FOLDED = re.compile(r"<details(?![^>]*\sopen)")
PICTURE = re.compile(r'(<img\b[^>]*?\ssrc=")(/[^"]*)"')
SHEET = re.compile(r"/static/(css/\w+\.css)")
ENTRY = "css/public.css"
Fetch = Callable[[str], tuple[str, bytes]]
"""Gives a picture of the service by its address: its kind, and itself."""


def still(page: str, fetch: Fetch) -> str:
    """The body of a page, folded open, with its pictures inside it."""
    found = BODY.search(page)
    body = found[0] if found else f'<body><main id="main">{page}</main></body>'
    body = FOLDED.sub("<details open", SENDS_TO.sub("", HIDDEN_FIELD.sub("", SCRIPT.sub("", body))))
    body = LEADS_ON.sub(r"\1", body)
    return PICTURE.sub(lambda found: f'{found[1]}{_inside(*fetch(unescape(found[2])))}"', body)


def sheets_of(page: str) -> tuple[str, ...]:
    """The stylesheets of a page; the first pages have theirs inside them, and letters one of their own."""
    head = page.partition("<body")[0]
    return tuple(dict.fromkeys((ENTRY, *SHEET.findall(head))))


def _inside(kind: str, picture: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(picture).decode()}"
