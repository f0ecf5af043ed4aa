"""How templates are rendered: a forgotten variable is an error, and nothing is switched off."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, current_app, url_for
from jinja2 import StrictUndefined

from participation import clock, languages


def init_app(app: Flask) -> None:
    """Make the few names that every template may use known to it."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        language=languages.current,
        available_languages=languages.available,
        asset=asset,
        today=clock.today,
    )
    app.jinja_env.filters.update(
        short_date=languages.short_date,
        spoken_date=languages.spoken_date,
        spoken_time=languages.spoken_time,
    )
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 31536000

    @cache
    def fingerprint(name: str) -> str:
        return hashlib.sha256((Path(str(app.static_folder)) / name).read_bytes()).hexdigest()[:10]

    app.extensions["fingerprint"] = fingerprint


def asset(name: str) -> str:
    """The address of a static file, new whenever its content is, so that phones may keep it for a year."""
    return url_for("static", filename=name, v=current_app.extensions["fingerprint"](name))
