"""How the code is built, kept by tests: sizes, names, where SQL and clocks stand, what is guarded, what is frozen."""

import ast
import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from configparser import ConfigParser
from functools import cache
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule as Address

from participation.config import ROOT
from participation.questionnaires.kinds import KINDS
from participation.staff.guard import roles_of
from participation.staff.models import Role
from participation.staff.navigation import open_to

PACKAGE = ROOT / "participation"
MODULES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
TESTS = sorted(path for path in (ROOT / "tests").rglob("*.py") if "node_modules" not in path.parts)
BESIDE = sorted(path for folder in ("migrations", "bench", "docs") for path in (ROOT / folder).rglob("*.py"))
ROUTES = ROOT / "tests" / "routes.txt"

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
MOST_PARAMETERS = 5
LIST = re.compile(r"\b(list|List|MutableSequence)\b")
FILLS = {"append", "extend", "insert", "sort", "clear"}
VAGUE_FILES = {"utils", "util", "helpers", "misc", "common", "manager", "handlers"}
VAGUE_CLASS = re.compile(r"\w(Manager|Handler|Service|Helper|Utils?)$")
WRITES_SQL = {"select", "insert", "update", "delete", "text"}
OF_ONE_NOUN = {
    "escalation/pulse.py",
    "retention/erasure.py",
    "staff/accounts.py",
    "staff/second_factor.py",
    "submissions/drafts.py",
    "submissions/unread.py",
    "submissions/withdrawals.py",
    "web/health.py",
}
"""Queries or actions of one thing, in a file with its name."""
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.localtime"}
UNPROTECTED = re.compile(r"\|\s*safe\b|autoescape\s+false")
LET_IN_BY_ITS_HASH = '<style>{{ inlined("css/public.css") }}</style>'
INLINE = re.compile(r"<style|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=")
READ_BY_PEOPLE = {".py", ".html", ".css", ".js", ".toml", ".md", ".txt", ".mako"}
# In two pieces, so that this file passes its own test.
LEFT_FOR_LATER = re.compile("TO" + "DO|FIX" + r"ME|\bXX" + r"X\b|lorem " + "ipsum|NotImplemented" + "Error")
PASSED_OVER = {f"pytest.{name}" for name in ("skip", "xfail", "importorskip", "mark.skip", "mark.skipif", "mark.xfail")}

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


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


@cache
def floors() -> dict[str, int]:
    """Each room with its floor in the contract; the top one is the lowest number."""
    contract = ConfigParser()
    contract.read(ROOT / "setup.cfg", encoding="utf-8")
    layers = contract["importlinter:contract:layers"]["layers"].split("\n")
    return {room: floor for floor, rooms in enumerate(layers) for room in re.findall(r"\w+", rooms)}


def test_files_are_short() -> None:
    def too_long(path: Path) -> Iterator[str]:
        if (lines := len(text(path).splitlines())) > LONGEST_FILE:
            yield f"{lines} lines"

    assert broken(too_long) == []


def test_functions_are_short() -> None:
    def too_long(path: Path) -> Iterator[str]:
        for function in functions(path):
            if (lines := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION:
                yield f"{function.name} has {lines} lines"

    assert broken(too_long, [*MODULES, *BESIDE, *TESTS]) == []


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    """What a caller gives: neither the object nor the class to which a method belongs."""
    given = function.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    rest = [each for each in (given.vararg, given.kwarg) if each]
    return [each for each in (*named, *rest) if each.arg not in ("self", "cls")]


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
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                if str(node.value.value).lstrip().startswith("The same"):
                    yield f"line {node.lineno}"

    assert broken(leans, [*MODULES, *TESTS]) == []


def test_names_say_what_things_are() -> None:
    def vague(path: Path) -> Iterator[str]:
        if path.stem in VAGUE_FILES:
            yield "a file for anything"
        for node in ast.walk(tree(path)):
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
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(path.relative_to(ROOT).as_posix())
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}


def test_sql_stands_in_queries_and_actions() -> None:
    def elsewhere(path: Path) -> Iterator[str]:
        place = path.relative_to(PACKAGE)
        if place.parts[0] in ("db", "operations") or place.name in ("queries.py", "actions.py"):
            return
        if place.as_posix() in OF_ONE_NOUN:
            return
        for call in calls(path):
            if isinstance(call.func, ast.Name) and call.func.id in WRITES_SQL:
                yield f"line {call.lineno}: {call.func.id}("

    assert broken(elsewhere) == []


