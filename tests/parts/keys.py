"""Somebody who has a keyboard and no mouse."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from tests.parts.browser import settled

MOMENT = 250
"""Milliseconds in which a page of this machine has come."""
FARTHEST = 120
"""So many times Tab is pressed at most; what is farther away nobody finds."""
LOST = """() => {
  const at = document.activeElement, name = `${at.localName} ${at.name ?? ""} ${at.textContent.trim().slice(0, 40)}`;
  if (at === document.body) return "on nothing";
  if (getComputedStyle(at).outlineStyle === "none" && at.id !== "main") return `nothing shows that it is on ${name}`;
  const { left, right, top, bottom } = at.getClientRects()[0];
  const isThere = (x, y) => {
    const seen = document.elementFromPoint(x, y);
    return seen && (at.contains(seen) || (seen.contains(at) && seen.matches("label, summary, tr")));
  };
  const xs = [left + 3, (left + right) / 2, right - 3], ys = [top + 3, (top + bottom) / 2, bottom - 3];
  const inside = ys.map((y) => Math.min(Math.max(y, 1), innerHeight - 1));
  return xs.some((x) => inside.some((y) => y >= top && y <= bottom && isThere(x, y))) ? "" : `out of sight: ${name}`;
}"""
"""Why nobody sees where they are; nothing where they do."""


@dataclass
class Keys:
    """Ten fingers, and no mouse: Tab leads on, and whatever is pressed counts."""

    page: Page
    address: str
    pressed: list[str] = field(default_factory=list)

    def reach(self, what: Locator) -> None:
        """Tab, until it stands there, or on something in it."""
        for _ in range(FARTHEST):
            if what.first.evaluate("each => each.contains(document.activeElement)"):
                return
            self.tab()
        raise AssertionError(f"Tab does not lead to {what}")

    def tab(self, key: str = "Tab") -> None:
        """One step on, or back with Shift."""
        self.page.keyboard.press(key)

    def choose(self, option: Locator) -> None:
        """Tab into the group in which this stands, and by the arrow to it, which chooses it."""
        self.reach(option.locator("xpath=ancestor::fieldset[1]"))
        for _ in range(FARTHEST):
            self.page.keyboard.press("Space")
            if option.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no arrow leads to {option}")

    def press(self, name: str, role: str = "button") -> None:
        """Press what bears these words, and wait for what comes."""
        self.enter(self.page.get_by_role(role, name=re.compile(name)))  # type: ignore[arg-type]

    def enter(self, what: Locator) -> None:
        """Press this, and wait for what comes."""
        self.reach(what)
        self.page.keyboard.press("Enter")
        self.pressed.append(str(what))
        settled(self.page)


class WatchedKeys(Keys):
    """After each key somebody looks whether one sees where one is. Another page begins at its top."""

    def tab(self, key: str = "Tab") -> None:
        super().tab(key)
        self.look()

    def enter(self, what: Locator) -> None:
        before = urlsplit(self.page.url).path
        super().enter(what)
        # What comes back after a press comes a moment later.
        self.page.wait_for_timeout(MOMENT)
        if urlsplit(settled(self.page).url).path == before:
            self.look()

    def look(self) -> None:
        """Fail where the focus is on nothing, or nobody sees it."""
        lost: str = self.page.evaluate(LOST)
        assert not lost, f"{lost}, at {self.page.url}"
