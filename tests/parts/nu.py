"""The Nu HTML checker, which the W3C uses: Java is started once for many pages."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.parts.missing import MissingPart

JAR = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# So short a run never gains what a thorough compiler costs; what is compiled plainly takes more of the stack.
QUICKLY = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")
SAYING = ("--format", "json", "--errors-only", "--stdout", "--exit-zero-always")


def html_errors(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What is wrong with the HTML of the pages: one line for each error, with the page's name."""
    java = shutil.which("java")
    if java is None:
        raise MissingPart("Java", "default-jre-headless")
    if not JAR.exists():
        raise MissingPart("The Nu checker (npm ci in tests/parts)", "npm")
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        path = folder / f"{number}.html"
        path.write_text(html, encoding="utf-8")
        names[path.as_uri()] = name
    command = [java, *QUICKLY, "-jar", str(JAR), *SAYING]
    done = subprocess.run([*command, *map(str, folder.glob("*.html"))], capture_output=True, check=True, text=True)
    return [_line(found, names) for found in json.loads(done.stdout)["messages"]]


def _line(found: dict[str, str], names: Mapping[str, str]) -> str:
    # file:///tmp and file:/tmp are the same place.
    page = names[found["url"].replace("file:/", "file:///", 1) if "///" not in found["url"] else found["url"]]
    return f"{page}:{found.get('lastLine', '?')}: {found['message']} [{found.get('extract', '').strip()}]"
