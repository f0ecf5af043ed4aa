"""Help now, privacy and accessibility: pages that open without a letter, a script or a database."""

from flask import render_template

from participation import service
from participation.answering.rescue import Page


def help_now() -> Page:
    """Whom to ring."""
    service.without_database()
    return render_template("public/help.html")


def privacy() -> Page:
    """Who reads what."""
    service.without_database()
    return render_template("public/privacy.html")


def accessibility() -> Page:
    """What works for whom, and what does not yet."""
    service.without_database()
    return render_template("public/accessibility.html")
