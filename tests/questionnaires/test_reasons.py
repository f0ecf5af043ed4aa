"""Nobody is asked anything without a reason that can be read."""

import re

import pytest

from participation.config import ROOT
from tests.questionnaires.shipped import LIBRARY

PAGE = (ROOT / "docs" / "questionnaires_meeting_feedback_adults.md").read_text("utf-8")
ROW = re.compile(r"^\| `(\w+)` \|(.*)\|$", re.MULTILINE)
LETTERS = {"pictures": "P", "short": "S", "full": "F"}
PURPOSES = (
    *("my_meeting", "my_advocate", "my_helper", "my_correction", "after_review"),
    *("carer_view", "parent_view", "partner_view", "carer_after", "parent_after", "partner_after"),
)


def rows(purpose: str) -> dict[str, list[str]]:
    """The cells of each question of a purpose."""
    section = re.split(r"\n##+ ", PAGE.split(f"(`{purpose}`)")[1])[0]
    return {id: [cell.strip() for cell in cells.split("|")] for id, cells in ROW.findall(section)}


@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_question_has_its_reason_and_source_and_no_reason_is_left_over(purpose: str) -> None:
    newest = [LIBRARY.latest(purpose, level) for level in LIBRARY.levels(purpose)]
    levels: dict[str, list[str]] = {}
    for each in newest:
        for question in each.questions:
            levels.setdefault(question.id, []).append(LETTERS.get(each.level, ""))
    found = rows(purpose)
    assert set(found) == set(levels)
    for id, cells in found.items():
        assert all(cells), id
        assert len(cells) == (2 if newest[0].level == "adult" else 3), id
        if newest[0].level != "adult":
            assert cells[0].split() == levels[id], id
