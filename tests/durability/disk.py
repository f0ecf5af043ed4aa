"""A disk under SQLite that remembers what was synced, and that can be full.

SQLite lets anybody put a layer between itself and the operating system. This one is registered, by ctypes, with the
very library that Python uses: the database works on real files by SQLite's own code, and its writes are noted on the
way. A power cut is then the files as they were synced; whatever was written since counts as lost, as far as `luck` does
not keep it. What it does not model is a disk that says "synced" and lies.
"""

import _sqlite3
import ctypes
from collections.abc import Callable
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p, string_at
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

OK, FULL = 0, 13
DATABASE, WAL = 0x100, 0x80000
LIBRARY = ctypes.CDLL(_sqlite3.__file__)
_numbers = count(1)
_registered: list["Disk"] = []
"""SQLite calls a layer as long as the process lives, so none is ever forgotten."""


class _Methods(Structure):
    pass


class _File(Structure):
    _fields_ = [("methods", POINTER(_Methods))]


WRITE = ctypes.CFUNCTYPE(c_int, POINTER(_File), c_void_p, c_int, c_int64)
TRUNCATE = ctypes.CFUNCTYPE(c_int, POINTER(_File), c_int64)
SYNC = ctypes.CFUNCTYPE(c_int, POINTER(_File), c_int)
OPEN = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, POINTER(_File), c_int, POINTER(c_int))
DELETE = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_Methods._fields_ = [
    ("version", c_int),
    ("close", c_void_p),
    ("read", c_void_p),
    ("write", WRITE),
    ("truncate", TRUNCATE),
    ("sync", SYNC),
    ("others", c_void_p * 13),
]


class _Layer(Structure):
    _fields_ = [
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", OPEN),
        ("delete", DELETE),
        ("others", c_void_p * 14),
    ]


class Written(NamedTuple):
    """Bytes that wait for a sync; without bytes the file ends here."""

    offset: int
    data: bytes | None


def applied(file: bytearray, written: Written) -> None:
    """Let one write reach the disk."""
    offset, data = written
    if data is None:
        del file[offset:]
        return
    file.extend(bytes(max(0, offset - len(file))))
    file[offset : offset + len(data)] = data


class Disk:
    """One layer: the files that are opened through it, and what of them is on the disk."""

    def __init__(self) -> None:
        self.synced: dict[str, bytearray] = {}
        self.waiting: dict[str, list[Written]] = {}
        self.room: int | None = None
        """Bytes that fit on it; None is as many as one likes."""
        self.name = f"disk{next(_numbers)}"
        self._lock = Lock()
        self._paths: dict[int, str] = {}
        self._register()
        _registered.append(self)

    def url(self, path: Path) -> str:
        """The address of a database on this disk."""
        return f"sqlite:///file:{path}?vfs={self.name}&uri=true"

    def cut(self, luck: Callable[[], bool] = lambda: False) -> dict[str, bytes]:
        """The files after a power cut now, by their names; `luck` says of a waiting write whether it was made."""
        with self._lock:
            files = {}
            for path, synced in self.synced.items():
                file = bytearray(synced)
                for written in self.waiting[path]:
                    if luck():
                        applied(file, written)
                files[Path(path).name] = bytes(file)
            return files

    def used(self) -> int:
        """Bytes of all its files."""
        return sum(Path(path).stat().st_size for path in self.synced if Path(path).exists())

    def _note(self, path: str, written: Written) -> None:
        with self._lock:
            self.waiting[path].append(written)

    def _note_sync(self, path: str) -> None:
        with self._lock:
            for written in self.waiting[path]:
                applied(self.synced[path], written)
            self.waiting[path].clear()

    def _is_full(self, path: str, end: int) -> bool:
        return self.room is not None and self.used() + max(0, end - Path(path).stat().st_size) > self.room

    def _register(self) -> None:
        LIBRARY.sqlite3_vfs_find.restype = POINTER(_Layer)
        real = LIBRARY.sqlite3_vfs_find(None).contents
        self._layer = _Layer.from_buffer_copy(real)
        self._layer.name = self.name.encode()
        self._real_open, self._real_delete = real.open, real.delete
        self._layer.open, self._layer.delete = OPEN(self._open), DELETE(self._delete)
        assert LIBRARY.sqlite3_vfs_register(byref(self._layer), 0) == OK
        self._watching: dict[int, _Methods] = {}

    def _open(self, layer: int, name: int, file: Any, flags: int, out: Any) -> int:
        status: int = self._real_open(layer, name, file, flags, out)
        if status != OK or not flags & (DATABASE | WAL):
            return status
        path = string_at(name).decode()
        with self._lock:
            self._paths[ctypes.addressof(file.contents)] = path
            if path not in self.synced:
                self.synced[path], self.waiting[path] = bytearray(Path(path).read_bytes()), []
            # A database and its WAL have methods of their own, because only the one is locked.
            real = file.contents.methods.contents
            address = ctypes.addressof(real)
            if address not in self._watching:
                self._watching[address] = self._watched(real)
        file.contents.methods = ctypes.pointer(self._watching[address])
        return OK

    def _delete(self, layer: int, name: int, syncs: int) -> int:
        status: int = self._real_delete(layer, name, syncs)
        with self._lock:
            for files in (self.synced, self.waiting):
                files.pop(string_at(name).decode(), None)
        return status

    def _watched(self, real: _Methods) -> _Methods:
        """SQLite's own methods of a file, with those in between that change the disk."""
        watched = _Methods.from_buffer_copy(real)

        def write(file: Any, data: int, size: int, offset: int) -> int:
            path = self._paths[ctypes.addressof(file.contents)]
            if self._is_full(path, offset + size):
                return FULL
            self._note(path, Written(offset, string_at(data, size)))
            return int(real.write(file, data, size, offset))

        def truncate(file: Any, size: int) -> int:
            self._note(self._paths[ctypes.addressof(file.contents)], Written(size, None))
            return int(real.truncate(file, size))

        def sync(file: Any, flags: int) -> int:
            status = int(real.sync(file, flags))
            if status == OK:
                self._note_sync(self._paths[ctypes.addressof(file.contents)])
            return status

        watched.write, watched.truncate, watched.sync = WRITE(write), TRUNCATE(truncate), SYNC(sync)
        return watched
