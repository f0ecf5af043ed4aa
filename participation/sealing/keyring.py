"""The folder of keys: pairs to seal and open with, the recovery key in two halves, four secrets, inherited peppers.

Every key has an id such as `service-0001-9f86d081`: its name, its version, and the first figures of the
SHA-256 of its public half. The folder is looked at when it is needed, so a rotation is seen without a restart.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from participation.files import whole_file
from participation.sealing import CannotOpen, Header, open_envelope, recipients_of, rewrap, seal
from participation.sealing.key_files import KEY_SIZE, KeysUnfit, locked, make_folder, read, write

PAIRS = ("service", "feedback", "advocacy")
RECOVERY = "recovery"
COOKIES, AUTHENTICATORS = "cookies", "authenticators"
SECRETS = ("pepper", COOKIES, "audit", AUTHENTICATORS)
PUBLIC_SECRETS = ("pepper", COOKIES)
"""What the public side needs besides public halves; it writes no audit, and no staff sign in there."""
HALVES = ("recovery.half-1", "recovery.half-2")

_NAMES = {"feedback": "feedback", "advocacy": "advocacy", "complaint": "feedback", "complaint_note": "feedback"}

__all__ = ["Keyring", "KeysUnfit", "recovery_from_halves"]

_INHERITED = "peppers"
_HALF = re.compile(r"(recovery-\d{4}-[0-9a-f]{8})\s+half\s+[12]\s+of\s+2\s+((?:[0-9a-f]\s*){64})")


@dataclass(frozen=True)
class Keyring:
    """The keys in one folder; without `private` it can seal, and never reads what would open."""

    folder: Path
    private: bool = True
    known: dict[str, X25519PublicKey] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def create(cls, folder: str | Path) -> "Keyring":
        """Makes what is missing and keeps what is there, also when two processes start at once."""
        keyring = cls(Path(folder))
        with locked(keyring.folder):
            for name in (*PAIRS, RECOVERY):
                if not keyring._versions(name):
                    keyring._add_version(name)
            for name in SECRETS:
                if not (keyring.folder / name).exists():
                    write(keyring.folder / name, os.urandom(KEY_SIZE).hex())
        return keyring

    @classmethod
    def load(cls, folder: str | Path, private: bool = True) -> "Keyring":
        return cls(Path(folder), private)

    def rotate(self, name: str) -> str:
        """Adds a version, used for sealing from now on; the older ones stay for opening. Gives its id."""
        with locked(self.folder):
            return self._add_version(name)

    def renew_cookies(self) -> None:
        """A new secret in place of the one that signs cookies; there is one at every moment."""
        with locked(self.folder), whole_file(self.folder / COOKIES, over=True) as file:
            file.write(f"{os.urandom(KEY_SIZE).hex()}\n".encode("ascii"))

    def export_public(self, folder: Path) -> None:
        """Makes or renews a folder for the public side: public halves, the pepper, and a cookie secret of its own."""
        with locked(folder):
            for key_id in map(self._newest, (*PAIRS, RECOVERY)):
                made = Keyring(folder, private=False)._path(key_id, "public")
                make_folder(made.parent)
                if not made.exists():
                    write(made, self._public(key_id).public_bytes_raw().hex())
            # With a secret of its own whoever takes the public machine can sign no cookie of the staff side.
            for name, secret in (("pepper", self.secret("pepper")), (COOKIES, os.urandom(KEY_SIZE))):
                if not (folder / name).exists():
                    write(folder / name, secret.hex())
        for pepper in self.peppers()[1:]:
            Keyring(folder, private=False).inherit_pepper(pepper)

    def recipients(self, kind: str) -> Mapping[str, X25519PublicKey]:
        """Whose keys an item of this kind is sealed to: its own reader and the recovery key."""
        names = (_name_for(kind), RECOVERY)
        return {key_id: self._known(key_id) for key_id in map(self._newest, names)}

    def recovery(self) -> tuple[str, X25519PublicKey]:
        """The recovery key's id and public half."""
        key_id = self._newest(RECOVERY)
        return key_id, self._known(key_id)

    def seal(self, words: bytes, header: Header) -> bytes:
        return seal(words, header, self.recipients(header.kind))

    def open(self, envelope: bytes, header: Header) -> bytes:
        return open_envelope(envelope, header, *self._opener(envelope, header.kind))

    def resealed(self, envelope: bytes, header: Header) -> bytes:
        """An envelope for the newest keys only; what is sealed to them already stays as it is."""
        if self.is_current(envelope, header.kind):
            return envelope
        return rewrap(envelope, header, self._opener(envelope, header.kind), self.recipients(header.kind))

    def _opener(self, envelope: bytes, kind: str) -> tuple[str, X25519PrivateKey]:
        held = self._versions(_name_for(kind), "private") if self.private else ()
        for key_id in set(recipients_of(envelope)).intersection(held):
            return key_id, X25519PrivateKey.from_private_bytes(read(self._path(key_id, "private")))
        raise CannotOpen

    def is_current(self, envelope: bytes, kind: str) -> bool:
        """Whether the envelope is sealed to the newest keys, or has to be sealed again after a rotation."""
        return set(recipients_of(envelope)) == set(self.recipients(kind))

    def secret(self, name: str) -> bytes:
        if name not in SECRETS:
            raise KeysUnfit(f"There is no secret called {name}.")
        return read(self.folder / name)

    def peppers(self) -> tuple[bytes, ...]:
        """Its own, with which whatever is new is made; then those of councils whose letters, sheets and locks came."""
        return self.secret("pepper"), *map(self._pepper, self._inherited())

    def inherit_pepper(self, pepper: bytes) -> str:
        """Keep, for good, the pepper with which another council printed what opens here now; gives its name."""
        with locked(self.folder / _INHERITED):
            if pepper not in self.peppers():
                write(self.folder / _INHERITED / _name_of(pepper), pepper.hex())
        return _name_of(pepper)

    def names_of_peppers(self) -> set[str]:
        """By which a handover knows those that came with it."""
        return set(map(_name_of, self.peppers()))

    def _inherited(self) -> tuple[str, ...]:
        return _listed(os.path.join(self.folder, _INHERITED), "([0-9a-f]{16})")

    def _pepper(self, name: str) -> bytes:
        return read(self.folder / _INHERITED / name)

    def holds_private(self) -> bool:
        """Whether there is anything here that opens."""
        return any(self.folder.glob("*/*.private"))

    def problems(self) -> list[str]:
        """One plain sentence for each reason why these keys should not be trusted with children's words."""
        if not self.folder.is_dir():
            return [f"The keys folder {self.folder} is missing; run: participation keys init."]
        if not os.access(self.folder, os.R_OK | os.X_OK):
            return [
                f"The keys folder {self.folder} cannot be read by this account; run: chown -R ACCOUNT {self.folder}"
            ]
        missing = [f"The {name} key is missing." for name in (*PAIRS, RECOVERY) if not self._versions(name)]
        return [*missing, *self._older(), *self._damaged(), *self._exposed(), *self._halves_left()]

    def is_whole(self) -> bool:
        """Whether every key and secret that is needed here is there and can be read; not whether others can, too."""
        try:
            return all(map(self._versions, (*PAIRS, RECOVERY))) and not any(self._damaged())
        except OSError:
            return False

    def _older(self) -> Iterator[str]:
        """A folder that was made before authenticators had a key of their own."""
        path = self.folder / AUTHENTICATORS
        if self.private and not path.exists():
            yield (
                f"{path} is missing: bring it back from the copy of the keys; if it was never there, run: participation"
                " keys init."
            )

    def _damaged(self) -> Iterator[str]:
        for name in (*PAIRS, RECOVERY):
            for key_id in self._versions(name):
                yield from _complaint(self._public, key_id)
            if self.private and name in PAIRS and self._versions(name):
                yield from _complaint(self._private_matches, self._newest(name))
        for name in SECRETS if self.private else PUBLIC_SECRETS:
            if name != AUTHENTICATORS or (self.folder / name).exists():
                yield from _complaint(self.secret, name)
        for name in self._inherited():
            yield from _complaint(self._pepper, name)

    def _exposed(self) -> Iterator[str]:
        guarded = [self.folder, *(self.folder / name for name in (*SECRETS, *HALVES))]
        guarded += [*sorted(self.folder.glob("*/*.private")), *sorted(self.folder.glob(f"{_INHERITED}/*"))]
        for path in guarded:
            if path.exists() and path.stat().st_mode & 0o077:
                yield f"{path} can be read by other accounts of this machine."

    def _halves_left(self) -> Iterator[str]:
        for name in HALVES:
            if (self.folder / name).exists():
                yield f"{name} still lies beside the keys; carry each half to a safe place of its own."

    def _versions(self, name: str, half: str = "public") -> tuple[str, ...]:
        return _listed(os.path.join(self.folder, name), rf"({name}-\d{{4}}-[0-9a-f]{{8}})\.{half}")

    def _newest(self, name: str) -> str:
        versions = self._versions(name)
        if not versions:
            raise KeysUnfit(f"The {name} key is missing.")
        return versions[-1]

    def _path(self, key_id: str, half: str) -> Path:
        return self.folder / key_id.partition("-")[0] / f"{key_id}.{half}"

    def _known(self, key_id: str) -> X25519PublicKey:
        """A public half, read once: its name ends in its fingerprint, so a name never means another key."""
        if key_id not in self.known:
            self.known[key_id] = self._public(key_id)
        return self.known[key_id]

    def _public(self, key_id: str) -> X25519PublicKey:
        public = X25519PublicKey.from_public_bytes(read(self._path(key_id, "public")))
        if not key_id.endswith(_fingerprint(public)):
            raise KeysUnfit(f"The public half of {key_id} is not the one that its name promises.")
        return public

    def _private_matches(self, key_id: str) -> None:
        private = X25519PrivateKey.from_private_bytes(read(self._path(key_id, "private")))
        if not key_id.endswith(_fingerprint(private.public_key())):
            raise KeysUnfit(f"The private half of {key_id} is not the one that its name promises.")

    def _add_version(self, name: str) -> str:
        private, versions = X25519PrivateKey.generate(), self._versions(name)
        number = int(versions[-1].split("-")[1]) + 1 if versions else 1
        key_id = f"{name}-{number:04}-{_fingerprint(private.public_key())}"
        make_folder(self.folder / name)
        if name == RECOVERY:
            self._write_halves(key_id, private.private_bytes_raw())
        else:
            write(self._path(key_id, "private"), private.private_bytes_raw().hex())
        # Last: until it is there nothing can be sealed to a key that a crash kept from being written down.
        write(self._path(key_id, "public"), private.public_key().public_bytes_raw().hex())
        return key_id

    def _write_halves(self, key_id: str, private: bytes) -> None:
        """Either half alone is noise; together they open everything, so they are never kept together."""
        for name in HALVES:
            if (self.folder / name).exists():
                raise KeysUnfit(f"{name} still lies in {self.folder}; carry it away before making another.")
        noise = os.urandom(KEY_SIZE)
        for number, (name, half) in enumerate(zip(HALVES, (noise, _xor(noise, private)), strict=True), start=1):
            write(self.folder / name, f"{key_id} half {number} of 2\n{half.hex(' ', 2)}")


