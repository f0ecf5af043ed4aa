"""A readable, tagged PDF of what is handed out, drawn without opening any file or address."""

from flask import render_template
from flask_babel import force_locale

from participation.disclosure import wording
from participation.drawing.typesetting import Typesetter

TAGGED = "pdf/ua-1"


def pdf(template: str, **content: object) -> bytes:
    """The document, in English: it goes to English files."""
    press = Typesetter(render_template("disclosure/record.css"))
    with force_locale("en_GB"):
        html = render_template(template, wording=wording, **content)
    drawn: bytes = press.laid_out(html).write_pdf(pdf_variant=TAGGED)
    return drawn
