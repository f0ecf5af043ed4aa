"""How templates are rendered: a forgotten variable is an error, and nothing is switched off."""

import base64
import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, current_app, g, url_for
from flask_babel import pgettext
from jinja2 import StrictUndefined
from markupsafe import Markup

from participation import clock
from participation.translating.known import ENGLISH
from participation.translating.register import is_checked_by_two
from participation.web import compression, languages, turning

FIRST_PAGE_ENDS = b"/* What the first page needs ends here. */"
"""In a stylesheet: what stands before it is enough for the page that the square opens."""


def init_app(app: Flask) -> None:
    """Make the few names that every template may use known to it."""
    app.jinja_env.filters["once"] = turning.once
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        language=languages.current,
        interpreter_lines=languages.interpreter_lines,
        is_draft=languages.is_draft,
        beside=beside,
        english=ENGLISH,
        asks_for_an_interpreter=languages.asks_for_an_interpreter,
        asset=asset,
        inlined=inlined,
        today=clock.today,
    )
    app.jinja_env.filters.update(
        short_date=languages.short_date,
        spoken_date=languages.spoken_date,
        spoken_time=languages.spoken_time,
        first_upper=first_upper,
        listed=languages.listed,
        or_english=or_english,
    )
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 31536000

    @cache
    def fingerprint(name: str) -> str:
        return hashlib.sha256((Path(str(app.static_folder)) / name).read_bytes()).hexdigest()[:10]

    app.extensions["fingerprint"] = fingerprint


def beside(context: str, english: str) -> Markup:
    """The English of words that safety hangs on, for beside their translation until two people have checked it."""
    spoken = languages.current()
    if spoken == ENGLISH or is_checked_by_two(spoken, context, english, pgettext(context, english)):
        return Markup()
    return Markup(' <span class="beside" lang="en" dir="ltr">{}</span>').format(english)


def or_english(words: str, english: str) -> str | Markup:
    """Words of a file that nobody has translated, such as a council's own: said to be English where they stand."""
    if words != english or languages.current() == ENGLISH:
        return words
    return Markup('<span lang="en" dir="ltr">{}</span>').format(words)


def first_upper(words: str) -> str:
    """Words at the start of a sentence: the rest stays as it is."""
    return words[:1].upper() + words[1:]


def inlined(name: str) -> Markup:
    """A stylesheet of ours inside the page, where a second journey over a slow line would keep somebody waiting.

    The policy of this one answer lets in exactly this text (`security` reads what is noted here).
    """
    style = (Path(str(current_app.static_folder)) / name).read_bytes().partition(FIRST_PAGE_ENDS)[0]
    style = compression.style_for_browsers(style)
    g.inlined_style = base64.b64encode(hashlib.sha256(style).digest()).decode()
    return Markup(style.decode())  # noqa: S704 - a file of ours


def asset(name: str) -> str:
    """The address of a static file, new whenever its content is, so that phones may keep it for a year."""
    return url_for("static", filename=name, v=current_app.extensions["fingerprint"](name))
