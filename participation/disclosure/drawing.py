"""A readable PDF of what is handed out, tagged and fit for an archive, drawn without opening any file or address."""

from typing import Any

from flask import render_template
from flask_babel import force_locale

from participation.disclosure import wording
from participation.drawing.typesetting import Typesetter

ARCHIVED = "pdf/a-2a"
"""It opens in 75 years as it does today: fonts and colours are in it, its parts are tagged, nothing is fetched."""


def pdf(template: str, **content: object) -> bytes:
    """The document, in English: it goes to English files. It is PDF/A-2a, and says that it is PDF/UA-1 as well."""
    press = Typesetter(render_template("disclosure/record.css"))
    with force_locale("en_GB"):
        html = render_template(template, wording=wording, **content)
    document = press.laid_out(html)
    _say_that_it_is_accessible(document.metadata)
    drawn: bytes = document.write_pdf(pdf_variant=ARCHIVED, output_intent="--srgb")
    return drawn


def _say_that_it_is_accessible(metadata: Any) -> None:
    """WeasyPrint names one standard; the second stands beside it, described as PDF/A asks of what it does not know."""
    described, end = metadata.generate_rdf_metadata, b"</rdf:RDF>"
    beside = render_template("disclosure/accessible.xml").encode() + end
    metadata.generate_rdf_metadata = lambda *about: described(*about).replace(end, beside)
