"""The scripts of public pages run in the browsers of 2017: a sign that one of those does not know stops all of it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from participation.config import ROOT
from tests.parts.missing import MissingPart

ACORN = ROOT / "tests" / "parts" / "node_modules" / "acorn" / "bin" / "acorn"
LOADED = re.compile(r"asset\(['\"](js/[\w/]+\.js)['\"]\)")
NEWER = (
    "a?.b",
    "a ?? b",
    "({...a})",
    "try {} catch {}",
    "a ||= b",
    "class A { b = 1 }",
    "/(?<=a)b/",
    "for await (a of b);",
)


def loaded() -> set[Path]:
    """Every script that a public page loads."""
    folders = (ROOT / "templates" / name for name in ("public", "components"))
    pages = [page.read_text("utf-8") for folder in folders for page in folder.rglob("*.html")]
    return {ROOT / "static" / name for page in pages for name in LOADED.findall(page)}


def understood(script: str) -> str:
    """What a browser of 2017 says about a script: nothing where it understands it."""
    node = shutil.which("node")
    if node is None:
        raise MissingPart("Node.js", "nodejs")
    if not ACORN.exists():
        raise MissingPart("acorn (npm ci in tests/parts)", "npm")
    command = [node, str(ACORN), "--ecma2017", "--silent"]
    return subprocess.run(command, input=script, capture_output=True, text=True).stderr


def test_browsers_of_2017_understand_every_script_of_a_public_page() -> None:
    scripts = loaded()
    assert {path.name for path in scripts} >= {"public.js", "scan.js"}
    assert {path.name: problem for path in scripts if (problem := understood(path.read_text("utf-8")))} == {}


@pytest.mark.parametrize("newer", NEWER)
def test_what_they_do_not_understand_is_seen(newer: str) -> None:
    assert understood(newer).strip()
