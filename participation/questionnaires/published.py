"""Published files never change: answers are read with the very words that were asked.

The list is made in the folder by `sha256sum *.toml > published.sha256`.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from participation.questionnaires.mistakes import Mistake

LIST = "published.sha256"
ENTRY = re.compile(r"([0-9a-f]{64}) [ *](\S+)")


def checksum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def changed_since_published(folder: Path) -> Iterator[Mistake]:
    """A mistake for each file that is not what was published; files not listed are still drafts."""
    listed = folder / LIST
    if not listed.exists():
        return
    for number, line in enumerate(listed.read_text("utf-8").splitlines(), 1):
        entry = ENTRY.fullmatch(line)
        if entry is None:
            yield Mistake(listed, number, "This line is not a checksum, two spaces and a file name.")
            continue
        file = folder / entry[2]
        if not file.exists():
            yield Mistake(listed, number, f"{file.name} was published and is gone; answers to it remain.")
        elif checksum(file) != entry[1]:
            yield Mistake(file, 1, "This was changed after it was published; make the change a new version.")
