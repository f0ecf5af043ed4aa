"""A letter in every language: on its one page, scanned, and read aloud in its order."""

import unicodedata

import pytest

from participation.invitations.secrets import spaced
from participation.translating.known import ENGLISH, LANGUAGES, Language
from participation.web import languages
from tests.letters.samples import (
    NAMES,
    drawn,
    letter,
    opened,
    photograph,
    read_aloud,
)
from tests.letters.test_drawing import from_the_right, scanned

IN_ORDER = (
    "Your meeting",
    "say what you think",
    "choose where, when and with whom",
    "read about me",
    "Point a phone camera at the square.",
    "This letter is your key. Keep it safe.",
    "What you send is not watched day and night.",
)
"""Of a letter to a child."""
pytestmark = pytest.mark.usefixtures("room")
JOINED = ("Arab", "Beng", "Guru")
"""Scripts whose letters are joined on paper: a few words of a file's text are spelled as they are drawn."""


def letters(words: str) -> str:
    """Only the letters, as they were typed: how they are joined and where lines break is the page's affair."""
    return "".join(each for each in unicodedata.normalize("NFKC", words) if each.isalpha())


@pytest.mark.parametrize("spoken", [each for each in LANGUAGES.values() if each != ENGLISH], ids=lambda each: each.code)
def test_a_letter_is_one_page_that_is_scanned_and_read_aloud_in_its_order(spoken: Language) -> None:
    to_a_child, *others = [letter(spoken.code, respondent) for respondent in sorted(NAMES, key="child".__ne__)]
    assert to_a_child.respondent == "child"
    pdf = drawn(to_a_child)
    for together, letters_in_it in ((pdf, 1), (drawn(*others), len(others))):
        with opened(together) as document:
            assert len(document) == letters_in_it
    assert scanned(photograph(pdf)).text == to_a_child.link
    said = read_aloud(pdf)
    assert spaced(to_a_child.code) in said
    sentences = [languages.said_in(spoken, "letter to a child", english) for english in IN_ORDER]
    if spoken.script in JOINED:
        words = [from_the_right(each) if spoken.direction == "rtl" else each for each in " ".join(sentences).split()]
        lost = [each for each in words if letters(each) not in letters(said)]
        assert len(lost) <= len(words) / 10, lost
        return
    at = 0
    for sentence in map(letters, sentences):
        assert sentence in letters(said)[at:]
        at = letters(said).index(sentence, at) + len(sentence)
