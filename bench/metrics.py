"""Figures of a year: seconds, over the whole return, and again when everybody around its busiest year was asked."""

import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from participation import create_app
from participation.config import Config
from participation.db import engine, session, transaction
from participation.db.migrations import upgrade
from participation.invitations.purposes import BEFORE
from participation.metrics.dashboard import dashboard
from participation.metrics.figures import figures
from participation.metrics.showing import published
from participation.operations.cli import cli
from participation.reviews.models import Review
from participation.reviews.timetable import collection_year, collection_year_days
from participation.sealing.keyring import Keyring
from tests.exchange.returns import WHOLE, options_of
from tests.metrics.events import at, invitation_of, submission_of

SECONDS = 0.3
"""The figures of a year may take so long once the program is warm."""
TIMES = 15
"""Of so many, the middle one counts."""
WEEK = timedelta(days=7)


def take_in(app: Flask) -> str:
    """The whole return; gives its busiest year."""
    done = CliRunner().invoke(cli, ["import", "ssda903", *options_of(WHOLE)], obj=lambda **_: app)
    assert done.exit_code == 0, done.output
    days = session().scalars(select(Review.meets_on))
    return Counter(collection_year(day) for day in days if day and day <= date(2026, 3, 31)).most_common(1)[0][0]


def ask_everybody(year: str) -> int:
    """Six people asked about each review of the year, and each of them has sent a form; gives how many forms."""
    with transaction() as writing:
        found = writing.scalars(select(Review).where(Review.meets_on.between(*collection_year_days(year)))).all()
        asked = [invitation_of(review, role) for review in found for role in BEFORE]
        writing.add_all(asked)
        writing.flush()
        writing.add_all(submission_of(each, at(each.review.meets_on - WEEK)) for each in asked)
    return len(asked)


def measure(what: str, work: Callable[[], object]) -> float:
    """Print the seconds of the first time, which finds the bank holidays, and of the middle one of the others."""
    seconds = []
    for _ in range(TIMES + 1):
        session().rollback()
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    middle = statistics.median(seconds[1:])
    print(f"| {what} | {seconds[0]:.3f} | {middle:.3f} |", flush=True)
    return middle


def main() -> None:
    """SQLite as it is set up by default."""
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        Keyring.create(folder / "keys")
        app = create_app(Config(database_url=f"sqlite:///{folder}/metrics.sqlite", keys_dir=str(folder / "keys")))
        with app.app_context():
            upgrade(engine())
            year = take_in(app)
            held = figures(year).values["reviews.held"]
            print("| figures | first, seconds | then, seconds |")
            print("| :--- | ---: | ---: |")
            middle = measure(f"12,582 reviews, {held} of them in {year}", lambda: figures(year))
            measure("the same, fit to be published", lambda: published(figures(year)))
            forms = ask_everybody(year)
            measure(f"the same with {forms:,} forms sent", lambda: figures(year))
            measure("the page, with the three years before", lambda: dashboard(year, is_published=False))
    assert middle < SECONDS, "the figures take too long"


if __name__ == "__main__":
    main()
