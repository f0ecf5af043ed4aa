"""A wheel holds all that the program needs: built from a clean copy and installed elsewhere, it serves the product."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, build_opener
from zipfile import ZipFile

import pytest
from babel.messages.pofile import read_po

from participation.config import ROOT
from tests.document import Document, Element
from tests.durability.group import PATIENCE, answers, free_port
from tests.parts.clone import clone_into

INSIDE = ("migrations", "static", "templates", "translations")
NOT_INSIDE = {".mo", ".pot"}
OURS = ("PARTICIPATION_", "PYTHON")
"""What this run was told must not reach the program that is installed."""
PREPARE = """
import participation
from participation.operations.cli import application, cli

for words in ("keys init", "db upgrade", "demo --if-empty --children 2", "check --settings"):
    cli(words.split(), obj=application, standalone_mode=False)
print(participation.__file__)
"""
"""One process for four commands: most of each would be importing."""


def environ() -> dict[str, str]:
    given = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**given, "PARTICIPATION_DEMO": "1"}


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, env=environ(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def built(source: Path, folder: Path) -> Path:
    """The wheel of a source tree or of a source distribution, by the command that an operator types."""
    offline = ("--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check")
    run(sys.executable, "-m", "pip", "wheel", *offline, "--wheel-dir", folder, source, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


def files_in(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def names_in(wheel: Path) -> set[str]:
    with ZipFile(wheel) as bundle:
        return {name for name in bundle.namelist() if ".dist-info/" not in name}


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository, in which nothing is compiled or built."""
    return clone_into(tmp_path_factory.mktemp("clone"))


@pytest.fixture(scope="module")
def release(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an operator unpacks, made where an older version was built before."""
    left = clone / "build" / "lib" / "participation" / "long_gone.py"
    left.parent.mkdir(parents=True)
    left.touch()
    folder = tmp_path_factory.mktemp("release")
    archive = run("env", f"BIN={Path(sys.executable).parent}", ".ci/release", folder / "made", cwd=clone).strip()
    run("tar", "-xzf", archive, cwd=folder)
    (unpacked,) = folder.glob("participation-*")
    return unpacked


@pytest.fixture(scope="module")
def wheel(release: Path) -> Path:
    (wheel,) = release.glob("*.whl")
    return wheel


def test_every_file_of_a_release_has_the_sum_that_it_says(release: Path) -> None:
    run("sha256sum", "--check", "--strict", "SHA256SUMS", cwd=release)
    summed = {line.split("  ./", 1)[1] for line in (release / "SHA256SUMS").read_text().splitlines()}
    assert summed | {"SHA256SUMS"} == {str(file.relative_to(release)) for file in files_in(release)}
    assert {"requirements.txt", "runbook.md", "LICENSE", "deploy/nginx.conf", "deploy/set-up"} < summed


def test_a_release_lists_every_library_with_its_version_and_hashes(release: Path) -> None:
    """Whoever watches for weaknesses reads CycloneDX."""
    parts = json.loads((release / "participation.cdx.json").read_text())["components"]
    listed = {
        (each["name"], each["version"]): {
            found["content"] for place in each["externalReferences"] for found in place.get("hashes", ())
        }
        for each in parts
    }
    pinned = (ROOT / "requirements.txt").read_text().replace("\\\n", "")
    assert listed == {
        tuple(line.split(" ")[0].split("==")): set(re.findall(r"sha256:([0-9a-f]{64})", line))
        for line in pinned.splitlines()
    }


@pytest.mark.parametrize(
    ("found", "code", "said"),
    [
        ('{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}', 0, "1 of 1 libraries were compared; 0"),
        ('{"dependencies": [{"name": "a", "skip_reason": "not found"}]}', 0, "NO LIBRARY was compared"),
        ("", 0, "NO LIBRARY was compared"),
        (
            '{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}]}',
            1,
            "a 1: CVE-1, mended in 2.",
        ),
    ],
)
def test_a_known_weakness_stops_and_nobody_to_ask_is_said(found: str, code: int, said: str) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / ".ci/audit"], input=found, text=True, capture_output=True, check=False
    )
    assert (done.returncode, said in done.stdout) == (code, True), done.stdout


def test_a_wheel_holds_the_package_and_the_folders_beside_it_and_nothing_else(clone: Path, wheel: Path) -> None:
    beside = {path for folder in INSIDE for path in files_in(clone / folder) if path.suffix not in NOT_INSIDE}
    moved = {f"participation/{re.sub(r'[.]po$', '.mo', str(path.relative_to(clone)))}" for path in beside}
    own = {str(path.relative_to(clone)) for path in files_in(clone / "participation")}
    assert {Path(name).parts[1] for name in moved} == set(INSIDE)
    assert names_in(wheel) == moved | own


def test_a_wheel_from_a_source_distribution_is_the_same(clone: Path, wheel: Path, tmp_path: Path) -> None:
    shutil.rmtree(clone / "participation.egg-info")  # it would name the files that the wheel was built from
    pack = f"from setuptools.build_meta import build_sdist; build_sdist({str(tmp_path)!r})"
    run(sys.executable, "-c", pack, cwd=clone)
    (source,) = tmp_path.glob("*.tar.gz")
    assert names_in(built(source, tmp_path)) == names_in(wheel)


@dataclass(frozen=True)
class Installed:
    """An environment with nothing but the wheel, and the empty folder that its program works in."""

    place: Path
    folder: Path
    said: str
    letters: tuple[Mapping[str, str], ...]


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Its libraries are those of this run, found by a link; the program itself comes from the wheel."""
    place, folder = tmp_path_factory.mktemp("environment"), tmp_path_factory.mktemp("empty")
    run(sys.executable, "-m", "venv", "--without-pip", place, cwd=folder)
    python = place / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check")
    run(*pip, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    (packages,) = place.glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    said = run(python, "-c", PREPARE, cwd=folder)
    assert said.splitlines()[-1] == str(packages / "participation" / "__init__.py")
    kept = json.loads((folder / "instance" / "demo-letters.json").read_text("utf-8"))
    return Installed(place, folder, said, tuple(kept["letters"]))


@pytest.fixture(scope="module")
def address(installed: Installed) -> Iterator[str]:
    """Where `participation serve` answers."""
    port = free_port()
    command = [installed.place / "bin" / "participation", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=installed.folder, env=environ())
    try:
        until = time.monotonic() + PATIENCE
        while not answers(port):
            assert server.poll() is None, f"the server ended with {server.returncode}"
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(PATIENCE)


class Browser:
    """A browser without scripts: cookies, addresses, forms."""

    def __init__(self, address: str) -> None:
        self.at = address
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))
        self.page = Document.read("")

    def fetch(self, path: str, form: Mapping[str, str] | None = None) -> str:
        """Ask for something, with a form or without, and go where that leads."""
        data = urlencode(form).encode() if form is not None else None
        with self.opener.open(urljoin(self.at, path), data) as answer:
            self.at = answer.url
            return str(answer.read().decode())

    def open(self, path: str, form: Mapping[str, str] | None = None) -> None:
        """Fetch a page, and show it."""
        self.page = Document.read(self.fetch(path, form))

    def press_next(self, **typed: str) -> None:
        """Send the form of the page that is shown."""
        hidden = {field["name"]: field["value"] for field in self.page.all("input") if field["type"] == "hidden"}
        self.open(self.at, {**hidden, **typed, "go": "next"})

    def the(self, tag: str, **wanted: str) -> Element:
        """The first element of the page with this tag and these attributes."""
        return next(each for each in self.page.all(tag) if wanted.items() <= each.attributes.items())


