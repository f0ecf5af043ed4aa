"""Figures of a year among very many reviews, beside bare SQL over the same rows: on both databases.

What a year costs may grow with its own reviews and with nothing else. Written into `docs/performance.md`.

.venv/bin/python -m bench.figures [reviews of the large database, a million if nothing is said]
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from flask import Flask
from sqlalchemy import text

from bench.page import machine, put
from bench.very_many import hold_very_many
from participation import create_app
from participation.config import Config
from participation.db import engine, is_sqlite, session
from participation.db.migrations import upgrade
from participation.metrics.dashboard import dashboard
from participation.metrics.figures import figures
from participation.reviews.timetable import collection_year_days
from participation.sealing.keyring import Keyring
from tests.parts.postgres import PostgresServer, make, start, stop

FEW, A_YEAR = 10_000, 2_000
"""Reviews of the small database; and of one year, the same in both."""
SMALL, LARGE = "2020-21", "2025-26"
"""The year that is the same in both, and is the oldest; and the one with a tenth of all that there are."""
BESIDE = ("2022-23", "2023-24", "2024-25")
"""What stands beside the newest year on its page: as large as it is."""
TIMES = 5
BARE = (
    # how the child took part, and when it was held
    """SELECT r.kind, p.code, count(*), count(r.due_on), count(c.born_on),
        sum(CASE WHEN r.meets_on <= r.due_on THEN 1 ELSE 0 END),
        sum(CASE WHEN p.chaired IN ('part', 'all') THEN 1 ELSE 0 END),
        sum(CASE WHEN p.seen_before_on <= r.meets_on THEN 1 ELSE 0 END)
    FROM review r JOIN child c ON c.id = r.child_id LEFT JOIN participation p ON p.review_id = r.id
    WHERE {of_the_year} GROUP BY r.kind, p.code""",
    "SELECT r.meets_on, count(*) FROM review r WHERE {of_the_year} GROUP BY r.meets_on",
    # each child
    """SELECT count(*), sum(heard), sum(in_time) FROM (
        SELECT min(CASE WHEN p.code IN ('PN1', 'PN2', 'PN5', 'PN6') THEN 1 ELSE 0 END) AS heard,
            min(CASE WHEN r.meets_on <= r.due_on THEN 1 ELSE 0 END) AS in_time
        FROM review r LEFT JOIN participation p ON p.review_id = r.id WHERE {of_the_year} GROUP BY r.child_id) AS x""",
    "SELECT m.why, count(DISTINCT r.id) FROM review r JOIN review_move m ON m.review_id = r.id"
    " WHERE {of_the_year} GROUP BY m.why",
    "SELECT a.act, count(*), sum(CASE WHEN a.done_on <= :last THEN 1 ELSE 0 END)"
    " FROM review r JOIN review_act a ON a.review_id = r.id WHERE {of_the_year} GROUP BY a.act",
    # letters, opened and begun, and what was sent by them, first read
    """SELECT i.respondent, count(*), count(o.at), count(b.at), sum(CASE WHEN i.invited_on <= r.meets_on THEN 1 END)
    FROM review r JOIN invitation i ON i.review_id = r.id
    LEFT JOIN mark o ON o.about_id = i.id AND o.kind = 'opened'
    LEFT JOIN mark b ON b.about_id = i.id AND b.kind = 'started' WHERE {of_the_year} GROUP BY i.respondent""",
    """SELECT s.respondent, count(*), count(DISTINCT s.invitation_id), min(s.sent_at), count(w.at), count(x.read_at)
    FROM review r JOIN submission s ON s.review_id = r.id AND s.kind IN ('views', 'adult')
    LEFT JOIN mark w ON w.about_id = s.id AND w.kind = 'withdrawn'
    LEFT JOIN reading x ON x.submission_id = s.id WHERE {of_the_year} GROUP BY s.respondent""",
    """SELECT count(*), count(o.told_at), count(m.at) FROM review r JOIN outcome o ON o.review_id = r.id
    LEFT JOIN mark m ON m.about_id = o.id AND m.kind = 'shown' WHERE {of_the_year}""",
    # officers' work: visits, and the time between two meetings
    "SELECT v.kind, count(*), count(DISTINCT r.child_id) FROM visit_by_officer v JOIN review r ON r.id = v.review_id"
    " WHERE v.made_on BETWEEN :first AND :last GROUP BY v.kind",
    """SELECT count(*), count(following), min(following) FROM (SELECT r.meets_on, lead(r.meets_on) OVER (
        PARTITION BY r.child_id ORDER BY r.meets_on) AS following FROM review r
        WHERE r.meets_on BETWEEN :before AND :last AND r.ending_id IS NULL) AS x""",
)
"""What somebody who knows the tables would ask for the same numbers: each row of the year once for each question."""
OF_THE_YEAR = "r.meets_on BETWEEN :first AND :last AND r.ending_id IS NULL"


class Bar(NamedTuple):
    """How many times as long one thing may take as another."""

    what: str
    times: float
    most: float


def bare(year: str) -> None:
    """The plain statements, one after the other."""
    first, last = collection_year_days(year)
    days = {"first": first, "last": last, "before": first - timedelta(days=366)}
    for each in BARE:
        wanted = text(each.format(of_the_year=OF_THE_YEAR))
        session().execute(wanted, {name: day.isoformat() for name, day in days.items()}).all()


def seconds(*works: tuple[Flask, Callable[[], object]]) -> list[float]:
    """The middle one of some times for each; in turns, so that the machine's moods meet all. The first warms up."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(TIMES + 1):
        for (app, work), its_own in zip(works, taken, strict=True):
            with app.app_context():
                began = spent()
                work()
                its_own.append(spent() - began)
    return [statistics.median(each[1:]) for each in taken]


