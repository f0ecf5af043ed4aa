"""What is sealed opens for its reader alone, unchanged, in its own place, and shows nothing of its length."""

import base64
import dataclasses
import hmac
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from participation.sealing import (
    CannotOpen,
    Header,
    new_root,
    open_draft,
    open_envelope,
    recipients_of,
    rewrap,
    seal,
    seal_draft,
    unwrap,
    wrap,
)

VECTORS = json.loads((Path(__file__).parent.parent / "data" / "envelopes" / "v1.json").read_text("utf-8"))
HEADER = Header("views", "01k7q", "r-1", "ar", "my_views.short.v1", date(2026, 11, 22))
SERVICE, RECOVERY = X25519PrivateKey.generate(), X25519PrivateKey.generate()
RECIPIENTS = {"service-1": SERVICE.public_key(), "recovery-1": RECOVERY.public_key()}
OTHER_HEADERS = [
    dataclasses.replace(HEADER, kind="feedback"),
    dataclasses.replace(HEADER, id="01k7r"),
    dataclasses.replace(HEADER, review="r-2"),
    dataclasses.replace(HEADER, language="en"),
    dataclasses.replace(HEADER, questionnaire="my_views.short.v2"),
    dataclasses.replace(HEADER, day=date(2026, 11, 23)),
    dataclasses.replace(HEADER, id="r-1", review="01k7q"),
]
any_text = st.text(st.characters(exclude_categories=["Cs"]))


def opened(envelope: bytes, header: Header = HEADER) -> bytes:
    return open_envelope(envelope, header, "service-1", SERVICE)


@given(any_text)
def test_any_text_comes_back_as_it_was_typed_for_both_recipients(text: str) -> None:
    envelope = seal(text.encode(), HEADER, RECIPIENTS)
    assert opened(envelope).decode() == text
    assert open_envelope(envelope, HEADER, "recovery-1", RECOVERY).decode() == text


@given(st.binary(max_size=70_000))
def test_any_bytes_come_back(words: bytes) -> None:
    assert opened(seal(words, HEADER, RECIPIENTS)) == words


@pytest.mark.parametrize("elsewhere", OTHER_HEADERS)
def test_an_envelope_moved_to_another_place_does_not_open(elsewhere: Header) -> None:
    envelope = seal(b"I want my sister there", HEADER, RECIPIENTS)
    with pytest.raises(CannotOpen):
        opened(envelope, elsewhere)


def test_an_envelope_changed_by_one_bit_anywhere_does_not_open() -> None:
    envelope = seal(b"I want my sister there", HEADER, RECIPIENTS)
    for place in range(len(envelope) * 8):
        changed = bytearray(envelope)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(CannotOpen):
            opened(bytes(changed))


def test_an_envelope_cut_short_or_made_longer_does_not_open() -> None:
    envelope = seal(b"I want my sister there", HEADER, RECIPIENTS)
    for end in range(len(envelope)):
        with pytest.raises(CannotOpen):
            opened(envelope[:end])
    with pytest.raises(CannotOpen):
        opened(envelope + b"\0")


@given(st.binary(max_size=400))
def test_noise_is_refused_like_anything_else_that_does_not_open(noise: bytes) -> None:
    for attempt in (noise, b"\x01" + noise, b"\x01\x01\x09service-1" + noise):
        with pytest.raises(CannotOpen):
            opened(attempt)


def test_every_refusal_says_the_same() -> None:
    envelope = seal(b"words", HEADER, RECIPIENTS)
    stranger = X25519PrivateKey.generate()
    attempts = [
        (envelope, HEADER, "service-1", stranger),
        (envelope, HEADER, "recovery-1", SERVICE),
        (envelope, HEADER, "nobody", SERVICE),
        (envelope, HEADER, "nobodÿ", SERVICE),
        (envelope, OTHER_HEADERS[0], "service-1", SERVICE),
        (envelope[:40], HEADER, "service-1", SERVICE),
        (b"", HEADER, "service-1", SERVICE),
    ]
    said = set()
    for attempt in attempts:
        with pytest.raises(CannotOpen) as refusal:
            open_envelope(*attempt)
        said.add(str(refusal.value))
        assert refusal.value.__suppress_context__ or refusal.value.__context__ is None
    assert said == {"this does not open"}


