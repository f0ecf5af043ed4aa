"""One submission, written out for the case record."""

import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from fastjsonschema import JsonSchemaValueException
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.audit.models import AuditEntry
from participation.db import session, transaction
from participation.invitations.marks import WITHDRAWN, mark
from participation.operations.cli import cli
from participation.retention.actions import purge
from participation.submissions.models import Submission
from tests import factories
from tests.casework.sending import send_with
from tests.databases import on_both
from tests.disclosure.records import FOLLOWS, objects_of, record_in, xmp_of
from tests.retention import lives
from tests.retention.lives import DAY, ENDS, YEAR

NOW = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
WORDS = "القطة تنام هنا\n\n=SUM(1) & <b>Zwergkaninchen</b>"


@pytest.fixture
def sent(app: Flask) -> str:
    """Maya's words, sent with her letter."""
    with clock.frozen(NOW), app.app_context():
        officer, _ = factories.staff(name="Amara Okafor")
        review = factories.review(officer, date(2026, 3, 10))
        return send_with(factories.letter(review)[1], "my_views", proud_of=WORDS, share_proud_of="meeting")


def export(app: Flask, *words: str | Path) -> Result:
    with clock.frozen(NOW + DAY):
        return CliRunner().invoke(cli, ["export", "submission", *map(str, words)], obj=lambda **_: app)


def words_of_pdf(path: Path) -> str:
    document = pypdfium2.PdfDocument(path.read_bytes())
    words = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return words


def acts(app: Flask, id: str) -> list[str]:
    with app.app_context():
        about = AuditEntry.object == f"submission/{id}"
        return list(session().scalars(select(AuditEntry.action).where(about).order_by(AuditEntry.number)))


def row(app: Flask, id: str) -> Submission:
    with app.app_context():
        return session().get_one(Submission, id)


@on_both
def test_as_json_it_holds_the_words_as_they_were_typed_and_where_they_come_from(
    app: Flask, sent: str, tmp_path: Path
) -> None:
    out = tmp_path / "record.json"
    result = export(app, sent, "--out", out)
    assert (result.exit_code, result.stderr) == (0, "")
    record = record_in(out)
    assert record["questionnaire"] == "my_views.short.v2"
    assert record["sent_by"]["respondent"] == "child"
    assert record["sent_at"] == "2026-03-02T15:30:00+00:00"
    assert record["provenance"] == "Sent on Monday 2 March 2026 with the letter of Monday 2 March 2026."
    (said,) = (each for each in record["answers"] if each["question"] == "proud_of")
    assert said["answer"] == [WORDS]
    assert said["may_be_said_in_the_meeting"] is True
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert row(app, sent).exported_at == NOW + DAY
    assert acts(app, sent) == ["read", "exported"]


def test_as_pdf_it_is_tagged_and_readable(app: Flask, sent: str, tmp_path: Path) -> None:
    out = tmp_path / "record.pdf"
    assert export(app, sent, "--out", out).exit_code == 0
    words = words_of_pdf(out)
    for wanted in (
        "Maya",
        "Sent by the child on Monday 2 March 2026",
        "=SUM(1) & <b>Zwergkaninchen</b>",
        "my_views.short.v2",
    ):
        assert wanted in words
    assert "It may be said in the meeting." in words
    pdf = pypdfium2.PdfDocument(out.read_bytes())
    assert pdf.is_tagged()
    pdf.close()
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_the_pdf_is_made_for_an_archive_and_says_so(app: Flask, sent: str, tmp_path: Path) -> None:
    """What a validator of the first part does not ask: tags, language, nothing that is fetched (test_archive.py)."""
    out = tmp_path / "record.pdf"
    assert export(app, sent, "--out", out).exit_code == 0
    about = xmp_of(out)
    assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")
    assert about["pdfuaid:part"] == "1"
    held = objects_of(out)
    (catalogue,) = (each for each in held if "/Type /Catalog" in each)
    for wanted in (
        "/Lang (en)",
        "/StructTreeRoot",
        "/MarkInfo <</Marked true>>",
        "/S /GTS_PDFA1",
        "/DisplayDocTitle true",
    ):
        assert wanted in catalogue
    fonts = [each for each in held if "/Type /FontDescriptor" in each]
    assert fonts
    assert all("/FontFile" in each for each in fonts), "every font is in it"
    for fetched in ("/URI", "/JavaScript", "/Launch", "/EmbeddedFile", "/Encrypt"):
        assert not any(fetched in each for each in held)


