"""The one place that cleans what staff write as rich text; children's words are never cleaned, but escaped."""

import re

import bleach
from markupsafe import Markup, escape

TAGS = frozenset({"p", "br", "strong", "em", "b", "i", "ul", "ol", "li", "h2", "h3"})

_TAG = re.compile(rf"</?({'|'.join(sorted(TAGS))})\b[^>]*>", re.IGNORECASE)
_EMPTY_LINE = re.compile(r"\n[ \t]*\n\s*")


def clean(text: str) -> Markup:
    """The text with the few tags that a page about somebody needs, and without any attribute or address."""
    return Markup(bleach.clean(text, tags=TAGS, attributes={}, strip=True))  # noqa: S704 - bleach made it safe


def written(typed: str) -> Markup:
    """What somebody typed, as rich text: who uses none of the tags writes paragraphs, with an empty line between."""
    text = typed.replace("\r\n", "\n").strip()
    if _TAG.search(text) or not text:
        return clean(text)
    return clean("".join(f"<p>{escape(each)}</p>" for each in _EMPTY_LINE.split(text)).replace("\n", "<br>"))


def as_typed(rich: str) -> str:
    """Rich text to go on writing: paragraphs without their tags; with the tags where there are others."""
    plain = rich.replace("</p><p>", "\n\n").removeprefix("<p>").removesuffix("</p>").replace("<br>", "\n")
    return rich if _TAG.search(plain) else str(Markup(plain).unescape())  # noqa: S704 - unescaped at once
