"""The page that says why each question is asked, and the questions, keep together."""

import re

from participation.config import ROOT
from tests.questionnaires.shipped import LIBRARY

LETTERS = {"pictures": "P", "short": "S", "full": "F", "leaving_care": "L"}
PAGE = (ROOT / "docs" / "questionnaires.md").read_text("utf-8")
ROW = re.compile(r"^\| `(\w+)` \| ([PSFL ]+) \| (.+) \| (.+) \|$", re.MULTILINE)
SOURCES = PAGE.partition("| source | is |")[2]


def test_every_question_has_its_row_and_every_row_its_question() -> None:
    asked: dict[str, str] = {}
    for level, letter in LETTERS.items():
        for question in LIBRARY.latest("my_views", level).questions:
            asked[question.id] = f"{asked.get(question.id, '')} {letter}".strip()
    assert {id: levels for id, levels, _, _ in ROW.findall(PAGE)} == asked


def test_every_source_that_a_row_names_is_told() -> None:
    named = {name for *_, names in ROW.findall(PAGE) for name in names.split(", ")}
    told = {name for names in re.findall(r"^\| ([a-z0-9, ]+) \| ", SOURCES, re.MULTILINE) for name in names.split(", ")}
    assert named == told - {"source"}