def test_what_is_not_as_published_would_be_noticed(app: Flask, sent: str, tmp_path: Path) -> None:
    out = tmp_path / "record.json"
    export(app, sent, "--out", out)
    record = record_in(out)
    for changed in ({"answers": None}, {"sent_at": "yesterday"}, {"record": "carried"}, {"schema": "case_record.v2"}):
        with pytest.raises(JsonSchemaValueException):
            FOLLOWS(record | changed)


def test_what_cannot_be_written_is_not_noted_as_exported(app: Flask, sent: str, tmp_path: Path) -> None:
    asked_for = tmp_path / "asked for"
    out = asked_for / "a folder.pdf"
    (out / "inside").mkdir(parents=True)
    result = export(app, sent, "--out", out)
    assert result.exit_code != 0
    assert row(app, sent).exported_at is None
    missing = export(app, sent, "--out", tmp_path / "nowhere" / "record.pdf")
    assert (missing.exit_code, missing.stderr) == (1, f"There is no folder {tmp_path / 'nowhere'}.\n")
    other = export(app, sent, "--out", asked_for / "record.docx")
    assert (other.exit_code, other.stderr) == (1, "record.docx must end in .pdf or .json.\n")
    assert acts(app, sent) == []
    assert list(asked_for.iterdir()) == [out]


def test_a_number_that_nobody_knows_is_one_sentence(app: Flask, tmp_path: Path) -> None:
    result = export(app, "nobody", "--out", tmp_path / "record.pdf")
    assert (result.exit_code, result.stderr) == (1, "There is no submission nobody.\n")
    assert not (tmp_path / "record.pdf").exists()


@pytest.mark.parametrize(
    ("purpose", "said"),
    [
        ("after_review", "is feedback: that does not go to the case record."),
        ("parent_after", "is feedback: that does not go to the case record."),
        ("my_advocate", "is advocacy: that does not go to the case record."),
    ],
)
def test_what_officers_may_not_read_does_not_go_where_they_read(
    app: Flask, purpose: str, said: str, tmp_path: Path
) -> None:
    with clock.frozen(NOW), app.app_context():
        id = lives.sent(lives.a_review(), purpose)
    result = export(app, id, "--out", tmp_path / "record.pdf")
    assert result.exit_code == 1
    assert said in result.stderr


def test_what_was_withdrawn_or_deleted_says_so(app: Flask, sent: str, tmp_path: Path) -> None:
    with app.app_context(), transaction():
        mark(WITHDRAWN, [sent], NOW)
    assert "was taken back" in export(app, sent, "--out", tmp_path / "record.pdf").stderr
    with app.app_context():
        with clock.frozen(NOW):
            old = lives.sent(lives.a_review())
        with clock.frozen(NOW + YEAR):
            purge()
    assert "was deleted on Tuesday 2 March 2027." in export(app, old, "--out", tmp_path / "record.pdf").stderr


def test_exported_and_read_it_goes_ninety_days_later(app: Flask, sent: str, tmp_path: Path) -> None:
    assert export(app, sent, "--out", tmp_path / "record.pdf").exit_code == 0
    with app.app_context():
        with clock.frozen(ENDS + 60 * DAY):
            purge()
            assert session().get(Submission, sent), "nobody of the staff has read it: writing it out is not reading it"
        with clock.frozen(NOW + 2 * DAY):
            officer = session().get_one(Submission, sent).review.officer
            assert officer
            lives.read(officer, [session().get_one(Submission, sent)], "preparing")
        with clock.frozen(NOW + 91 * DAY):
            assert purge()["exported"] == 1
