"""How the engine asks for words: a translate function is passed in, and English is marked for extraction."""

from collections.abc import Callable

Translate = Callable[[str, str], str]
"""Takes a gettext context and the English, returns the words in the reader's language."""


def pgettext(context: str, english: str) -> tuple[str, str]:
    """Mark English in this package for the catalogues: `translate(*pgettext(context, english))`."""
    return context, english


def untranslated(context: str, english: str) -> str:
    """The translate function of whoever only wants to know, not to show."""
    return english
