"""The questionnaires of this installation, and their words in the language of the request."""

from functools import cache
from pathlib import Path

from flask import current_app
from flask_babel import pgettext

from participation.questionnaires.library import Library

OURS = Path(__file__).parent / "questionnaires" / "definitions"


@cache
def _loaded(own: str) -> Library:
    return Library((OURS, Path(own)) if own else (OURS,))


def library() -> Library:
    """Every questionnaire: ours, and the council's own."""
    return _loaded(current_app.extensions["config"].questionnaires_dir)


def translate(context: str, english: str) -> str:
    """A questionnaire's words in the language of the request."""
    words: str = pgettext(context, english)
    return words
