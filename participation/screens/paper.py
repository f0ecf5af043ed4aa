"""Every screen of a language as a PDF, with its texts and their English beside it."""

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from participation import clock
from participation.config import ROOT
from participation.proofreading.texts import Screen, Screens
from participation.translating.known import Language

DRAWING = re.compile(r'<svg (?=[^>]*class="pic\b)([^>]*)>')
AROUND = re.compile(r"</?body[^>]*>")
COLOURS = {"y": "#ffd166", "g": "#bfe3b4", "b": "#b9d6f2", "r": "#ffb38a", "v": "#d9c8fb", "w": "#fffaf0", "n": "#1d2136"}
"""What the screens' stylesheet says by class; on paper a drawing brings its own."""
FILLS = "".join(f".{name}{{fill:{colour}}}" for name, colour in COLOURS.items()) + ".eyes{stroke-width:5}"
LINES = 'fill="none" stroke="#1d2136" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"'


def write_screens(spoken: Language, screens: Screens, out: Path) -> None:
    """Draw them without opening any file or address."""
    pages = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True, undefined=StrictUndefined)
    fonts, fetcher = FontConfiguration(), URLFetcher(allowed_protocols=["data"])
    style = CSS(string=pages.get_template("screens/paper.css").render(), font_config=fonts, url_fetcher=fetcher)
    page = pages.get_template("screens/paper.html")
    day = f"{clock.today():%d/%m/%Y}"
    html = HTML(string=page.render(spoken=spoken, screens=screens, drawn=_drawn, day=day), url_fetcher=fetcher)
    html.write_pdf(str(out), stylesheets=[style], font_config=fonts)


def _drawn(screen: Screen) -> Markup:
    body = DRAWING.sub(rf"<svg {LINES} \1><style>{FILLS}</style>", AROUND.sub("", screen.body))
    return Markup(body)  # noqa: S704 - a page of ours, with invented people