def test_everything_from_nothing_to_900_letters_has_one_size() -> None:
    assert len({len(seal(b"a" * length, HEADER, RECIPIENTS)) for length in range(901)}) == 1


def test_sizes_rise_in_steps_only() -> None:
    overhead = len(seal(b"", HEADER, RECIPIENTS)) - 1024
    lengths = [1020, 1021, 4092, 4093, 16380, 16381, 65532, 65533, 131068, 131069]
    sizes = [(len(seal(b"a" * length, HEADER, RECIPIENTS)) - overhead) // 1024 for length in lengths]
    assert sizes == [1, 4, 4, 16, 16, 64, 64, 128, 128, 192]


def test_the_same_words_never_look_the_same_twice() -> None:
    assert seal(b"no", HEADER, RECIPIENTS) != seal(b"no", HEADER, RECIPIENTS)


def test_an_envelope_names_its_recipients() -> None:
    assert recipients_of(seal(b"", HEADER, RECIPIENTS)) == ("recovery-1", "service-1")
    with pytest.raises(CannotOpen):
        recipients_of(b"\x01\x02\x09service-1")


def test_words_are_never_sealed_to_nobody() -> None:
    with pytest.raises(ValueError, match="nobody"):
        seal(b"words", HEADER, {})


def test_after_rewrapping_the_new_key_opens_and_the_old_one_does_not() -> None:
    new = X25519PrivateKey.generate()
    old = seal(b"words", HEADER, RECIPIENTS)
    rewrapped = rewrap(old, HEADER, ("service-1", SERVICE), {"service-2": new.public_key()})
    assert open_envelope(rewrapped, HEADER, "service-2", new) == b"words"
    assert recipients_of(rewrapped) == ("service-2",)
    with pytest.raises(CannotOpen):
        opened(rewrapped)
    with pytest.raises(CannotOpen):
        rewrap(old, HEADER, ("service-1", new), RECIPIENTS)


def test_two_headers_are_never_written_alike() -> None:
    tricky = [("a", 'b","id":"c'), ('a","id":"b', "c"), ("a\\", '"b'), ("a\\\\", "b"), ("é", "e"), ("e", "é")]
    written = {Header(kind, id, "", "", "", HEADER.day).canonical() for kind, id in tricky}
    assert len(written) == len(tricky)


@given(any_text, any_text)
def test_a_draft_opens_with_its_root_and_in_its_place_only(text: str, place: str) -> None:
    root = new_root()
    draft = seal_draft(root, text.encode(), place)
    assert open_draft(root, draft, place).decode() == text
    with pytest.raises(CannotOpen):
        open_draft(new_root(), draft, place)
    with pytest.raises(CannotOpen):
        open_draft(root, draft, place + "x")


def test_a_draft_or_wrap_changed_or_cut_does_not_open() -> None:
    root = new_root()
    draft, wrapped = seal_draft(root, b"half a word", "d1"), wrap(root, b"token", "d1")
    assert unwrap(wrapped, b"token", "d1") == root
    for position in range(len(draft)):
        with pytest.raises(CannotOpen):
            open_draft(root, flipped(draft, position), "d1")
        with pytest.raises(CannotOpen):
            open_draft(root, draft[:position], "d1")
    for position in range(len(wrapped)):
        with pytest.raises(CannotOpen):
            unwrap(flipped(wrapped, position), b"token", "d1")
        with pytest.raises(CannotOpen):
            unwrap(wrapped[:position], b"token", "d1")


def flipped(sealed: bytes, position: int) -> bytes:
    return sealed[:position] + bytes([sealed[position] ^ 1]) + sealed[position + 1 :]


def test_a_draft_does_not_show_how_much_was_typed() -> None:
    root = new_root()
    assert len({len(seal_draft(root, b"a" * length, "d1")) for length in range(901)}) == 1


def test_a_wrap_opens_with_its_secret_and_context_only() -> None:
    wrapped = wrap(new_root(), b"token", "link-1/token")
    for secret, context in [
        (b"tokem", "link-1/token"),
        (b"token", "link-2/token"),
        (b"token", "link-1/code"),
    ]:
        with pytest.raises(CannotOpen):
            unwrap(wrapped, secret, context)


def test_a_wrap_is_not_a_draft() -> None:
    with pytest.raises(CannotOpen):
        open_draft(b"s" * 32, wrap(b"\0" * 1024, b"s" * 32, "x"), "x")


# A second reader, from RFC 9180 and the module's first lines alone: it shares no code with the first.


def labeled(key: bytes, suite: bytes, label: bytes, rest: bytes, length: int | None = None) -> bytes:
    """LabeledExtract, or LabeledExpand where a length is given."""
    message = b"HPKE-v1" + suite + label + rest
    if length is None:
        return hmac.digest(key, message, "sha256")
    return hmac.digest(key, length.to_bytes(2) + message + b"\x01", "sha256")[:length]


def hpke_open(sealed: bytes, private: X25519PrivateKey, info: bytes) -> bytes:
    kem, suite, share = b"KEM\0\x20", b"HPKE\0\x20\0\x01\0\x02", sealed[:32]
    shared = private.exchange(X25519PublicKey.from_public_bytes(share))
    both = share + private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    shared = labeled(labeled(b"", kem, b"eae_prk", shared), kem, b"shared_secret", both, 32)
    context = b"\0" + labeled(b"", suite, b"psk_id_hash", b"") + labeled(b"", suite, b"info_hash", info)
    secret = labeled(shared, suite, b"secret", b"")
    key = labeled(secret, suite, b"key", context, 32)
    return AESGCM(key).decrypt(labeled(secret, suite, b"base_nonce", context, 12), sealed[32:], None)


def read_envelope(envelope: bytes, header: bytes, key_id: bytes, private: X25519PrivateKey) -> bytes:
    position, content_key = 2, b""
    for _ in range(envelope[1]):
        name = envelope[position + 1 : position + 1 + envelope[position]]
        position += 1 + len(name) + 80
        if name == key_id:
            info = b"participation/envelope/" + name + b"/" + header
            content_key = hpke_open(envelope[position - 80 : position], private, info)
    nonce, sealed = envelope[position : position + 12], envelope[position + 12 :]
    padded = AESGCM(content_key).decrypt(nonce, sealed, envelope[:position] + header)
    return padded[4 : 4 + int.from_bytes(padded[:4])]


def read_closed(closed: bytes, secret: bytes, purpose: bytes) -> bytes:
    extracted = hmac.digest(b"\0" * 32, secret, "sha256")
    key = hmac.digest(extracted, b"participation/" + purpose + b"\x01", "sha256")
    return AESGCM(key).decrypt(closed[1:13], closed[13:], closed[:1] + purpose)


def known_header(fields: dict[str, Any]) -> Header:
    return Header(**{**fields, "day": date.fromisoformat(fields["day"])})


@pytest.mark.parametrize("known", VECTORS["envelopes"], ids=lambda known: str(known["about"]))
def test_an_old_envelope_still_opens_and_a_second_reader_agrees(known: dict[str, Any]) -> None:
    envelope = base64.b64decode(known["envelope"])
    words = known["words"] * known["times"]
    for key_id, hexadecimal in known["private"].items():
        private = X25519PrivateKey.from_private_bytes(bytes.fromhex(hexadecimal))
        header = json.dumps({**known["header"], "v": 1}, sort_keys=True, separators=(",", ":")).encode()
        assert read_envelope(envelope, header, key_id.encode(), private).decode() == words
        assert open_envelope(envelope, known_header(known["header"]), key_id, private).decode() == words


def test_an_old_draft_and_an_old_wrap_still_open_and_a_second_reader_agrees() -> None:
    draft, wrapped = VECTORS["draft"], VECTORS["wrap"]
    root, sealed = bytes.fromhex(draft["root"]), base64.b64decode(draft["sealed"])
    padded = read_closed(sealed, root, b"draft/" + draft["context"].encode())
    assert padded[4 : 4 + int.from_bytes(padded[:4])].decode() == draft["words"]
    assert open_draft(root, sealed, draft["context"]).decode() == draft["words"]
    closed, secret = base64.b64decode(wrapped["wrapped"]), wrapped["secret"].encode()
    assert read_closed(closed, secret, b"wrap/" + wrapped["context"].encode()) == root
    assert unwrap(closed, secret, wrapped["context"]) == root
