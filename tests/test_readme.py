"""What newcomers are told is there: every room in the README's tree, and each link, path and command of our pages."""

import re
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from pkgutil import resolve_name

import click
import pytest

from participation.config import ROOT
from participation.operations.cli import cli
from tests.reading_code import PACKAGE, broken, floors, text

README = ROOT / "README.md"
PAGES = (
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
)
TREE = re.compile(r"^```\n(participation/\n.*?)^```$", re.MULTILINE | re.DOTALL)
ENTRY = re.compile(r"^( *)(\S+?)/?  +(\S.*)$")
FENCED = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
MAKE = re.compile(r"\bmake ((?:[a-z]+ ?)+)")
TARGETS = re.compile(r"^([a-z]+):", re.MULTILINE)
PROGRAM = re.compile(r"(?:^|[ /])participation( [a-z-].*)$", re.MULTILINE)
FILE = re.compile(r"[\w.<>/-]+\.(?:py|toml|cfg|html|css|js|md|po|pot|txt|sha256)\b")
COPIED_TO = re.compile(r"\bcp \S+ ([\w.]+\w)")
DOTTED = re.compile(r"(participation\.)?([a-z_]+)((?:\.(?!json)[a-z_]+)*)")
TO_REPLACE = re.compile(r"[A-Z]{2,}")
"""What a reader puts something of their own in place of."""


@cache
def kept() -> frozenset[str]:
    """Every file that git holds or would take, by its path."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    )
    return frozenset(listed.stdout.decode().splitlines())


@cache
def tree_of_the_readme() -> tuple[tuple[str, str], ...]:
    """Its entries: where each stands, and its name."""
    (found,) = TREE.findall(text(README))
    entries = (ENTRY.match(line) for line in found.splitlines()[1:])
    return tuple((entry[1], entry[2]) for entry in entries if entry)


def code(page: Path) -> Iterator[str]:
    """What a page says in the words of a terminal or of the code, blocks and quotes."""
    yield from FENCED.findall(text(page))
    yield from (" ".join(quoted.split()) for quoted in QUOTED.findall(FENCED.sub("", text(page))))


def test_the_tree_names_every_room_of_the_house_from_the_top_floor_down_and_no_other() -> None:
    named = [name.removesuffix(".py") for indented, name in tree_of_the_readme() if indented]
    assert sorted(named) == sorted({path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in python_files()})
    in_the_contract = [floors()[name] for name in named if name != "__init__"]
    assert in_the_contract == sorted(in_the_contract)


def python_files() -> Iterable[Path]:
    return (ROOT / path for path in kept() if path.startswith("participation/") and path.endswith(".py"))


def test_the_tree_names_every_folder_beside_the_package() -> None:
    named = {name for indented, name in tree_of_the_readme() if not indented}
    assert named == {path.split("/")[0] for path in kept() if "/" in path} - {"participation"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = [link.split("#")[0] for link in LINK.findall(text(page)) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_path_that_a_page_names_is_there() -> None:
    def missing(page: Path) -> Iterator[str]:
        made = COPIED_TO.findall(text(page))
        for quoted in code(page):
            named = (path for path in FILE.findall(quoted) if path not in made)
            yield from (path for path in named if is_ours(path) and not is_there(path))
            if quoted.endswith("/") and is_ours(quoted) and not is_there(quoted + "*"):
                yield quoted

    assert broken(missing, PAGES) == []


def is_ours(path: str) -> bool:
    """Whether it begins where something of ours does, or is a bare name."""
    return "/" not in path or path.split("/")[0] in {kept_path.split("/")[0] for kept_path in kept()}


def is_there(path: str) -> bool:
    """Whether git holds it, with any name in the place of what a reader replaces; a bare name may stand anywhere."""
    pattern = re.escape(path).replace(r"\*", ".*")
    for literal in (pattern, TO_REPLACE.sub("[^/]+", pattern)):
        where = literal if "/" in path else f"(?:.*/)?{literal}"
        if any(re.fullmatch(where, each) for each in kept()):
            return True
    return False


def test_every_name_of_the_code_that_a_page_quotes_is_there() -> None:
    def unknown(page: Path) -> Iterator[str]:
        for quoted in code(page):
            found = DOTTED.fullmatch(quoted)
            if found and (found[1] or found[2] in floors()) and not is_known(found[2] + found[3]):
                yield quoted

    assert broken(unknown, PAGES) == []


def is_known(name: str) -> bool:
    try:
        resolve_name(f"participation.{name}")
    except (ImportError, AttributeError):
        return False
    return True


def test_make_knows_everything_that_a_page_lets_it_make() -> None:
    targets = set(TARGETS.findall(text(ROOT / "Makefile")))

    def unknown(page: Path) -> Iterator[str]:
        for quoted in code(page):
            yield from (word for words in MAKE.findall(quoted) for word in words.split() if word not in targets)

    assert broken(unknown, PAGES) == []


def test_the_program_knows_every_command_and_option_that_a_page_names() -> None:
    def unknown(page: Path) -> Iterator[str]:
        for quoted in code(page):
            for words in PROGRAM.findall(quoted):
                yield from not_understood(words.split())
            if quoted.split()[0] in cli.commands:
                yield from not_understood(quoted.split())

    assert broken(unknown, PAGES) == []


def not_understood(words: list[str]) -> Iterator[str]:
    """What of these words the program would not take for a command or an option of its own."""
    command: click.Command = cli
    for at, word in enumerate(words):
        if command.context_settings.get("ignore_unknown_options"):  # another command of ours follows, after a name
            yield from not_understood(words[at + 1 :])
            return
        if word in ("#", "|", "&&", "||"):
            return
        if isinstance(command, click.Group) and not word.startswith("-"):
            if word not in command.commands:
                yield f"{command.name} {word}"
                return
            command = command.commands[word]
        elif word.startswith("--") and word.partition("=")[0] not in {
            option for known in command.params for option in known.opts
        }:
            yield f"{command.name} {word}"