FEELINGS = "/answer/my_views/feelings"
HAPPY = {"name": "answer_feel_today", "value": "happy"}


def test_an_installed_wheel_asks_a_child_a_question_and_keeps_the_answer(installed: Installed, address: str) -> None:
    phone = Browser(address)
    phone.open("/start", {"code": installed.letters[0]["code"], "language": "en"})
    phone.open(FEELINGS)
    assert phone.the("html")["lang"] == "en"
    assert "How do you feel today?" in next(phone.page.all("html")).text
    phone.press_next(answer_feel_today="happy")
    assert phone.at == f"{address}/answer/my_views/proud"
    phone.open(FEELINGS)
    assert "checked" in phone.the("input", **HAPPY)


def test_an_installed_wheel_speaks_arabic_and_has_its_style(installed: Installed, address: str) -> None:
    phone = Browser(address)
    phone.open("/start", {"token": installed.letters[0]["token"], "language": "ar"})
    phone.open(FEELINGS)
    assert (phone.the("html")["lang"], phone.the("html")["dir"]) == ("ar", "rtl")
    assert translated("How do you feel today?") in next(phone.page.all("html")).text
    phone.press_next(answer_feel_today="sad")
    assert phone.at == f"{address}/answer/my_views/proud"
    assert translated("What are you proud of?") in next(phone.page.all("html")).text
    style = phone.fetch(phone.the("link", rel="stylesheet")["href"])
    assert style == (ROOT / "static" / "css" / "public.css").read_text("utf-8")


def translated(english: str) -> str:
    """What the catalogue's source says, which no installed program reads."""
    with (ROOT / "translations" / "ar" / "LC_MESSAGES" / "messages.po").open("rb") as written:
        (found,) = {str(message.string) for message in read_po(written) if message.id == english}
    return found


def test_records_and_keys_are_kept_where_the_program_works_and_not_among_its_files(installed: Installed) -> None:
    assert {"participation.sqlite", "keys"} <= {path.name for path in (installed.folder / "instance").iterdir()}
    assert [path for path in installed.place.rglob("*") if path.name == "instance" or path.suffix == ".sqlite"] == []
    assert "default: sqlite:///instance/participation.sqlite\n" in installed.said
    assert "default: instance/keys\n" in installed.said
