"""The page about security promises nothing without a test, and says what is not met."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from participation.config import ROOT

PAGE = ROOT / "docs" / "security.md"
CRITERIA = [*range(1, 35), *range(40, 58)]
ROW = re.compile(r"^\| (\d+) \|(.+)\|(.+)\|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
PROGRAM = re.compile(r"`(bench/\w+\.py)`")
NOT_MET = re.compile(r"not met: \w.{15,}")


def rows() -> dict[int, str]:
    """What stands beside each criterion."""
    return {int(number): proof for number, _, proof in ROW.findall(PAGE.read_text("utf-8"))}


@cache
def names_in(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("criterion", CRITERIA)
def test_a_criterion_is_met_by_a_test_or_said_not_to_be(criterion: int) -> None:
    proof = rows()[criterion]
    assert NAMED.search(proof) or NOT_MET.search(proof), proof


def test_no_two_rows_have_one_number() -> None:
    numbers = [number for number, _, _ in ROW.findall(PAGE.read_text("utf-8"))]
    assert len(set(numbers)) == len(numbers)


def test_every_test_that_the_page_names_is_there() -> None:
    named = NAMED.findall(PAGE.read_text("utf-8"))
    assert named
    missing = [f"{path}::{name}" for path, name in named if name not in names_in(ROOT / path)]
    assert missing == []


def test_every_program_that_the_page_names_is_there() -> None:
    named = PROGRAM.findall(PAGE.read_text("utf-8"))
    assert [path for path in named if not (ROOT / path).is_file()] == []
