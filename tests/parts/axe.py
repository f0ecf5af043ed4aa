"""axe-core, run inside a page that a real browser shows: WCAG 2.2, levels A and AA, and its best practice."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.parts.browser import BEYOND, Scheme, show
from tests.parts.missing import MissingPart

SCRIPT = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
Ways = tuple[tuple[int, Scheme], ...]
WAYS: Ways = ((1280, "light"), (1280, "dark"), (320, "light"), (360, "dark"))
BOTH: Ways = ((1280, "light"), (360, "dark"))
"""Each width and each scheme once."""
OF_COLOUR = ("color-contrast", "link-in-text-block")
"""What may be otherwise at night: there only colours are others, as test_checkers.py says."""
BEGUN = "Boolean(window.axe || (window.beginAxe?.(), window.axe))"
NOTHING = "axe looked at nothing"
RUN = """only => axe.run(document, {runOnly: only, resultTypes: ['violations'], preload: {assets: ['media']}})
  .then(({passes, incomplete, violations}) => ({passes: passes.length, unsure: incomplete.length, violations}))"""
"""No rule with these tags reads stylesheets, which axe would otherwise fetch and take apart each time."""

WITHOUT_ICONS = """() => { HTMLCanvasElement.prototype.getContext = function () {
  const alike = (width, height) => new Uint8ClampedArray(4 * Math.ceil(width) * Math.ceil(height)).fill(1)
  const getImageData = (x, y, width, height) => ({data: alike(width, height)})
  return {canvas: this, measureText: () => ({width: 30}), fillText() {}, clearRect() {}, getImageData}
}}"""
"""No font of ours holds icons. Axe draws some words to find out, and takes a script whose letters are joined for icons:
their colours it would not look at."""


def barriers(page: Page) -> list[str]:
    """What keeps somebody out of the page that is shown: a line for each place and rule."""
    found = _looked(page, {"type": "tag", "values": TAGS})
    assert found["passes"], NOTHING
    return _lines(page, found)


def barriers_at_night(page: Page) -> list[str]:
    """What keeps somebody out of a page, shown in the dark, that has been looked at by day in the same window."""
    found = _looked(page, {"type": "rule", "values": OF_COLOUR})
    assert any(found.values()) or not page.inner_text("body").strip(), NOTHING
    return _lines(page, found)


def _looked(page: Page, only: dict[str, object]) -> dict[str, Any]:
    if not page.evaluate(BEGUN):
        page.add_init_script(_script())
        page.evaluate(_script())
    found: dict[str, Any] = page.evaluate(RUN, only)
    return found


def _lines(page: Page, found: dict[str, Any]) -> list[str]:
    return [
        f"{page.url}: {rule['id']}: {rule['help']}: {' '.join(map(str, node['target']))}: {node['html']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def barriers_in_every_way(page: Page, ways: Ways = WAYS) -> list[str]:
    """What keeps somebody out at a desk or with a telephone, by day or by night, and what is wider than the screen."""
    found: list[str] = []
    for width, scheme in ways:
        show(page, width=width, scheme=scheme)
        look = barriers_at_night if scheme == "dark" and (width, "light") in ways else barriers
        found += [f"{scheme}, {width} wide: {line}" for line in look(page)]
        if page.evaluate(BEYOND) > 0:
            found.append(f"{scheme}, {width} wide: {page.url}: too wide")
    return found


@cache
def _script() -> str:
    """Axe, begun by whoever asks: a window is given it once and keeps it ready for each page that it loads."""
    if not SCRIPT.exists():
        raise MissingPart("axe-core (npm ci in tests/parts)", "npm")
    return f"window.beginAxe = () => {{\n{SCRIPT.read_text('utf-8')}\n({WITHOUT_ICONS})()\n}}"
