"""A letter in every language: on its one page, scanned, read aloud in its order, and in fonts that it brings."""

import ctypes
import unicodedata

import pypdfium2.raw as pdfium
import pytest

from participation.invitations.models import CHILD
from participation.invitations.secrets import spaced
from participation.translating.known import LANGUAGES, Language
from participation.web import languages
from tests.letters.samples import (
    NAMES,
    fits,
    letter,
    opened,
    photograph,
    posted,
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
FONTS = {
    "Arab": "Noto-Sans-Arabic",
    "Ethi": "Noto-Sans-Ethiopic",
    "Beng": "Noto-Sans-Bengali",
    "Guru": "Noto-Sans-Gurmukhi",
}
"""Of the scripts that are not Latin, Greek or Cyrillic; what is English in a letter stands in Noto Sans."""
pytestmark = pytest.mark.usefixtures("room")
JOINED = ("Arab", "Beng", "Guru")
"""Scripts whose letters are joined on paper: a few words of a file's text are spelled as they are drawn."""


def letters(words: str) -> str:
    """Only the letters, as they were typed: how they are joined and where lines break is the page's affair."""
    return "".join(each for each in unicodedata.normalize("NFKC", words) if each.isalpha())


@pytest.fixture(scope="module", params=LANGUAGES.values(), ids=lambda each: each.code)
def spoken(request: pytest.FixtureRequest) -> Language:
    """What is asked of one language is asked before the next: its letter is drawn once."""
    found: Language = request.param
    return found


def test_a_letter_is_one_page_that_is_scanned_and_read_aloud_in_its_order(spoken: Language) -> None:
    to_a_child, pdf = posted(spoken.code)
    with opened(pdf) as document:
        assert len(document) == 1
    assert [each for each in NAMES if each != CHILD and not fits(letter(spoken.code, each))] == []
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


def test_every_language_is_set_in_fonts_of_its_own_that_are_in_the_file(spoken: Language) -> None:
    """No date falls back to a font that only this machine has, or to empty boxes."""
    used = set()
    with opened(posted(spoken.code)[1]) as document:
        for part in document[0].get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=5):
            font = pdfium.FPDFTextObj_GetFont(part.raw)
            assert pdfium.FPDFFont_GetIsEmbedded(font) == 1
            name = ctypes.create_string_buffer(100)
            pdfium.FPDFFont_GetBaseFontName(font, name, 100)
            used.add(name.value.decode().partition("+")[2].removesuffix("-Bold"))
    assert used == {"Noto-Sans", FONTS.get(spoken.script, "Noto-Sans")}
