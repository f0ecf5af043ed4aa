"""Many pages in one document, so that a browser is asked once about all of them."""

import re

from playwright.sync_api import Page

from participation.config import ROOT
from participation.translating.known import Language
from tests.parts.browser import BROKEN_WORDS, Scheme, show

MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
HEADER = re.compile(r"<header.*?</header>.*?(?=<main)", re.DOTALL)
STYLES = re.compile(r'href="/static/(css/\w+\.css)')

MANY_MAINS = ("landmark-no-duplicate-main", "landmark-unique")
"""What axe finds only because many stand together. The tours look at each page by itself."""

# Each page in a tree of its own, so that names given twice stay apart.
APART = """pages => pages.forEach(html => {
  const tree = document.body.appendChild(document.createElement('div')).attachShadow({mode: 'open'})
  tree.innerHTML = html
  const style = new CSSStyleSheet()
  style.replaceSync(document.querySelector('style').textContent)
  tree.adoptedStyleSheets = [style]
})"""

# Words that go on in a second line, on what is pressed; elsewhere a phone hyphenates.
BROKEN_BUTTONS = BROKEN_WORDS.replace(
    'closest(".unseen, textarea")', 'closest(".unseen, textarea") || !text.parentElement.closest("button, .button")'
)

# What moves within a tree is known to that tree alone; what is folded away never ends.
ALL_AT_REST = """() => Promise.all([...document.body.children].flatMap(each => each.shadowRoot.getAnimations())
  .filter(each => each.effect.target.checkVisibility()).map(each => each.finished.catch(() => null)))"""


def under_one_head(page: Page, pages: list[str], spoken: Language) -> None:
    """Show what each page holds below one head, the narrowest phone wide, with all that is folded laid open."""
    head = "".join(found[0] for found in [HEADER.search(pages[0])] if found)
    mains = "".join(found for each in pages for found in MAIN.findall(each)).replace("<details", "<details open")
    show(page, width=320, height=560)
    page.set_content(f"{_opening(spoken, pages)}{head}{mains}")


def apart(page: Page, pages: list[str], spoken: Language, scheme: Scheme = "light") -> None:
    """Show what each page holds as if it were alone."""
    show(page, width=320, height=560, scheme=scheme)
    page.set_content(_opening(spoken, pages))
    page.evaluate(APART, [main for each in pages for main in MAIN.findall(each)])
    page.evaluate(ALL_AT_REST)


def _opening(spoken: Language, pages: list[str]) -> str:
    named = dict.fromkeys(name for each in pages for name in STYLES.findall(each))
    style = "".join((ROOT / "static" / name).read_text("utf-8") for name in named)
    title = f'<!doctype html><html lang="{spoken.code}" dir="{spoken.direction}"><title>x</title>'
    return f"{title}<style>{style}</style><body>"
