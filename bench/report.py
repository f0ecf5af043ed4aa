"""The report of the demonstration as Word, beside the figures of its year: processor seconds, in turns, on SQLite.

Written into `docs/performance.md`.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from click.testing import CliRunner

from bench.page import machine, put
from participation import clock, create_app
from participation.config import Config
from participation.db import engine, session
from participation.db.migrations import upgrade
from participation.metrics.figures import figures
from participation.operations.cli import cli
from participation.report.contents import report, to_report
from participation.report.ways import WAYS
from participation.reviews.timetable import collection_year
from participation.sealing.keyring import Keyring

ROUNDS = 7
MOST = 10
"""So many times the figures of the year, the report takes at most."""


def took(work: Callable[[], object]) -> float:
    """Seconds of the processor, as a request that comes anew would take them."""
    session().rollback()
    began = time.process_time()
    work()
    return time.process_time() - began


def in_turns(year: str) -> tuple[float, float]:
    """Figures and report, the middle of what each takes; the first round warms both up."""
    rounds = [
        (took(lambda: figures(year)), took(lambda: WAYS["docx"].write(report(to_report(year, is_published=False)))))
        for _ in range(1 + ROUNDS)
    ][1:]
    counted, written = map(median, zip(*rounds, strict=True))
    return counted, written


def main() -> None:
    """A demonstration as `make run` makes it."""
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        Keyring.create(folder / "keys")
        app = create_app(
            Config(database_url=f"sqlite:///{folder}/demo.sqlite", keys_dir=str(folder / "keys"), demo="1")
        )
        with app.app_context():
            upgrade(engine())
            filled = CliRunner().invoke(cli, ["demo"], obj=lambda **_: app)
            assert filled.exit_code == 0, filled.output
            counted, written = in_turns(collection_year(clock.today()))
    lines = [
        f"`bench/report.py`: seconds of the processor, middle of {ROUNDS} turns; {machine()}.",
        "",
        "| what | found | at most |",
        "| :--- | ---: | ---: |",
        f"| the report of the demonstration as Word ({written:.2f} s), beside the figures of its year"
        f" ({counted:.3f} s) | {written / counted:.1f} | {MOST} |",
    ]
    print("\n".join(lines))
    put("Report", lines)
    assert written < MOST * counted, "the report takes too long"


if __name__ == "__main__":
    main()
