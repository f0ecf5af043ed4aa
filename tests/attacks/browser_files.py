"""Reading what a browser leaves on disk: every byte of its profile, and what is packed inside."""

import zlib
from collections.abc import Iterator
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
GZIP, TABLE = b"\x1f\x8b\x08", bytes.fromhex("57fb808b247547db")
"""How a packed page begins, and how a table of LevelDB ends."""
FOOTER, TRAILER, PACKED = 48, 5, 1


def found_in(profile: Path, words: set[str]) -> dict[str, set[str]]:
    """Which words are in which files, as text of any usual encoding."""
    found: dict[str, set[str]] = {}
    for path in (each for each in profile.rglob("*") if each.is_file()):
        for content in contents(path.read_bytes()):
            for word in words:
                if any(word.encode(encoding) in content for encoding in ENCODINGS):
                    found.setdefault(word, set()).add(str(path.relative_to(profile)))
    return found


def contents(file: bytes) -> Iterator[bytes]:
    """The file as it is, and everything that can be unpacked from it."""
    yield file
    at = file.find(GZIP)
    while at >= 0:
        yield _inflated(file[at:])
        at = file.find(GZIP, at + 1)
    if file.endswith(TABLE):
        yield from _blocks(file)


def _inflated(packed: bytes) -> bytes:
    """As much as can be read; the end may be missing."""
    reader = zlib.decompressobj(wbits=31)
    try:
        return reader.decompress(packed)
    except zlib.error:
        return b""


def _blocks(table: bytes) -> Iterator[bytes]:
    """The blocks of a LevelDB table: its footer points to an index, and that to each block."""
    footer = len(table) - FOOTER
    _, at = _number(table, footer)
    _, at = _number(table, at)
    index = _block(table, at)
    end, at = len(index) - 4 * (int.from_bytes(index[-4:], "little") + 1), 0
    while at < end:
        _, at = _number(index, at)
        key, at = _number(index, at)
        value, at = _number(index, at)
        yield _block(table, at=0, handle=index[at + key : at + key + value])
        at += key + value


def _block(table: bytes, at: int, handle: bytes = b"") -> bytes:
    start, at = _number(handle or table, at)
    size, _ = _number(handle or table, at)
    content = table[start : start + size]
    return unsnapped(content) if table[start + size] == PACKED else content


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits to the byte, and where it ends."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def unsnapped(packed: bytes) -> bytes:
    """What Snappy has packed: pieces of text, and copies of what came before."""
    size, at = _number(packed, 0)
    out = bytearray()
    while at < len(packed):
        tag, at = packed[at], at + 1
        kind, length = tag & 3, tag >> 2
        if kind == 0:
            if length >= 60:
                more = length - 59
                length, at = int.from_bytes(packed[at : at + more], "little"), at + more
            out += packed[at : at + length + 1]
            at += length + 1
            continue
        width = {1: 1, 2: 2, 3: 4}[kind]
        back = int.from_bytes(packed[at : at + width], "little")
        if kind == 1:
            back, length = back | (tag >> 5) << 8, (length & 7) + 3
        at += width
        for _ in range(length + 1):
            out.append(out[-back])
    assert len(out) == size
    return bytes(out)
