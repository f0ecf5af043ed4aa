"""What one guess at a typed code, a lock or a password costs whoever holds a copy of the database."""

from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.low_level import Type, hash_secret_raw


@dataclass(frozen=True)
class Cost:
    """So many passes over so many KiB of memory."""

    passes: int
    memory: int


OF_CODES = Cost(passes=3, memory=64 * 1024)
OF_PASSWORDS = Cost(passes=2, memory=19 * 1024)


def slow_hash(secret: bytes, salt: bytes, length: int) -> bytes:
    """So many bytes of a secret that is short enough to be searched by machine."""
    return hash_secret_raw(secret, salt, OF_CODES.passes, OF_CODES.memory, parallelism=1, hash_len=length, type=Type.ID)


def password_hasher() -> PasswordHasher:
    """Writes the cost beside each hash, so older ones still open."""
    return PasswordHasher(OF_PASSWORDS.passes, OF_PASSWORDS.memory, parallelism=1)
