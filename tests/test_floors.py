"""How the rooms stand to each other: who may know whom, where SQL stands, what is guarded, what is frozen."""

import ast
import difflib
import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from participation.config import ROOT
from participation.staff.guard import roles_of
from participation.staff.models import Role
from participation.staff.navigation import open_to
from tests.reading_code import (
    PACKAGE,
    broken,
    calls,
    floors,
    nodes,
    rules,
    text,
)

ROUTES = ROOT / "tests" / "routes.txt"
WRITES_SQL = {"select", "insert", "update", "delete", "text"}
OF_ONE_NOUN = {
    "escalation/arrivals.py",
    "escalation/pulse.py",
    "complaints/notices.py",
    "feedback/themes.py",
    "feedback/you_said.py",
    "invitations/marks.py",
    "invitations/tries.py",
    "retention/erasure.py",
    "staff/accounts.py",
    "staff/known_browsers.py",
    "staff/second_factor.py",
    "staff/tries.py",
    "submissions/drafts.py",
    "submissions/unread.py",
    "submissions/withdrawals.py",
    "web/health.py",
}
"""Queries or actions of one thing, in a file with its name."""


LOOSE = {"__init__", "__main__", "clock", "config", "console", "csv_cells", "files", "retention_schedule"}
"""What may stand beside the rooms: whatever else is of one kind has a room of its own."""


def test_beside_the_rooms_stands_only_what_all_of_them_share() -> None:
    assert {module.stem for module in PACKAGE.glob("*.py")} == LOOSE


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


def test_nobody_imports_another_features_views_or_forms() -> None:
    def reaches_over(path: Path) -> Iterator[str]:
        for node in nodes(path):
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
        for node in nodes(path):
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
            if answer.location not in ("/staff/sign-in", "/staff/words") and answer.status_code != 400:
                welcomed.add(path)
    assert welcomed <= {
        "/staff/feed/figures.csv",  # which asks for a key
        "/staff/words",
        "/staff/set-up",
        "/staff/sign-in",
        "/staff/sign-in/code",
        "/staff/alerts/" + "0" * 26,
    }
