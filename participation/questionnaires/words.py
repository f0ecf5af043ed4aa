"""How the engine asks for words: a translate function is passed in, and English is marked for extraction."""

import re
from collections.abc import Callable, Mapping

Translate = Callable[[str, str], str]
"""Takes a gettext context and the English, returns the words in the reader's language."""


def pgettext(context: str, english: str) -> tuple[str, str]:
    """Mark English in this package for the catalogues: `translate(*pgettext(context, english))`."""
    return context, english


CHILD = "{child}"
"""In an adult's form: where the name of the child stands, on pages that may show it."""
IN_BRACES = re.compile(r"\{[^{}]*\}|[{}]")


def isolated(words: str) -> str:
    """Somebody's own words, kept together within ours whatever script they and ours are written in.

    Plain text, not markup: they may stand in an attribute too, and are escaped where they are shown like any other.
    """
    return f"\N{FIRST STRONG ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}"


def filled(words: Mapping[str, str], translate: Translate) -> Translate:
    """With these in the place of what stands in braces. What they hold themselves is never filled again."""
    return lambda context, english: IN_BRACES.sub(
        lambda found: words.get(found[0], found[0]), translate(context, english)
    )


def naming(child: str, translate: Translate) -> Translate:
    """The words with a child's name in them."""
    return filled({CHILD: isolated(child)}, translate)


def untranslated(context: str, english: str) -> str:
    """The translate function of whoever only wants to know, not to show."""
    return english
