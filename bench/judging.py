"""What judging each cell adds to taking a caseload in: the whole import beside the same without the judgements."""

import tempfile
from pathlib import Path
from time import process_time

from click.testing import CliRunner
from flask import Flask

from participation import clock, create_app
from participation.children.numbers import number_key
from participation.config import Config
from participation.db import engine
from participation.db.migrations import upgrade
from participation.exchange.caseload import COLUMNS, NEEDED, listed
from participation.exchange.csv_rows import CsvRow, open_rows
from participation.exchange.likely_days import Days, unlikely
from participation.exchange.plausibility import fault_in_name, fault_in_words, is_placeholder
from participation.operations.cli import cli
from participation.sealing.keyring import Keyring
from tests.exchange.lists import write_long_caseload

LENGTH = 20_000
MAY_ADD = 1.2
"""So many times as long may it take as without judging."""


def take_in(app: Flask, path: Path) -> float:
    """Seconds of the processor for all of the list, whose every hundredth row is wrong."""
    began = process_time()
    done = CliRunner().invoke(cli, ["import", "caseload", str(path)], obj=lambda **_: app)
    assert done.exit_code == 1, done.output
    return process_time() - began


def judge(row: CsvRow, days: Days) -> None:
    """Every judgement that an import makes of one row, and the keys under which it compares."""
    for number in (row["child_id"], row["review_id"]):
        is_placeholder(number)
        for _ in range(3):
            number_key(number)
    for name in (row["preferred_name"], row["officer_name"]):
        fault_in_name(name)
    fault_in_words(row["venue"])
    list(unlikely(days, clock.today()))


def seconds_of_judging(path: Path) -> float:
    """Seconds of the processor for the judgements alone, of rows that are read already."""
    with path.open("rb") as stream, open_rows(stream, path.name, COLUMNS, NEEDED) as rows:
        read = [
            (
                each.reading.row,
                Days(*map(said.get, ("born_on", "came_into_care_on", "due_on", "meets_on", "starts_at"))),
            )
            for each in listed(rows)
            if each and (said := {**each.about_child, **each.about_review})
        ]
    began = process_time()
    for row, days in read:
        judge(row, days)
    return process_time() - began


def main() -> None:
    """SQLite as it is set up by default; once all new, once all as it was."""
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        path = write_long_caseload(folder / "list.csv", LENGTH)
        Keyring.create(folder / "keys")
        app = create_app(Config(database_url=f"sqlite:///{folder}/judging.sqlite", keys_dir=str(folder / "keys")))
        with app.app_context():
            upgrade(engine())
            whole = [take_in(app, path), take_in(app, path)]
            judging = seconds_of_judging(path)
    print("| list | seconds | of that judging | times as long |")
    print("| :--- | ---: | ---: | ---: |")
    for what, seconds in zip(("new", "once more"), whole, strict=True):
        ratio = seconds / (seconds - judging)
        print(f"| {LENGTH:,} rows, {what} | {seconds:.2f} | {judging:.2f} | {ratio:.2f} |")
        assert ratio <= MAY_ADD, "judging takes too long"


if __name__ == "__main__":
    main()
