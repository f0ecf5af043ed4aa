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
RUN = """tags => axe.run(document, {
  runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], preload: {assets: ['media']}})
  .then(found => ({passes: found.passes.length, violations: found.violations}))"""
"""No rule with these tags reads stylesheets, which axe would otherwise fetch and take apart each time."""


def barriers(page: Page) -> list[str]:
    """What keeps somebody out of the page that is shown: a line for each place and rule."""
    if not page.evaluate("typeof axe == 'object'"):
        page.evaluate(_script())
    found: dict[str, Any] = page.evaluate(RUN, TAGS)
    assert found["passes"], "axe looked at nothing"
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
        found += [f"{scheme}, {width} wide: {line}" for line in barriers(page)]
        if page.evaluate(BEYOND) > 0:
            found.append(f"{scheme}, {width} wide: {page.url}: too wide")
    return found


@cache
def _script() -> str:
    if not SCRIPT.exists():
        raise MissingPart("axe-core (npm ci in tests/parts)", "npm")
    return SCRIPT.read_text(encoding="utf-8")
