"""Files that appear whole or not at all: filled beside where they belong, put on the disk, then given their name."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: Path, mode: int = 0o600, *, over: bool = False) -> Iterator[BinaryIO]:
    """A file to fill, which takes its name when the block ends well and is on the disk then; else nothing has changed.

    Raises OSError: FileExistsError where something has that name already, unless it is written `over`.
    """
    if not over and path.exists():
        raise FileExistsError
    unfinished = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            yield file
            settle(file)
        if over:
            os.replace(unfinished, path)
        else:
            _name(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    flush(path.parent)


def settle(file: BinaryIO) -> None:
    """What was written so far is on the disk when this returns, or OSError is raised."""
    file.flush()
    os.fsync(file.fileno())


def flush(folder: Path) -> None:
    """What the folder lists is on the disk when this returns."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _name(unfinished: Path, path: Path) -> None:
    """A link is refused where the name was taken meanwhile; a rename would write over what is there."""
    try:
        os.link(unfinished, path)
    except PermissionError:  # what a file system without links says, such as that of a memory stick
        if path.exists():
            raise FileExistsError from None
        unfinished.rename(path)
