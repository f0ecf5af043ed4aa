"""A national return in XML, as case systems export it, gives what its files as CSV would."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from participation.children.models import Child
from participation.db import session
from participation.exchange.xml_rows import ROOT
from participation.outcomes.models import Participation
from participation.reviews.models import Review
from tests.exchange.conftest import Run, problems_in
from tests.exchange.returns import FILES, WHOLE, options_of, write_return, write_xml

Everything = Callable[[], dict[str, list[str]]]
CHILDREN = 253


def part_of(folder: Path, to: Path) -> None:
    """The files of a return, with its first children only."""
    first: list[str] = []
    for name in FILES:
        head, *rows = (folder / f"{name}.csv").read_text("utf-8").splitlines()
        first = first or [row.partition(",")[0] for row in rows[:CHILDREN]]
        kept = [row for row in rows if row.partition(",")[0] in set(first)]
        (to / f"{name}.csv").write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")


def kept(app: Flask) -> tuple[list[object], list[object]]:
    """Every child and every review with its code, without the keys that are drawn anew each time."""
    with app.app_context():
        about = [column for column in Child.__table__.columns if column.name != "id"]
        children = session().execute(select(*about).order_by(Child.reference)).all()
        held = (
            select(Child.reference, Review.meets_on, Review.due_on, Participation.code)
            .join(Child, Child.id == Review.child_id)
            .outerjoin(Participation, Participation.review_id == Review.id)
            .order_by(Child.reference, Review.meets_on)
        )
        return list(map(tuple, children)), list(map(tuple, session().execute(held)))


def judged(report: Path) -> Counter[tuple[str, ...]]:
    return Counter((each["column"], each["rule"], each["found"]) for each in problems_in(report))


@pytest.mark.parametrize("is_csv_first", [True, False])
def test_a_return_of_253_children_is_the_same_in_xml_and_in_csv(
    app: Flask, run: Run, tmp_path: Path, everything: Everything, is_csv_first: bool
) -> None:
    part_of(WHOLE, tmp_path)
    ways = [options_of(tmp_path), ["--xml", str(write_xml(tmp_path, tmp_path / "return.xml"))]]
    first, second = ways if is_csv_first else ways[::-1]
    run("import", "ssda903", *first, "--report", tmp_path / "1.csv")
    before, rows = kept(app), everything()
    again = run("import", "ssda903", *second, "--report", tmp_path / "2.csv")
    assert len(before[0]) == CHILDREN
    assert kept(app) == before
    assert everything() == rows
    assert "Children: 253 unchanged." in again.stdout
    assert judged(tmp_path / "1.csv") == judged(tmp_path / "2.csv")
    assert sum(judged(tmp_path / "1.csv").values()) > 100


@pytest.mark.long
def test_the_whole_return_in_xml_lists_what_it_lists_in_csv(app: Flask, run: Run, tmp_path: Path) -> None:
    whole = write_xml(WHOLE, tmp_path / "return.xml")
    done = run("import", "ssda903", "--xml", whole, "--report", tmp_path / "1.csv")
    assert "return.xml: 12,582 rows, 12,568 taken, 14 not taken." in done.stdout
    before = kept(app)
    run("import", "ssda903", *options_of(WHOLE), "--report", tmp_path / "2.csv")
    assert kept(app) == before
    assert judged(tmp_path / "1.csv") == judged(tmp_path / "2.csv")


def test_a_problem_in_xml_names_the_child_because_everything_stands_in_one_line(run: Run, tmp_path: Path) -> None:
    write_return(tmp_path, reviews=["101,01/02/2015,10/03/2024,PN9"], uasc=[], episodes=[])
    done = run("import", "ssda903", "--xml", write_xml(tmp_path, tmp_path / "r.xml"))
    assert done.stderr == (
        "r.xml, line 2, REVIEW_CODE (167): Child 101: Expected a code from PN0 to PN7, found “PN9”.\n"
    )


def test_of_a_doubled_pair_in_one_line_the_first_stands(app: Flask, run: Run, tmp_path: Path) -> None:
    twice = ["101,01/02/2015,10/03/2024,PN1", "101,01/02/2015,10/03/2024,PN7"]
    write_return(tmp_path, reviews=twice, uasc=[], episodes=[])
    done = run("import", "ssda903", "--xml", write_xml(tmp_path, tmp_path / "r.xml"))
    assert "r.xml: 2 rows, 1 taken, 1 not taken." in done.stdout
    with app.app_context():
        assert session().scalars(select(Participation.code)).all() == ["PN1"]


HEADER = "<HEADER><CHILDID>101</CHILDID><SEX>F</SEX><DOB>01/02/2015</DOB><UASC/></HEADER>"
BILLION = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(10))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f"<!DOCTYPE x [{BILLION}]><{ROOT}><CHILD>&e9;</CHILD></{ROOT}>", "declares a document type"),
        (f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><{ROOT}>&e;</{ROOT}>', "declares a document type"),
        (f'<!DOCTYPE x SYSTEM "http://example.org/x.dtd"><{ROOT}/>', "declares a document type"),
        (f"<{ROOT}><CHILD>&e;</CHILD></{ROOT}>", "is not whole as XML from line 1 on"),
        (f"<{ROOT}><CHILD>{HEADER}", "is not whole as XML from line 1 on"),
        (f"<?xml version='1.0' encoding='klingon'?><{ROOT}/>", "is not whole as XML"),
        ("<Message><Header/></Message>", "is XML, but no national return: it begins with MESSAGE"),
        (f"<{ROOT}><CHILD/></{ROOT}>", "has no HEADER with a CHILDID"),
        ("CHILD,SEX\n1,2\n", "is no XML"),
        ("%PDF-1.7", "is a PDF"),
        ("<html><table><tr><td>1</td></tr></table></html>", "is a web page"),
    ],
)
def test_what_is_no_whole_return_is_refused_in_one_sentence_and_nothing_is_taken(
    run: Run, tmp_path: Path, everything: Everything, content: str, said: str
) -> None:
    path = tmp_path / "r.xml"
    path.write_text(content, encoding="utf-8")
    before = everything()
    done = run("import", "ssda903", "--xml", path, status=1)
    assert done.stderr.startswith(f"r.xml {said}")
    assert done.stderr.count("\n") == 1
    assert everything() == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_a_return_is_read_in_the_encoding_that_it_names_and_with_a_namespace(
    app: Flask, run: Run, tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "r.xml"
    text = f"<?xml version='1.0' encoding='{encoding}'?>\n<!-- Zoë -->"
    text += f"<x:{ROOT} xmlns:x='urn:x'><CHILD>{HEADER}</CHILD></x:{ROOT}>"
    path.write_bytes(text.encode(encoding))
    run("import", "ssda903", "--xml", path)
    with app.app_context():
        children = session().execute(select(Child.reference, Child.sex, Child.is_unaccompanied)).all()
        assert children == [("101", "2", False)]


def test_files_and_xml_are_not_given_together_and_one_of_them_is_needed(run: Run, tmp_path: Path) -> None:
    options = write_return(tmp_path)
    assert "--xml alone" in run("import", "ssda903", *options, "--xml", tmp_path / "r.xml", status=2).output
    assert "--xml alone" in run("import", "ssda903", *options[:2], status=2).output
    assert "cannot be read" in run("import", "ssda903", "--xml", tmp_path / "none.xml", status=1).stderr
