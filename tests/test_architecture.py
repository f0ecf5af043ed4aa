"""How the code is built, kept by tests: sizes, names, clocks, and what is never left behind."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from participation.config import ROOT
from participation.questionnaires.kinds import KINDS
from tests.parts.imported import imported
from tests.reading_code import (
    BESIDE,
    MODULES,
    TEMPLATES,
    TESTS,
    broken,
    calls,
    functions,
    last_name,
    nodes,
    parameters,
    text,
    tree,
)

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
MOST_PARAMETERS = 5
LIST = re.compile(r"\b(list|List|MutableSequence)\b")
FILLS = {"append", "extend", "insert", "sort", "clear"}
VAGUE_FILES = {"utils", "util", "helpers", "misc", "common", "manager", "handlers"}
VAGUE_CLASS = re.compile(r"\w(Manager|Handler|Service|Helper|Utils?)$")
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.localtime"}
ASKS = {clock.partition(".")[2] for clock in CLOCKS}
UNPROTECTED = re.compile(r"\|\s*safe\b|autoescape\s+false")
LET_IN_BY_ITS_HASH = '<style>{{ inlined("css/public.css") }}</style>'
INLINE = re.compile(r"<style|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=")
READ_BY_PEOPLE = {".py", ".html", ".css", ".js", ".toml", ".md", ".txt", ".mako"}
# In two pieces, so that this file passes its own test.
LEFT_FOR_LATER = re.compile("TO" + "DO|FIX" + r"ME|\bXX" + r"X\b|lorem " + "ipsum|NotImplemented" + "Error")
PASSED_OVER = {f"pytest.{name}" for name in ("skip", "xfail", "importorskip", "mark.skip", "mark.skipif", "mark.xfail")}
LAST_OF_PASSED_OVER = {name.rpartition(".")[2] for name in PASSED_OVER}


def test_files_are_short() -> None:
    def too_long(path: Path) -> Iterator[str]:
        if (lines := len(text(path).splitlines())) > LONGEST_FILE:
            yield f"{lines} lines"

    assert broken(too_long, [*MODULES, *BESIDE, *TESTS]) == []


def test_functions_are_short() -> None:
    def too_long(path: Path) -> Iterator[str]:
        for function in functions(path):
            if (lines := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION:
                yield f"{function.name} has {lines} lines"

    assert broken(too_long, [*MODULES, *BESIDE, *TESTS]) == []


def test_functions_take_few_things() -> None:
    def too_many(path: Path) -> Iterator[str]:
        for function in functions(path):
            if (count := len(parameters(function))) > MOST_PARAMETERS:
                yield f"{function.name} takes {count} parameters"

    assert broken(too_many, [*MODULES, *BESIDE, *TESTS]) == []


def filled(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    """The names whose lists grow or shrink in a function."""
    for node in ast.walk(function):
        target: ast.expr | None = node.target if isinstance(node, ast.AugAssign) else None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FILLS:
            target = node.func.value
        if isinstance(target, ast.Name):
            yield target.id


def test_nobody_gives_their_result_through_a_list_that_they_were_handed() -> None:
    def fills(path: Path) -> Iterator[str]:
        for function in functions(path):
            of_list = {
                each.arg
                for each in parameters(function)
                if each.annotation and LIST.search(ast.unparse(each.annotation))
            }
            yield from (f"{function.name} fills {name}" for name in filled(function) if name in of_list)

    assert broken(fills) == []


def test_every_module_says_in_a_sentence_what_it_is_for() -> None:
    def silent(path: Path) -> Iterator[str]:
        if text(path) and not ast.get_docstring(tree(path)):
            yield "no docstring"

    assert broken(silent, [*MODULES, *TESTS]) == []


def test_a_docstring_says_what_a_thing_is_and_not_that_it_is_as_another() -> None:
    def leans(path: Path) -> Iterator[str]:
        for node in nodes(path):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                if str(node.value.value).lstrip().startswith("The same"):
                    yield f"line {node.lineno}"

    assert broken(leans, [*MODULES, *TESTS]) == []


def test_names_say_what_things_are() -> None:
    def vague(path: Path) -> Iterator[str]:
        if path.stem in VAGUE_FILES:
            yield "a file for anything"
        for node in nodes(path):
            if isinstance(node, ast.ClassDef) and VAGUE_CLASS.search(node.name):
                yield node.name
        for statement in tree(path).body:
            if isinstance(statement, ast.FunctionDef) and statement.name.startswith("get_"):
                yield statement.name

    assert broken(vague) == []


def test_no_class_has_the_name_of_another() -> None:
    """Who reads a name need not ask which of two things it stands for."""
    homes: dict[str, list[str]] = {}
    for path in MODULES:
        for node in nodes(path):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(path.relative_to(ROOT).as_posix())
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}


def test_only_the_clock_asks_what_time_it_is() -> None:
    def asks(path: Path) -> Iterator[str]:
        for call in calls(path):
            if last_name(call.func) in ASKS and ast.unparse(call.func) in CLOCKS:
                yield ast.unparse(call)

    assert broken(asks) == ["participation/clock.py: datetime.now(UTC)"]


def test_periods_have_names() -> None:
    """Nothing is due "28 days later": each period is a named constant or a setting."""

    def nameless(path: Path) -> Iterator[str]:
        named = {
            line
            for statement in tree(path).body
            if isinstance(statement, ast.Assign | ast.AnnAssign)
            for line in range(statement.lineno, (statement.end_lineno or 0) + 1)
        }
        for call in calls(path):
            if last_name(call.func).endswith("timedelta") and call.lineno not in named:
                given = [*call.args, *(word.value for word in call.keywords if word.arg == "days")]
                if any(isinstance(value, ast.Constant) and value.value != 1 for value in given):
                    yield f"line {call.lineno}: {ast.unparse(call)}"

    assert broken(nameless) == []


def test_no_template_switches_off_what_protects() -> None:
    def unprotected(path: Path) -> Iterator[str]:
        yield from UNPROTECTED.findall(text(path))
        if not {"letters", "report"} & set(path.parts):  # paper and a file to keep have no policy for styles
            yield from INLINE.findall(text(path).replace(LET_IN_BY_ITS_HASH, ""))

    assert broken(unprotected, TEMPLATES) == []


def test_what_is_imported_is_never_looked_through_for_garbage() -> None:
    said = imported()
    assert (said.looked < 10, said.is_looked_for, said.kept > 100_000) == (True, True, True)


def test_nothing_is_left_for_later() -> None:
    folders = ("participation", "templates", "static", "tests", "docs", "bench", "migrations")
    written = [
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in READ_BY_PEOPLE and "node_modules" not in path.parts
    ]
    assert broken(lambda path: LEFT_FOR_LATER.findall(text(path)), written) == []


def test_no_test_is_passed_over() -> None:
    def passed_over(path: Path) -> Iterator[str]:
        found = (node for node in nodes(path) if isinstance(node, ast.Attribute) and node.attr in LAST_OF_PASSED_OVER)
        names = {ast.unparse(node) for node in found}
        yield from sorted(names & PASSED_OVER)

    assert broken(passed_over, TESTS) == []


def test_every_kind_of_question_has_its_template_and_no_template_is_left_over() -> None:
    partials = {path.stem for path in (ROOT / "templates" / "public" / "questions").glob("*.html")}
    assert partials == set(KINDS)
