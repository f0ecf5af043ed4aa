"""The folder of settings, a file for each council: `surrey.env` holds the lines that its services are told."""

import os
import re
import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from participation.config import PREFIX, Config, Unfit
from participation.console import Refused
from participation.files import whole_file

NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
"""A council's name is that of its file, its database and its roles, so it is one that PostgreSQL takes unquoted."""
SETTINGS = ".env"
UNFINISHED = "unfinished.handover"
"""Lies in the folder while children may be at two councils."""
BOXES = "boxes"
"""Is in the folder while a handover runs: what goes between two councils, sealed."""


@dataclass(frozen=True)
class Council:
    """One council's name, and what its services are told."""

    name: str
    settings: Mapping[str, str]

    @property
    def config(self) -> Config:
        """The settings as the program reads them; raises Refused naming the council."""
        try:
            return Config.from_environ(self.settings)
        except Unfit as unfit:
            raise Refused(*(f"{self.name}: {problem}" for problem in unfit.problems)) from unfit

    @property
    def database(self) -> str:
        """The name of its database."""
        return urlsplit(self.config.database_url).path.removeprefix("/")


OF_ITS_OWN: Mapping[str, Callable[[Config], str]] = {
    "database": lambda config: config.database_url.rpartition("@")[2],
    "role of the children's side": lambda config: config.public_role,
    "role for analysts": lambda config: config.figures_role,
    "folder of keys": lambda config: os.path.realpath(config.keys_dir),
    "folder for the children's files": lambda config: config.record_folder and os.path.realpath(config.record_folder),
    "address of letters": lambda config: config.public_url,
    "address of staff": lambda config: config.staff_url,
}
"""What makes the wall between two councils, where it is set."""


def councils_in(folder: Path, names: Iterable[str] = ()) -> tuple[Council, ...]:
    """The councils of the folder by name, or only those named; raises Refused for a name that has no file."""
    files = {file.stem: file for file in sorted(folder.glob(f"*{SETTINGS}"))}
    if unknown := [name for name in names if name not in files]:
        raise Refused(*(f"{folder} has no {name}{SETTINGS}." for name in unknown))
    chosen = set(names) or files.keys()
    return tuple(Council(name, _read(file)) for name, file in files.items() if name in chosen)


def write_settings(file: Path, settings: Mapping[str, str]) -> None:
    """A new file, which its owner alone reads."""
    put(file, "".join(_line(*pair) for pair in settings.items()))


def change_settings(file: Path, settings: Mapping[str, str]) -> None:
    """Other values for settings that are in the file; every other line stays as somebody wrote it."""
    lines = file.read_text("utf-8").splitlines(keepends=True)
    names = [line.partition("=")[0] for line in lines]
    changed = (_line(n, settings[n]) if n in settings else line for n, line in zip(names, lines, strict=True))
    put(file, "".join(changed), over=True)


def put(file: Path, text: str, *, over: bool = False) -> None:
    """The file holds this text, or what it held before."""
    with whole_file(file, over=over) as out:
        out.write(text.encode())


def _line(name: str, value: str) -> str:
    return f"{name}={shlex.quote(value)}\n"


def shared(councils: Iterable[Council]) -> Iterator[str]:
    """A sentence for each thing that two councils have in common and must not: a wall that is not there."""
    listed = tuple(councils)
    for what, of in OF_ITS_OWN.items():
        held = {council.name: of(council.config) for council in listed}
        for value, times in Counter(held.values()).items():
            if value and times > 1:
                whose = " and ".join(name for name, its in held.items() if its == value)
                yield f"{whose} have one {what}; each council needs its own."


def _read(file: Path) -> Mapping[str, str]:
    found = {}
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, given, value = line.partition("=")
        if not given or not name.startswith(PREFIX):
            raise Refused(f"{file}:{number}: a line here is {PREFIX}NAME=value.")
        try:
            found[name] = "".join(shlex.split(value))
        except ValueError:
            raise Refused(f"{file}:{number}: a quotation mark is open.") from None
    return found
