"""Where a measurement writes what it found: its own part of `docs/performance.md`, and no line of another's."""

import os
from collections.abc import Sequence
from pathlib import Path

from participation.config import ROOT

PAGE = Path(ROOT) / "docs" / "performance.md"
TITLE = "# Measured\n\nEach part is written by the program in `bench/` that it names; only ratios are promises.\n"
PART = "\n## "


def machine() -> str:
    """How busy it is with other things, in words."""
    return f"{os.cpu_count()} processors, on which {os.getloadavg()[1]:.0f} programs wanted to work"


def put(name: str, lines: Sequence[str]) -> None:
    """Write one part anew; the parts stand in the order of their names."""
    before = PAGE.read_text() if PAGE.exists() else TITLE
    opening, *parts = before.split(PART)
    kept = {part.partition("\n")[0]: part for part in parts}
    kept[name] = "\n".join((name, "", *lines, ""))
    PAGE.write_text(PART.join((opening, *(kept[each] for each in sorted(kept)))))
