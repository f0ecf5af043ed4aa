"""The runbook, typed as it stands: from an empty machine to a letter, a rotation, a backup and a restore."""

import re

import pypdfium2 as pdfium
import pytest

from tests.deploy import runbook
from tests.deploy.browsing import Visitor
from tests.deploy.conftest import PUBLIC, STAFF, Walked

A_MINUTE = 200
"""Characters that somebody types who copies off paper, slowly."""
CODE = re.compile(r"\d{4}\s\d{4}\s+\d{4}\s\d{4}")


def code_of_the_letter(walked: Walked) -> str:
    """What the child reads on paper."""
    with pdfium.PdfDocument(walked.machine.root / "var" / "lib" / "participation" / "letters.pdf") as letters:
        (page,) = letters
        (code,) = CODE.findall(page.get_textpage().get_text_range())
    return str(code)


@pytest.mark.long
def test_every_section_says_that_it_is_done(walked: Walked) -> None:
    said = walked.said
    assert list(said) == ["Setting up", "The first letters", "Turning the keys", "Backing up", "Coming back"]
    assert "can sign in as manager@example.org" in said["Setting up"]
    assert "STOP" not in "".join(said.values())
    assert "1 letters in letters.pdf" in said["The first letters"]
    assert "open with the newest keys, and with no older one" in said["Turning the keys"]
    assert "sealed to recovery-0001-" in said["Backing up"]
    assert "as the backup of" in said["Coming back"]


@pytest.mark.long
def test_the_letter_opens_over_tls_after_all_of_it(walked: Walked) -> None:
    opened = Visitor(walked.machine, PUBLIC).ask("POST", "/start", {"code": code_of_the_letter(walked)})
    assert (opened.status, opened.headers["Location"]) == (303, "/home")
    assert opened.headers["Set-Cookie"].startswith("__Host-letter=")
    assert Visitor(walked.machine, STAFF).ask("GET", "/staff/sign-in").status == 200


@pytest.mark.long
def test_each_copy_of_the_exported_keys_is_given_to_the_account_that_reads_it(walked: Walked) -> None:
    """The stand-in for `chown` notes what it is asked; without it the public side could not read its keys."""
    given = (walked.machine.root / "chown.log").read_text().splitlines()
    keys = f"-R participation_public: {walked.machine.root}/var/lib/participation_public/keys"
    typed = "".join(runbook.blocks().values())
    assert given.count(keys) == typed.count("cp -RT ") == 2


def test_whoever_types_all_of_it_off_paper_has_done_in_ten_minutes() -> None:
    typed = sum(map(len, runbook.blocks().values()))
    assert f"types {typed:,} characters" in runbook.PAGE.read_text("utf-8").replace("\n", " ")
    assert typed / A_MINUTE < 10
