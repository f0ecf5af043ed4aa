"""A power cut after each send: what was written and not synced is gone. Beside it, a setting that `serve` refuses."""

import argparse
import logging
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from flask import Flask
from werkzeug.serving import make_server

from participation import create_app
from participation.config import Config
from participation.db import open_engine
from participation.db.migrations import upgrade
from participation.sealing.keyring import Keyring
from tests.durability.disk import Disk
from tests.durability.power import NAME, after, cuts, looking, set_pragma
from tests.durability.prepared import prepare
from tests.parts.server import Whole

CUTS, BESIDE = 1000, 100
LUCK = 0.5
"""How much of what was not synced may be there all the same; a disk promises neither that it is nor that it is not."""


@contextmanager
def served(app: Flask) -> Iterator[int]:
    """The application on a port."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, Whole(app), threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server.port
    server.shutdown()
    thread.join()
    server.server_close()


def lost(count: int, synchronous: str, luck: float) -> int:
    """After how many cuts something that a child was told is sent was missing, or was there twice or half."""
    chance = random.Random(1)  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as made:
        folder, keys, there, disk = Path(made), Path(made) / "keys", Path(made) / "after", Disk()
        there.mkdir()
        Keyring.create(keys)
        engine = open_engine(f"sqlite:///{folder / NAME}")
        upgrade(engine)
        engine.dispose()
        app = create_app(Config(database_url=disk.url(folder / NAME), keys_dir=str(keys)))
        set_pragma(app.extensions["engine"], f"synchronous={synchronous}")
        presses, broken, looks = prepare(app, count), 0, looking(there, keys)
        with served(app) as port:
            for number, cut in enumerate(cuts(disk, port, presses, lambda: chance.random() < luck), 1):
                found = after(cut, presses, looks)
                broken += bool(found.lost or found.doubled or found.half)
                print(f"{number} cuts, {broken} with a loss", end="\r", flush=True)
        app.extensions["engine"].dispose()
    return broken


def main() -> None:
    """Cut, look, and print; ends with 1 if FULL loses anything, or if the weaker setting loses nothing."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cuts", type=int, default=CUTS)
    asked = options.parse_args()
    beside = min(asked.cuts, BESIDE)
    wanted = ((asked.cuts, "FULL", 0.0), (beside, "FULL", LUCK), (beside, "NORMAL", 0.0))
    found = [(*each, lost(*each)) for each in wanted]
    print("\n\n| synchronous | of the unsynced writes are there | cuts | with a loss |\n| --- | --- | --- | --- |")
    for count, synchronous, luck, broken in found:
        print(f"| {synchronous} | {luck:.0%} | {count} | {broken} |")
    assert [broken > 0 for *_, broken in found] == [False, False, True]


if __name__ == "__main__":
    main()
