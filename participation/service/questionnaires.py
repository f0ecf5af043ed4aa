"""The questionnaires of this installation, and their words in the language of the request."""

from functools import cache
from pathlib import Path

from flask import current_app
from flask_babel import pgettext

from participation.questionnaires.library import DEFINITIONS, Library
from participation.questionnaires.words import CHILD, Translate, naming
from participation.web.templating import first_upper


@cache
def _loaded(own: str) -> Library:
    return Library((DEFINITIONS, Path(own)) if own else (DEFINITIONS,))


def library() -> Library:
    """Every questionnaire: ours, and the council's own."""
    return _loaded(current_app.extensions["config"].questionnaires_dir)


def translate(context: str, english: str) -> str:
    """A questionnaire's words in the language of the request, which name no child."""
    words = _translated(context, english)
    # L10N: in a question to an adult, in place of a child's name that may not be shown: "What does this child like?"
    filled = words.replace(CHILD, pgettext("questionnaire child", "this child"))
    return first_upper(filled) if words.startswith(CHILD) else filled


def translate_naming(child: str) -> Translate:
    """As `translate`, with the child's name where the file asks for it; "" is a child who may not be named here."""
    return naming(child, _translated) if child else translate


def _translated(context: str, english: str) -> str:
    words: str = pgettext(context, english)
    return words
