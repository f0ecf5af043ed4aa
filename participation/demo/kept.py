"""The letters and sign-ins of the demonstration, kept beside its database so that they work again tomorrow.

Nothing of the kind exists for real people: their letters' secrets are made, printed and forgotten.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from flask import current_app

from participation.config import Config
from participation.demo.place import SignIn

NAME = "demo-letters.json"


@dataclass(frozen=True)
class ShownLetter:
    """One letter that a tester may open."""

    who: str
    invitation_id: str
    token: str
    code: str
    lock: str = ""
    """What opens the lock that the child has put on it."""


@dataclass(frozen=True)
class Kept:
    """What the file holds."""

    letters: tuple[ShownLetter, ...]
    accounts: tuple[SignIn, ...]


def path() -> Path:
    """Beside the records."""
    config: Config = current_app.extensions["config"]
    return config.beside_records / NAME


def keep(kept: Kept) -> None:
    """Write the file anew, for this account of the machine only."""
    path().unlink(missing_ok=True)
    with open(os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(kept), file, indent=1)


def kept() -> Kept | None:
    """What was kept; None where no demonstration was made."""
    try:
        found = json.loads(path().read_text("utf-8"))
    except FileNotFoundError:
        return None
    return Kept(
        tuple(ShownLetter(**letter) for letter in found["letters"]),
        tuple(SignIn(**account) for account in found["accounts"]),
    )
