"""The table `DoLo` of a national return since 2026-27: which order breaks which rule, and what is kept of it."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.children.models import Child, DeprivationOfLiberty
from participation.db import session
from participation.exchange.xml_rows import ROOT
from tests.databases import on_both
from tests.exchange.conftest import Run, Take, problems_in, where
from tests.exchange.returns import MAYA, write_return

REVIEWED = "101,01/02/2015,10/05/2026,PN1"
Orders = list[tuple[str, date, date | None]]


class Rule(NamedTuple):
    """Orders of the child 101, their episodes, and which line breaks what."""

    orders: list[str]
    broken: list[tuple[str, str, str]]
    episodes: tuple[str, ...] = ()


@pytest.fixture
def take(run: Run, tmp_path: Path) -> Take:
    """Import a small return of Maya with one review in 2026-27; gives what the report lists of `dolo.csv`."""

    def take(*dolo: str, reviews: tuple[str, ...] = (REVIEWED,), **files: tuple[str, ...]) -> list[dict[str, str]]:
        report = tmp_path / "report.csv"
        options = write_return(tmp_path, reviews=reviews, dolo=dolo, **files)
        run("import", "ssda903", *options, "--report", report)
        return [problem for problem in problems_in(report) if problem["file"] == "dolo.csv"]

    return take


def kept(app: Flask) -> Orders:
    with app.app_context():
        asked = select(Child.reference, DeprivationOfLiberty.started_on, DeprivationOfLiberty.ended_on)
        asked = asked.join(Child).order_by(Child.reference, DeprivationOfLiberty.started_on)
        return [tuple(row) for row in session().execute(asked)]


def order(begins: str, ends: str = "") -> str:
    return f"101,01/02/2015,{begins},{ends}"


def episode(place: str, begins: str = "01/01/2026", ends: str = "") -> str:
    return f"101,{begins},S,C2,N1,{place},PR1,{ends},,,,,"


@on_both
def test_an_order_is_kept_once_and_its_end_when_it_comes(app: Flask, take: Take) -> None:
    assert take(order("01/05/2026")) == []
    assert kept(app) == [("101", date(2026, 5, 1), None)]
    assert take(order("01/05/2026", "20/06/2026"), order("01/07/2026")) == []
    assert take(order("01/05/2026", "20/06/2026"), order("01/07/2026")) == []
    assert kept(app) == [("101", date(2026, 5, 1), date(2026, 6, 20)), ("101", date(2026, 7, 1), None)]


RULES = {
    "700": Rule([order("31/02/2026")], [("2", "DOLO_START", "700")]),
    "700, empty": Rule([order("")], [("2", "DOLO_START", "700")]),
    "701": Rule([order("01/05/2026", "soon")], [("2", "DOLO_END", "701")]),
    "702": Rule([order("01/05/2026", "30/04/2026")], [("2", "DOLO_END", "702")]),
    "702, the same day": Rule([order("01/05/2026", "01/05/2026")], [("2", "DOLO_END", "702")]),
    "703": Rule([order("31/03/2027"), order("01/04/2027")], [("3", "DOLO_START", "703"), ("3", "DOLO_START", "705")]),
    "704": Rule(
        [order("01/01/2026", "31/03/2026"), order("02/01/2026", "01/04/2026"), order("01/06/2026", "01/04/2027")],
        [("2", "DOLO_END", "704"), ("4", "DOLO_END", "704")],
    ),
    "705, the earlier stands": Rule(
        [order("01/05/2026"), order("02/05/2026", "03/05/2026")], [("3", "DOLO_START", "705")]
    ),
    "705, within": Rule(
        [order("01/05/2026", "02/05/2026"), order("04/05/2026", "05/05/2026"), order("03/05/2026", "06/05/2026")],
        [("4", "DOLO_START", "705")],
    ),
    "705, newest first": Rule([order("05/05/2026"), order("01/05/2026", "02/05/2026")], []),
    "707, open": Rule([order("01/05/2026")], [("2", "DOLO_END", "707")], (episode("K2", ends="01/06/2026"),)),
    "707, before": Rule([order("01/12/2025")], [("2", "DOLO_END", "707")], (episode("K2"),)),
    "707, ended later": Rule(
        [order("01/05/2026", "02/06/2026")], [("2", "DOLO_END", "707")], (episode("K2", ends="01/06/2026"),)
    ),
    "707, one time of two episodes": Rule(
        [order("01/05/2026", "02/07/2026")],
        [],
        (episode("K2", ends="01/06/2026"), episode("Z12", "01/06/2026", "01/08/2026")),
    ),
    "708": Rule([order("01/02/2015", "01/05/2026")], [("2", "DOLO_START", "708")]),
    "709": Rule([order("01/05/2026", "02/06/2026")], [("2", "DOLO_START", "709")], (episode("U4"),)),
    "709, elsewhere by then": Rule(
        [order("02/07/2026", "03/07/2026")],
        [],
        (episode("U4", ends="01/07/2026"), episode("Z13", "01/07/2026")),
    ),
    "709, of one that stands no place is asked": Rule([order("01/05/2026")], [], (episode("U4"),)),
    "710": Rule(
        [order("01/05/2026", "02/06/2026")],
        [("2", "DOLO_START", "709"), ("2", "DOLO_START", "710")],
        (episode("P1"),),
    ),
    "an order twice": Rule([order("01/05/2026"), order("01/05/2026")], [("3", "DOLO_START", "duplicate")]),
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_each_rule_is_named_with_its_line_and_column(take: Take, rule: Rule) -> None:
    files = {"episodes": rule.episodes} if rule.episodes else {}
    assert [where(problem) for problem in take(*rule.orders, **files)] == rule.broken


def test_what_cannot_be_is_not_taken_and_what_is_only_unlikely_is(app: Flask, take: Take) -> None:
    take(order("31/02/2026"), order("01/05/2026", "30/04/2026"), order("02/05/2026", "?"), order("01/01/2015"))
    assert kept(app) == []
    take(order("01/05/2026", "02/06/2026"), order("01/06/2026", "01/04/2027"), episodes=(episode("P1"),))
    assert [began for _, began, _ in kept(app)] == [date(2026, 5, 1), date(2026, 6, 1)]


NEXT_YEAR = ("101,01/02/2015,10/05/2027,PN1",)


def test_an_order_that_was_open_last_year_is_asked_for_and_kept(app: Flask, take: Take) -> None:
    take(order("01/05/2026"), order("01/04/2026", "02/04/2026"))
    with clock.frozen(datetime(2027, 11, 22, 12, 0, tzinfo=UTC)):
        problems = take(order("01/06/2027"), reviews=NEXT_YEAR)
    assert [where(problem) for problem in problems] == [("1", "DOLO_START", "706")]
    assert problems[0]["message"].startswith("Child 101: the order from 01/05/2026 was open in an earlier return")
    assert [began for _, began, _ in kept(app)] == [date(2026, 4, 1), date(2026, 5, 1), date(2027, 6, 1)]


def test_a_return_of_last_year_says_nothing_of_an_end_that_came_after_it(app: Flask, take: Take) -> None:
    with clock.frozen(datetime(2027, 11, 22, 12, 0, tzinfo=UTC)):
        take(order("01/05/2026", "01/05/2027"), reviews=NEXT_YEAR)
        take(order("01/05/2026"))
    assert kept(app) == [("101", date(2026, 5, 1), date(2027, 5, 1))]


def test_an_order_that_a_corrected_return_does_not_name_is_taken_back_and_told(app: Flask, take: Take) -> None:
    take(order("01/05/2026", "02/06/2026"), "102,05/06/2012,01/05/2026,", header=(MAYA, "102,1,05/06/2012,WBRI,,,"))
    problems = take(order("02/05/2026", "02/06/2026"))
    assert [where(problem) for problem in problems] == [("1", "DOLO_START", "no longer named")]
    assert kept(app) == [("101", date(2026, 5, 2), date(2026, 6, 2)), ("102", date(2026, 5, 1), None)]


def test_while_a_row_cannot_be_read_nothing_is_taken_back(app: Flask, take: Take) -> None:
    take(order("01/05/2026"))
    assert [where(problem) for problem in take(order("1st of"))] == [("2", "DOLO_START", "700")]
    assert len(kept(app)) == 1


def test_who_is_in_no_header_or_has_another_birthday_is_named_and_taken(app: Flask, take: Take) -> None:
    problems = take("202,05/06/2012,01/05/2026,", "101,02/02/2015,01/05/2026,")
    assert [where(problem)[1:] for problem in problems] == [("CHILD", "INT08"), ("DOB", "INT17")]
    assert [child for child, _, _ in kept(app)] == ["101", "202"]


@pytest.mark.parametrize("columns", ["CHILD,DOLO_START,DOLO_END", "DOLO_END,Child ID,DOLO_START,DOB"])
def test_a_day_of_birth_may_be_missing_and_columns_stand_in_any_order(
    app: Flask, run: Run, tmp_path: Path, columns: str
) -> None:
    options = write_return(tmp_path, reviews=[REVIEWED], dolo=[])
    row = ",".join(
        {"DOLO_START": "2026-05-01", "DOLO_END": "", "DOB": ""}.get(name, "101") for name in columns.split(",")
    )
    (tmp_path / "dolo.csv").write_text(f"{columns}\n{row}\n")
    run("import", "ssda903", *options)
    assert kept(app) == [("101", date(2026, 5, 1), None)]


@pytest.mark.parametrize("tag", ["DOLO", "DoLo", "ADOLO", "x:A_DoLo"])
@pytest.mark.parametrize("place", ["HEADER", "CHILD"])
def test_xml_gives_the_same_whatever_its_element_is_called(
    app: Flask, run: Run, tmp_path: Path, tag: str, place: str
) -> None:
    held = "".join(
        f"<{tag}><ID>7</ID><DOLO_START>{begins}</DOLO_START><DOLO_END>{ends}</DOLO_END><ID/></{tag}>"
        for begins, ends in (("01/05/2026", "02/06/2026"), ("03/06/2026", ""), ("04/06/2026", "?"))
    )
    within, after = (held, "") if place == "HEADER" else ("", held)
    header = f"<HEADER><CHILDID>101</CHILDID><SEX>F</SEX><DOB>01/02/2015</DOB>{within}</HEADER>"
    other = "<CHILD><HEADER><CHILDID>102</CHILDID><SEX>M</SEX><DOB>01/02/2015</DOB></HEADER></CHILD>"
    (tmp_path / "r.xml").write_text(f"<{ROOT} xmlns:x='urn:x'><CHILD>{header}{after}</CHILD>{other}</{ROOT}>")
    done = run("import", "ssda903", "--xml", tmp_path / "r.xml")
    assert kept(app) == [("101", date(2026, 5, 1), date(2026, 6, 2)), ("101", date(2026, 6, 3), None)]
    assert "Deprivation of liberty orders: 2 new." in done.stdout
    assert "r.xml, line 1, DOLO_END (701): Child 101: Expected" in done.stderr
    with app.app_context():
        assert session().execute(select(Child.reference, Child.sex).order_by(Child.reference)).all() == [
            ("101", "2"), ("102", "1"),
        ]  # fmt: skip


def test_a_return_without_the_table_leaves_the_orders_that_are_known(
    app: Flask, run: Run, take: Take, tmp_path: Path
) -> None:
    take(order("01/05/2026"))
    (tmp_path / "dolo.csv").unlink()
    run("import", "ssda903", *write_return(tmp_path, reviews=[REVIEWED]))
    assert len(kept(app)) == 1
