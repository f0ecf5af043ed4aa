"""Whether the text of a cell can be what it stands for: pure, a text in and what is wrong with it out."""

import html
import re
from functools import lru_cache
from urllib.parse import unquote

from participation.exchange.notes import (
    WORDS_OF_NOTE,
    is_any_child,
    is_more_than_a_child,
    is_noted_in_name,
    is_noted_in_place,
    says_nothing,
)

PLACEHOLDER = "placeholder"
"""A word by which a system says that it has nothing: `NULL`, `nan`, `#REF!`, `TBC`, `-`."""
DAMAGED = "damaged"
"""Letters were lost or turned into others on the way: `Zo\ufffd`, `ZoÃ«`, `Zo&euml;`."""
NOTE = "note"
"""More than a name stands where a name should: brackets, stars, signs, words."""

_NOTHINGS = {
    "", "na", "nan", "nat", "nil", "null", "none", "nothing", "unknown", "notknown", "nk", "unk", "undefined", "unborn",
    "tbc", "tba", "tbd", "tobeconfirmed", "tobeadvised", "tobearranged", "blank", "empty", "missing", "noname",
    "nonegiven", "notgiven", "notrecorded", "notstated", "notset", "notavailable", "notapplicable", "notyetknown",
    "nodata", "novalue", "anonymous", "example",
}  # fmt: skip
"""As `_squeezed` leaves them."""
_ALSO_NAMES = {"Na", "Nan", "Nil"}
"""Written so they are the names of people; and a grandmother is called Nan."""
_FORMULA_ERROR = re.compile(r"#(?:[A-Z0-9_/]+[!?]?|#*)", re.IGNORECASE)
_FILLER = re.compile(r"(?:x{2,}|z{3,}|0+)", re.IGNORECASE)
_FIRST_OF_OTHERS = tuple("xXzZ0#")
_NO_DAYS = {"00000000", "99991231", "31129999"}
_NOT_IN_NAMES = re.compile(r"[()\[\]{}<>*#@=|\\~^]")
_PERCENT = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_SHIFTED = re.compile(r"\+[A-Za-z0-9+/]{2,}-")
"""Letters in UTF-7."""
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]+);", re.IGNORECASE)
_AS_BYTES = {
    ord(bytes([byte]).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
"""What Windows-1252 makes of the bytes that Latin-1 leaves to controls."""
_AS_LETTERS = {byte: letter for letter, byte in _AS_BYTES.items()}
_MISREAD = re.compile(
    "[\xc2-\xc5\xd0\xd1][\x80-\xbf]"  # Latin and Cyrillic; whatever follows
    "|[\xc6-\xcf\xd2-\xdf][\x80-\x89\x8b\x8d\x8f-\x99\x9b\x9d\xa0-\xbf]"  # no capital beside a capital, as in MATÚŠ
    "|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
"""UTF-8 that was read as Latin-1 or Windows-1252: a first byte and as many more as it announces."""
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_TURNS = 3
"""So often at most was a text misread on its way."""


@lru_cache(maxsize=1024)  # one place, and one officer, stand on many rows
def fault_in_words(text: str) -> str:
    """What is wrong with a few words, such as a place; "" if nothing is."""
    if _is_plain(text):
        return PLACEHOLDER if is_placeholder(text) else ""
    if fault := _fault(text):
        return fault
    return NOTE if is_noted_in_place(text) else ""


@lru_cache(maxsize=1024)
def fault_in_name(text: str) -> str:
    """What is wrong with somebody's name; "" if nothing is."""
    if _is_plain(text):
        return PLACEHOLDER if is_placeholder(text) else ""
    if fault := _fault(text):
        return fault
    if not any(map(str.isalpha, text)):
        return PLACEHOLDER
    if "?" in text:
        return DAMAGED
    return NOTE if _NOT_IN_NAMES.search(text) or is_noted_in_name(text) else ""


@lru_cache(maxsize=1024)
def fault_in_childs_name(text: str) -> str:
    """What is wrong with what a child is called; "" if nothing is."""
    if _is_plain(text):
        return PLACEHOLDER if is_placeholder(text) else ""
    if fault := fault_in_name(text):
        return fault
    if is_any_child(text):
        return PLACEHOLDER
    return NOTE if is_more_than_a_child(text) else ""


def is_placeholder(text: str) -> bool:
    """Whether these words say that there is nothing, in whatever case and with whatever between them."""
    if _squeezed(text) in _NOTHINGS:
        return text not in _ALSO_NAMES
    return text[:1] in _FIRST_OF_OTHERS and bool(_FILLER.fullmatch(text) or _FORMULA_ERROR.fullmatch(text))


def is_no_day(text: str) -> bool:
    """Whether a cell of days says that there is none."""
    return is_placeholder(text) or _squeezed(text)[:8] in _NO_DAYS


def as_it_was(text: str) -> str:
    """What a damaged text seems to have been before; "" where that cannot be told."""
    before = html.unescape(_escaped(text) or text)
    for _ in range(_TURNS):
        if not is_misread(before):
            break
        try:
            before = before.translate(_AS_BYTES).encode("latin-1").decode("utf-8")
        except UnicodeError:
            return ""
    before = before.translate(_AS_LETTERS)
    if has_controls(before):
        return ""
    return before if before != text and "\ufffd" not in before and not is_misread(before) else ""


def is_misread(text: str) -> bool:
    """Whether UTF-8 was read as Latin-1 or Windows-1252 somewhere on its way, once or twice."""
    return not text.isascii() and bool(_MISREAD.search(text.translate(_AS_BYTES)))


def has_controls(text: str) -> bool:
    """Whether there are signs in it that steer a printer: letters were lost, or became these."""
    return bool(_CONTROLS.search(text))


def _fault(text: str) -> str:
    if is_placeholder(text) or says_nothing(text):
        return PLACEHOLDER
    is_damaged = ("&" in text and _is_entity(text)) or bool(_escaped(text))
    if not text.isascii():
        is_damaged = is_damaged or "\ufffd" in text or is_misread(text) or bool(_CONTROLS.search(text))
    return DAMAGED if is_damaged else ""


def _escaped(text: str) -> str:
    """What an address or a mail makes of letters that are not English, as it was before; "" if it is none of these."""
    before = unquote(text, errors="ignore") if "%" in text and _PERCENT.search(text) else ""
    if "+" in text and text.isascii() and _SHIFTED.search(text):
        try:
            before = text.encode().decode("utf-7")
        except UnicodeError:
            return ""
        return "" if before.isascii() else before
    return before


def _is_plain(text: str) -> bool:
    """Whether there is nothing in it but English letters and spaces, as in most cells, and no word of note."""
    return text.isascii() and text.replace(" ", "").isalpha() and WORDS_OF_NOTE.isdisjoint(text.casefold().split())


def _is_entity(text: str) -> bool:
    return bool(_ENTITY.search(text)) and html.unescape(text) != text


def _squeezed(text: str) -> str:
    return (text if text.isalnum() else "".join(filter(str.isalnum, text))).casefold()
