"""A child's life goes on: after each turn of it every letter, link, list, mail and figure is right."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
import zxingcpp
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from participation import clock
from participation.db import session
from participation.invitations.models import CHILD, Invitation
from participation.metrics.definitions import Rate
from participation.metrics.figures import figures
from participation.operations.cli import cli
from participation.operations.worker import climb
from participation.outbox.models import Notice
from participation.reviews.models import Review
from participation.staff.models import Role, Staff
from tests import factories
from tests.casework.sending import send
from tests.databases import on_both
from tests.exchange.lists import person, row, write_caseload, write_people
from tests.walking import signed_in, words_of

BEGINS = datetime(2027, 2, 15, 9, 0, tzinfo=UTC)
YEAR = "2026-27"
MAYA = {"review_at": "2027-03-10 15:30", "review_due_on": "2027-04-20", "officer_email": "amara@example.org"}


class Sheet(NamedTuple):
    """A letter on paper, as somebody reads it."""

    words: str
    token: str


class Life:
    """Maya's, as the service knows it."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self.app, self.folder = app, folder
        self.signed_in_at: dict[datetime, FlaskClient] = {}
        with app.app_context():
            self.support = factories.staff(Role.SUPPORT, email="sue@example.org")[1]
            factories.staff(Role.MANAGER, email="mo@example.org")
            for name in ("amara", "ben"):
                factories.staff(Role.OFFICER, email=f"{name}@example.org", name=name.capitalize())
        self.caseload(**MAYA)
        self.people(person(), person(role="school", name="Ms Field"))
        self.run("invite", "--review-before", "2027-04-30")

    def run(self, *words: str, status: int = 0) -> str:
        """A command; what it says."""
        done = CliRunner().invoke(cli, words, obj=lambda **_: self.app)
        assert done.exit_code == status, done.output
        return done.output

    def caseload(self, **values: str) -> str:
        """The council's caseload comes in once more."""
        return self.run(
            "import", "caseload", str(write_caseload(self.folder / "c.csv", [row(language="en", **values)]))
        )

    def people(self, *named: Mapping[str, str]) -> str:
        """The complete list of the people of the review comes in once more."""
        return self.run("import", "people", str(write_people(self.folder / "p.csv", named)), "--complete")

    def sheets(self) -> dict[str, Sheet]:
        """Every letter of the review is printed: by the name of whom each greets."""
        out = self.folder / "letters.pdf"
        self.run("letters", "--review", "R1", "--out", str(out))
        document = pypdfium2.PdfDocument(out.read_bytes())
        pages = [(page.get_textpage().get_text_bounded(), page.render(scale=2).to_pil()) for page in document]
        document.close()
        found = [Sheet(words, zxingcpp.read_barcode(image).text.partition("#")[2]) for words, image in pages]
        names = ("Jo Field", "Sam New", "Ms Field")
        return {next((name for name in names if name in each.words), "child"): each for each in found}

    def opens(self, sheet: Sheet) -> int:
        """What a phone gets that scans it: 303 is in, 410 has finished, 404 is unknown."""
        return self.app.test_client().post("/start", data={"token": sheet.token}).status_code

    def greets(self, sheet: Sheet) -> str:
        """The words of the page that it opens."""
        return words_of(self.app.test_client().post("/greeting", data={"token": sheet.token}))

    def waited_for(self) -> str:
        """Support's list of who has not answered."""
        browser = self.signed_in_at.get(clock.now()) or signed_in(self.app, "sue@example.org", self.support)
        self.signed_in_at[clock.now()] = browser  # a code is taken only once
        return words_of(browser.get("/staff/chasing?show=all"))

    def mails(self) -> list[str]:
        """Who is told of something by the worker now, that was not told before."""
        with self.app.app_context():
            before = set(session().scalars(select(Notice.id)))
            climb()
            new = session().scalars(select(Notice).where(Notice.id.not_in(before)))
            return sorted(_address(each.to_staff_id) or each.to_role for each in new)

    def figure(self, name: str) -> object:
        """One figure of the year."""
        with self.app.app_context():
            return figures(YEAR).values[name]

    def home(self, sheet: Sheet) -> str:
        """The first page of who scans it and presses Start."""
        browser = self.app.test_client()
        started = browser.post("/start", data={"token": sheet.token, "language": "en"})
        return words_of(browser.get(started.location))

    def mark_of_child(self) -> str:
        """What stands on top of the child's letter."""
        with self.app.app_context():
            of_child = Invitation.respondent == CHILD
            return session().scalars(select(Invitation).where(of_child)).one().mark

    def sends(self, respondent: str = CHILD, purpose: str = "my_views", **typed: str) -> None:
        """Somebody sends something about the review."""
        with self.app.app_context():
            review = session().scalars(select(Review).where(Review.reference == "R1")).one()
            send(review, purpose, respondent, "en", **typed)


def _address(staff_id: str | None) -> str | None:
    return session().scalar(select(Staff.email).where(Staff.id == staff_id)) if staff_id else None


@pytest.fixture
def life(app: Flask, tmp_path: Path) -> Iterator[Life]:
    """It begins some weeks before a review."""
    with clock.frozen(BEGINS):
        yield Life(app, tmp_path)


