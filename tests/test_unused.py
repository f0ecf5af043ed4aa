"""What only tests name is not part of the program: it goes, and its tests with it."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from participation.config import ROOT
from tests.reading_code import MODULES, TEMPLATES, broken, nodes, text, tree

MIGRATIONS = sorted((ROOT / "migrations").rglob("*.py"))
IN_BRACES = re.compile(r"{[{%].*?[%}]}", re.DOTALL)
NAMED_BY_TESTS_ALONE = ["participation/invitations/actions.py: revoke"]
"""Ends a letter that is in the wrong hands: staff have no button for it yet, and must not lose what does it."""


def test_no_function_or_class_is_there_for_tests_alone() -> None:
    named = set(chain.from_iterable(map(names, [*MODULES, *MIGRATIONS])))
    named |= {found.replace(":", ".") for found in re.findall(r"participation[\w.]*:\w+", text(ROOT / "setup.cfg"))}
    shown = {name for page in TEMPLATES for part in IN_BRACES.findall(text(page)) for name in re.findall(r"\w+", part)}

    def unnamed(path: Path) -> Iterator[str]:
        for statement in tree(path).body:
            if isinstance(statement, ast.FunctionDef | ast.ClassDef) and not is_handed_over(statement):
                if f"{module(path)}.{statement.name}" not in named and not is_named_beside(path, statement):
                    yield statement.name

    assert [each for each in broken(unnamed) if each.rpartition(" ")[2] not in shown] == NAMED_BY_TESTS_ALONE


def names(path: Path) -> Iterator[str]:
    """What a module names of others, in full."""
    known: dict[str, str] = {}
    for node in nodes(path):
        if isinstance(node, ast.ImportFrom):
            known |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
    yield from known.values()
    for node in nodes(path):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{known.get(node.value.id)}.{node.attr}"


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def is_handed_over(statement: ast.FunctionDef | ast.ClassDef) -> bool:
    """Whether something with a dot takes it as it is made: `@blueprint.get(...)`, `@keys.command(...)`."""
    return any("." in ast.unparse(decorator).partition("(")[0] for decorator in statement.decorator_list)


def is_named_beside(path: Path, statement: ast.FunctionDef | ast.ClassDef) -> bool:
    """Whether the rest of its module names it."""
    return uses(tree(path))[statement.name] > uses(statement)[statement.name]


@cache
def uses(node: ast.AST) -> Counter[str]:
    return Counter(each.id for each in ast.walk(node) if isinstance(each, ast.Name))
