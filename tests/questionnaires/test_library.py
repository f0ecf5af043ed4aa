"""Every questionnaire of the installation, by purpose, level and version."""

import shutil
from pathlib import Path

import pytest

from participation.questionnaires.library import Library, NoSuchQuestionnaire
from participation.questionnaires.mistakes import Mistakes
from tests.questionnaires.tiny import TINY


@pytest.fixture(scope="module")
def library() -> Library:
    return Library([TINY])


def test_an_old_version_stays_and_the_latest_is_offered(library: Library) -> None:
    assert library.latest("reworded", "adult").version == 2
    assert library.get("reworded", "adult", 1).question("heard").text == "Were you heard?"


def test_levels_come_youngest_first(library: Library) -> None:
    assert library.levels("reworded") == ("short", "adult")
    assert library.levels("nothing") == ()


def test_everything_in_the_folder_is_there(library: Library) -> None:
    assert {f"{each.name}.toml" for each in library.all()} == {file.name for file in TINY.glob("*.toml")}


def test_what_nobody_wrote_is_refused_with_a_sentence(library: Library) -> None:
    with pytest.raises(NoSuchQuestionnaire, match=r"^There is no questionnaire reworded\.adult\.v3\.$"):
        library.get("reworded", "adult", 3)
    with pytest.raises(LookupError, match=r"^There is no questionnaire reworded for the level full\.$"):
        library.latest("reworded", "full")


def test_a_council_adds_a_folder_of_its_own(tmp_path: Path) -> None:
    shutil.copy(TINY / "reworded.adult.v2.toml", tmp_path / "reworded.adult.v3.toml")
    assert Library([TINY, tmp_path]).latest("reworded", "adult").version == 3


def test_a_file_that_another_folder_already_has_is_refused(tmp_path: Path) -> None:
    copy = shutil.copy(TINY / "reworded.adult.v2.toml", tmp_path)
    with pytest.raises(Mistakes) as refused:
        Library([TINY, tmp_path])
    assert str(refused.value) == f"{copy}:1: Another folder already has reworded.adult.v2."


def test_the_mistakes_of_all_files_are_said_together(tmp_path: Path) -> None:
    for name in ("a.adult.v1.toml", "b.adult.v1.toml"):
        (tmp_path / name).write_text("title = 3\n", "utf-8")
    with pytest.raises(Mistakes) as refused:
        Library([tmp_path])
    assert {mistake.file.name for mistake in refused.value.mistakes} == {"a.adult.v1.toml", "b.adult.v1.toml"}
