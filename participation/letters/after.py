"""The letter after a review: what came of what the child asked for, in the child's language, as a PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import bidirectional

from flask import render_template
from flask_babel import force_locale

from participation.drawing.typesetting import Typesetter
from participation.letters.drawing import TAGGED, Officer, in_english, without_spaces_at_ends
from participation.service.help_numbers import HelpNumber
from participation.translating.known import Language

SIZE = {"ltr": 11.2, "rtl": 10}
"""Points. It may take two pages: nothing is left out to save paper."""


@dataclass(frozen=True)
class CameOf:
    """One thing that the child asked for, and what came of it."""

    question: str
    """In the child's language."""
    asked: str
    """The child's own words."""
    state: str
    words: str
    """The officer's."""
    who_does: str = ""
    by_when: date | None = None


@dataclass(frozen=True)
class LetterAfter:
    """All that stands in the letter. It holds no secret that opens anything, and the child's words."""

    language: Language
    name: str
    officer: Officer
    met_on: date
    words: str
    """What the officer wrote, in English."""
    came: Sequence[CameOf]
    service_name: str
    help_numbers: tuple[HelpNumber, ...]
    child: str = ""
    mark: str = ""
    address: str = ""
    respondent: str = "child"

    def __repr__(self) -> str:
        return "<LetterAfter>"


def pdf(letter: LetterAfter) -> bytes:
    """The letter, tagged, drawn without opening any file or address."""
    press = Typesetter(*(render_template(f"letters/{name}.css") for name in ("letter", "after")))
    with force_locale(letter.language.locale):
        html = render_template(
            "letters/after.html",
            letter=letter,
            wording="child",
            size=SIZE[letter.language.direction],
            in_english=in_english,
            direction=direction_of,
        )
    drawn: bytes = press.laid_out(without_spaces_at_ends(html)).write_pdf(pdf_variant=TAGGED)
    return drawn


def direction_of(text: str) -> str:
    """How a text runs, by its first letter that says so: what `dir=auto` does in a browser."""
    strong = (bidirectional(each) for each in text)
    return "rtl" if next((each for each in strong if each in ("L", "R", "AL")), "L") != "L" else "ltr"
