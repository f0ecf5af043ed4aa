"""What a restore refuses, and that it has written nothing then."""

from dataclasses import replace
from pathlib import Path

from flask import Flask

from participation.operations import backup
from participation.operations.backup import Manifest
from participation.sealing.files import seal_file
from participation.sealing.keyring import Keyring, recovery_from_halves
from tests.databases import on_both
from tests.operations.backing_up import (
    WORDS,
    Filled,
    Machine,
    _carried,
    backed_up,
    counts_of,
    filled,
    halves,
    is_untouched,
    keys_dir,
    machine,
    private_folders,
    read_by_officer,
    refused,
    restore,
    two_weeks_before,
)

__all__ = ["filled", "halves", "keys_dir", "machine", "private_folders", "two_weeks_before"]


@on_both
def test_nothing_is_written_without_the_right_halves(
    app: Flask, machine: Machine, filled: Filled, halves: tuple[str, ...], tmp_path: Path
) -> None:
    file, new = backed_up(app, tmp_path / "backup"), machine()
    others = tuple(_carried(Keyring.create(tmp_path / "others").folder, tmp_path / "their safe"))
    words = tmp_path / "words"
    words.write_text("half a sandwich")
    for given, said in (
        ((), "A restore needs both halves of the recovery key"),
        (halves[:1], "A restore needs both halves of the recovery key"),
        ((*halves, halves[0]), "A restore needs both halves of the recovery key"),
        ((halves[0], halves[0]), "These two halves do not make the key that they name"),
        ((halves[0], others[1]), "These two halves do not make the key that they name"),
        ((halves[0], str(words)), "A half starts with the key's name and has 64 figures"),
        ((halves[0], str(tmp_path / "nowhere")), f"{tmp_path / 'nowhere'} cannot be read: No such file"),
        (others, "This backup is sealed to recovery-0001-"),
    ):
        assert refused(restore(new, file, given)).startswith(said)
        assert is_untouched(new)


@on_both
def test_nothing_is_written_from_a_file_that_is_cut_off_altered_or_no_backup(
    app: Flask, machine: Machine, filled: Filled, halves: tuple[str, ...], tmp_path: Path
) -> None:
    whole, new, file = backed_up(app, tmp_path / "backup").read_bytes(), machine(), tmp_path / "spoilt"
    places = [0, 40, 120, 200, 5000, len(whole) // 2, len(whole) - 1]
    altered = (whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :] for place in places)
    cut = (whole[:place] for place in places)
    for spoilt in (*altered, *cut, whole + b"\0", b"CREATE TABLE staff"):
        file.write_bytes(spoilt)
        said = refused(restore(new, file, halves))
        assert said.startswith((f"{file} is damaged, cut off, or no backup; nothing", "This backup is sealed to reco"))
        assert is_untouched(new)
    assert "cannot be read" in refused(restore(new, tmp_path / "nowhere", halves))
    assert "cannot be read" in refused(restore(new, tmp_path / "backup", halves, "--erased", tmp_path / "nowhere"))
    assert is_untouched(new)


@on_both
def test_nothing_is_written_where_it_does_not_belong(
    app: Flask, machine: Machine, filled: Filled, halves: tuple[str, ...], tmp_path: Path
) -> None:
    file, new = backed_up(app, tmp_path / "backup"), machine()
    assert refused(restore(app, file, halves)).startswith("The database is not empty;")
    assert WORDS in read_by_officer(app, filled)
    other = "postgresql" if app.extensions["engine"].dialect.name == "sqlite" else "sqlite"
    for change, said in (
        ({"database": other}, f"This is a backup of {other}; PARTICIPATION_DATABASE_URL names"),
        ({"revision": "9999"}, "This backup was made by a newer version"),
    ):
        assert refused(restore(new, rewritten(file, halves, **change), halves)).startswith(said)
    assert is_untouched(new)
    nowhere = machine(keys_dir=str(tmp_path / "nowhere"))
    assert refused(restore(nowhere, file, halves)).startswith("The keys folder")
    assert is_untouched(new)


def rewritten(file: Path, halves: tuple[str, ...], **change: object) -> Path:
    """This backup with another manifest."""
    key_id, private = recovery_from_halves(*(Path(half).read_text() for half in halves))
    with file.open("rb") as sealed:
        manifest, content = backup.manifest_of(sealed, private)
        changed: Manifest = replace(manifest, **change)  # type: ignore[arg-type]
        other = file.with_name("changed")
        with other.open("wb") as out:
            seal_file([changed.to_bytes(), *content], out, key_id, private.public_key())
    return other


@on_both
def test_rows_that_are_missing_after_a_restore_are_named(
    app: Flask, machine: Machine, filled: Filled, halves: tuple[str, ...], tmp_path: Path
) -> None:
    file = backed_up(app, tmp_path / "backup")
    changed = rewritten(file, halves, counts={**counts_of(file, halves), "submission": 3})
    result = restore(machine(), changed, halves)
    assert refused(result) == "submission: 2 rows; the backup counts 3.\n"
