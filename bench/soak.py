"""A week of a whole council on a fast clock, with servers killed each night; then a list of sums.

Written into `docs/performance.md`. A week 420 times as fast takes 25 minutes, and what is pressed takes
its own time, for then the clock walks:

.venv/bin/python -m bench.soak [--days 7] [--children 3000] [--rate 420]
"""

import argparse
import tempfile
import time
from pathlib import Path

from bench.page import machine, put
from tests.soak.council import running_council
from tests.soak.fast import FastClock, told_by
from tests.soak.ledger import MONDAY, Plan
from tests.soak.sums import sums
from tests.soak.week import Week

DAYS, CHILDREN, RATE, OFFICERS, CARERS = 7, 3_000, 420, 46, 40


def main() -> None:
    """Live, count, print and write what was found; ends with 1 if a sum is off."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--days", type=int, default=DAYS)
    options.add_argument("--children", type=int, default=CHILDREN)
    options.add_argument("--rate", type=float, default=RATE)
    asked = options.parse_args()
    plan = Plan(asked.days, asked.children, asked.rate, OFFICERS, CARERS)
    with tempfile.TemporaryDirectory() as made:
        fast, began = FastClock(Path(made) / "clock"), time.perf_counter()
        fast.set(MONDAY, 1)
        with told_by(fast), running_council(fast) as council:
            week = Week(council, plan)
            for day, sent in enumerate(week.live(), 1):
                print(f"day {day}: {sent} sent, {(time.perf_counter() - began) / 60:.0f} minutes", flush=True)
            took = time.perf_counter() - began
            found = sums(council, week.ledger)
    whole = asked.days == DAYS and asked.children >= CHILDREN
    lines = [
        f"`bench/soak.py`: {plan.days} invented days, {len(week.ledger.acknowledged):,} children who press send,",
        f"the clock {plan.rate:,.0f} times as fast between, {took / 60:.0f} minutes; {machine()}."
        + ("" if whole else " The whole week with 3,000 children has not been run yet."),
        "",
        "| sum | expected | found |",
        "| :--- | ---: | ---: |",
        *(f"| {each.what} | {each.expected:,} | {each.found:,} |" for each in found),
    ]
    print("\n".join(lines))
    assert all(each.is_even for each in found), [each for each in found if not each.is_even]
    put("Soak", lines)


if __name__ == "__main__":
    main()
