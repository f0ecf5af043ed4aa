"""What leaves as a file, and what comes in as one: no cell is a formula, and no name breaks a letter."""

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from participation import clock
from participation.children.models import Child
from participation.csv_cells import as_text
from participation.db import session
from participation.exchange.csv_rows import clean
from participation.exchange.export import Returned, checked, may_be_written
from participation.exchange.people_list import COLUMNS as PEOPLE
from participation.exchange.plausibility import fault_in_childs_name, fault_in_name, fault_in_words
from participation.exchange.problems import Problem, write_report
from participation.invitations.actions import invite
from participation.invitations.models import CHILD
from participation.invitations.queries import invitations_of
from participation.letters.mail_merge import write_zip
from participation.reviews.models import Review
from participation.staff.models import Role
from tests import factories
from tests.attacks.addresses import somebody
from tests.attacks.corpus import FORMULAS, ODD, SCRIPTS, naughty
from tests.databases import on_both
from tests.document import Document
from tests.exchange.lists import person, row, text_of
from tests.exchange.test_imports_page import give
from tests.letters.samples import letter, opened, printing_room, written

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
LIVE = "=+-@\u2212\t\r\n"
UNSEEN = {"Cf", "Cc", "Zs"}


def live(cells: Iterable[str]) -> list[str]:
    """What a spreadsheet may take for a formula, however wide its signs and whatever stands unseen before them."""
    return [cell for cell in cells if _seen(cell)[:1] in tuple(LIVE) or cell[:1] in ("\t", "\r", "\n", "\0")]


def _seen(cell: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKC", cell) if unicodedata.category(each) not in UNSEEN)


def test_a_live_cell_is_seen() -> None:
    assert live(FORMULAS) == [each for each in FORMULAS if not each.startswith('"')]


def test_no_string_is_a_formula_in_any_cell_and_every_other_stays_as_it_is() -> None:
    written = {typed: as_text(typed) for typed in naughty()}
    assert live(written.values()) == []
    assert {text.removeprefix("'") for text in written.values()} >= {typed.removeprefix("'") for typed in written}
    assert [typed for typed, text in written.items() if text != typed and not live([typed])] == []


def test_the_report_of_an_import_holds_no_formula(tmp_path: Path) -> None:
    found = [Problem(typed, 1, typed, typed, typed, typed) for typed in naughty() if "\x00" not in typed]
    write_report(found, tmp_path / "report.csv")
    with (tmp_path / "report.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    assert len(rows) == len(found)
    assert live(cell for row in rows for cell in row) == []
    assert [row[4] for row in rows] == [as_text(problem.found) for problem in found]


def test_a_child_whose_number_is_none_is_in_no_return() -> None:
    day = date(2026, 3, 3)
    reviews = [Returned(typed, date(2015, 2, 1), day, "PN1") for typed in (*FORMULAS, *SCRIPTS)]
    found = list(checked(reviews, (date(2025, 4, 1), date(2026, 3, 31)), day))
    assert [review.child for review, broken in found if may_be_written(broken)] == []


def test_the_list_for_mail_merge_holds_no_formula(app: Flask, tmp_path: Path) -> None:
    names = ("=1+1", "＝1＋1", "\t@SUM(1)")
    with clock.frozen(NOON), app.app_context():
        reviews = [factories.review(factories.staff()[0], date(2026, 3, 10), preferred_name=name) for name in names]
        invite(reviews, [CHILD])
        invitations = [invitation for review in reviews for invitation in invitations_of(review.id)]
        assert write_zip(invitations, tmp_path / "letters.zip") == len(names)
    with ZipFile(tmp_path / "letters.zip") as bundle:
        rows = list(csv.DictReader(io.StringIO(bundle.read("letters.csv").decode("utf-8-sig"))))
    assert live(cell for row in rows for cell in row.values()) == []
    assert [row["name"] for row in rows] == [f"'{name}" for name in names]


HOSTILE_NAMES = [name for typed in (*SCRIPTS, *FORMULAS[::16], *ODD) if 0 < len(name := clean(typed)) <= 60]


def test_no_name_breaks_a_letter_or_adds_anything_to_it(tmp_path: Path) -> None:
    at = tmp_path / "letters.pdf"
    with printing_room().app_context():
        sent = written([letter(name=name, service_name=name) for name in HOSTILE_NAMES[::2]], at)
    with opened(at) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    assert len(pages) == sent == len(HOSTILE_NAMES[::2])
    assert all("Dear" in page or "Hello" in page for page in pages)
    assert b"/URI" not in at.read_bytes()
    assert b"/JavaScript" not in at.read_bytes()


CLEANED = [clean(typed) for typed in naughty() if "\x00" not in typed]
ALIKE = Counter(map(str.casefold, CLEANED))
CAN_BE_NAMES = {
    name
    for name in CLEANED
    if 0 < len(name) <= 60 and not fault_in_childs_name(name) and not fault_in_words(name)
    if ALIKE[name.casefold()] == 1  # two children of one name and birthday wait to be settled
}


@on_both
def test_a_list_of_hostile_names_comes_in_and_is_shown_as_it_is(app: Flask) -> None:
    app.test_client_class = FlaskClient
    rows = [
        row(child_id=f"C{n}", review_id=f"R{n}", preferred_name=typed, officer_name=typed, venue=typed, review_at="")
        for n, typed in enumerate(naughty())
        if "\x00" not in typed
    ]
    people = [person(review_id=each["review_id"], name=each["venue"], agency=each["venue"]) for each in rows]
    with clock.frozen(NOON):
        support = somebody(app, Role.SUPPORT)
        for name, listed in (("caseload", text_of(rows)), ("people", text_of(people, PEOPLE))):
            looked = give(support, support.get("/staff/imports"), listed, lists=name)
            assert looked.status_code == 200
            assert give(support, looked, listed, "take", lists=name).status_code == 200
        for path in ("/staff/chasing", "/staff/letters"):
            page = support.get(path)
            assert page.status_code == 200
            assert not [tag for tag in Document.read(page.text).all("script", "iframe", "svg") if "src" not in tag]
    with app.app_context():
        names = set(session().scalars(select(Child.preferred_name)))
        places = set(session().scalars(select(Review.venue)))
        assert names | places <= {clean(typed) for typed in naughty()}
        assert names >= CAN_BE_NAMES
        assert not [name for name in names if fault_in_name(name) and name]
