"""Inviting, printing, printing again, and the files for mail merge."""

import csv
import io
import re
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
import zxingcpp
from click.testing import CliRunner, Result
from flask import Flask
from PIL import Image

from participation import clock
from participation.db import transaction
from participation.invitations.queries import letters_of
from participation.operations.cli import cli
from participation.reviews.queries import review_by_reference
from participation.staff.models import Role
from tests import factories
from tests.databases import on_both
from tests.letters.desk import as_ticked
from tests.letters.samples import NO_PAGE_HOLDS
from tests.walking import hidden_fields, let_in, words_of

NOW = datetime(2026, 2, 24, 16, 0, tzinfo=UTC)
MEETING = date(2026, 3, 10)
PEOPLE = [("foster_carer", "Jo Green"), ("school", "Ms Field"), ("social_worker", "Kit Lane")]


@pytest.fixture
def a_review(app: Flask) -> str:
    """Maya's review in two weeks, with a carer, a school and a social worker."""
    with clock.frozen(NOW), app.app_context():
        officer, _ = factories.staff()
        return str(factories.review(officer, MEETING, people=PEOPLE).reference)


def run(app: Flask, *arguments: str) -> Result:
    with clock.frozen(NOW):
        return CliRunner().invoke(cli, arguments, obj=lambda: app)


def squares(pdf: Path) -> list[str]:
    """What a phone reads on each page of a PDF."""
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    read = [zxingcpp.read_barcode(page.render(scale=150 / 72).to_pil()) for page in document]
    document.close()
    return [square.text for square in read if square]


def opens(app: Flask, token: str) -> int:
    with clock.frozen(NOW):
        return app.test_client().post("/start", data={"token": token, "language": "en"}).status_code


@on_both
def test_invitations_then_one_letter_each_for_whoever_is_asked(app: Flask, a_review: str, tmp_path: Path) -> None:
    assert "3 invitations for 1 reviews" in run(app, "invite", "--review-before", "2026-03-31").output
    assert "0 invitations" in run(app, "invite", "--review-before", "31/03/2026").output
    printed = run(app, "letters", "--review-before", "2026-03-31", "--out", str(tmp_path / "post.pdf"))
    assert printed.exit_code == 0, printed.output
    links = squares(tmp_path / "post.pdf")
    assert len(set(links)) == 3
    assert all(re.fullmatch(r"http://127\.0\.0\.1:8000/s#[0-9A-HJKMNP-TV-Z]{26}", link) for link in links)
    assert [opens(app, link.partition("#")[2]) for link in links] == [303, 303, 303]


def test_only_the_respondents_that_are_named_are_asked(app: Flask, a_review: str) -> None:
    assert "1 invitations" in run(app, "invite", "--review-before", "2026-03-31", "--respondents", "child").output
    assert "1 invitations" in run(app, "invite", "--review-before", "2026-03-31", "--respondents", "carer").output


def test_a_child_under_four_gets_no_letter(app: Flask) -> None:
    with clock.frozen(NOW), app.app_context():
        factories.review(factories.staff()[0], MEETING, born_on=date(2022, 3, 11), people=[])
        factories.review(factories.staff()[0], MEETING, born_on=date(2022, 3, 10), people=[])
    assert "1 invitations for 2 reviews" in run(app, "invite", "--review-before", "2026-03-31").output


def test_support_knows_each_sheet_by_a_mark_that_says_nothing_of_the_child(
    app: Flask, a_review: str, tmp_path: Path
) -> None:
    run(app, "invite", "--review-before", "2026-03-31")
    run(app, "letters", "--review", a_review, "--out", str(tmp_path / "post.pdf"))
    with clock.frozen(NOW):
        with app.app_context():
            _, secret = factories.staff(Role.SUPPORT, email="kim@example.org")
        listed = words_of(let_in(app, "kim@example.org", secret).get("/staff/letters?show=all"))
    marks = re.findall(r"\b[0-9A-Z]{3}-[0-9A-Z]{3}\b", listed)
    document = pypdfium2.PdfDocument((tmp_path / "post.pdf").read_bytes())
    sheets = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert len(set(marks)) == len(sheets) == 3
    assert all(f"Letter {mark}" in sheet for mark, sheet in zip(marks, sheets, strict=True))
    assert a_review not in "".join(sheets)