def recovery_from_halves(one: str, other: str) -> tuple[str, X25519PrivateKey]:
    """The recovery key's id and private half, from the two files or from what was typed off paper."""
    found = [_HALF.search(text.lower()) for text in (one, other)]
    if found[0] is None or found[1] is None:
        raise KeysUnfit("A half starts with the key's name and has 64 figures; one of these does not.")
    key_id = found[0][1]
    private = X25519PrivateKey.from_private_bytes(_xor(*(bytes.fromhex(half[2]) for half in found if half)))
    if found[1][1] != key_id or not key_id.endswith(_fingerprint(private.public_key())):
        raise KeysUnfit("These two halves do not make the key that they name; look for a mistyped figure.")
    return key_id, private


def _listed(folder: str, pattern: str) -> tuple[str, ...]:
    try:
        return _named_in(folder, pattern, os.stat(folder).st_mtime_ns)
    except FileNotFoundError:
        return ()


@lru_cache
def _named_in(folder: str, pattern: str, _changed_at: int) -> tuple[str, ...]:
    """Only what is named like a key: ids also come out of envelopes, and must not lead elsewhere."""
    named = (re.fullmatch(pattern, each) for each in os.listdir(folder))
    return tuple(sorted(found[1] for found in named if found))


def _name_for(kind: str) -> str:
    """Feedback about officers, complaints and requests for an advocate have readers of their own."""
    return _NAMES.get(kind, "service")


def _fingerprint(public: X25519PublicKey) -> str:
    return hashlib.sha256(public.public_bytes_raw()).hexdigest()[:8]


def _name_of(pepper: bytes) -> str:
    return hashlib.sha256(b"pepper/v1|" + pepper).hexdigest()[:16]


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _complaint(check: Callable[[str], object], name: str) -> Iterator[str]:
    try:
        check(name)
    except KeysUnfit as problem:
        yield str(problem)
