"""The questionnaires of this installation, and their words in the language of the request."""

from functools import cache
from pathlib import Path

from flask import current_app
from flask_babel import pgettext

from participation.questionnaires.library import DEFINITIONS, Library


@cache
def _loaded(own: str) -> Library:
    return Library((DEFINITIONS, Path(own)) if own else (DEFINITIONS,))


def library() -> Library:
    """Every questionnaire: ours, and the council's own."""
    return _loaded(current_app.extensions["config"].questionnaires_dir)


def translate(context: str, english: str) -> str:
    """A questionnaire's words in the language of the request."""
    words: str = pgettext(context, english)
    return words
