"""Figures of one year, of 1,000 and of 10,000 reviews, beside few and many reviews of other years: on both databases.

What a year costs may grow with its own reviews and with nothing else.
"""

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from participation import create_app
from participation.config import Config
from participation.db import engine, session, transaction
from participation.db.migrations import upgrade
from participation.metrics.figures import figures
from participation.sealing.keyring import Keyring
from tests.metrics.many import hold_many
from tests.parts.postgres import PostgresServer, make, start, stop

YEAR = "2024-25"
OTHERS = ("2020-21", "2021-22", "2022-23", "2023-24", "2025-26")
TIMES = 5
SIZES = ((1_000, 10_000), (1_000, 100_000), (10_000, 100_000))
"""Reviews of the year, and of all years together."""
MOST = 1.5
"""So many times as long a year may take beside ten times as many reviews of other years."""


def measured(url: str, of_year: int, of_all: int) -> float:
    """Seconds of the middle one of some times."""
    with tempfile.TemporaryDirectory() as keys:
        Keyring.create(Path(keys) / "keys")
        app = create_app(Config(database_url=url, keys_dir=f"{keys}/keys"))
        with app.app_context():
            upgrade(engine())
            hold_many({YEAR: of_year} | dict.fromkeys(OTHERS, (of_all - of_year) // len(OTHERS)))
            with transaction() as writing:
                writing.execute(text("ANALYZE"))
            seconds = [_seconds() for _ in range(TIMES + 1)]
            engine().dispose()
    return statistics.median(seconds[1:])


def _seconds() -> float:
    session().rollback()
    began = time.perf_counter()
    figures(YEAR)
    return time.perf_counter() - began


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, list[str]]]:
    """An empty one of each kind for each size."""
    server = PostgresServer(folder / "pg")
    server.folder.mkdir()
    folder.chmod(0o755)
    make(server.folder)
    start(server.folder, "listen_addresses=")
    try:
        yield {
            "SQLite": [f"sqlite:///{folder}/{number}.sqlite" for number in range(len(SIZES))],
            "PostgreSQL": [server.url(server.create()) for _ in SIZES],
        }
    finally:
        stop(server.folder)


def main() -> None:
    print("| figures of a year of | beside all together | database | seconds |")
    print("| ---: | ---: | :--- | ---: |")
    with tempfile.TemporaryDirectory() as kept, databases(Path(kept)) as found:
        for database, urls in found.items():
            taken = []
            for url, size in zip(urls, SIZES, strict=True):
                taken.append(measured(url, *size))
                print(f"| {size[0]:,} | {size[1]:,} | {database} | {taken[-1]:.3f} |", flush=True)
            assert taken[1] < MOST * taken[0], f"on {database} the reviews of other years are read as well"


if __name__ == "__main__":
    main()
