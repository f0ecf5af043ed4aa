"""The program that changes the rules: what it changes, always the same, and when it is not content."""

import ast
import tomllib
from pathlib import Path

import pytest

from bench.mutants.__main__ import LIST, RULES, judged
from bench.mutants.sample import MOST, MOST_OF_A_LINE, Mutant, mutants_of
from participation.config import ROOT

RULE = """
from datetime import date

DAYS = 28

def is_over(ends_on: date | None, today: date = date(2026, 3, 9)) -> bool | None:
    return ends_on is None or min(ends_on, today) + DAYS >= today
"""


def sample(folder: Path, source: str, only: tuple[str, ...] = ()) -> list[str]:
    (folder / "rule.py").write_text(source)
    found = mutants_of(folder, "rule.py", only)
    assert all(ast.parse(each.source) for each in found)
    return [each.change for each in found]


def test_numbers_signs_and_names_are_changed_and_types_and_imports_are_not(tmp_path: Path) -> None:
    changes = sample(tmp_path, RULE)
    assert any(change.startswith("`DAYS = 28` becomes `DAYS = ") for change in changes)
    assert any("is None or" in change for change in changes)
    assert not [change for change in changes if "import" in change or " & None" in change]


def test_the_same_code_gives_the_same_sample_also_where_it_moved(tmp_path: Path) -> None:
    assert sample(tmp_path, RULE) == sample(tmp_path, RULE)
    assert sorted(sample(tmp_path, "\n\n" + RULE)) == sorted(sample(tmp_path, RULE))


def test_of_a_line_and_of_a_module_only_so_many_are_changed(tmp_path: Path) -> None:
    line = f"NUMBERS = ({', '.join(map(str, range(10, 30)))})\n"
    assert len(sample(tmp_path, line)) == MOST_OF_A_LINE
    assert len(sample(tmp_path, "".join(f"A{number} = {number}\n" for number in range(100)))) == MOST


def test_where_functions_are_named_nothing_else_is_changed(tmp_path: Path) -> None:
    assert {change.split("`")[1] for change in sample(tmp_path, RULE, ("is_over",))} <= {
        "return ends_on is None or min(ends_on, today) + DAYS >= today",
        "def is_over(ends_on: date | None, today: date = date(2026, 3, 9)) -> bool | None:",
    }


LEFT = Mutant("rule.py", "", "`a < b` becomes `a <= b`")


@pytest.mark.parametrize(
    ("survivors", "listed", "said"),
    [(0, "", 0), (1, LEFT.change, 0), (1, "", 1), (5, LEFT.change, 0), (6, LEFT.change, 1)],
)
def test_it_fails_where_too_many_survive_or_one_without_a_reason(survivors: int, listed: str, said: int) -> None:
    results = [(LEFT, number < survivors) for number in range(100)]
    assert judged(results, f"- {listed}: it is the same.") == said


def rules() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(RULES.read_text("utf-8"))


def test_every_rule_is_there_and_every_test_of_it() -> None:
    named = [name for module, rule in rules().items() for name in (module, *rule["tests"]) if name.endswith(".py")]
    assert [name for name in named if not (ROOT / name).is_file()] == []
    for module, rule in rules().items():
        defined = {node.name for node in ast.walk(ast.parse(code(module))) if isinstance(node, ast.FunctionDef)}
        assert set(rule.get("only", ())) <= defined


def code(module: str) -> str:
    return (ROOT / module).read_text("utf-8")


def test_what_is_listed_still_stands_in_the_code() -> None:
    every = " ".join(" ".join(code(module).split()) for module in rules())
    listed = [line.split("`")[1] for line in LIST.read_text("utf-8").splitlines() if "` becomes `" in line]
    assert listed
    assert [line for line in listed if line not in every] == []
