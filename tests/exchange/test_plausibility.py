"""What a text can be: a name, nothing said in many ways, or letters that were lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.exchange.plausibility import (
    DAMAGED,
    NOTE,
    PLACEHOLDER,
    as_it_was,
    fault_in_name,
    fault_in_words,
    is_misread,
    is_no_day,
    is_placeholder,
)

NAMES = (
    "Maya", "Zoë", "Łukasz", "Nguyễn Thị", "小明", "O'Brien", "D’Arcy", "Jean-Luc", "MATÚŠ", "TOMÁŠ", "Šarlota Žáková",
    "JOÃO", "São", "Ñuño", "ÆØÅ", "Ásta Ósk", "مريم", "ሰላም", "Олена", "José María", "X", "J.", "Nan", "Na", "Mr Khan",
    "Ibrahimović", "André Éloïse", "ÜNAL", "Ðorđe", "Zoe\u0308", "Nana", "Nonie", "Noneh", "Amina bint Ali",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_a_name_in_any_language(name: str) -> None:
    assert (fault_in_name(name), fault_in_words(name)) == ("", "")


@pytest.mark.parametrize(
    "text",
    [
        "NULL", "null", "nan", "NaN", "Unknown", "UNKNOWN", "un known", "N/A", "n.a.", " n / a ", "none", "nil",
        "TBC", "t.b.c.", "To be confirmed", "not known", "Not-Known", "N/K", "#N/A", "#REF!", "#VALUE!", "#NAME?",
        "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "####", ".", "..", "-", "--", "–", "?", "???", "*", "xxx", "Xxxx",
        "0", "000", "(blank)", "[none]", "<NULL>", "undefined", "unborn", "1900-01-01", "12345", "_",
    ],
)  # fmt: skip
def test_nothing_is_said_in_many_ways(text: str) -> None:
    assert fault_in_name(text) == PLACEHOLDER


@pytest.mark.parametrize("text", ["NULL", "nan", "N/A", "#REF!", "-", "tbc", "?", "xxx"])
def test_a_place_and_a_number_may_be_nothing_too(text: str) -> None:
    assert fault_in_words(text) == PLACEHOLDER
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["00/00/0000", "0000-00-00", "9999-12-31 00:00:00", "31/12/9999", "NULL", "-", "n/a"])
def test_a_cell_of_days_says_nothing_in_more_ways(text: str) -> None:
    assert is_no_day(text)


@pytest.mark.parametrize("text", ["06/06/2012", "31/02/2015", "soon", "2099-12-31"])
def test_a_wrong_day_is_not_nothing(text: str) -> None:
    assert not is_no_day(text)


@pytest.mark.parametrize(
    "text", ["Zo\ufffd", "Zo?", "Zo&euml;", "D&#39;Arcy", "D&#x27;Arcy", "Zo&EUML;&euml;", "Ann\x81"]
)
def test_letters_that_were_lost_are_no_name(text: str) -> None:
    assert fault_in_name(text) == DAMAGED


def test_what_a_text_was_is_said_where_it_can_be_told() -> None:
    assert as_it_was("D&#39;Arcy &amp; Zo&euml;") == "D'Arcy & Zoë"
    assert as_it_was("Zo\ufffd") == ""
    assert as_it_was("Zoë") == ""


@pytest.mark.parametrize("name", [name for name in NAMES if not name.isascii()])
@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
@pytest.mark.parametrize("times", [1, 2])
def test_utf_8_that_was_read_as_something_else_is_seen_and_its_name_is_proposed(
    name: str, wrong: str, times: int
) -> None:
    text = name
    for _ in range(times):
        text = "".join(
            bytes([byte]).decode("latin-1" if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else wrong)
            for byte in text.encode("utf-8")
        )
    assert fault_in_name(text) == DAMAGED
    assert as_it_was(text) == name


@pytest.mark.parametrize(
    "text", ["Maya (placed 3/4)", "*Maya*", "Maya ***", "[Maya]", "Maya <b>", "Maya @ school", "Maya #2", "Maya = May"]
)
def test_a_note_beside_a_name_is_no_part_of_it(text: str) -> None:
    assert fault_in_name(text) == NOTE


@pytest.mark.parametrize(
    "text", ["Room 1 (ground floor)", "Café “Zur Post”", "12 High Street, Leeds", "School?", "No 7"]
)
def test_a_place_may_be_written_with_signs(text: str) -> None:
    assert fault_in_words(text) == ""


@given(st.text(max_size=40))
def test_no_text_breaks_the_judging(text: str) -> None:
    assert fault_in_name(text) in ("", PLACEHOLDER, DAMAGED, NOTE)
    assert not is_misread(as_it_was(text))
