"""Somebody who speaks a language checks it, in a spreadsheet, and the register knows what they have seen."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from participation.translating import known
from participation.translating.catalogue import english, forms, path_of, read, texts, write
from participation.translating.checks import GLOSSARY
from participation.translating.commands import translations
from participation.translating.known import LANGUAGES, Language
from participation.translating.register import TextState, is_checked_by_two, states
from participation.translating.sheets import ANSWER, BY, FIRST, HEADS, QUESTION, TEXT

PASHTO = LANGUAGES["ps"]
LEAVE = ("public", "Leave")


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Language]:
    """Pashto in a folder of its own."""
    monkeypatch.setattr(known, "TRANSLATIONS", tmp_path)
    path_of(PASHTO).parent.mkdir(parents=True)
    shutil.copy(known.ROOT / "translations" / "ps" / "LC_MESSAGES" / "messages.po", path_of(PASHTO))
    is_checked_by_two.cache_clear()
    yield PASHTO
    is_checked_by_two.cache_clear()


def run(*words: object) -> Result:
    return CliRunner().invoke(translations, [str(word) for word in words])


def answered(sheet: Path, **by_english: tuple[str, str, str]) -> None:
    """Somebody types into a sheet, beside the English that is named: answer, text, question."""
    book = load_workbook(sheet)
    for line in book.worksheets[0].iter_rows(min_row=FIRST):
        if found := by_english.pop(str(line[2].value), None):
            for column, cell in zip((ANSWER, TEXT, QUESTION), found, strict=True):
                line[column].value = cell
    book.save(sheet)
    assert by_english == {}


def state_of(context: str, text: str) -> TextState:
    return next(state for each, state in states(PASHTO) if (each.context, english(each)) == (context, text))


def said(context: str, text: str) -> str:
    found = ((each.context, english(each), forms(each)) for each in texts(read(path_of(PASHTO))))
    return next(words[0] for where, what, words in found if (where, what) == (context, text))


@pytest.fixture
def sheet(copied: Language, tmp_path: Path) -> Path:
    out = tmp_path / "ps.xlsx"
    assert run("export", "ps", out).exit_code == 0
    return out


def test_every_text_goes_out_with_its_context_and_only_answers_can_be_typed(sheet: Path) -> None:
    rows = list(load_workbook(sheet).worksheets[0].iter_rows())
    assert [cell.value for cell in rows[0]] == list(HEADS)
    assert len(rows) - 1 == sum(len(forms(message)) for message in texts(read(path_of(PASHTO))))
    assert all(row[1].value for row in rows[1:])
    assert {column for column, cell in enumerate(rows[1]) if not cell.protection.locked} == {ANSWER, TEXT, QUESTION}
    assert load_workbook(sheet).worksheets[0].protection.sheet


def test_what_is_right_is_checked_by_one_and_what_two_find_right_by_two(sheet: Path) -> None:
    assert state_of(*LEAVE) is TextState.DRAFT
    answered(sheet, Leave=("right", "", ""))
    run("accept", sheet, "--by", "AB, interpreter")
    run("accept", sheet, "--by", "AB, interpreter")
    assert state_of(*LEAVE) is TextState.ONCE
    assert not is_checked_by_two(PASHTO, *LEAVE, said(*LEAVE))
    is_checked_by_two.cache_clear()
    run("accept", sheet, "--by", "CD, care leaver")
    assert state_of(*LEAVE) is TextState.TWICE
    assert is_checked_by_two(PASHTO, *LEAVE, said(*LEAVE))


def test_a_change_is_taken_and_voids_what_others_checked_before(sheet: Path, tmp_path: Path) -> None:
    answered(sheet, Leave=("right", "", ""))
    run("accept", sheet, "--by", "AB")
    later = tmp_path / "later.xlsx"
    run("export", "ps", later)
    answered(later, Leave=("change", "لاړ شئ", ""))
    assert "1 taken, 1 of them in new words" in run("accept", later, "--by", "CD").output
    assert said(*LEAVE) == "لاړ شئ"
    assert state_of(*LEAVE) is TextState.ONCE
    assert "Row" in run("accept", sheet, "--by", "EF").output
    assert state_of(*LEAVE) is TextState.ONCE


def test_a_checked_text_that_changes_without_a_check_is_stale(sheet: Path) -> None:
    answered(sheet, Leave=("right", "", ""))
    run("accept", sheet, "--by", "AB")
    catalogue = read(path_of(PASHTO))
    catalogue.get(LEAVE[1], context=LEAVE[0]).string = "لاړ شئ"
    write(catalogue, PASHTO)
    assert state_of(*LEAVE) is TextState.STALE


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (("change", "وتل %(officer)s", ""), "must keep nothing in braces"),
        (("change", "خروج й", ""), "letters that the language does not use: й"),
        (("change", "", ""), "says change, and has no text"),
        (("right", "لاړ شئ", ""), "says right, and has another text"),
        (("perhaps", "", ""), "says neither right nor change nor ask"),
        (("ask", "", "Is it a button?"), "asks: Is it a button?"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_changes_nothing(
    sheet: Path, answer: tuple[str, str, str], sentence: str
) -> None:
    before = said(*LEAVE)
    answered(sheet, Leave=answer)
    output = run("accept", sheet, "--by", "AB").output
    assert sentence in output
    assert "0 taken" in output
    assert (said(*LEAVE), state_of(*LEAVE)) == (before, TextState.DRAFT)


def test_who_checked_it_may_stand_in_the_file_and_nobody_twice_is_not_two(sheet: Path) -> None:
    answered(sheet, Leave=("right", "", ""))
    for _ in range(2):
        assert "1 taken" in run("accept", sheet).output
    assert state_of(*LEAVE) is TextState.ONCE
    book = load_workbook(sheet)
    book[BY]["B1"].value = "CD, care leaver"
    book.save(sheet)
    run("accept", sheet)
    assert state_of(*LEAVE) is TextState.TWICE


def test_a_file_from_elsewhere_is_refused(copied: Language, tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    other.write_text("no spreadsheet")
    assert run("accept", other, "--by", "AB").exit_code == 1
    assert run("export", "xx", tmp_path / "x.xlsx").exit_code == 2


def test_the_states_of_every_language_are_printed(sheet: Path) -> None:
    answered(sheet, Leave=("right", "", ""))
    run("accept", sheet, "--by", "AB")
    line = next(line for line in run("status").output.splitlines() if line.startswith("ps "))
    count = len(list(texts(read(path_of(PASHTO)))))
    assert line.split()[:8] == ["ps", "Pashto", "preview", str(count), "0", str(count - 1), "1", "0"]


def test_an_advocate_is_called_a_lawyer_in_no_language_and_a_row_that_does_is_not_taken(sheet: Path) -> None:
    assert [each.code for each in LANGUAGES.values() if not each.lawyer] == ["en"]
    answered(sheet, Advocates=("change", "وکیلان", ""))
    assert "calls an advocate a lawyer" in run("accept", sheet, "--by", "AB").output


def test_what_has_one_name_in_english_has_one_in_each_language_and_another_is_not_taken(sheet: Path) -> None:
    assert [each.code for each in LANGUAGES.values() if set(each.words) != set(GLOSSARY)] == ["en"]
    answered(sheet, Advocates=("change", "مرستندویان", ""))
    assert "calls the advocate otherwise than the other texts (ملاتړ)" in run("accept", sheet, "--by", "AB").output
