"""What a letter does with a name that is missing, that is very long, or that no font can draw."""

import pytest

from participation.letters.fonts import undrawn
from participation.translating.known import LANGUAGES, Language
from tests.letters.samples import drawn, fits, letter, photograph, posted, read_aloud

pytestmark = pytest.mark.usefixtures("room")


def greeting(pdf: bytes) -> str:
    """What a screen reader says first after the small print."""
    return read_aloud(pdf).partition("I am Amara")[0]


def test_a_child_whose_name_is_not_known_is_greeted_without_one() -> None:
    assert greeting(drawn(letter(name="", child=""))).strip().endswith("Hello")
    assert greeting(drawn(letter(name="Ann", child="Ann"))).strip().endswith("Hello Ann")


@pytest.mark.parametrize("code", ["pl", "uk", "ro"])
def test_no_comma_stays_where_a_name_would_follow(code: str) -> None:
    with_name, without = read_aloud(posted(code)[1]), read_aloud(drawn(letter(code, name="", child="")))
    hello = with_name.partition(", Maya")[0].split()[-1]
    assert f"{hello}, Maya" in with_name
    assert f"{hello}," not in without
    assert hello in without


@pytest.mark.parametrize("spoken", LANGUAGES.values(), ids=lambda each: each.code)
def test_an_adult_reads_of_this_child_in_every_language_and_on_one_page(spoken: Language) -> None:
    sent = [letter(spoken.code, respondent, child="") for respondent in ("foster_carer", "parent", "school")]
    assert [each.respondent for each in sent if not fits(each)] == []


def test_an_adult_reads_of_this_child_where_no_name_is_known() -> None:
    said = read_aloud(drawn(letter(respondent="parent", child="")))
    assert "the reviewing officer for this child." in said
    assert "The review meeting for this child" in said


def test_a_name_without_a_space_stays_on_the_page_however_long_it_is() -> None:
    page = photograph(drawn(letter(name="W" * 100)))
    margin = page.crop((page.width - 60, 0, page.width, page.height))
    assert margin.getextrema() == (255, 255)


def test_a_character_that_no_font_of_the_machine_has_is_named_once() -> None:
    """A machine has fonts for each language of this program, and hardly one for Khitan, which nobody writes now."""
    assert undrawn("Maya Zoë Łukasz مريم ሰላም Олена মায়া ਮਾਇਆ") == ""
    assert undrawn("Maya \ufe0f\u200d") == "", "what is drawn with another is never missing"
    without_font = next(each for each in map(chr, range(0x18B00, 0x18CD6)) if undrawn(each))
    assert undrawn(f"Maya{without_font} {without_font}") == without_font
