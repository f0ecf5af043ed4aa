"""The page about languages says of each of them what must be looked at first."""

import re

from participation.config import ROOT
from participation.translating.known import ENGLISH, LANGUAGES, LanguageState

PAGE = (ROOT / "docs" / "languages.md").read_text("utf-8")
ROW = re.compile(r"^\| ([\w ]+) \(`([\w-]+)`\) \| (.{20,}) \|$", re.MULTILINE)


def test_every_language_has_its_row_and_no_row_is_left_over() -> None:
    rows = {code: name for name, code, _ in ROW.findall(PAGE)}
    assert rows == {each.code: each.english_name for each in LANGUAGES.values() if each != ENGLISH}


def test_what_is_a_draft_is_called_one_where_everybody_begins_to_read() -> None:
    drafts = [each for each in LANGUAGES.values() if each.state is not LanguageState.LIVE]
    begins = (ROOT / "README.md").read_text("utf-8").partition("## ")[0]
    assert ("no native speaker has checked" in " ".join(begins.split())) == bool(drafts)
