"""How old somebody has to be to read a text with ease: Flesch and Kincaid's grade, in years. Pure."""

import re
from functools import cache

from pyphen import Pyphen

_SENTENCE = re.compile(r"[^.!?\n]+")
_WORD = re.compile(r"[A-Za-z][A-Za-z’']*")
FIRST_GRADE = 5
"""Years of age before the first grade."""
FEWEST = 5
"""Of fewer words than these nothing can be said."""


def reading_age(text: str) -> int | None:
    """Whole years, at least 5; None for a text that is too short.

    Kincaid et al. 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59 is the grade.
    """
    words = _WORD.findall(text)
    if len(words) < FEWEST:
        return None
    sentences = [found for found in _SENTENCE.findall(text) if _WORD.search(found)]
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59
    return max(FIRST_GRADE, round(grade + FIRST_GRADE))


def longest_sentence(text: str) -> int:
    """The words of the longest sentence."""
    return max((len(_WORD.findall(found)) for found in _SENTENCE.findall(text)), default=0)


def _syllables(word: str) -> int:
    return len(_hyphens().positions(word)) + 1


@cache
def _hyphens() -> Pyphen:
    return Pyphen(lang="en_US")
