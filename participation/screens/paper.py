"""Every screen of a language as a PDF, with its texts and their English beside it."""

import os
import re
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from participation import clock
from participation.config import ROOT
from participation.drawing.typesetting import Typesetter
from participation.files import whole_file
from participation.letters.pdf_join import Binding
from participation.proofreading.texts import Screen, Screens, isolated
from participation.translating.known import Language

TOGETHER = 20
"""Screens that are laid out at once: memory grows with them."""
TAGGED = "pdf/ua-1"
DRAWING = re.compile(r'<svg (?=[^>]*class="pic\b)([^>]*)>')
AROUND = re.compile(r"</?body[^>]*>")
BUTTON = re.compile(r"<(/?)button\b")
"""Paper lays out a form's button as one line."""
COLOURS = {
    "y": "#ffd166",
    "g": "#bfe3b4",
    "b": "#b9d6f2",
    "r": "#ffb38a",
    "v": "#d9c8fb",
    "w": "#fffaf0",
    "n": "#1d2136",
}
"""What the screens' stylesheet says by class; on paper a drawing brings its own."""
FILLS = "".join(f".{name}{{fill:{colour}}}" for name, colour in COLOURS.items()) + ".eyes{stroke-width:5}"
LINES = 'fill="none" stroke="#1d2136" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"'


def write_screens(spoken: Language, screens: Screens, out: Path) -> None:
    """Draw them, some at a time, without opening any file or address."""
    pages = _templates()
    press = Typesetter(pages.get_template("screens/paper.css").render())
    page = pages.get_template("screens/paper.html")
    with whole_file(out) as file:
        binding = Binding(file)
        for first in range(0, len(screens.screens), TOGETHER):
            html = page.render(
                spoken=spoken,
                screens=screens,
                drawn=_drawn,
                isolated=isolated,
                first=first,
                last=first + TOGETHER,
                day=clock.today(),
            )
            press.laid_out(html).write_pdf(os.devnull, finisher=partial(_bound, binding), pdf_variant=TAGGED)
        binding.close()


def _templates() -> Environment:
    """In English, as all that staff read."""
    found = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
    )
    found.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    return found


def _bound(binding: Binding, _document: object, pdf: Any) -> None:
    binding.add(pdf)


def _drawn(screen: Screen) -> Markup:
    body = BUTTON.sub(r"<\1div data-button", AROUND.sub("", screen.body)).replace("</div data-button", "</div")
    body = DRAWING.sub(rf"<svg {LINES} \1><style>{FILLS}</style>", body)
    return Markup(body)  # noqa: S704 - a page of ours, with invented people
