"""Which mutants are made of a module: one at a place, in an order that a fixed seed gives and moved code keeps."""

import ast
import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Example, Operator
from cosmic_ray.plugins import get_operator, operator_names
from parso.python.tree import Name
from parso.tree import NodeOrLeaf

SEED = "a child is heard"
MOST, MOST_OF_A_LINE = 40, 3
"""So many mutants of one module: a long table of numbers must not crowd out the rules."""

ALIKE = (
    {"Add", "Sub"},
    {"Mul", "FloorDiv", "Mod"},
    {"LShift", "RShift"},
    {"BitAnd", "BitOr"},
    {"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE"},
    {"Is", "IsNot"},
)
"""Signs that somebody could write for one another."""

Position = tuple[int, int]


class Swap(Operator):
    """What the rules say by a name and not by a sign: parts of a query, and least and most."""

    PAIRS = (("and_", "or_"), ("is_", "is_not"), ("in_", "not_in"), ("any", "all"), ("min", "max"))
    OTHER = {**dict(PAIRS), **{second: first for first, second in PAIRS}}
    METHODS = ("is_", "is_not", "in_", "not_in")

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[tuple[Position, Position]]:
        if node.type == "name" and node.value in self.OTHER:
            if (node.get_previous_leaf() == ".") == (node.value in self.METHODS):
                yield node.start_pos, node.end_pos

    def mutate(self, node: Name, index: int) -> Name:
        return Name(self.OTHER[node.value], node.start_pos, prefix=node.prefix)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("min(a, b)", "max(a, b)"),)


@dataclass(frozen=True)
class Mutant:
    """A module with one change in it."""

    module: str
    source: str
    change: str
    """The line before and after, as it stands in the list of what may survive."""


class _Spot(NamedTuple):
    order: str
    start: Position
    operator: Operator
    occurrence: int


def mutants_of(root: Path, module: str, only: Collection[str] = ()) -> list[Mutant]:
    """The sample of one module, or of those of its functions that are named."""
    source = (root / module).read_text("utf-8")
    found: dict[Position, Mutant] = {}
    for spot in sorted(_spots(source, only), key=lambda spot: spot.order):
        of_its_line = sum(line == spot.start[0] for line, _ in found)
        if len(found) == MOST or of_its_line == MOST_OF_A_LINE or spot.start in found:
            continue
        made = mutate_code(source, spot.operator, spot.occurrence)
        if made and _is_another(made, source):
            found[spot.start] = Mutant(module, made, _change(source, made))
    return list(found.values())


def _operators() -> Iterator[Operator]:
    yield Swap()
    for name in sorted(operator_names()):
        operator = get_operator(name)
        if not operator.arguments() and _is_a_slip(name):
            yield operator()


def _is_a_slip(name: str) -> bool:
    """A sign in place of another that means nothing there falls over at once: to catch it proves nothing."""
    signs = name.split("_")[1:]
    return not signs or signs[0] == "Delete" or any(signs_alike.issuperset(signs) for signs_alike in ALIKE)


def _spots(source: str, only: Collection[str]) -> Iterator[_Spot]:
    tree, lines = get_ast(source), source.splitlines()
    rules = _Rules(source, only)
    for operator in _operators():
        starts = [start for node in ast_nodes(tree) for start, _ in operator.mutation_positions(node)]
        for occurrence, start in enumerate(starts):
            if start in rules:
                which = starts[:occurrence].count(start)
                text = f"{SEED} {lines[start[0] - 1]} {start[1]} {type(operator).__name__} {which}"
                yield _Spot(hashlib.sha256(text.encode()).hexdigest(), start, operator, occurrence)


class _Rules:
    """Where something is decided: imports, types and what stands over a function decide nothing."""

    def __init__(self, source: str, only: Collection[str]) -> None:
        nodes = list(ast.walk(ast.parse(source)))
        named = [each for each in nodes if isinstance(each, ast.FunctionDef) and each.name in only]
        self._wanted = [_extent(each) for each in named]
        self._is_whole = not only
        self._left_out = [_extent(node) for each in nodes for node in _no_rules(each)]
        self._left_out += [((line, column - 1), end) for (line, column), end in self._left_out]  # the @ before a name

    def __contains__(self, position: Position) -> bool:
        is_wanted = self._is_whole or _within(position, self._wanted)
        return is_wanted and not _within(position, self._left_out)


def _within(position: Position, extents: list[tuple[Position, Position]]) -> bool:
    return any(start <= position < end for start, end in extents)


def _extent(node: ast.expr | ast.stmt) -> tuple[Position, Position]:
    return (node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0)


def _no_rules(node: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield node
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield from node.decorator_list
    types = (getattr(node, "annotation", None), getattr(node, "returns", None))
    yield from (each for each in types if each is not None)


def _is_another(made: str, source: str) -> bool:
    """Whether it can be read, and says something else."""
    try:
        return ast.dump(ast.parse(made)) != ast.dump(ast.parse(source))
    except SyntaxError:
        return False


def _change(before: str, after: str) -> str:
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return f"`{_one_line(old)}` becomes `{_one_line(new)}`"


def _one_line(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())
