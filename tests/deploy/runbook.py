"""The commands of docs/runbook.md, taken out of its own blocks."""

import re
from pathlib import Path

from participation.config import ROOT

PAGE = ROOT / "docs" / "runbook.md"
_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_VALUE = re.compile(r"\b([A-Z_]+)=(\S*)")


def blocks(page: Path = PAGE) -> dict[str, str]:
    """What is typed in each section that has anything to type, in the order of the page; `` is before the first."""
    parts = ["", *_SECTION.split(page.read_text("utf-8"))]
    parts[0:2] = ["", parts[1]]
    typed = {name: "".join(_BLOCK.findall(text)) for name, text in zip(parts[::2], parts[1::2], strict=True)}
    return {name: text for name, text in typed.items() if text}


def with_values(first: str, **values: str) -> str:
    """The first block with other values: it names each once, and nothing else is changed anywhere."""
    named = [name for name, _ in _VALUE.findall(first)]
    assert all(named.count(name) == 1 for name in values), "a value that the first block does not name once"
    return _VALUE.sub(lambda found: f"{found[1]}={values.get(found[1], found[2])}", first)