@on_both
def test_after_each_turn_of_a_childs_life_everything_is_right(life: Life) -> None:
    first = life.sheets()
    assert {name: life.opens(each) for name, each in first.items()} == {"child": 303, "Jo Field": 303, "Ms Field": 303}
    now = the_letter_is_stolen(life, first)
    now = the_carer_changes(life, now)
    now = the_officer_leaves(life, now)
    the_review_moves_twice(life, now)
    now = the_name_changes(life, now)
    the_review_is_held(life, now)
    the_child_moves_away(life, now)


def the_letter_is_stolen(life: Life, first: dict[str, Sheet]) -> dict[str, Sheet]:
    life.run("end", "letter", life.mark_of_child(), "--why", "stolen: out of the hall")
    assert life.opens(first["child"]) == 404
    assert life.opens(first["Jo Field"]) == 303
    again = life.sheets()
    assert {name: life.opens(each) for name, each in again.items()} == {"child": 303, "Jo Field": 303, "Ms Field": 303}
    assert {life.opens(each) for each in first.values()} == {404}
    return again


def the_carer_changes(life: Life, before: dict[str, Sheet]) -> dict[str, Sheet]:
    said = life.people(person(name="Sam New", email="sam@example.org"), person(role="school", name="Ms Field"))
    assert 'participation end person "R1/Jo Field"' in said
    assert life.opens(before["Jo Field"]) == 303
    life.run("end", "person", "R1/Jo Field", "--why", "replaced")
    life.run("invite", "--review-before", "2027-04-30")
    now = life.sheets()
    assert set(now) == {"child", "Sam New", "Ms Field"}
    assert life.opens(before["Jo Field"]) == 410
    assert "Sam New" in life.waited_for()
    assert "Jo Field" not in life.waited_for()
    return now


def the_officer_leaves(life: Life, before: dict[str, Sheet]) -> dict[str, Sheet]:
    assert "Amara" in life.greets(before["child"])
    assert "R1, 10/03/2027, Maya" in life.run("staff", "disable", "amara@example.org", status=1)
    life.run("staff", "disable", "amara@example.org", "--reviews-to", "ben@example.org")
    assert "Amara" not in life.greets(before["child"])
    assert "Ben" in life.greets(before["child"])
    now = life.sheets()
    assert all("Ben" in each.words and "Amara" not in each.words for each in now.values())
    life.sends(where_i_live="good", where_i_live_words="My room is loud")
    assert life.mails() == ["ben@example.org"]
    return now


def the_review_moves_twice(life: Life, now: dict[str, Sheet]) -> None:
    for day in ("2027-03-17", "2027-03-19"):
        life.caseload(**{**MAYA, "officer_email": "ben@example.org", "review_at": f"{day} 15:30"})
    assert {name: life.opens(each) for name, each in now.items()} == {"child": 303, "Sam New": 303, "Ms Field": 303}
    with clock.frozen(datetime(2027, 4, 10, 9, tzinfo=UTC)):
        assert life.opens(now["child"]) == 303
    with clock.frozen(datetime(2027, 4, 17, 9, tzinfo=UTC)):
        assert life.opens(now["child"]) == 410


def the_name_changes(life: Life, before: dict[str, Sheet]) -> dict[str, Sheet]:
    changed = {"preferred_name": "May", "officer_email": "ben@example.org", "review_at": "2027-03-19 15:30"}
    life.caseload(**{**MAYA, **changed})
    now = life.sheets()
    assert all("Maya" not in each.words for each in now.values())
    assert "May" in now["child"].words
    assert {life.opens(each) for each in before.values()} == {404}
    assert "Maya" not in life.waited_for()
    return now


def the_review_is_held(life: Life, now: dict[str, Sheet]) -> None:
    with clock.frozen(datetime(2027, 3, 22, 9, tzinfo=UTC)):
        assert life.figure("reviews.held") == 1
        assert life.figure("reviews.rearranged") == Rate(1, 1)
        # Jo, who was replaced, was asked and could not answer: nobody counts a form as missing from them.
        assert {who: life.figure(f"invited.{who}") for who in (CHILD, "foster_carer", "school")} == {
            CHILD: 1,
            "foster_carer": 1,
            "school": 1,
        }
        assert life.figure(f"sent.{CHILD}") == Rate(1, 1)
        assert life.opens(now["child"]) == 303


def the_child_moves_away(life: Life, now: dict[str, Sheet]) -> None:
    with clock.frozen(datetime(2027, 3, 23, 9, tzinfo=UTC)):
        next_review = {"review_id": "R2", "preferred_name": "May", "officer_email": "ben@example.org"}
        life.caseload(**{**next_review, "review_at": "2027-04-12"})
        life.run("invite", "--review-before", "2027-04-30")
        life.caseload(**{**next_review, "review_at": "2027-04-12", "status": "moved"})
        assert {name: life.opens(each) for name, each in now.items()} == {"child": 303, "Sam New": 410, "Ms Field": 410}
        assert "There is nothing to answer right now." in life.home(now["child"])
        assert "May" not in life.waited_for()
        assert "Nobody is invited yet" in life.run(
            "letters", "--review-before", "2027-05-30", "--out", str(life.folder / "x.pdf"), status=1
        )
        # What nobody has read still climbs, a working day after it came.
        assert Role.MANAGER in life.mails()
        assert life.figure("reviews.held") == 1
        assert life.figure(f"invited.{CHILD}") == 1
        (life.folder / "return").mkdir()
        life.run("export", "ssda903-reviews", "--year", YEAR, "--force", "--out", str(life.folder / "return" / "r.csv"))
        assert (life.folder / "return" / "r.csv").read_text().count("19/03/2027") == 1
