"""The report as a Word document, by a template that the council may change: its styles, its order, words around it."""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from flask import current_app
from flask_babel import pgettext
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from participation import clock
from participation.config import ROOT
from participation.report.chart import picture
from participation.report.contents import Report

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

TEMPLATE = ROOT / "templates" / "report" / "report.docx"


class TemplateUnfit(Exception):
    """The council's own template cannot be used; says why in one sentence."""


def as_word(content: Report) -> bytes:
    """The whole document. Raises TemplateUnfit."""
    # A third of a second that only who writes a report has to pay.
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate, InlineImage

    path = Path(current_app.extensions["config"].report_template or TEMPLATE)
    written = BytesIO()
    try:
        document = DocxTemplate(path)
        chart = InlineImage(document, BytesIO(picture(content.page)))
        document.render({"report": content, "words": _words(), "chart": chart}, _only_what_is_given())
        document.docx.core_properties.created = document.docx.core_properties.modified = clock.now()
        _say_what_is_drawn(document)
        document.save(written)
    except (PackageNotFoundError, BadZipFile, OSError) as error:
        raise TemplateUnfit(f"{path} cannot be read as a Word document.") from error
    except TemplateError as error:
        raise TemplateUnfit(f"{path} has a mistake between its brackets: {str(error).rstrip('.')}.") from error
    _refuse_what_is_left_out(path, content, document)
    return written.getvalue()


def _only_what_is_given() -> SandboxedEnvironment:
    """A template comes by mail like any document: it reads the report and calls nothing. A wrong name is a mistake."""
    held = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    held.globals.clear()
    return held


def _refuse_what_is_left_out(path: Path, content: Report, document: "DocxTemplate") -> None:
    """The warning has to stand in it, and whoever takes a chapter out does it in Word, knowingly, and not by a slip."""
    printed = "\n".join(each.text for each in document.docx.paragraphs)
    for words in (content.warning, *(chapter.title for chapter in content.chapters)):
        if words not in printed:
            raise TemplateUnfit(f"{path} leaves out: {words}")


def _words() -> dict[str, str]:
    return {
        # L10N: in the annual report, where somebody writes on; in italics
        "yours": pgettext("staff", "Your own words: write here, or delete this line."),
        # L10N: names a table and a drawing of bars
        "chart": pgettext("staff", "Reviews held by month, drawn"),
        # L10N: heading in the annual report: what does not add up, by how much and why
        "notes": pgettext("staff", "What does not add up, and why"),
        # L10N: heading in the annual report, above the definition of each figure
        "definitions": pgettext("staff", "Definitions"),
    }


def _say_what_is_drawn(document: "DocxTemplate") -> None:
    for shape in document.docx.inline_shapes:
        about = shape._inline.docPr
        # L10N: to screen readers, about a drawing of bars
        words = pgettext("staff", "A bar for each month from April to March. The table below it holds the numbers.")
        about.set("descr", words)
