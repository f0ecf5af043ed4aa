"""All screens on paper: each with its texts, their English and their numbers, also from right to left."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner

from participation.operations.cli import cli
from participation.proofreading.texts import Screens, as_written
from participation.screens.paper import TOGETHER, write_screens
from participation.translating.known import LANGUAGES

TIGRINYA = LANGUAGES["ti"]
SOME = TOGETHER + 2
"""So many that they are not laid out together."""


@pytest.fixture(scope="module")
def paper(tigrinya: Screens, tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("paper") / "ti.pdf"
    lists = tuple(screen for screen in tigrinya.screens if not screen.body)
    write_screens(TIGRINYA, replace(tigrinya, screens=(*tigrinya.screens[:SOME], *lists[-1:])), out)
    file = pypdfium2.PdfDocument(out)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in file)
    finally:
        file.close()


def test_each_screen_stands_there_with_its_texts_their_english_and_their_numbers(paper: str, tigrinya: Screens) -> None:
    read = as_written("".join(paper.split()))
    for at, screen in enumerate(tigrinya.screens[:SOME]):
        assert "".join(f"{at + 1}. {screen.name}".split()) in read
        for text in tigrinya.on(at):
            assert "".join(text.english.split()) in read
            assert str(text.number) in read


def test_the_translation_is_read_from_the_paper_in_its_own_letters(paper: str, tigrinya: Screens) -> None:
    read = as_written("".join(paper.split()))
    words = [text.forms[0] for text in tigrinya.on(0)]
    assert [each for each in words if "".join(each.split()) not in read] == []


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    there = tmp_path / "ti.pdf"
    there.write_bytes(b"")
    said = CliRunner().invoke(cli, ["translations", "screens", "ti", "--out", str(there)])
    assert said.exit_code == 1
    assert "is there already" in said.output
