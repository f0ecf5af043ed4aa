"""The whole return: 12,582 reviews, every contradiction of them counted by other means than the program's."""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import process_time

from flask import Flask
from sqlalchemy import event, func, select

from participation.children.models import Child
from participation.db import session
from participation.exchange.actions import BATCH
from participation.outcomes.models import Participation
from participation.reviews.models import Review
from tests.databases import on_both
from tests.exchange.conftest import Run, problems_in
from tests.exchange.returns import WHOLE, options_of

Everything = Callable[[], dict[str, list[str]]]
SECONDS = 20


def contradictions_counted_by_hand() -> Counter[str]:
    """What the rules find in the whole return, by other means than the program's."""

    def rows(name: str) -> list[dict[str, str]]:
        with (WHOLE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    found: Counter[str] = Counter()
    statuses: dict[str, set[str]] = {}
    for episode in rows("episodes"):
        statuses.setdefault(episode["CHILD"], set()).add(episode["LS"])
    seen = set()
    for review in rows("reviews"):
        day, month, year = map(int, review["DOB"].split("/"))
        held = tuple(map(int, reversed(review["REVIEW"].split("/"))))
        is_4 = held >= (year + 4, month, day)
        found["440"] += review["REVIEW_CODE"] == "PN0" and is_4
        found["441"] += review["REVIEW_CODE"] != "PN0" and not is_4
        found["future"] += held > (2026, 11, 22)
        found["duplicate"] += (review["CHILD"], held) in seen
        found["1012"] += review["CHILD"] not in statuses
        found["399"] += bool(statuses.get(review["CHILD"])) and statuses[review["CHILD"]] <= {"V3", "V4"}
        seen.add((review["CHILD"], held))
    return found


@on_both
def test_the_whole_return_comes_in_twice_and_stands_once(
    app: Flask, run: Run, tmp_path: Path, everything: Everything
) -> None:
    command, written = ["import", "ssda903", *options_of(WHOLE), "--report"], list[int]()
    event.listen(app.extensions["engine"], "before_execute", lambda _on, _what, rows, *_: written.append(len(rows)))
    began = process_time()  # of this program, because other tests run beside it
    first = run(*command, tmp_path / "1.csv")
    assert process_time() - began < SECONDS
    assert BATCH <= max(written) < 4 * BATCH, "no more rows are held than are written with some reviews"
    found = Counter(problem["rule"] for problem in problems_in(tmp_path / "1.csv"))
    assert found == contradictions_counted_by_hand()
    assert (found["440"] + found["441"], found["duplicate"], found["future"]) == (2098, 14, 68)
    assert first.stdout.splitlines()[:3] == [
        "reviews.csv: 12,582 rows, 12,568 taken, 14 not taken.",
        "Children: 2,675 new.",
        "Reviews: 12,568 new.",
    ]
    with app.app_context():
        assert session().scalar(select(func.count()).select_from(Child)) == 2675
        assert session().scalar(select(func.count()).select_from(Review)) == 12_568
        assert session().scalar(select(func.count()).select_from(Participation)) == 12_568 - 68
        assert session().scalar(select(func.count()).where(Child.is_unaccompanied)) == 132
        assert session().scalar(select(func.count()).where(Child.came_into_care_on.is_not(None))) == 364

    before = everything()
    second = run(*command, tmp_path / "2.csv")
    assert everything() == before
    assert second.stdout.splitlines()[1:3] == ["Children: 2,675 unchanged.", "Reviews: 12,568 unchanged."]
    assert (tmp_path / "2.csv").read_bytes() == (tmp_path / "1.csv").read_bytes()


def test_the_whole_return_on_a_dry_run_says_the_same_and_writes_nothing(
    run: Run, tmp_path: Path, everything: Everything
) -> None:
    before = everything()
    done = run("import", "ssda903", *options_of(WHOLE), "--report", tmp_path / "r.csv", "--dry-run")
    assert everything() == before
    assert Counter(p["rule"] for p in problems_in(tmp_path / "r.csv")) == contradictions_counted_by_hand()
    assert "Reviews: 12,568 new." in done.stdout
    assert done.stderr.count("\n") == sum(contradictions_counted_by_hand().values())
