"""The folder of keys: made once, whole, for one account, and enough to open again what was sealed."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from participation.sealing import CannotOpen, Header, open_envelope, recipients_of
from participation.sealing.key_files import write
from participation.sealing.keyring import SECRETS, Keyring, KeysUnfit, recovery_from_halves
from tests.parts import loaded


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return Keyring.create(tmp_path / "keys")


def header(kind: str = "views") -> Header:
    return Header(kind, "01k7q", "r-1", "en", "my_views.short.v1", date(2026, 11, 22))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def carry_halves_away(keyring: Keyring) -> tuple[str, str]:
    halves = [keyring.folder / f"recovery.half-{number}" for number in (1, 2)]
    one, other = (half.read_text() for half in halves)
    for half in halves:
        half.unlink()
    return one, other


@pytest.mark.parametrize("kind", ["views", "feedback", "advocacy", "adult"])
def test_words_of_every_kind_come_back(keyring: Keyring, kind: str) -> None:
    assert keyring.open(keyring.seal(b"words", header(kind)), header(kind)) == b"words"


@pytest.mark.parametrize(
    ("kind", "reader"),
    [
        ("views", "service"),
        ("adult", "service"),
        ("carer", "service"),
        ("feedback", "feedback"),
        ("advocacy", "advocacy"),
    ],
)
def test_each_kind_is_sealed_to_its_reader_and_the_recovery_key(keyring: Keyring, kind: str, reader: str) -> None:
    assert [key_id.split("-")[0] for key_id in keyring.recipients(kind)] == [reader, "recovery"]
    assert set(recipients_of(keyring.seal(b"", header(kind)))) == set(keyring.recipients(kind))


def test_feedback_does_not_open_with_the_key_of_the_service(keyring: Keyring) -> None:
    envelope = keyring.seal(b"he did not listen", header("feedback"))
    with pytest.raises(CannotOpen):
        keyring.open(envelope, header("views"))
    with pytest.raises(CannotOpen):
        Keyring(without(keyring, "feedback/*.private")).open(envelope, header("feedback"))


def without(keyring: Keyring, pattern: str) -> Path:
    for path in keyring.folder.glob(pattern):
        path.unlink()
    return keyring.folder


def test_a_public_keyring_seals_and_cannot_open(keyring: Keyring) -> None:
    public = Keyring.load(keyring.folder, private=False)
    envelope = public.seal(b"words", header())
    with pytest.raises(CannotOpen):
        public.open(envelope, header())
    assert Keyring.load(keyring.folder).open(envelope, header()) == b"words"


def test_a_public_keyring_never_reads_a_private_file(keyring: Keyring) -> None:
    carry_halves_away(keyring)
    for path in keyring.folder.glob("*/*.private"):
        path.write_bytes(b"\xff not a key")
    public = Keyring.load(keyring.folder, private=False)
    assert public.problems() == []
    public.seal(b"words", header())
    assert len(Keyring.load(keyring.folder).problems()) == 3


def test_creating_again_keeps_every_file(keyring: Keyring) -> None:
    before = contents(keyring.folder)
    Keyring.create(keyring.folder)
    assert contents(keyring.folder) == before


def test_creating_again_makes_only_what_is_missing(keyring: Keyring) -> None:
    before = contents(keyring.folder)
    without(keyring, "advocacy/*")
    without(keyring, "pepper")
    Keyring.create(keyring.folder)
    after = contents(keyring.folder)
    assert {name for name in after if before.get(name) != after[name]} == {
        "pepper",
        *(name for name in after if name.startswith("advocacy/")),
    }


def test_processes_that_create_at_once_end_with_one_set_of_keys(tmp_path: Path) -> None:
    def create(_: int) -> tuple[int, str]:
        done = loaded.run("tests.sealing.creating", [str(tmp_path / "keys")], os.environ)
        return done.returncode, done.stdout

    with ThreadPoolExecutor(6) as at_once:
        ((status, said),) = set(at_once.map(create, range(6)))
    assert (status, len(said.split())) == (0, 2 + 2)
    assert len(contents(tmp_path / "keys")) == 3 * 2 + 1 + 2 + len(SECRETS)


def test_no_half_written_file_is_left_behind(keyring: Keyring) -> None:
    assert not [name for name in contents(keyring.folder) if name.rpartition("/")[2].startswith(".")]


def test_a_key_that_is_there_is_never_written_over(keyring: Keyring) -> None:
    before = contents(keyring.folder)
    with pytest.raises(FileExistsError):
        write(keyring.folder / "pepper", "00" * 32)
    assert contents(keyring.folder) == before


def test_no_two_changes_of_a_folder_look_like_one_to_who_remembers_a_listing(tmp_path: Path) -> None:
    stamps = set()
    for number in range(50):
        write(tmp_path / str(number), "00" * 32)
        stamps.add(tmp_path.stat().st_mtime_ns)
    assert len(stamps) == 50


def test_all_files_are_for_one_account_only(keyring: Keyring) -> None:
    assert keyring.folder.stat().st_mode & 0o777 == 0o700
    for path in keyring.folder.rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600)


def test_after_rotation_new_words_use_the_new_key_and_old_words_still_open(keyring: Keyring) -> None:
    old = keyring.seal(b"old words", header())
    new_id = keyring.rotate("service")
    new = keyring.seal(b"new words", header())
    assert new_id in recipients_of(new)
    assert new_id not in recipients_of(old)
    assert keyring.open(old, header()) == b"old words"
    assert keyring.open(new, header()) == b"new words"
    assert (keyring.is_current(old, "views"), keyring.is_current(new, "views")) == (False, True)


def test_the_tenth_rotation_is_newer_than_the_ninth(keyring: Keyring) -> None:
    ids = [keyring.rotate("feedback") for _ in range(10)]
    assert next(iter(keyring.recipients("feedback"))) == ids[-1]


def test_the_two_halves_open_everything_and_one_opens_nothing(keyring: Keyring) -> None:
    one, other = carry_halves_away(keyring)
    key_id, private = recovery_from_halves(one, other)
    assert recovery_from_halves(other.upper().replace("\n", "  "), one)[0] == key_id
    for kind in ("views", "feedback", "advocacy"):
        envelope = keyring.seal(b"words", header(kind))
        assert open_envelope(envelope, header(kind), key_id, private) == b"words"
    with pytest.raises(KeysUnfit, match="do not make the key"):
        recovery_from_halves(one, one)


def test_a_mistyped_or_foreign_half_is_named_as_such(keyring: Keyring, tmp_path: Path) -> None:
    one, other = carry_halves_away(keyring)
    _, foreign = carry_halves_away(Keyring.create(tmp_path / "elsewhere"))
    mistyped = other[:-8] + ("0" if other[-8] != "0" else "1") + other[-7:]
    for wrong in (foreign, mistyped):
        with pytest.raises(KeysUnfit, match="do not make the key"):
            recovery_from_halves(one, wrong)
    with pytest.raises(KeysUnfit, match="64 figures"):
        recovery_from_halves(one, other[:-6])


def test_the_whole_recovery_key_is_never_on_disk(keyring: Keyring) -> None:
    halves = [(keyring.folder / f"recovery.half-{number}").read_text() for number in (1, 2)]
    _, private = recovery_from_halves(halves[0], halves[1])
    written = b"".join(contents(keyring.folder).values())
    assert private.private_bytes_raw() not in written
    assert private.private_bytes_raw().hex().encode() not in written


def test_recovery_is_not_rotated_over_halves_that_were_not_carried_away(keyring: Keyring) -> None:
    before = contents(keyring.folder)
    with pytest.raises(KeysUnfit, match="carry it away"):
        keyring.rotate("recovery")
    assert contents(keyring.folder) == before
    carry_halves_away(keyring)
    assert keyring.rotate("recovery") in keyring.recipients("views")


def test_secrets_are_32_bytes_and_all_different(keyring: Keyring) -> None:
    secrets = {keyring.secret(name) for name in SECRETS}
    assert {len(secret) for secret in secrets} == {32}
    assert len(secrets) == len(SECRETS) == 4
    with pytest.raises(KeysUnfit, match="no secret called peper"):
        keyring.secret("peper")


def test_a_new_secret_for_cookies_changes_nothing_else(keyring: Keyring) -> None:
    before = contents(keyring.folder)
    keyring.renew_cookies()
    after = contents(keyring.folder)
    assert {name for name in {*before, *after} if before.get(name) != after.get(name)} == {"cookies"}
    assert (keyring.folder / "cookies").stat().st_mode & 0o777 == 0o600
    assert len(keyring.secret("cookies")) == 32


def test_fit_keys_have_no_problems(keyring: Keyring) -> None:
    assert [problem for problem in keyring.problems() if "half" not in problem] == []
    assert len(keyring.problems()) == 2
    carry_halves_away(keyring)
    assert keyring.problems() == []


def spoilt(folder: Path) -> Iterator[tuple[Path, str]]:
    """Each way to spoil a folder of keys, one at a time, and what must then be said."""
    for name in ("service", "feedback", "advocacy", "recovery"):
        (public,) = (folder / name).glob("*.public")
        held = public.read_bytes()
        public.unlink()
        yield public, f"The {name} key is missing."
        public.write_bytes(X25519PrivateKey.generate().public_key().public_bytes_raw().hex().encode())
        yield public, f"The public half of {public.stem} is not the one that its name promises."
        public.write_bytes(b"")
        yield public, f"{public} is damaged."
        public.write_bytes(held)
    for path in (folder / "pepper", *(folder / "service").glob("*.private")):
        held = path.read_bytes()
        path.unlink()
        yield path, f"{path} is missing."
        path.write_bytes(held[:-9])
        path.chmod(0o600)
        yield path, f"{path} is damaged."
        path.write_bytes(held)
        path.chmod(0o640)
        yield path, f"{path} can be read by other accounts of this machine."
        path.chmod(0o600)
    authenticators = folder / "authenticators"
    held = authenticators.read_bytes()
    authenticators.unlink()
    yield (
        authenticators,
        (
            f"{authenticators} is missing: bring it back from the copy of the keys; if it was never there, run:"
            " participation keys init."
        ),
    )
    write(authenticators, held.decode().strip())
    folder.chmod(0o755)
    yield folder, f"{folder} can be read by other accounts of this machine."
    folder.chmod(0o700)


def test_each_problem_is_one_sentence_that_names_what_is_wrong(keyring: Keyring) -> None:
    carry_halves_away(keyring)
    for place, sentence in spoilt(keyring.folder):
        assert keyring.problems() == [sentence], place
    assert keyring.problems() == []


def test_a_private_half_under_another_name_is_noticed(keyring: Keyring) -> None:
    carry_halves_away(keyring)
    (service,) = (keyring.folder / "service").glob("*.private")
    (feedback,) = (keyring.folder / "feedback").glob("*.private")
    service.write_bytes(feedback.read_bytes())
    assert keyring.problems() == [
        f"The private half of {service.stem} is not the one that its name promises.",
    ]


def test_a_folder_that_is_not_there_is_one_problem_and_seals_nothing(tmp_path: Path) -> None:
    keyring = Keyring.load(tmp_path / "nowhere")
    assert keyring.problems() == [f"The keys folder {tmp_path / 'nowhere'} is missing; run: participation keys init."]
    with pytest.raises(KeysUnfit, match="The service key is missing"):
        keyring.seal(b"words", header())


def test_an_envelope_cannot_point_outside_the_folder(keyring: Keyring) -> None:
    path = b"../../../etc/x"
    with pytest.raises(CannotOpen):
        keyring.open(b"\x01\x01" + bytes([len(path)]) + path + b"\0" * 200, header())
