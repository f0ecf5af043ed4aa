"""The report as one page of HTML that needs nothing beside it: to read, to print, to copy from."""

from flask import render_template

from participation.metrics.glossary import labels
from participation.report.contents import Report


def as_page(content: Report) -> bytes:
    """The whole file."""
    return render_template("report/report.html", report=content, labels=labels).encode()
