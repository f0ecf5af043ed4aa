"""Addresses and codes as they once came back and opened nothing: each leads on now."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from flask import Flask
from playwright.sync_api import expect

from participation.invitations.actions import Secrets
from tests.answering.conftest import Write
from tests.parts.browser import OpenPage

FOUND = Path(__file__).parent.parent / "exchange" / "failing" / "caseload" / "addresses_and_codes.txt"
LINES = [line for line in FOUND.read_text("utf-8").splitlines()[1:] if line]
ADDRESSES = [line for line in LINES if line.startswith("/")]
TYPED = [line.removeprefix("code: ") for line in LINES if line.startswith("code: ")]
KEYCAP = "\ufe0f\u20e3"


def written_out(line: str, secrets: Secrets) -> str:
    """A line of the file with the secrets of a letter in place of the words that stand for them."""
    token, code = secrets.token, secrets.code
    if line.startswith("keycap"):
        return "".join(digit + KEYCAP for digit in code)
    fours = dict(zip(("1234", "5678", "9012", "3456"), (code[at : at + 4] for at in range(0, 16, 4)), strict=True))
    for sign, secret in (fours | {"FIRST13": token[:13], "LAST13": token[13:], "TOKEN": token, "CODE": code}).items():
        line = line.replace(sign, secret)
    return line.removeprefix("whole link pasted (").removesuffix(")") if line.startswith("whole") else line


def test_the_file_has_what_these_tests_are_about() -> None:
    assert (len(ADDRESSES), len(TYPED)) == (11, 6)


@pytest.mark.parametrize("line", ADDRESSES)
def test_each_address_leads_to_its_page_and_its_secret_opens(app: Flask, write: Write, line: str) -> None:
    path, _, fragment = written_out(line, write().secrets).partition("#")
    answer = app.test_client().get(path)
    assert answer.status_code == 200 or answer.location == "/s"
    if fragment:
        for sent in (fragment, unquote(fragment)):
            assert app.test_client().post("/start", data={"token": sent}).location == "/home"


def test_a_browser_carries_the_secret_of_each_address_on(live: str, open_page: OpenPage, write: Write) -> None:
    page, secrets = open_page(), write().secrets
    for line in filter(lambda line: "#" in line, ADDRESSES):
        page.goto("about:blank")
        page.goto(live + written_out(line, secrets))
        page.click("#scanned > button")
        expect(page).to_have_url(f"{live}/home")


@pytest.mark.parametrize("line", TYPED)
def test_each_code_opens_as_it_was_typed(app: Flask, write: Write, line: str) -> None:
    typed = written_out(line, write().secrets)
    assert app.test_client().post("/start", data={"code": typed}).location == "/home"
