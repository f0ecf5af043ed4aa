"""A sealed file opens for its reader alone, whole and unchanged, whatever its size."""

import base64
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from participation.sealing import CannotOpen
from participation.sealing.files import MAGIC, PIECE, TAG, key_id_of, open_file, seal_file
from tests.sealing.test_envelopes import hpke_open

OWNER = X25519PrivateKey.generate()
KNOWN = json.loads((Path(__file__).parent.parent / "data" / "envelopes" / "file_v1.json").read_text("utf-8"))
SIZES = [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7]


def sealed(content: bytes, chunk: int = 1000) -> bytes:
    out = io.BytesIO()
    chunks = (content[start : start + chunk] for start in range(0, len(content), chunk))
    seal_file(chunks, out, "recovery-1", OWNER.public_key())
    return out.getvalue()


def opened(file: bytes, private: X25519PrivateKey = OWNER) -> bytes:
    return b"".join(open_file(io.BytesIO(file), private))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("chunk", [999, PIECE, 10 * PIECE])
def test_any_size_comes_back_in_chunks_of_any_size(size: int, chunk: int) -> None:
    content = bytes(number % 251 for number in range(size))
    assert opened(sealed(content, chunk)) == content


@given(st.binary(max_size=3000))
def test_any_content_comes_back(content: bytes) -> None:
    assert opened(sealed(content)) == content


def test_nobody_else_opens_it() -> None:
    with pytest.raises(CannotOpen):
        opened(sealed(b"records"), X25519PrivateKey.generate())


def pieces_of(file: bytes) -> tuple[bytes, list[bytes]]:
    head = len(MAGIC) + 1 + len("recovery-1") + 80
    return file[:head], [file[at : at + PIECE + TAG] for at in range(head, len(file), PIECE + TAG)]


def spoilt(file: bytes) -> Iterator[bytes]:
    """Cut, lengthened, changed, with pieces moved, doubled, left out."""
    head, (one, two, three) = pieces_of(file)
    for end in (*range(0, len(head) + 40, 7), len(head + one), len(head + one + two), len(file) - 1):
        yield file[:end]
    for place in (*range(0, len(head) + 40, 5), len(head + one), len(file) - 1):
        yield file[:place] + bytes([file[place] ^ 1]) + file[place + 1 :]
    for order in ((one, three), (two, three), (one, one, two, three), (two, one, three), (one, two), (three,)):
        yield head + b"".join(order)
    yield file + b"\0"
    yield file + three


def test_a_file_that_is_not_as_it_was_written_does_not_open_to_its_end() -> None:
    file = sealed(b"a" * (2 * PIECE + 10))
    other = sealed(b"b" * (2 * PIECE + 10))
    tried = [*spoilt(file), pieces_of(file)[0] + b"".join(pieces_of(other)[1])]
    assert len(tried) > 50
    for each in tried:
        with pytest.raises(CannotOpen):
            opened(each)


@given(st.binary(max_size=300))
def test_noise_is_no_file(noise: bytes) -> None:
    for attempt in (noise, MAGIC + noise):
        with pytest.raises(CannotOpen):
            opened(attempt)


def test_it_names_the_key_that_opens_it_and_shows_nothing_else() -> None:
    file = sealed(b"Zwergkaninchen" * 9000)
    assert key_id_of(io.BytesIO(file)) == "recovery-1"
    assert b"Zwerg" not in file
    assert sealed(b"a") != sealed(b"a")


def read_sealed(file: bytes, private: X25519PrivateKey) -> bytes:
    """A second reader, from the module's first lines alone."""
    start = len(b"participation sealed file 1\n")
    name = file[start + 1 : start + 1 + file[start]]
    end = start + 1 + len(name) + 80
    key = AESGCM(hpke_open(file[end - 80 : end], private, b"participation/file/" + name))
    pieces = [file[at : at + 65536 + 16] for at in range(end, len(file), 65536 + 16)]
    numbered = ((number.to_bytes(11) + bytes([number == len(pieces) - 1]), p) for number, p in enumerate(pieces))
    return b"".join(key.decrypt(nonce, piece, file[:end]) for nonce, piece in numbered)


def test_an_old_file_still_opens_and_a_second_reader_agrees() -> None:
    private = X25519PrivateKey.from_private_bytes(bytes.fromhex(KNOWN["private"]))
    file = base64.b64decode(KNOWN["file"])
    assert opened(file, private).decode() == read_sealed(file, private).decode() == KNOWN["content"]
    content = b"x" * (2 * PIECE + 5)
    assert read_sealed(sealed(content), OWNER) == content
