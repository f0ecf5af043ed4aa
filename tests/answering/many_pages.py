"""Many pages in one document: a browser is asked once about all of them, or loads nothing between them."""

import re
from collections.abc import Iterator

from playwright.sync_api import Page

from participation.config import ROOT
from participation.translating.known import Language
from tests.parts.axe import barriers, barriers_at_night
from tests.parts.browser import BROKEN_WORDS, Scheme, show

MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
HEADER = re.compile(r"<header.*?</header>.*?(?=<main)", re.DOTALL)
STYLES = re.compile(r'href="/static/(css/\w+\.css)')

# Words that go on in a second line, on what is pressed; elsewhere a phone hyphenates.
BROKEN_BUTTONS = BROKEN_WORDS.replace(
    'closest(".unseen, textarea")', 'closest(".unseen, textarea") || !text.parentElement.closest("button, .button")'
)


def under_one_head(page: Page, pages: list[str], spoken: Language) -> None:
    """Show what each page holds below one head, the narrowest phone wide, with all that is folded laid open."""
    head = "".join(found[0] for found in [HEADER.search(pages[0])] if found)
    mains = "".join(found for each in pages for found in MAIN.findall(each)).replace("<details", "<details open")
    show(page, width=320, height=560)
    page.set_content(f"{_opening(spoken, pages)}{head}{mains}")


def barriers_in_each(page: Page, pages: list[str], spoken: Language, scheme: Scheme = "light") -> Iterator[str]:
    """What keeps somebody out of what each page holds: one after the other in a document that has their styles.

    By day all of it, and then by night what only night brings.
    """
    page.emulate_media(reduced_motion="reduce")
    show(page, width=320, height=560, scheme=scheme)
    page.set_content(_opening(spoken, pages))
    for main in (found for each in pages for found in MAIN.findall(each)):
        page.evaluate("html => { document.body.innerHTML = html }", main)
        yield from barriers(page) if scheme == "light" else barriers_at_night(page)


def _opening(spoken: Language, pages: list[str]) -> str:
    named = dict.fromkeys(name for each in pages for name in STYLES.findall(each))
    style = "".join((ROOT / "static" / name).read_text("utf-8") for name in named)
    title = f'<!doctype html><html lang="{spoken.code}" dir="{spoken.direction}"><title>x</title>'
    return f"{title}<style>{style}</style><body>"
