"""The code as text and as trees, for tests about how it is built."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from configparser import ConfigParser
from functools import cache
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule as Address

from participation.config import ROOT

PACKAGE = ROOT / "participation"
MODULES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
TESTS = sorted(path for path in (ROOT / "tests").rglob("*.py") if "node_modules" not in path.parts)
BESIDE = sorted(path for folder in ("migrations", "bench", "docs") for path in (ROOT / folder).rglob("*.py"))
Rule = Callable[[Path], Iterable[str]]


def broken(rule: Rule, paths: Iterable[Path] = MODULES) -> list[str]:
    """Where a rule is broken, and how."""
    return [f"{path.relative_to(ROOT)}: {wrong}" for path in paths for wrong in rule(path)]


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All that stands in a module, gone through once for all that is asked of it."""
    return tuple(ast.walk(tree(path)))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in nodes(path) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in nodes(path) if isinstance(node, ast.Call))


def last_name(node: ast.AST) -> str:
    """`now` of `datetime.now`: sooner looked at than the whole is written out."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


@cache
def floors() -> dict[str, int]:
    """Each room with its floor in the contract; the top one is the lowest number."""
    contract = ConfigParser()
    contract.read(ROOT / "setup.cfg", encoding="utf-8")
    layers = contract["importlinter:contract:layers"]["layers"].split("\n")
    return {room: floor for floor, rooms in enumerate(layers) for room in re.findall(r"\w+", rooms)}


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    """What a caller gives: neither the object nor the class to which a method belongs."""
    given = function.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    rest = [each for each in (given.vararg, given.kwarg) if each]
    return [each for each in (*named, *rest) if each.arg not in ("self", "cls")]


def rules(app: Flask, below: str = "/") -> list[Address]:
    """The addresses of the program."""
    return [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(below)]
