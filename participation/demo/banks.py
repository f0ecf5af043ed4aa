"""The invented names, leanings and words, read from the files beside this one."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def bank(name: str) -> dict[str, Any]:
    """What one file holds: `names`, `place`, `leanings`, `words/young` ..."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def names(origin: str, kind: str) -> tuple[str, ...]:
    """Names of one origin: `girls`, `boys` or `family`; what stands around children under `around` and `slots`."""
    return tuple(bank("names")[origin][kind])
