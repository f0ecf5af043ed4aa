"""A letter to a child whose file names several languages: whole in the first, what matters most in the others."""

import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from participation import clock
from participation.children.models import Child
from participation.db import session
from participation.operations.cli import cli
from participation.translating.known import LANGUAGES
from participation.web.languages import said_in
from tests.letters.samples import LONG_ARABIC_NAME, LONG_NAME, drawn, fits, letter, opened, photograph, read_aloud
from tests.letters.test_drawing import from_the_right, scanned
from tests.letters.test_no_longer_so import HEADINGS

THREE_LINES = (
    "Your meeting",
    "Point a phone camera at the square.",
    "You can also ring or text me: %(phone)s.",
)


def spoken(*codes: str) -> tuple[object, ...]:
    return tuple(LANGUAGES[code] for code in codes)


def letters_of(words: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKC", words) if each.isalpha())


@pytest.mark.usefixtures("room")
@pytest.mark.parametrize(
    ("first", "others"),
    [("en", ("so", "vi")), ("fa-AF", ("sq", "tr")), ("so", ("sq",)), ("ti", ("so", "vi"))],
)
def test_the_three_lines_stand_in_each_further_language_and_the_square_still_opens(
    first: str, others: tuple[str, ...]
) -> None:
    sent = letter(first, also_in=spoken(*others))
    pdf = drawn(sent)
    with opened(pdf) as document:
        assert len(document) == 1
    assert scanned(photograph(pdf)).text == sent.link
    said = letters_of(read_aloud(pdf))
    for code in others:
        for line in THREE_LINES:
            words = said_in(LANGUAGES[code], "letter to a child", line).replace("%(phone)s", "")
            assert letters_of(words) in said, (code, line)


@pytest.mark.usefixtures("room")
def test_a_language_from_the_right_stands_beside_english_with_its_day() -> None:
    said = read_aloud(drawn(letter("en", also_in=spoken("ar"))))
    assert from_the_right("اجتماعك") in said
    assert said.count("2026") >= 4
    assert said.count("01632 960 123") == 2


@pytest.mark.usefixtures("room")
def test_where_no_number_rings_somebody_who_is_trusted_helps() -> None:
    sent = letter("en", also_in=spoken("sq"))
    without = letter("en", also_in=spoken("sq"), officer=sent.officer.__class__("Amara", "", sent.officer.picture))
    said = letters_of(read_aloud(drawn(without)))
    assert letters_of(said_in(LANGUAGES["sq"], "letter to a child", "Somebody you trust can help you.")) in said


@pytest.mark.usefixtures("room")
def test_every_letter_with_two_further_languages_is_one_page() -> None:
    sent = [letter(first, also_in=spoken(*{"ur", "ti"} - {first})) for first in LANGUAGES]
    sent += [letter(code, name=LONG_NAME, also_in=spoken("ps", "ti")) for code in ("en", "bn")]
    sent += [letter("ar", name=LONG_ARABIC_NAME, also_in=spoken("ps", "ur"))]
    assert [each.language.code for each in sent if not fits(each)] == []


@pytest.fixture
def now() -> Iterator[None]:
    with clock.frozen(datetime(2026, 2, 24, 16, 0, tzinfo=UTC)):
        yield


def take(app: Flask, cell: str, tmp_path: Path) -> Result:
    path = tmp_path / "caseload.csv"
    row = f'C1,Maya,2014-02-01,"{cell}",off.one@example.org,Amara,S1,child_in_care,2026-03-10 10:00,Room 1'
    path.write_text(f"{HEADINGS}\n{row}", "utf-8")
    return CliRunner().invoke(cli, ["import", "caseload", str(path)], obj=lambda: app)


@pytest.mark.usefixtures("now")
@pytest.mark.parametrize(
    ("cell", "first", "others"),
    [
        ("prs;ps", "fa-AF", "ps"),
        ("so, ar", "so", "ar"),
        ("ti / am / ar / so", "ti", "am ar"),
        ("so so", "so", ""),
        ("ar", "ar", ""),
        ("xx;ar", "ar", ""),
        ("", "en", ""),
    ],
)
def test_a_cell_may_name_several_languages(app: Flask, tmp_path: Path, cell: str, first: str, others: str) -> None:
    take(app, cell, tmp_path)
    with app.app_context():
        child = session().query(Child).one()
        assert (child.language, child.other_languages) == (first, others)


@pytest.mark.usefixtures("now")
def test_of_several_the_one_that_is_not_known_is_named_and_the_others_are_taken(app: Flask, tmp_path: Path) -> None:
    said = take(app, "xx;ar", tmp_path)
    assert "Expected the code of a language such as ar or fa-AF, found “xx;ar”; the others are taken." in said.output


@pytest.mark.usefixtures("now")
def test_a_list_that_names_one_language_later_ends_the_others_and_the_letters_are_no_longer_so(
    app: Flask, tmp_path: Path
) -> None:
    take(app, "so;ar", tmp_path)
    runs = CliRunner()
    runs.invoke(cli, ["invite", "--review-before", str(date(2026, 3, 31))], obj=lambda: app)
    out = str(tmp_path / "post.pdf")
    runs.invoke(cli, ["letters", "--review", "S1", "--out", out], obj=lambda: app)
    said = read_aloud(Path(out))
    assert letters_of(said_in(LANGUAGES["so"], "letter to a child", "Your meeting")) in letters_of(said)
    assert from_the_right("اجتماعك") in said
    assert "no longer so" not in take(app, "", tmp_path).output, "an empty cell changes nothing"
    assert "language" in take(app, "so", tmp_path).output.partition("no longer so: 1.")[2]
