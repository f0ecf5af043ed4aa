"""How the engine asks for words: a translate function is passed in, and English is marked for extraction."""

from collections.abc import Callable

Translate = Callable[[str, str], str]
"""Takes a gettext context and the English, returns the words in the reader's language."""


def pgettext(context: str, english: str) -> tuple[str, str]:
    """Mark English in this package for the catalogues: `translate(*pgettext(context, english))`."""
    return context, english


CHILD = "{child}"
"""In an adult's form: where the name of the child stands, on pages that may show it."""
_ISOLATED = "\N{FIRST STRONG ISOLATE}%s\N{POP DIRECTIONAL ISOLATE}"


def naming(child: str, translate: Translate) -> Translate:
    """The words with a child's name in them, kept together whatever script it and they are written in.

    Plain text, not markup: it may stand in an attribute too, and is escaped where it is shown like any other.
    """
    return lambda context, english: translate(context, english).replace(CHILD, _ISOLATED % child)


def untranslated(context: str, english: str) -> str:
    """The translate function of whoever only wants to know, not to show."""
    return english
