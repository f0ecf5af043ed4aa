"""What was only told to the meeting for a child, and sent by nobody, goes to the case record too."""

from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.audit.models import AuditEntry
from participation.carried.models import SaidForChild
from participation.db import session
from participation.operations.cli import cli
from participation.submissions.models import Submission
from tests.carried.spoken import AFTER, MEANT, TOLD, SpokenFor, interpreted
from tests.databases import on_both
from tests.disclosure.records import record_in


def export(app: Flask, id: str, out: Path) -> Result:
    return CliRunner().invoke(cli, ["export", "submission", id, "--out", str(out)], obj=lambda **_: app)


def said(app: Flask) -> list[str]:
    """The numbers of everything that was said for her."""
    with app.app_context():
        return list(session().scalars(select(SaidForChild.id).order_by(SaidForChild.at, SaidForChild.id)))


@on_both
def test_carried_views_are_written_out_by_the_number_of_their_review(
    app: Flask, maya: SpokenFor, tmp_path: Path
) -> None:
    maya.tell()
    maya.say(maya.look(), "ok_yes")
    done = export(app, maya.id, tmp_path / "record.json")
    (number,) = said(app)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"{tmp_path / 'record.json'}: submission {number}. It is noted as exported.\n"
    record = record_in(tmp_path / "record.json")
    assert (record["record"], record["code"], record["written_by"]) == ("carried", "PN5", "Amara")
    assert [(each["by"], each["words"], each["is_what_the_child_meant"]) for each in record["said_for_the_child"]] == [
        ("officer", TOLD, True)
    ]
    with app.app_context():
        about = select(AuditEntry.action).where(AuditEntry.object == f"said_for_child/{number}")
        assert session().scalars(about.order_by(AuditEntry.number)).all() == ["read", "exported"]


def test_as_pdf_it_says_whose_words_they_are(app: Flask, maya: SpokenFor, tmp_path: Path) -> None:
    maya.tell()
    assert export(app, said(app)[0], tmp_path / "record.pdf").exit_code == 0
    pdf = pypdfium2.PdfDocument((tmp_path / "record.pdf").read_bytes())
    words = " ".join(pdf[0].get_textpage().get_text_bounded().split())
    assert pdf.is_tagged()
    pdf.close()
    for wanted in (
        "Told to the meeting for the child",
        "Written down by Amara. These are not the child’s own words",
        "How the child took part: PN5.",
        TOLD,
    ):
        assert wanted in words


def test_what_was_put_in_other_words_goes_as_it_stands_now(app: Flask, maya: SpokenFor, tmp_path: Path) -> None:
    maya.tell()
    with clock.frozen(AFTER + timedelta(minutes=5)):
        maya.tell(MEANT)
        for number in (maya.id, *said(app)):
            export(app, number, tmp_path / "record.json")
            assert [each["words"] for each in record_in(tmp_path / "record.json")["said_for_the_child"]] == [MEANT]


@on_both
def test_where_the_child_put_it_right_the_record_holds_both_and_says_which_is_whose(
    app: Flask, maya: SpokenFor, tmp_path: Path
) -> None:
    maya.tell()
    with clock.frozen(AFTER + timedelta(minutes=5)):
        maya.put_right(maya.look())
    with app.app_context():
        correction = session().scalars(select(Submission.id).where(Submission.purpose == "my_correction")).one()
    for id in (maya.id, correction):
        for ending in ("json", "pdf"):
            assert export(app, id, tmp_path / f"{id}.{ending}").exit_code == 0
        (told,) = record_in(tmp_path / f"{id}.json")["said_for_the_child"]
        assert (told["words"], told["is_what_the_child_meant"]) == (TOLD, False)
    (own,) = [each for each in record_in(tmp_path / f"{correction}.json")["answers"] if each["answer"]]
    assert own["answer"] == [MEANT]
    printed = words_in(tmp_path / f"{correction}.pdf")
    assert printed.index(MEANT) < printed.index("Said for the child by others") < printed.index(TOLD)
    assert "Maya says: not quite" in printed
    assert "Maya says: not quite" in words_in(tmp_path / f"{maya.id}.pdf")


def words_in(path: Path) -> str:
    """Of a PDF, with single spaces."""
    pdf = pypdfium2.PdfDocument(path.read_bytes())
    found = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pdf).split())
    pdf.close()
    return found


@pytest.mark.parametrize("is_interpreted", [True, False])
def test_where_nobody_told_anything_there_is_nothing(
    app: Flask, maya: SpokenFor, tmp_path: Path, is_interpreted: bool
) -> None:
    if is_interpreted:
        interpreted(app, maya)
    done = export(app, maya.id, tmp_path / "record.json")
    assert (done.exit_code, done.stderr) == (1, f"There is no submission {maya.id}.\n")
    assert not (tmp_path / "record.json").exists()
