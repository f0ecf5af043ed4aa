"""What is kept of the settings beside the database, for when it is away."""

import json
from dataclasses import replace
from pathlib import Path

from flask import current_app

from participation.config import Config
from participation.files import whole_file
from participation.log import LOG
from participation.service.chosen import FOR_STAFF, Service

READABLE = 0o644
"""It is on every child's help page: nothing in it is secret."""


def kept() -> Service | None:
    """The settings as they were last kept; None where that never was, or cannot be read."""
    try:
        return Service.from_row(json.loads(_copy().read_text("utf-8")))
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def keep(known: Service) -> None:
    """Keep what children may need to know while the database is away: whom to ring, never whom we alert."""
    nobody = Service(sorting_words={})
    public = replace(known, **{name: getattr(nobody, name) for name in FOR_STAFF})
    if public == kept():
        return
    try:
        with whole_file(_copy(), READABLE, over=True) as file:
            file.write(json.dumps(public.to_row()).encode())
    except OSError as error:
        LOG.warning("the help numbers were not kept beside the database", error=error)


def copy_of(config: Config) -> Path:
    """Where it is kept: by the name of the keys, for many councils have theirs in one folder."""
    return config.beside_records / f"service.{Path(config.keys_dir).name}.json"


def _copy() -> Path:
    return copy_of(current_app.extensions["config"])