def test_printing_again_ends_the_letter_before(app: Flask, a_review: str, tmp_path: Path) -> None:
    run(app, "invite", "--review-before", "2026-03-31", "--respondents", "child")
    for name in ("one.pdf", "two.pdf"):
        assert run(app, "letters", "--review", a_review, "--out", str(tmp_path / name)).exit_code == 0
    (old,), (new,) = squares(tmp_path / "one.pdf"), squares(tmp_path / "two.pdf")
    assert opens(app, old.partition("#")[2]) == 404
    assert opens(app, new.partition("#")[2]) == 303


def test_letters_that_could_not_be_drawn_leave_those_before_alone(app: Flask, a_review: str, tmp_path: Path) -> None:
    run(app, "invite", "--review-before", "2026-03-31", "--respondents", "child")
    run(app, "letters", "--review", a_review, "--out", str(tmp_path / "one.pdf"))
    with clock.frozen(NOW), app.app_context():
        with transaction():
            review_by_reference(a_review).child.preferred_name = NO_PAGE_HOLDS  # type: ignore[union-attr]
    failed = run(app, "letters", "--review", a_review, "--out", str(tmp_path / "two.pdf"))
    assert failed.exit_code == 1
    assert "does not fit on a page" in failed.output
    assert sorted(path.name for path in tmp_path.glob("*.pdf*")) == ["one.pdf"]
    assert opens(app, squares(tmp_path / "one.pdf")[0].partition("#")[2]) == 303


def test_mail_merge_gets_a_list_and_the_pictures_that_it_names(app: Flask, a_review: str, tmp_path: Path) -> None:
    run(app, "invite", "--review-before", "2026-03-31")
    run(app, "letters", "--review-before", "2026-03-31", "--out", str(tmp_path / "merge.zip"))
    with ZipFile(tmp_path / "merge.zip") as bundle:
        rows = list(csv.DictReader(io.StringIO(bundle.read("letters.csv").decode("utf-8-sig"))))
        assert list(rows[0]) == ["review_id", "respondent", "name", "link", "code", "qr_png", "qr_svg", "mark"]
        assert len({row["mark"] for row in rows}) == 3
        assert {row["respondent"] for row in rows} == {"child", "foster_carer", "school"}
        for row in rows:
            picture = Image.open(io.BytesIO(bundle.read(row["qr_png"])))
            square = zxingcpp.read_barcode(picture)
            assert square is not None
            assert square.text == row["link"]
            assert bundle.read(row["qr_svg"]).startswith(b"<svg")
            with clock.frozen(NOW):
                typed = app.test_client().post("/start", data={"code": row["code"], "language": "en"})
            assert typed.status_code == 303


def test_a_name_that_begins_like_a_formula_stays_a_name_in_the_list(app: Flask, tmp_path: Path) -> None:
    with clock.frozen(NOW), app.app_context():
        review = factories.review(factories.staff()[0], MEETING, preferred_name="=1+1", people=[])
        reference = str(review.reference)
    run(app, "invite", "--review-before", "2026-03-31")
    run(app, "letters", "--review", reference, "--out", str(tmp_path / "merge.zip"))
    with ZipFile(tmp_path / "merge.zip") as bundle:
        assert ",'=1+1," in bundle.read("letters.csv").decode()


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (("letters", "--review", "nowhere", "--out", "x.pdf"), 1, "There is no review nowhere."),
        (("letters", "--review-before", "2026-03-31", "--out", "x.pdf"), 1, "Nobody is invited yet"),
        (("letters", "--review-before", "2026-03-31", "--out", "x.docx"), 1, "must end in .pdf or .zip"),
        (("letters", "--out", "x.pdf"), 2, "Say --review-before DATE, --review ID or --no-longer-so."),
        (("letters", "--no-longer-so", "--out", "x.pdf"), 1, "Every letter that is out says what is so."),
        (("letters", "--review-before", "soon", "--out", "x.pdf"), 2, "'soon' is no date"),
        (("invite", "--review-before", "2026-02-25"), 1, "No review meets between today and 25/02/2026."),
        (("invite", "--review-before", "2026-03-31", "--respondents", "aunt"), 2, "choose from"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    app: Flask, a_review: str, arguments: tuple[str, ...], status: int, sentence: str
) -> None:
    refused = run(app, *arguments)
    assert refused.exit_code == status
    assert sentence in " ".join(refused.output.split())


