"""A file appears whole or not at all, and never over another that nobody meant."""

import os
import resource
import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest

from participation.files import settle, whole_file

OLD, NEW = b"yesterday", b"today"


class Stopped(Exception):
    """Something breaks while a file is written."""


def stop(file: BinaryIO) -> None:
    """Half of it is on the disk already."""
    file.write(NEW)
    settle(file)
    raise Stopped


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file"


def names(path: Path) -> list[str]:
    """What lies in the folder."""
    return sorted(each.name for each in path.parent.iterdir())


def test_a_file_appears_when_all_of_it_is_there_for_its_owner_only(path: Path) -> None:
    with whole_file(path) as file:
        file.write(NEW)
        assert not path.exists()
    assert (path.read_bytes(), names(path)) == (NEW, ["file"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_who_may_read_it_is_said_with_it(path: Path) -> None:
    with whole_file(path, 0o644) as file:
        file.write(NEW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_what_is_there_is_written_over_only_where_that_is_said(path: Path) -> None:
    path.write_bytes(OLD)
    with pytest.raises(FileExistsError), whole_file(path) as file:
        file.write(NEW)
    assert (path.read_bytes(), names(path)) == (OLD, ["file"])
    with whole_file(path, over=True) as file:
        file.write(NEW)
        assert path.read_bytes() == OLD
    assert (path.read_bytes(), names(path)) == (NEW, ["file"])


def test_what_appears_meanwhile_is_not_written_over_either(path: Path) -> None:
    with pytest.raises(FileExistsError), whole_file(path):
        path.write_bytes(OLD)
    assert (path.read_bytes(), names(path)) == (OLD, ["file"])


@pytest.mark.parametrize("over", [False, True])
def test_an_error_half_way_leaves_what_was_there_and_nothing_beside_it(path: Path, over: bool) -> None:
    if over:
        path.write_bytes(OLD)
    with pytest.raises(Stopped), whole_file(path, over=over) as file:
        stop(file)
    assert names(path) == (["file"] if over else [])
    assert not over or path.read_bytes() == OLD


@contextmanager
def small_disk(most: int) -> Iterator[None]:
    """No file of this process can grow beyond so many bytes: the write fails as on a disk that is full."""
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_disk_that_is_full_leaves_what_was_there(path: Path) -> None:
    path.write_bytes(OLD)
    with small_disk(1 << 16), pytest.raises(OSError, match="too large"), whole_file(path, over=True) as file:
        file.write(b"x" * (1 << 17))
    assert (path.read_bytes(), names(path)) == (OLD, ["file"])


def test_what_only_fails_on_its_way_to_the_disk_leaves_what_was_there_too(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    path.write_bytes(OLD)
    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="Input/output"), whole_file(path, over=True) as file:
        file.write(NEW)
    assert (path.read_bytes(), names(path)) == (OLD, ["file"])


def test_a_memory_stick_that_knows_no_links_takes_a_file_and_keeps_what_it_has(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_from: Path, _to: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", unknown)
    with whole_file(path) as file:
        file.write(NEW)
    assert (path.read_bytes(), names(path)) == (NEW, ["file"])
    path.unlink()
    with pytest.raises(FileExistsError), whole_file(path):
        path.write_bytes(OLD)
    assert (path.read_bytes(), names(path)) == (OLD, ["file"])


def test_name_and_content_are_on_the_disk_before_anybody_goes_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put: list[str] = []
    fsync = os.fsync

    def noted(descriptor: int) -> None:
        put.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else f"content, {names(path)[-1]}")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    with whole_file(path) as file:
        file.write(NEW)
    assert [each.partition(",")[0] for each in put] == ["content", "folder"]
    assert put[0] != "content, file", "the name comes after the content"
