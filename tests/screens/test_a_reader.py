"""Somebody checks Arabic: a command gives a link, a phone opens it, and what they say comes into the language."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from playwright.sync_api import Page

from participation.operations.cli import cli
from participation.proofreading.actions import invite_to_check
from participation.proofreading.queries import proofreading_of
from participation.proofreading.texts import Screens, unpacked
from participation.screens import making
from participation.screens.actions import EVERYBODY
from participation.translating import known
from participation.translating.catalogue import english, forms
from participation.translating.known import LANGUAGES, Language
from participation.translating.register import TextState, is_checked_by_two, states
from participation.web import languages
from tests.parts.axe import barriers
from tests.parts.browser import BEYOND, OpenPage

ARABIC = LANGUAGES["ar"]
BY = "AB, interpreter"
CHANGED = "الخروج الآن"


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Language]:
    """Arabic in a folder of its own, with what a child and a carer see; what everybody sees is drawn in Tigrinya."""
    monkeypatch.setattr(known, "TRANSLATIONS", tmp_path)
    monkeypatch.setattr(making, "EVERYBODY", [each for each in EVERYBODY if each.name in {"8 to 11", "carer"}])
    shutil.copytree(known.ROOT / "translations" / "ar", tmp_path / "ar")
    forget()
    yield ARABIC
    forget()


def forget() -> None:
    """What is known of languages while the program runs."""
    for cache in (is_checked_by_two, languages.written, languages.available, languages.interpreter_lines):
        cache.cache_clear()


def run(app: Flask, *words: object) -> Result:
    return CliRunner().invoke(cli, ["translations", *map(str, words)], obj=lambda **_: app)


def found(context: str, source: str) -> tuple[str, TextState]:
    return next(
        (forms(each)[0], state) for each, state in states(ARABIC) if (each.context, english(each)) == (context, source)
    )


def press_start(page: Page, live: str, secret: str) -> None:
    page.goto(f"{live}/staff/words#{secret}")
    assert secret not in page.url, "it is out of the address bar"
    page.click("text=Start")
    page.click("text=Go on")


def say_three_things(page: Page, words: dict[str, int]) -> None:
    """A word on the screen is pressed, and its card comes; two more are found in the list."""
    shown = page.frame_locator("iframe")
    assert shown.locator("html").get_attribute("dir") == "rtl"
    leave = shown.locator(f'.text[data-text="{words["Leave"]}"]').first
    leave.click()
    card = page.locator(f"#text_{words['Leave']}")
    assert card.evaluate("card => card === document.activeElement")
    assert "here" in (leave.get_attribute("class") or "")
    card.get_by_text("Change it").click()
    card.locator("textarea:visible").fill(CHANGED)
    page.locator(f"#text_{words['Start']}").get_by_text("Right", exact=True).click()
    asks = page.locator(f"#text_{words['Help now']}")
    asks.get_by_text("Ask", exact=True).click()
    asks.locator("textarea:visible").fill("Is it a button?")
    page.click("text=Save and go on")
    page.click("text=All screens")
    assert "All words: 3 of" in page.inner_text("main")


def test_from_the_link_to_the_language(
    app: Flask, live: str, open_page: OpenPage, copied: Language, tmp_path: Path
) -> None:
    invited = run(app, "invite", "ar", "--by", BY)
    assert invited.exit_code == 0, invited.output
    page = open_page()
    press_start(page, live, re.findall(r"/staff/words#(\w{26})\n", invited.output)[0])
    say_three_things(page, {text.english: text.number for text in screens_kept(app).on(0)})

    sheet = tmp_path / "ar.xlsx"
    assert "rows in" in run(app, "judged", "ar", sheet, "--by", BY).output
    accepted = run(app, "accept", sheet).output
    assert "asks: Is it a button?" in accepted
    assert "2 taken, 1 of them in new words; 1 not taken." in accepted
    assert found("public", "Leave") == (CHANGED, TextState.ONCE)
    assert found("start", "Start")[1] is TextState.ONCE
    assert found("public", "Help now")[1] is TextState.DRAFT

    assert "the translation has changed since" in run(app, "accept", sheet).output
    assert "The link is closed." in run(app, "withdraw", "ar", "--by", BY).output
    page.reload()
    assert page.url.endswith("/staff/words")


def screens_kept(app: Flask) -> Screens:
    with app.app_context():
        kept = proofreading_of("ar", BY)
        assert kept is not None
        return unpacked(kept.screens)


def test_without_scripts_the_link_is_pasted_and_the_list_is_enough(
    app: Flask, live: str, open_page: OpenPage, tigrinya: Screens
) -> None:
    with app.app_context():
        secret = invite_to_check(tigrinya, BY, date(2099, 1, 1))
    page = open_page(javascript=False)
    page.goto(f"{live}/staff/words#{secret}")
    page.fill("#link", f"{live}/staff/words#{secret}")
    page.click("text=Start")
    page.click("text=Go on")
    start = tigrinya.on(0)[0]
    card = page.locator(f"#text_{start.number}")
    assert card.locator("textarea:visible").count() == 0
    card.get_by_text("Change it").click()
    assert card.locator("textarea:visible").input_value() == start.forms[0]
    card.get_by_text("Right", exact=True).click()
    page.click("text=All the rest here is right")
    page.click("text=All screens")
    assert f"All words: {len(tigrinya.on(0))} of {len(tigrinya.texts)}" in page.inner_text("main")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_pages_keep_nobody_out_and_fit_the_narrowest_phone(
    app: Flask, live: str, open_page: OpenPage, tigrinya: Screens, dark: bool
) -> None:
    with app.app_context():
        secret = invite_to_check(tigrinya, BY, date(2099, 1, 1))
    page = open_page(dark=dark, width=320, height=560)
    page.goto(f"{live}/staff/words#{secret}")
    assert barriers(page) == []
    page.click("text=Start")
    lists = next(at for at, screen in enumerate(tigrinya.screens) if not screen.body)
    for path in ("screens", "screens/0", "screens/40", f"screens/{lists}"):
        page.goto(f"{live}/staff/words/{path}")
        assert barriers(page) == []
        assert page.evaluate(BEYOND) <= 0


def test_what_is_asked_of_nobody_is_refused(app: Flask, tmp_path: Path) -> None:
    for words in (("judged", "ar", tmp_path / "x.xlsx"), ("withdraw", "ar")):
        said = run(app, *words, "--by", "XY")
        assert said.exit_code == 1
        assert "Nobody checks Arabic as “XY”: nobody." in said.output
