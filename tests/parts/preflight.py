"""Apache PDFBox Preflight, as Debian ships it: it asks of a PDF whatever the first part of PDF/A asks (ISO 19005-1)."""

import re
import shutil
import subprocess
from pathlib import Path

from tests.parts.missing import MissingPart
from tests.parts.nu import QUICKLY

JARS = Path("/usr/share/java")
PACKAGES = {
    "preflight": "libpdfbox2-java",
    "pdfbox2": "libpdfbox2-java",
    "xmpbox": "libpdfbox2-java",
    "fontbox2": "libpdfbox2-java",
    "commons-logging": "libpdfbox2-java",
    "javax.activation": "libactivation-java",
    "jaxb-api": "libjaxb-api-java",
}
"""Each jar, and the package with which it comes."""
FINDING = re.compile(r"([\d.]+) : (.*)")


def against_archives(path: Path) -> set[tuple[str, str]]:
    """What keeps a PDF from being PDF/A-1b: the number of the rule and what is said of it, each once."""
    java = shutil.which("java")
    if java is None:
        raise MissingPart("Java", "default-jre-headless")
    for jar, package in PACKAGES.items():
        if not _jar(jar).exists():
            raise MissingPart(jar, package)
    path_of_classes = ":".join(str(_jar(each)) for each in PACKAGES)
    command = [java, *QUICKLY, "-cp", path_of_classes, "org.apache.pdfbox.preflight.Validator_A1b", str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    if "a valid PDF/A-1b file" not in done.stdout:
        raise AssertionError(f"Nothing was checked: {done.stdout}{done.stderr}")
    return {(number, said.split(" on page ")[0]) for number, said in FINDING.findall(done.stdout)}


def _jar(name: str) -> Path:
    return JARS / f"{name}.jar"