def test_support_invites_and_prints(app: Flask, a_review: str, tmp_path: Path) -> None:
    with clock.frozen(NOW):
        with app.app_context():
            _, secret = factories.staff(Role.SUPPORT, email="kim@example.org")
        desk = let_in(app, "kim@example.org", secret)
        page = desk.get("/staff/letters")
        assert "Nobody is invited yet" in words_of(page)
        desk.post("/staff/letters/invite", data={**hidden_fields(page), "until": "2026-03-31"})
        page = desk.get("/staff/letters")
        assert "3 letters wait to be printed" in words_of(page)
        pdf = desk.post("/staff/letters/print", data=as_ticked(page))
        (tmp_path / "post.pdf").write_bytes(pdf.data)
        assert len(squares(tmp_path / "post.pdf")) == 3
        page = desk.get("/staff/letters")
        assert "No letter waits" in words_of(page)
        assert "Nothing waits to be printed here." in words_of(page)


@pytest.fixture
def without_an_officer(app: Flask) -> str:
    """Hamza's review on the same day: nobody is named yet."""
    with clock.frozen(NOW), app.app_context():
        return str(factories.review(None, MEETING, preferred_name="Hamza", people=[("parent", "Dad")]).reference)


def test_a_letter_that_no_officer_signs_is_not_printed_and_that_is_said_of_each(
    app: Flask, a_review: str, without_an_officer: str, tmp_path: Path
) -> None:
    run(app, "invite", "--review-before", "2026-03-31")
    for out in ("post.pdf", "merge.zip"):
        printed = run(app, "letters", "--review-before", "2026-03-31", "--out", str(tmp_path / out))
        assert printed.exit_code == 0
        assert f"3 letters in {tmp_path / out}" in printed.output
        assert printed.stderr.splitlines() == [
            f"{without_an_officer}, child: no officer yet, so no letter.",
            f"{without_an_officer}, parent: no officer yet, so no letter.",
        ]
    refused = run(app, "letters", "--review", without_an_officer, "--out", str(tmp_path / "none.pdf"))
    assert refused.exit_code == 1
    assert refused.stderr.count("no officer yet") == 2
    assert not (tmp_path / "none.pdf").exists()


def test_support_is_told_which_letters_wait_for_an_officer(
    app: Flask, a_review: str, without_an_officer: str, tmp_path: Path
) -> None:
    run(app, "invite", "--review-before", "2026-03-31")
    with clock.frozen(NOW):
        with app.app_context():
            _, secret = factories.staff(Role.SUPPORT, email="kim@example.org")
            review = review_by_reference(without_an_officer)
            assert review
            waiting = [each.id for each in letters_of(review.id)]
        desk = let_in(app, "kim@example.org", secret)
        page = desk.get("/staff/letters")
        shown = words_of(page)
        assert "3 letters wait to be printed" in shown
        assert "2 letters have no officer yet, so they are not printed." in shown
        assert shown.count("when there is an officer") == 2
        (tmp_path / "post.pdf").write_bytes(desk.post("/staff/letters/print", data=as_ticked(page)).data)
        assert len(squares(tmp_path / "post.pdf")) == 3
        refused = desk.post("/staff/letters/print", data={**hidden_fields(page), "of": waiting})
        assert (refused.status_code, refused.location) == (303, "/staff/letters")
