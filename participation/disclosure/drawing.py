"""A readable, tagged PDF of what is handed out, drawn without opening any file or address."""

from flask import render_template
from flask_babel import force_locale
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from participation.disclosure import wording

TAGGED = "pdf/ua-1"


def pdf(template: str, **content: object) -> bytes:
    """The document, in English: it goes to English files."""
    fonts, fetcher = FontConfiguration(), URLFetcher(allowed_protocols=["data"])
    style = CSS(string=render_template("disclosure/record.css"), font_config=fonts, url_fetcher=fetcher)
    with force_locale("en_GB"):
        html = HTML(string=render_template(template, wording=wording, **content), url_fetcher=fetcher)
    drawn: bytes = html.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant=TAGGED)
    return drawn
