"""A process that creates keys where others do so too, and says which keys there are."""

import sys
from pathlib import Path

from participation.sealing.keyring import Keyring

if __name__ == "__main__":
    keyring = Keyring.create(Path(sys.argv[1]))
    print(*(keyring.secret(name).hex() for name in ("pepper", "cookies")), *keyring.recipients("views"))  # noqa: T201