def test_only_the_clock_asks_what_time_it_is() -> None:
    def asks(path: Path) -> Iterator[str]:
        for call in calls(path):
            if ast.unparse(call.func) in CLOCKS:
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
            if ast.unparse(call.func).endswith("timedelta") and call.lineno not in named:
                given = [*call.args, *(word.value for word in call.keywords if word.arg == "days")]
                if any(isinstance(value, ast.Constant) and value.value != 1 for value in given):
                    yield f"line {call.lineno}: {ast.unparse(call)}"

    assert broken(nameless) == []


def test_nobody_imports_another_features_views_or_forms() -> None:
    def reaches_over(path: Path) -> Iterator[str]:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom):
                found = re.match(r"participation\.(\w+)\.(?:\w+_)?(?:views|forms)$", node.module or "")
                if found and found[1] != path.relative_to(PACKAGE).parts[0] and path != PACKAGE / "__init__.py":
                    yield f"line {node.lineno}: {node.module}"

    assert broken(reaches_over) == []


def test_no_room_knows_the_address_of_a_room_above_it(app: Flask) -> None:
    """A lower floor is handed what it needs of an upper one by `create_app`."""
    floor = floors()
    views = {endpoint: view.__module__.split(".")[1] for endpoint, view in app.view_functions.items()}
    shown = {rule.rule: views[rule.endpoint] for rule in rules(app, "/staff/") if rule.endpoint in views}
    del shown["/staff/"]  # where the side begins

    def knows_above(path: Path) -> Iterator[str]:
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for node in ast.walk(tree(path)):
            if room in floor and isinstance(node, ast.Constant) and isinstance(node.value, str):
                other = views.get(node.value) or shown.get(re.sub("{(.*)}", "<notice_id>", node.value))
                if other in floor and floor[other] < floor[room]:
                    yield f"line {node.lineno}: {node.value} of {other}"

    assert broken(knows_above) == []


def test_every_place_in_the_navigation_lets_in_whom_it_is_shown_to(app: Flask) -> None:
    with app.test_request_context():
        shown = {(role, place.view) for role in Role for place in open_to(role)}
    assert {role for role, _ in shown} == set(Role)
    assert [(role, view) for role, view in shown if role not in (roles_of(app.view_functions[view]) or ())] == []


def test_no_template_switches_off_what_protects() -> None:
    def unprotected(path: Path) -> Iterator[str]:
        yield from UNPROTECTED.findall(text(path))
        if "letters" not in path.parts:  # paper has no policy for styles
            yield from INLINE.findall(text(path).replace(LET_IN_BY_ITS_HASH, ""))

    assert broken(unprotected, TEMPLATES) == []


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
        names = {ast.unparse(node) for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
        yield from sorted(names & PASSED_OVER)

    assert broken(passed_over, TESTS) == []


def test_every_kind_of_question_has_its_template_and_no_template_is_left_over() -> None:
    partials = {path.stem for path in (ROOT / "templates" / "public" / "questions").glob("*.html")}
    assert partials == set(KINDS)


def test_addresses_stay_because_they_are_printed_on_paper(app: Flask) -> None:
    now = [f"{rule.rule} {','.join(sorted((rule.methods or set()) - {'HEAD', 'OPTIONS'}))}" for rule in rules(app)]
    difference = "\n".join(
        difflib.unified_diff(text(ROUTES).splitlines(), sorted(now), "tests/routes.txt", "the program", lineterm="")
    )
    assert not difference, f"If this is meant, write it into tests/routes.txt:\n{difference}"


def test_every_staff_page_names_who_may_open_it(app: Flask) -> None:
    closed = [
        rule.endpoint for rule in rules(app, "/staff") if roles_of(app.view_functions[rule.endpoint]) == frozenset()
    ]
    assert closed == [], "closed to everybody: for_roles(...) is missing"


def test_a_stranger_is_only_asked_to_sign_in(app: Flask) -> None:
    stranger, welcomed = app.test_client(), set()
    for rule in rules(app, "/staff"):
        path = re.sub(r"<(?:any\((\w+))?[^>]*>", lambda part: part[1] or "0" * 26, rule.rule)
        for method in (rule.methods or set()) & {"GET", "POST"}:
            answer = stranger.open(path, method=method)
            if answer.location != "/staff/sign-in" and answer.status_code != 400:
                welcomed.add(path)
    assert welcomed <= {"/staff/sign-in", "/staff/sign-in/code", "/staff/alerts/" + "0" * 26}


def rules(app: Flask, below: str = "/") -> list[Address]:
    """The addresses of the program."""
    return [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(below)]
