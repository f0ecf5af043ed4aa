"""Sending on a disk whose power is cut right after a child was told that it is sent."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event

from participation import create_app
from participation.config import Config
from tests.durability.balance import Balance, balance
from tests.durability.disk import Disk
from tests.durability.prepared import Press
from tests.durability.pressing import Phones

NAME = "participation.sqlite"
WAITING = 4
"""Cuts that are kept in memory until somebody looks at them."""


@dataclass(frozen=True)
class Cut:
    """What was on the disk at one moment, and what children had been told by then."""

    files: dict[str, bytes]
    acknowledged: tuple[str, ...]


def set_pragma(engine: Engine, pragma: str) -> None:
    """Prepare each connection in another way than the house does."""

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA {pragma}")


def cuts(disk: Disk, port: int, presses: Sequence[Press], luck: Callable[[], bool]) -> Iterator[Cut]:
    """A power cut after each send, at the moment in which the page has arrived; other sends are under way."""
    found: Queue[Cut] = Queue(WAITING)

    def told(acknowledged: Sequence[str]) -> None:
        before = tuple(acknowledged)
        found.put(Cut(disk.cut(luck), before))

    phones = Phones(port, presses, told=told)
    phones.start()
    for _ in presses:
        yield found.get()
    phones.finish()


def looking(folder: Path, keys: Path) -> Flask:
    """Who looks at what is in this folder after one cut and after the next."""
    return create_app(Config(database_url=f"sqlite:///{folder / NAME}", keys_dir=str(keys)))


def after(cut: Cut, presses: Sequence[Press], app: Flask) -> Balance:
    """What is there when the power is back."""
    engine: Engine = app.extensions["engine"]
    folder = Path(engine.url.database or "").parent
    for old in folder.iterdir():
        old.unlink()
    for name, data in cut.files.items():
        (folder / name).write_bytes(data)
    try:
        return balance(app, presses, cut.acknowledged)
    finally:
        engine.dispose()
