"""Where one size or one version of what is sealed ends and the next begins."""

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from participation import sealing
from participation.sealing import CannotOpen
from tests.sealing.test_envelopes import HEADER, RECIPIENTS, SERVICE, opened

ROOT = b"r" * 32


@pytest.mark.parametrize("length", [1019, 1020, 1021, 4092, 4093, 16380, 65532, 65533, 131068])
def test_words_that_fill_their_step_to_the_last_byte_come_back(length: int) -> None:
    words = b"a" * length
    assert opened(sealing.seal(words, HEADER, RECIPIENTS)) == words
    assert sealing.open_draft(ROOT, sealing.seal_draft(ROOT, words, "d1"), "d1") == words


@pytest.mark.parametrize("version", [0, 3, 255])
def test_what_another_version_closed_is_not_opened_by_this_one(version: int) -> None:
    def of_that_version(closed: bytes) -> bytes:
        return bytes([version]) + closed[1:]

    envelope = sealing.seal(b"words", HEADER, RECIPIENTS)
    draft, wrapped = sealing.seal_draft(ROOT, b"words", "d1"), sealing.wrap(ROOT, b"token", "d1")
    for attempt in (
        lambda: sealing.recipients_of(of_that_version(envelope)),
        lambda: sealing.open_draft(ROOT, of_that_version(draft), "d1"),
        lambda: sealing.unwrap(of_that_version(wrapped), b"token", "d1"),
    ):
        with pytest.raises(CannotOpen):
            attempt()


def test_an_envelope_to_nobody_names_nobody_and_one_that_ends_before_saying_so_is_none() -> None:
    assert sealing.recipients_of(b"\x01\x00") == ()
    with pytest.raises(CannotOpen):
        sealing.recipients_of(b"\x01")


def test_each_recipients_slot_ends_where_the_next_begins_however_long_their_names_are() -> None:
    keys = {name: X25519PrivateKey.generate() for name in ("a", "b" * 255, "service-1")}
    envelope = sealing.seal(b"words", HEADER, {name: key.public_key() for name, key in keys.items()})
    assert sealing.recipients_of(envelope) == tuple(sorted(keys))
    for name, key in keys.items():
        assert sealing.open_envelope(envelope, HEADER, name, key) == b"words"
    with pytest.raises(CannotOpen):
        sealing.open_envelope(envelope, HEADER, "service-1", SERVICE)


def test_padding_that_says_it_is_longer_than_it_is_does_not_open() -> None:
    for padded in (b"", b"\0\0\0", b"\0\0\0\x02a"):
        with pytest.raises(CannotOpen):
            sealing._unpad(padded)
    assert sealing._unpad(b"\0\0\0\x01a") == b"a"
    assert sealing._unpad(b"\0\0\0\0") == b""
