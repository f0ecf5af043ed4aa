"""What goes to a child's file opens in 75 years: a validator that is not ours says so."""

from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.children.models import Child
from participation.db import session
from participation.disclosure import drawing
from participation.operations.cli import cli
from tests import factories
from tests.casework.sending import send_with
from tests.parts.preflight import against_archives

NOW = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
WORDS = "القطة تنام هنا\n\n=SUM(1) & <b>Zwergkaninchen</b>"
ALLOWED_SINCE = {
    ("1.4", "Trailer Syntax error, /XRef cross reference streams are not allowed"),
    ("1.2.7", "Body Syntax error, Filter specified in metadata dictionary"),
    ("2.1.6", "Invalid graphics object, Invalid version of the ICCProfile"),
    ("3.1.11", "The CIDSet entry is missing for the Composite Subset"),
}
"""What the first part of the standard forbids, and the second, which we say that we follow, allows (ISO 19005-2).

A list of the parts in a stream; compressed words of the file about itself; colours by a later ICC; a font without
a list of its characters.
"""


@pytest.fixture
def sent(app: Flask) -> str:
    """Words in two scripts, sent with a letter."""
    with clock.frozen(NOW), app.app_context():
        officer, _ = factories.staff(name="Amara Okafor")
        return send_with(
            factories.letter(factories.review(officer, date(2026, 3, 10)))[1],
            "my_views",
            proud_of=WORDS,
            share_proud_of="meeting",
        )


def exported(app: Flask, *words: str) -> None:
    with clock.frozen(NOW):
        result = CliRunner().invoke(cli, ["export", *words], obj=lambda **_: app)
    assert result.exit_code == 0, result.output


def wrong(path: Path) -> list[tuple[str, str]]:
    """What the second part of the standard forbids too."""
    return [
        (number, said)
        for number, said in against_archives(path)
        if not any(number == rule and said.endswith(end) for rule, end in ALLOWED_SINCE)
    ]


def test_a_submission_is_fit_for_an_archive(app: Flask, sent: str, tmp_path: Path) -> None:
    exported(app, "submission", sent, "--out", str(tmp_path / "record.pdf"))
    assert wrong(tmp_path / "record.pdf") == []


def test_all_that_is_held_about_a_child_is_fit_for_an_archive(app: Flask, sent: str, tmp_path: Path) -> None:
    with app.app_context():
        (number,) = session().scalars(select(Child.reference))
    exported(app, "child", number, "--out", str(tmp_path / "child.zip"))
    with ZipFile(tmp_path / "child.zip") as bundle:
        bundle.extract("child.pdf", tmp_path)
    assert wrong(tmp_path / "child.pdf") == []


def test_what_is_not_fit_would_be_noticed(
    app: Flask, sent: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "ARCHIVED", "pdf/ua-1")
    exported(app, "submission", sent, "--out", str(tmp_path / "record.pdf"))
    assert {number for number, _ in wrong(tmp_path / "record.pdf")} == {"1.4.1", "2.1.3", "2.4.1"}