def spent() -> float:
    """Seconds of the processor, this program's and those of the process that serves it: whatever else runs here."""
    used = time.process_time()
    if not is_sqlite():
        served_by = session().scalar(text("SELECT pg_backend_pid()"))
        used += int(Path(f"/proc/{served_by}/schedstat").read_text().split()[0]) / 1e9
    return used


def service(url: str, keys: Path, of_all: int) -> Flask:
    """An application with so many reviews."""
    app = create_app(Config(database_url=url, keys_dir=str(keys)))
    with app.app_context():
        upgrade(engine())
        years = {SMALL: A_YEAR, **dict.fromkeys((*BESIDE, LARGE), max(of_all // 10, A_YEAR))}
        hold_very_many(years | ({"2021-22": rest} if (rest := of_all - sum(years.values())) else {}))
    return app


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, list[str]]]:
    """Two empty ones of each kind."""
    server = PostgresServer(folder / "pg")
    server.folder.mkdir()
    folder.chmod(0o755)
    make(server.folder)
    start(server.folder, "listen_addresses=", "max_wal_size=4GB", "max_parallel_workers_per_gather=0")
    try:
        yield {
            "SQLite": [f"sqlite:///{folder}/{number}.sqlite" for number in range(2)],
            "PostgreSQL": [server.url(server.create()) for _ in range(2)],
        }
    finally:
        stop(server.folder)


def measured(few: Flask, many: Flask, of_all: int) -> Iterator[Bar]:
    """Everything about one kind of database."""
    alone, among, year, plain, page, out = seconds(
        (few, lambda: figures(SMALL)),
        (many, lambda: figures(SMALL)),
        (many, lambda: figures(LARGE)),
        (many, lambda: bare(LARGE)),
        (many, lambda: dashboard(LARGE, is_published=False)),
        (many, lambda: dashboard(LARGE, is_published=True)),
    )
    yield Bar(f"figures of a year of {of_all // 10:,} ({year:.2f} s), beside bare SQL", year / plain, 2)
    yield Bar(f"figures of a year of {A_YEAR:,} beside {FEW:,} reviews ({alone:.2f} s)", among / alone, 1.5)
    yield Bar(f"the page with three earlier years ({page:.2f} s), beside the figures", page / year, 4)
    yield Bar(f"the same as it is published ({out:.2f} s), beside the figures", out / year, 8)


def table(of_all: int, found: Sequence[tuple[str, Bar]]) -> list[str]:
    """As it stands on the page."""
    return [
        f"`bench/figures.py`: {of_all:,} reviews, {of_all // 10:,} of them in the newest year.",
        f"Seconds of the processor, of the program and of the database; {machine()}.",
        "",
        "| database | what | times as long | at most |",
        "| :--- | :--- | ---: | ---: |",
        *(f"| {database} | {what} | {times:.2f} | {most:g} |" for database, (what, times, most) in found),
    ]


def main() -> None:
    of_all = int(sys.argv[1]) if sys.argv[1:] else 1_000_000
    found: list[tuple[str, Bar]] = []
    with tempfile.TemporaryDirectory(dir="/tmp") as kept, databases(Path(kept)) as urls:
        Keyring.create(keys := Path(kept) / "keys")
        for database, (few, many) in urls.items():
            both = service(few, keys, FEW), service(many, keys, of_all)
            found += [(database, bar) for bar in measured(*both, of_all)]
            for app in both:
                app.extensions["engine"].dispose()
    lines = table(of_all, found)
    print("\n".join(lines))
    put("Figures", lines)
    over = [f"{bar.what} on {database}" for database, bar in found if bar.times > bar.most]
    assert not over, f"takes too long: {'; '.join(over)}"


if __name__ == "__main__":
    main()
