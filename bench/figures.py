"""Figures of a year of 1,000 and of one of 10,000 reviews, beside few and many of other years: on both databases.

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

SMALL, LARGE = ("2024-25", 1_000), ("2025-26", 10_000)
"""Two years and their reviews."""
OTHERS = ("2020-21", "2021-22", "2022-23", "2023-24")
ALL = (20_000, 100_000)
"""Reviews of all years together."""
TIMES = 5
MOST = 1.5
"""So many times as long a year may take beside five times as many reviews."""


def measured(url: str, of_all: int) -> tuple[float, float]:
    """Seconds of the small year and of the large one."""
    with tempfile.TemporaryDirectory() as keys:
        Keyring.create(Path(keys) / "keys")
        app = create_app(Config(database_url=url, keys_dir=f"{keys}/keys"))
        with app.app_context():
            upgrade(engine())
            years = dict([SMALL, LARGE])
            hold_many(years | dict.fromkeys(OTHERS, (of_all - sum(years.values())) // len(OTHERS)))
            with transaction() as writing:
                writing.execute(text("ANALYZE"))
            taken = _seconds(SMALL[0]), _seconds(LARGE[0])
            engine().dispose()
    return taken


def _seconds(year: str) -> float:
    """The middle one of some times; the first finds the bank holidays."""
    taken = []
    for _ in range(TIMES + 1):
        session().rollback()
        began = time.perf_counter()
        figures(year)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken[1:])


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, list[str]]]:
    """Empty ones of each kind."""
    server = PostgresServer(folder / "pg")
    server.folder.mkdir()
    folder.chmod(0o755)
    make(server.folder)
    start(server.folder, "listen_addresses=")
    try:
        yield {
            "SQLite": [f"sqlite:///{folder}/{number}.sqlite" for number in range(len(ALL))],
            "PostgreSQL": [server.url(server.create()) for _ in ALL],
        }
    finally:
        stop(server.folder)


def main() -> None:
    print(f"| reviews of all years | database | year of {SMALL[1]:,}, seconds | year of {LARGE[1]:,}, seconds |")
    print("| ---: | :--- | ---: | ---: |")
    with tempfile.TemporaryDirectory(dir="/tmp") as kept, databases(Path(kept)) as found:
        for database, urls in found.items():
            taken = []
            for url, of_all in zip(urls, ALL, strict=True):
                taken.append(measured(url, of_all))
                print(f"| {of_all:,} | {database} | {taken[-1][0]:.3f} | {taken[-1][1]:.3f} |", flush=True)
            for few, many in zip(*taken, strict=True):
                assert many < MOST * few, f"on {database} the reviews of other years are read as well"


if __name__ == "__main__":
    main()
