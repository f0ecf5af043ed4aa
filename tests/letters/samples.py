"""Invented letters, and what is needed to draw and to look at them."""

import re
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, render_template
from PIL import Image

from participation.config import ROOT
from participation.drawing.portraits import portrait
from participation.drawing.typesetting import Typesetter
from participation.files import whole_file
from participation.invitations.secrets import new_code, new_token
from participation.letters.drawing import SIZES, Letter, Officer, help_numbers, html_of, write_pdf
from participation.service.chosen import Service
from participation.translating.known import LANGUAGES
from participation.web import languages, templating

SERVICE = Service(name="Northshire Reviewing Service", duty_number="01632 960 400", out_of_hours_number="01632 960 911")
AMARA = Officer("Amara", "01632 960 123", portrait("round_curls"))
NAMES = {"child": "Maya", "foster_carer": "Jo Carter", "parent": "Mr Daniel Okafor", "school": "Ms Field"}
LONG_NAME = "Maximiliana-Theodora Wilhelmina Featherstonehaugh-Cholmondeley of Northshire"
LONG_ARABIC_NAME = "عبد الرحمن محمد عبد العزيز المصطفى بن عبد الله الحسيني الإدريسي الزبيري"
NO_PAGE_HOLDS = "Maya " * 300
"""A name with which a letter does not fit, however small it is set."""
DPI = 150


def letter(language: str = "en", respondent: str = "child", **values: Any) -> Letter:
    """A letter for a review on Tuesday 10 March 2026 at half past three."""
    made = Letter(
        language=LANGUAGES[language],
        respondent=respondent,
        name=NAMES.get(respondent, "Nan Green"),
        child="Maya",
        officer=AMARA,
        meets_on=date(2026, 3, 10),
        starts_at=datetime(2026, 3, 10, 15, 30, tzinfo=UTC),
        link=f"https://review.example.org/s#{new_token()}",
        address="review.example.org",
        code=new_code(),
        read_by_on=date(2026, 3, 3),
        ends_on=date(2026, 4, 7),
        service_name=SERVICE.name,
        help_numbers=help_numbers(SERVICE, respondent),
        mark="4K7-Q2M",
        reply_by_on=None if respondent == "child" else date(2026, 3, 5),
    )
    return replace(made, **values)


def written(letters: Iterable[Letter], path: Path) -> int:
    """A run of letters in one file; how many."""
    with whole_file(path, over=True) as file:
        return write_pdf(letters, file)


def compile_catalogues(folder: Path) -> None:
    """The project's catalogues as they stand now, compiled."""
    for source in (ROOT / "translations").glob("*/LC_MESSAGES/messages.po"):
        compiled = (folder / source.relative_to(ROOT / "translations")).with_suffix(".mo")
        compiled.parent.mkdir(parents=True)
        with source.open("rb") as written, compiled.open("wb") as out:
            write_mo(out, read_po(written))


def printing_room() -> Flask:
    """What drawing a letter needs of the application: languages and templates, and no database."""
    app = Flask("participation", template_folder=str(ROOT / "templates"))
    languages.init_app(app)
    templating.init_app(app)
    return app


def drawn(*letters: Letter) -> bytes:
    """These letters as one document."""
    file = BytesIO()
    write_pdf(letters, file)
    return file.getvalue()


@cache
def posted(language: str = "en", respondent: str = "child") -> tuple[Letter, bytes]:
    """A letter and its page, drawn once for all that is asked of it."""
    sent = letter(language, respondent)
    return sent, drawn(sent)


def fits(sent: Letter) -> bool:
    """Whether there is a size in which all of it stands on one page: if in any, then in the smallest."""
    smallest = SIZES[sent.language.direction][-1]
    return len(_press().laid_out(html_of(sent, smallest)).pages) == 1


@cache
def _press() -> Typesetter:
    return Typesetter(render_template("letters/letter.css"))


@contextmanager
def opened(pdf: bytes | Path) -> Iterator[pypdfium2.PdfDocument]:
    """A document as another program than ours reads it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def photograph(pdf: bytes | Path, page: int = 0) -> Image.Image:
    """A page as a scanner at 150 dots an inch sees it."""
    with opened(pdf) as document:
        image: Image.Image = document[page].render(scale=DPI / 72, grayscale=True).to_pil().copy()
    return image


def read_aloud(pdf: bytes | Path) -> str:
    """What a screen reader says: the text in the order of the tags."""
    given = pdf if isinstance(pdf, bytes) else pdf.read_bytes()
    command = ["pdfinfo", "-struct-text", "-"]
    tree = subprocess.run(command, input=given, capture_output=True, check=True).stdout.decode()
    said = " ".join(re.findall(r'^ *"(.*)"$', tree, re.MULTILINE))
    without_marks = re.sub(r"[\u202a-\u202e\u2066-\u2069]", "", said)
    return re.sub(r" +(?=[.,:)])", "", " ".join(without_marks.split()))
