"""Real children are never taken in among invented ones: a demonstration that turns real would be nobody's to trust."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from participation import service
from participation.db import transaction
from participation.service import ServiceRow
from participation.service.chosen import Service
from participation.staff.models import Role
from tests import factories
from tests.databases import on_both
from tests.exchange.conftest import Run
from tests.exchange.lists import person, row, text_of, write_caseload, write_people
from tests.exchange.test_imports_page import give
from tests.walking import let_in, words_of

Everything = Callable[[], dict[str, list[str]]]
REFUSAL = (
    "The people in this database are invented (`participation demo`): real ones belong in a database of their own,"
    " so nothing was taken.\n"
)
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nC1,2,01/02/2015,WBRI,,,\n"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE\nC1,01/02/2015,10/03/2026,PN1\n"


@pytest.fixture
def invented(app: Flask) -> Flask:
    """What `participation demo` marks first."""
    with app.app_context():
        with transaction() as writer:
            writer.add(ServiceRow(id=1, settings=Service(is_invented=True).to_row()))
        service.forget()
    return app


@pytest.fixture
def commands(tmp_path: Path) -> tuple[tuple[object, ...], ...]:
    """Each import with files that are all right."""
    header, reviews = tmp_path / "header.csv", tmp_path / "reviews.csv"
    header.write_text(HEADER)
    reviews.write_text(REVIEWS)
    return (
        ("caseload", write_caseload(tmp_path / "c.csv", [row()])),
        ("people", write_people(tmp_path / "p.csv", [person()])),
        ("ssda903", "--header", header, "--reviews", reviews),
    )


def test_what_is_wrong_with_a_file_is_not_even_looked_at(invented: Flask, run: Run, tmp_path: Path) -> None:
    for kind in ("caseload", "people"):
        assert run("import", kind, tmp_path / "none.csv", status=1).stderr == REFUSAL


@on_both
def test_every_import_is_refused_in_one_sentence_and_writes_nothing(
    invented: Flask, run: Run, tmp_path: Path, commands: tuple[tuple[object, ...], ...], everything: Everything
) -> None:
    before = everything()
    for words in commands:
        for options in ((), ("--dry-run",), ("--report", tmp_path / "report.csv")):
            done = run("import", *words, *options, status=1)
            assert (done.stdout, done.stderr) == ("", REFUSAL)
    assert everything() == before
    assert not (tmp_path / "report.csv").exists()


def test_where_nobody_is_invented_the_same_files_are_taken(
    app: Flask, run: Run, commands: tuple[tuple[object, ...], ...], everything: Everything
) -> None:
    for words in commands:
        before = everything()
        run("import", *words)
        assert everything() != before


@pytest.fixture
def desk(invented: Flask) -> FlaskClient:
    """Support, signed in."""
    with invented.app_context():
        _, secret = factories.staff(Role.SUPPORT, email="sam@example.org")
    return let_in(invented, "sam@example.org", secret)


@pytest.mark.parametrize("lists", ["caseload", "people"])
def test_the_page_says_so_in_place_of_the_form_and_takes_nothing(
    desk: FlaskClient, everything: Everything, lists: str
) -> None:
    page = desk.get("/staff/imports")
    said = "The people here are invented. Real ones belong in a database of their own, so nothing is taken."
    assert said in words_of(page)
    assert 'type="file"' not in page.text
    before = everything()["child"]
    for go in ("look", "take"):
        given = give(desk, page, text_of([row()]), go, lists)
        assert given.status_code == 422
        assert words_of(given).count(said) == 1
    assert everything()["child"] == before
