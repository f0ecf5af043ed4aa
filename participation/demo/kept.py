"""The letters and sign-ins of the demonstration, kept beside its database so that they work again tomorrow.

Nothing of the kind exists for real people: their letters' secrets are made, printed and forgotten.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from flask import current_app

from participation.config import Config
from participation.demo.place import SignIn
from participation.files import whole_file

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
    with whole_file(path(), over=True) as file:
        file.write(json.dumps(asdict(kept), indent=1).encode())


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
