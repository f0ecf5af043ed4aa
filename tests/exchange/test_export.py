"""The reviews file of the national return goes out by the DfE's rules, or not at all."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert

from participation import clock
from participation.children.models import Child
from participation.db import new_id, transaction
from participation.outcomes.models import Participation
from participation.reviews.models import Review
from tests.databases import on_both
from tests.exchange.conftest import Run
from tests.exchange.returns import WHOLE, options_of, write_return

HEAD = "CHILD,DOB,REVIEW,REVIEW_CODE"


def keep(held_on: date, code: str = "PN1", child: str = "101", **about: object) -> None:
    """A review of a child of its own, as an officer or an older version may have left it."""
    with transaction() as session:
        child_id, review_id = new_id(), new_id()
        born_on = about.get("born_on", date(2012, 2, 1))
        session.execute(insert(Child), [{"id": child_id, "reference": child, "born_on": born_on}])
        kind = about.get("kind", "child_in_care")
        session.execute(insert(Review), [{"id": review_id, "child_id": child_id, "meets_on": held_on, "kind": kind}])
        if code:
            recorded = {"review_id": review_id, "code": code, "recorded_at": clock.now()}
            session.execute(insert(Participation), [recorded])


def episode(child: str, legal_status: str) -> str:
    return f"{child},01/01/2020,S,{legal_status},,,,,,,,,"


def rules_of(said: str) -> list[tuple[str, str]]:
    """Which review breaks which rule."""
    return [(line.partition(" (")[0], line.partition("(")[2].partition(")")[0]) for line in said.splitlines()]


def export(run: Run, out: Path, *flags: str, year: str = "2021-22", status: int = 0) -> list[str]:
    """Export; gives the lines of standard error."""
    return run("export", "ssda903-reviews", "--year", year, "--out", out, *flags, status=status).stderr.splitlines()


@on_both
def test_the_file_holds_the_reviews_of_the_year_and_nothing_else(run: Run, tmp_path: Path) -> None:
    inside = ["101,01/02/2012,01/04/2021,PN1", "101,01/02/2012,31/03/2022,PN6", "103,01/02/2020,05/11/2021,PN0"]
    outside = ["101,01/02/2012,31/03/2021,PN1", "101,01/02/2012,01/04/2022,PN1"]
    header = [f"{child},2,{born},OOTH,,," for child, born in (("101", "01/02/2012"), ("103", "01/02/2020"))]
    run("import", "ssda903", *write_return(tmp_path, header=header, reviews=[*outside, *inside]))
    assert export(run, tmp_path / "out.csv") == []
    assert (tmp_path / "out.csv").read_bytes() == "\r\n".join([HEAD, *inside, ""]).encode()


def test_pathway_plan_reviews_stay_out(app: Flask, run: Run, tmp_path: Path) -> None:
    with app.app_context():
        keep(date(2021, 5, 1), kind="pathway_plan")
    export(run, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text("utf-8").splitlines() == [HEAD]


@pytest.mark.parametrize(
    ("about", "rule"),
    [
        ({"code": ""}, "167"),
        ({"code": "PN0"}, "440"),
        ({"born_on": date(2019, 2, 1)}, "441"),
        ({"born_on": None}, "born"),
        ({"child": "=1+1"}, "child"),
        ({"child": "@SUM(A1)"}, "child"),
    ],
)
def test_a_row_that_breaks_a_rule_is_named_and_nothing_is_written_unless_forced(
    app: Flask, run: Run, tmp_path: Path, about: dict[str, Any], rule: str
) -> None:
    with app.app_context():
        keep(date(2021, 5, 1), **about)
        keep(date(2021, 5, 2), child="202")
    out = tmp_path / "out.csv"
    said = export(run, out, status=1)
    assert said[0].startswith(f"{about.get('child', '101')}, 01/05/2021 ({rule}): ")
    assert said[1] == "Problems: 1. Nothing was written; --force writes what was held."
    assert not out.exists()
    assert export(run, out, "--force") == said[:1]
    assert out.read_text("utf-8").count("\n") == (2 if rule == "child" else 3)
    assert not {"=", "@"} & set(out.read_text("utf-8"))


def test_what_is_no_held_review_is_never_written(app: Flask, run: Run, tmp_path: Path) -> None:
    with app.app_context():
        keep(date(2026, 11, 23), code="")
        keep(date(2027, 1, 5), code="", child="303")
        keep(date(2026, 11, 22), child="202")
        with transaction() as session:
            child_id = session.query(Child).filter_by(reference="202").one().id
            session.add(Review(child_id=child_id, meets_on=date(2026, 11, 22)))
    said = export(run, tmp_path / "out.csv", "--force", year="2026-27")
    assert [line.partition("(")[2].partition(")")[0] for line in said] == ["167", "duplicate", "future"]
    assert said[-1] == "Reviews of the year whose day has not come (future): 2."
    assert (tmp_path / "out.csv").read_text("utf-8").count("\n") == 2


def test_a_forced_file_of_the_whole_return_holds_each_held_review_of_its_year_once(run: Run, tmp_path: Path) -> None:
    run("import", "ssda903", *options_of(WHOLE))
    assert export(run, tmp_path / "out.csv", status=1)
    export(run, tmp_path / "out.csv", "--force")

    def lines(path: Path) -> list[tuple[str, ...]]:
        with path.open(encoding="utf-8", newline="") as file:
            return list(map(tuple, csv.reader(file)))[1:]

    def day(line: tuple[str, ...]) -> str:
        return "".join(reversed(line[2].split("/")))

    first: dict[tuple[str, str], tuple[str, ...]] = {}
    for line in lines(WHOLE / "reviews.csv"):
        if "20210401" <= day(line) <= "20220331":
            first.setdefault((line[0], line[2]), line)
    assert sorted(lines(tmp_path / "out.csv")) == sorted(first.values())


EPISODES = {
    "of short breaks and others": [episode("101", "V3"), episode("101", "C2"), episode("102", "C2")],
    "of short breaks alone": [episode("101", "V3"), episode("101", "V4"), episode("102", "C2")],
    "of another child": [episode("102", "C2")],
}
ASKED = {
    "of short breaks and others": [],
    "of short breaks alone": ["399"],
    "of another child": ["1012"],
}


@on_both
@pytest.mark.parametrize("given", EPISODES)
def test_beside_the_episodes_that_came_in_reviews_are_doubted_and_written(run: Run, tmp_path: Path, given: str) -> None:
    rows = ["101,01/02/2012,01/04/2021,PN1", "102,01/02/2012,31/03/2022,PN6"]
    header = [f"{child},2,01/02/2012,OOTH,,," for child in (101, 102)]
    options = write_return(tmp_path, header=header, reviews=rows, episodes=EPISODES[given])
    run("import", "ssda903", *options)
    done = run("export", "ssda903-reviews", "--year", "2021-22", "--out", tmp_path / "out.csv")
    assert rules_of(done.stderr) == [("101, 01/04/2021", rule) for rule in ASKED[given]]
    assert ("Reviews to look at beside the episodes (399, 1012): 1." in done.stdout) == bool(ASKED[given])
    assert (tmp_path / "out.csv").read_bytes() == "\r\n".join([HEAD, *rows, ""]).encode()


def test_a_corrected_return_takes_the_place_of_its_year_and_of_no_other(run: Run, tmp_path: Path) -> None:
    header = ["101,2,01/02/2012,OOTH,,,"]
    held = {"2020-21": "101,01/02/2012,01/05/2020,PN1", "2021-22": "101,01/02/2012,01/05/2021,PN1"}
    for year, child in (("2020-21", "102"), ("2021-22", "102"), ("2021-22", "101")):
        files = {"reviews": [held[year]], "episodes": [episode(child, "C2")], "header": [*header, "102,2,,OOTH,,,"]}
        run("import", "ssda903", *write_return(tmp_path, **files))
    asked = {
        year: [rule for _, rule in rules_of("\n".join(export(run, tmp_path / "out.csv", year=year)))] for year in held
    }
    assert asked == {"2020-21": ["1012"], "2021-22": []}


def test_the_episodes_of_a_year_that_has_not_come_in_yet_are_given_beside_it(
    app: Flask, run: Run, tmp_path: Path
) -> None:
    with app.app_context():
        keep(date(2026, 5, 1), child="0101")
        keep(date(2026, 5, 1), child="102")
    options = write_return(tmp_path, episodes=[episode("101", "C2")])[-1:]
    said = export(run, tmp_path / "out.csv", "--episodes", *options, year="2026-27")
    assert said == ["102, 01/05/2026 (1012): This child has no episode, so there should be no review. It is written."]
    missing = export(run, tmp_path / "out.csv", "--episodes", str(tmp_path / "none.csv"), year="2026-27", status=1)
    assert missing == [f"{tmp_path / 'none.csv'} cannot be read: No such file or directory."]


@pytest.mark.parametrize("year", ["2021", "2021-23", "2021/22", "next"])
def test_a_year_that_is_none_is_wrong_usage(run: Run, tmp_path: Path, year: str) -> None:
    assert "is not a year like 2021-22" in "".join(export(run, tmp_path / "out.csv", year=year, status=2))


def test_a_folder_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    said = export(run, tmp_path / "nowhere" / "out.csv", status=1)
    assert said == [f"{tmp_path / 'nowhere' / 'out.csv'} cannot be written: No such file or directory."]
