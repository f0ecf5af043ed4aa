"""The fonts that paper is set in: without them a letter shows boxes, or nothing is drawn at all."""

import shutil
import subprocess
from collections.abc import Iterator

FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic", "Noto Sans Bengali", "Noto Sans Gurmukhi")
"""What the styles of letters and of what is handed out name."""
PACKAGES = "fontconfig fonts-noto-core"
"""Hold them, and the program that lists them, on Debian and Ubuntu."""


def missing() -> Iterator[str]:
    """The families that this machine lacks; all of them where nothing tells which are there."""
    found: set[str] = set()
    if lists := shutil.which("fc-list"):
        listed = subprocess.run(  # noqa: S603 - the words are ours
            [lists, ":", "family"], capture_output=True, text=True, check=False
        ).stdout
        found = {name.strip() for line in listed.splitlines() for name in line.split(",")}
    yield from (family for family in FAMILIES if family not in found)
