"""The folder itself: what a file is called there, whether it can be written, and writing it whole."""

import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryFile

from participation.disclosure.record import CaseRecord
from participation.files import whole_file

FOR_WHO_COLLECTS = 0o640
"""Whoever takes the files on is another account, of the folder's group. Nobody else reads what a child said."""
NOT_IN_NAMES = re.compile(r"[^0-9A-Za-z]+")


def files_of(record: CaseRecord) -> Mapping[str, bytes]:
    """The files for a record, by their names: whose it is, its number, and nothing of what it says. What was told to a
    meeting has that of its review, so that other words take the place of what they stand for.

    The one for people comes last: whoever waits for it finds the other beside it.
    """
    child = NOT_IN_NAMES.sub("-", record.content["child"]["child_id"])
    number = record.number if record.is_sent else record.review_id
    return {f"{child}_{number}{ending}": record.drawn(ending) for ending in (".json", ".pdf")}


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write each file whole, in the place of an earlier one of its name. Raises OSError."""
    for name, content in files.items():
        with whole_file(folder / name, FOR_WHO_COLLECTS, over=True) as file:
            file.write(content)


def try_out(folder: Path) -> None:
    """Raises OSError where nothing can be written; leaves nothing behind, not even for a moment by a name."""
    with TemporaryFile(dir=folder) as file:
        file.write(b"\0")
        file.flush()


def is_writable(folder: Path) -> bool:
    """Whether this account can put something there now."""
    try:
        try_out(folder)
    except OSError:
        return False
    return True
