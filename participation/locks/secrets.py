"""The keys of a lock: what the child chose is hashed slowly, and useless without letter and pepper."""

import hmac
import os
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from participation import clock, sealing
from participation.locks.choices import Combination
from participation.sealing.slow_hash import slow_hash

SALT_SIZE = 16


def new_salt() -> bytes:
    """Each lock has its own."""
    return os.urandom(SALT_SIZE)


def chosen_key(choice: Combination, salt: bytes, pepper: bytes) -> bytes:
    """What the choice gives towards a lock; never alone, but for what is sealed once more.

    Four pictures are fourteen bits, so no hash alone can keep them: the letter's root secret, which neither the
    database nor this server holds, makes them as strong as the letter. The pepper and the slow hash keep whoever has
    the letter and a copy of the database.
    """
    secret = hmac.digest(pepper, f"lock/v1|{choice.written}".encode("ascii"), "sha256")
    return slow_hash(secret, salt, 32)


def wrap(private: X25519PrivateKey, secret: bytes, lock_id: str) -> bytes:
    """The private half, for whoever has the secret."""
    return sealing.wrap(private.private_bytes_raw(), secret, f"lock/{lock_id}")


def unwrap(wrapped: bytes, secret: bytes, lock_id: str) -> X25519PrivateKey:
    """Raises CannotOpen for a wrong secret."""
    return X25519PrivateKey.from_private_bytes(sealing.unwrap(wrapped, secret, f"lock/{lock_id}"))


def closed_by_choice(private: X25519PrivateKey, chosen: bytes, lock_id: str) -> bytes:
    """The private half under the choice alone. It stands nowhere but in an envelope, or under a letter's root."""
    return sealing.wrap(private.private_bytes_raw(), chosen, f"lock/{lock_id}/chosen")


def header_for(lock_id: str, set_at: datetime) -> sealing.Header:
    """What stands beside the envelope with what the choice closes."""
    return sealing.Header("lock", lock_id, review="", language="", questionnaire="", day=clock.local(set_at).date())


def put_under(closed: bytes, root: bytes, lock_id: str) -> bytes:
    """What the choice closes, for the next letter: its root is known while it is drawn, and the choice is not."""
    return sealing.wrap(closed, root, f"lock/{lock_id}/letter")


def unwrap_carried(wrapped: bytes, root: bytes, chosen: bytes, lock_id: str) -> X25519PrivateKey:
    """Of a lock that came along from an earlier letter. Raises CannotOpen."""
    closed = sealing.unwrap(wrapped, root, f"lock/{lock_id}/letter")
    return X25519PrivateKey.from_private_bytes(sealing.unwrap(closed, chosen, f"lock/{lock_id}/chosen"))


def is_key(raw: bytes) -> bool:
    """Whether anything can be sealed to it: whoever holds the public side may have written any 32 bytes."""
    try:
        X25519PrivateKey.generate().exchange(public_half(raw))
    except ValueError:
        return False
    return True


def public_half(raw: bytes) -> X25519PublicKey:
    """As it stands in the row."""
    return X25519PublicKey.from_public_bytes(raw)
