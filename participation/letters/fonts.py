"""The fonts that paper is set in: without them a letter shows boxes, or nothing is drawn at all."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from functools import cache

FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic", "Noto Sans Bengali", "Noto Sans Gurmukhi")
"""What the styles of letters and of what is handed out name."""
PACKAGES = "fontconfig fonts-noto-core"
"""Hold them, and the program that lists them, on Debian and Ubuntu."""


_ALL = range(0x110000)
_SEEN = "LNPS"
"""Categories of characters that are drawn by themselves; marks and controls go with another."""


def missing() -> Iterator[str]:
    """The families that this machine lacks; all of them where nothing tells which are there."""
    found = {name.strip() for line in _listed("%{family}\n").splitlines() for name in line.split(",")}
    yield from (family for family in FAMILIES if family not in found)


def undrawn(text: str) -> str:
    """The characters of a text, each once, that no font of this machine has: paper shows an empty box for each."""
    if text.isascii():
        return ""
    drawn = _drawn()
    wanted = (each for each in dict.fromkeys(text) if unicodedata.category(each)[0] in _SEEN)
    return "".join(each for each in wanted if not drawn[ord(each)])


@cache
def _drawn() -> bytearray:
    """For each character whether some font has it; all of them where nothing tells."""
    listed = _listed("%{charset}\n")
    drawn = bytearray(len(_ALL)) if listed else bytearray(b"\1") * len(_ALL)
    for first, last in set(re.findall(r"([0-9a-f]+)(?:-([0-9a-f]+))?", listed)):
        for each in range(int(first, 16), int(last or first, 16) + 1):
            drawn[each] = True
    return drawn


def _listed(wanted: str) -> str:
    lists = shutil.which("fc-list")
    if lists is None:
        return ""
    command = [lists, "-f", wanted]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603 - the words are ours
