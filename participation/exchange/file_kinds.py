"""What a file is and how its text is written, before any row of it is read."""

import codecs
import re
from dataclasses import dataclass
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from participation.exchange.problems import Problem, Unreadable, quoted

_CHUNK = 1 << 16
_ZIP = b"PK\x03\x04"
_KINDS = {
    b"\xd0\xcf\x11\xe0": "a workbook; save it as “CSV UTF-8” first",
    b"%PDF": "a PDF, of which no row can be read; save the list as “CSV UTF-8”",
    b"\x1f\x8b": "packed; unpack it and give the list that is in it",
    b"7z\xbc\xaf": "packed; unpack it and give the list that is in it",
    b"Rar!": "packed; unpack it and give the list that is in it",
}
_XML = "XML; a national return comes in with `participation import ssda903 --xml`, any other list as “CSV UTF-8”"
_HTML = "a web page, though its name may say otherwise; open it in Excel and save it as “CSV UTF-8”"
_WORKBOOK_PARTS = ("xl/", "[Content_Types].xml", "mimetype", "content.xml")
"""Of Excel's and of OpenDocument's."""
_MONTH_FIRST = re.compile(r"(?<!\d)(?:0?[1-9]|1[0-2])[-/.](?:1[3-9]|2\d|3[01])[-/.]\d{4}(?!\d)", re.ASCII)
_LONGEST_DAY = 11


@dataclass(frozen=True)
class Encoded:
    """How the text of a file is written."""

    encoding: str
    doubts: tuple[Problem, ...] = ()
    """What is to be looked at for that."""
    has_month_first: bool = False
    """Some day in it can only be read with the month first."""


def encoding_of(stream: BinaryIO, name: str) -> Encoded:
    """How the file is written; raise Unreadable, which says what to do, if it is no text."""
    if kind := kind_of(stream):
        raise Unreadable(f"{name} is {kind}.")
    start = stream.read(4)
    encoding = "utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    found = _looked_through(stream, name, encoding)
    if not isinstance(found, Problem):
        return Encoded(encoding, has_month_first=found)
    in_windows = found if encoding == "utf-16" else _looked_through(stream, name, "cp1252")
    if isinstance(in_windows, Problem):
        raise Unreadable(f"{name} is not text in UTF-8; save it as “CSV UTF-8”.")
    return Encoded("cp1252", (found,), in_windows)


def kind_of(stream: BinaryIO) -> str:
    """What a file is that is no text of a list, and what to do with it; "" if it may be one."""
    start = stream.read(512)
    stream.seek(0)
    if start.startswith(_ZIP):
        return _kind_of_zip(stream)
    if found := next((kind for sign, kind in _KINDS.items() if start.startswith(sign)), ""):
        return found
    text = start.decode("utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8", "ignore")
    text = text.lstrip("\ufeff \r\n\t").casefold()
    if text.startswith(("<!doctype html", "<html", "<table", "<head", "<meta")):
        return _HTML
    return _XML if text.startswith("<") else ""


def _kind_of_zip(stream: BinaryIO) -> str:
    try:
        with ZipFile(stream) as packed:
            is_workbook = any(name.startswith(_WORKBOOK_PARTS) for name in packed.namelist())
    except (BadZipFile, OSError, ValueError):
        is_workbook = True
    finally:
        stream.seek(0)
    return (
        "a workbook; save it as “CSV UTF-8” first" if is_workbook else "a ZIP file; unpack it and give the list in it"
    )


def _looked_through(stream: BinaryIO, name: str, encoding: str) -> bool | Problem:
    """Whether some day is written month first; or the place where the file stops being text of this encoding."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    lines, text, has_month_first = 1, "", False
    try:
        while chunk := stream.read(_CHUNK):
            text = text[-_LONGEST_DAY:] + (new := decoder.decode(chunk))
            lines += _counted_lines(new, name)
            has_month_first = has_month_first or bool(_MONTH_FIRST.search(text))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return _not_utf_8(error, name, lines)
    finally:
        stream.seek(0)
    return has_month_first


def _not_utf_8(error: UnicodeDecodeError, name: str, lines_before: int) -> Problem:
    before, after = error.object[: error.start], error.object[error.start :]
    word = re.search(rb"[^\s,;|]*$", before), re.match(rb"[^\s,;|]*", after)
    found = b"".join(part[0] for part in word if part).decode("cp1252", "replace")
    message = (
        f"Expected UTF-8, found {quoted(found)} in Windows-1252; every row was read so, please look at the accents."
    )
    return Problem(name, lines_before + before.count(b"\n"), "", "encoding", found, message)


def _counted_lines(text: str, name: str) -> int:
    if "\0" in text:
        raise Unreadable(f"{name} is not a list in text; save it as “CSV UTF-8”.")
    return text.count("\n")
