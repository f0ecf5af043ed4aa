"""After printing, a letter's secrets are on the paper and nowhere on this machine."""

import io
import re
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from flask import Flask

from participation import clock
from participation.staff.models import Role
from tests import factories
from tests.letters.desk import asked_again, one
from tests.walking import let_in

NOW = datetime(2026, 2, 24, 16, 0, tzinfo=UTC)
CODE = re.compile(r"(?:\d{4}\s+){3}\d{4}")


def secrets_of(pdf: bytes) -> list[str]:
    """The token and the typed code of every page, the code as it is typed and as it is read."""
    document, found = pypdfium2.PdfDocument(io.BytesIO(pdf)), []
    for page in document:
        square = zxingcpp.read_barcode(page.render(scale=150 / 72).to_pil())
        assert square is not None
        code = CODE.search(page.get_textpage().get_text_range())
        assert code is not None
        digits = re.sub(r"\s", "", code[0])
        found += [square.text.partition("#")[2], digits, " ".join(re.findall("....", digits))]
    document.close()
    return found


def files_that_hold(secret: str, *folders: Path) -> list[Path]:
    """Searched as bytes, as browsers and databases may write it."""
    forms = (secret.encode(), secret.lower().encode(), secret.encode("utf-16-le"))
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [path for path in files if any(form in path.read_bytes() for form in forms)]


def test_no_file_of_this_machine_holds_the_secrets_of_a_letter_that_was_printed(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(aside))
    with clock.frozen(NOW):
        with app.app_context():
            officer, _ = factories.staff()
            factories.letter(factories.review(officer, date(2026, 3, 10)))
            _, secret = factories.staff(Role.SUPPORT, email="kim@example.org")
        desk = let_in(app, "kim@example.org", secret)
        page = desk.get("/staff/letters?show=all")
        (letter,) = re.findall(r'name="of" value="([0-9a-z]{26})" form="letters"', page.text)
        asked = desk.post("/staff/letters/print", data=one(page, letter))
        printed = desk.post("/staff/letters/print", data=asked_again(asked)).data
        assert desk.get("/staff/letters/printing/file").data == printed
    secrets = secrets_of(printed)
    assert len(secrets) == 3
    for each in secrets:
        assert files_that_hold(each, tmp_path) == []
        assert each not in caplog.text
    (aside / "left.pdf").write_text(secrets[0])
    assert files_that_hold(secrets[0], tmp_path) == [aside / "left.pdf"]
