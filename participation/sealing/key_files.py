"""The files that keys live in: for one account only, whole or absent, and never written over."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from participation.files import flush, whole_file

KEY_SIZE = 32


class KeysUnfit(Exception):
    """The keys cannot be used as they are; the message is one plain sentence."""


def read(path: Path) -> bytes:
    try:
        found = bytes.fromhex(path.read_text("ascii"))
    except FileNotFoundError:
        raise KeysUnfit(f"{path} is missing.") from None
    except PermissionError:
        raise KeysUnfit(f"{path} cannot be read by this account.") from None
    except ValueError:
        found = b""
    if len(found) != KEY_SIZE:
        raise KeysUnfit(f"{path} is damaged.")
    return found


def make_folder(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _give(folder, folder.parent)
        flush(folder.parent)


def write(path: Path, text: str) -> None:
    """Whole or not at all, on the disk when this returns, and never over a key that is there."""
    with whole_file(path) as file:
        file.write(f"{text}\n".encode("ascii"))
        _give(file.fileno(), path.parent)
    # The kernel's own stamp is coarse: a listing read between two changes of one tick would seem to be still true.
    os.utime(path.parent, ns=(time.time_ns(), time.time_ns()))


def _give(made: int | Path, beside: Path) -> None:
    """Root leaves no key that the account cannot read whose keys the others are: no typed code would be looked for."""
    if os.geteuid() == 0:
        owner = os.stat(beside)
        os.chown(made, owner.st_uid, owner.st_gid)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    make_folder(folder)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
