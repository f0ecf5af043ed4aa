"""The sheet that an envelope's window shows: the address wherever the sheet lies, and nothing else."""

from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pytest
from flask import Flask

from participation.letters.envelopes import ENVELOPES, Addressed, AddressSheet, Box, lines_of
from tests.letters.samples import LONG_NAME, drawn, letter, opened

MM = 72 / 25.4
A4 = 297
LONG = lines_of(
    LONG_NAME,
    "Flat 12b, Northshire Young People’s Home, 1432 Featherstonehaugh Avenue, Lower Village, Northtown, NT1 2AB",
)
ADDRESSES = {
    "short": lines_of("Jo Carter", "3 High Street, Northtown, NT1 2AB"),
    "six lines": lines_of("Maya", "Flat 2\n3 High Street\nLower Village\nNorthtown\nNT1 2AB"),
    "long": LONG,
    "in capitals": lines_of(
        "MOHAMMED WILLIAMSON-MACKENZIE", "WOMEN AND CHILDREN HOUSE\nMAMMOTH WOODS\nWIMBLEDON\nLONDON\nSW19 1WW"
    ),
    "in other scripts": lines_of("ትዕግስቲ ተስፋጽዮን ወልደጊዮርጊስ", "مایا خیابان, УЛИЦА ШЕВЧЕНКО, 3 High Street, NT1 2AB"),
    "in one long line": lines_of(
        "Maya", "Flat 12b The Old Northshire Young Peoples Home 1432 Featherstonehaugh Avenue Lower Village NT1 2AB"
    ),
}


def words_on(page: pypdfium2.PdfPage) -> list[tuple[str, Box]]:
    """Each run of text, and where it is seen: millimetres from the upper left."""
    text = page.get_textpage()
    found = []
    for number in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(number)
        place = Box(left / MM, A4 - top / MM, right / MM, A4 - bottom / MM)
        found.append((text.get_text_bounded(left, bottom, right, top), place))
    return found


def _as_read(words: str) -> str:
    """Without the hyphen at which a name of 78 letters is broken: whoever reads a file takes it for ours."""
    return " ".join(words.translate({ord("-"): " ", 2: " "}).split())


def is_in(inner: Box, outer: Box) -> bool:
    """Whether a part of the sheet lies within another."""
    across = outer.left <= inner.left and inner.right <= outer.right
    return across and outer.top <= inner.top and inner.bottom <= outer.bottom


def is_apart(one: Box, other: Box) -> bool:
    """Whether nothing of the one is in the other."""
    beside = one.right < other.left or one.left > other.right
    return beside or one.bottom < other.top or one.top > other.bottom


@pytest.mark.parametrize("lines", ADDRESSES.values(), ids=ADDRESSES)
@pytest.mark.parametrize("kind", ENVELOPES)
def test_the_window_shows_the_whole_address_and_nothing_else(room: Flask, kind: str, lines: tuple[str, ...]) -> None:
    envelope = ENVELOPES[kind]
    sheet = Addressed(envelope, {"its id": lines}).sheet("its id")
    with opened(drawn(letter("ar", outside=sheet))) as document:
        assert len(document) == 2, "the sheet, and the letter after it"
        found = words_on(document[0])
        inside = [(words, box) for words, box in found if is_in(box, envelope.always_seen)]
        apart = [(words, box) for words, box in found if is_apart(box, envelope.ever_seen)]
        shown = " ".join(words for words, _ in inside)
        assert _as_read(shown) == _as_read(" ".join(lines))
        assert sorted(inside + apart, key=repr) == sorted(found, key=repr), "no word is half seen"
        assert "For letter 4K7-Q2M." in " ".join(words for words, _ in apart)
        assert all(box.bottom < envelope.folds[0] for _, box in inside), "no fold goes through it"
        assert [box.top for _, box in inside] == sorted(box.top for _, box in inside)
        assert all(above.bottom <= below.top + 1 for (_, above), (_, below) in pairwise(inside))


@pytest.mark.parametrize("kind", ENVELOPES)
def test_a_letter_without_an_address_says_so_where_the_address_would_be(room: Flask, kind: str) -> None:
    with opened(drawn(letter(outside=AddressSheet(ENVELOPES[kind], ())))) as document:
        seen = [words for words, box in words_on(document[0]) if is_in(box, ENVELOPES[kind].always_seen)]
    assert seen == ["No address for this letter"]


def test_no_secret_of_a_letter_is_on_its_sheet(room: Flask) -> None:
    made = letter(outside=AddressSheet(ENVELOPES["dl"], ADDRESSES["short"]))
    with opened(drawn(made)) as document:
        sheet, paper = (page.get_textpage().get_text_range() for page in document)
    assert made.code[:4] in paper
    assert made.code[:4] not in sheet
    assert "Northshire" not in sheet, "nobody learns whom the letter is from"


def test_letters_of_a_run_come_in_their_order_each_after_its_sheet(room: Flask) -> None:
    sheets = [AddressSheet(ENVELOPES["dl"], (name, "NT1 2AB")) for name in ("Ana", "Ben")]
    letters = [letter(name=sheet.lines[0], outside=sheet) for sheet in sheets]
    plain = replace(letters[0], outside=None)
    with opened(drawn(*letters, plain)) as document:
        said = [page.get_textpage().get_text_range() for page in document]
    assert ["Ana" in said[0], "Ana" in said[1], "Ben" in said[2], "Ben" in said[3], "Ana" in said[4]] == [True] * 5
    assert len(said) == 5


def test_an_address_keeps_its_postcode_on_a_line_of_its_own() -> None:
    assert LONG[-2:] == ("Lower Village, Northtown", "NT1 2AB")
    assert len(LONG) == 6
