"""The page on which support and managers see what went to the case record, and what waits."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from participation import clock
from participation.db import session
from participation.filing.actions import drop_at_night
from participation.staff.models import Role
from participation.submissions.models import Submission
from tests import factories
from tests.filing.test_folder import NIGHT
from tests.retention import lives
from tests.retention.lives import BEFORE
from tests.walking import let_in, words_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "case records"
    made.mkdir()
    return made


def page(app: Flask, query: str = "", role: Role = Role.SUPPORT) -> str:
    with app.app_context():
        made, secret = factories.staff(role)
        email = made.email
    with clock.frozen(NIGHT + timedelta(minutes=5)):
        return words_of(let_in(app, email, secret).get(f"/staff/records{query}"))


def sent(app: Flask, *, is_dropped: bool) -> tuple[str, str]:
    """The numbers of what was sent and of its child."""
    with app.app_context():
        with clock.frozen(BEFORE):
            id = lives.sent(lives.a_review())
        with clock.frozen(NIGHT):
            assert drop_at_night() == is_dropped
        return id, session().get_one(Submission, id).review.child.reference


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.MANAGER])
def test_it_shows_each_file_with_its_checksum_and_not_a_word(
    make_app: Callable[..., Flask], folder: Path, role: Role
) -> None:
    app = make_app(record_folder=str(folder))
    id, child = sent(app, is_dropped=True)
    words = page(app, role=role)
    assert "Nothing waits to be written." in words
    for name in (f"{child}_{id}.json so far", f"{child}_{id}.pdf so far"):
        assert name in words
    assert "Wed 11 Mar 2026, 01:05" in words
    assert lives.WORDS not in words
    assert "Maya" not in words


def test_it_finds_those_of_one_child(make_app: Callable[..., Flask], folder: Path) -> None:
    app = make_app(record_folder=str(folder))
    id, child = sent(app, is_dropped=True)
    with app.app_context(), clock.frozen(BEFORE):
        other = lives.a_review().child.reference
    assert id in page(app, f"?child={child}")
    assert "No file was written yet." in page(app, f"?child={other}")
    assert "No child has the number 4711." in page(app, "?child=4711")


def test_it_says_that_the_folder_cannot_be_written_and_what_waits(make_app: Callable[..., Flask], folder: Path) -> None:
    app = make_app(record_folder=str(folder))
    folder.rmdir()
    sent(app, is_dropped=False)
    words = page(app)
    assert (
        "The folder cannot be written. Tell whoever runs this system. It is tried again each quarter of an hour"
        in words
    )
    assert "1 thing waits to be written." in words


def test_it_says_that_none_is_set(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    words = page(app)
    assert "No folder is set, so nothing goes by itself." in words
    assert "waits" not in words
