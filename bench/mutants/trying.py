"""Mutants are tried in a copy of the project. A worker forks for each: what takes long to load is loaded once."""

import importlib
import math
import os
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from bench.mutants.sample import Mutant

COPIED = ("participation", "tests", "templates", "static", "migrations", "translations", "setup.cfg", "wsgi.py")
LOADED = ("alembic", "bleach", "flask_babel", "flask_wtf", "holidays", "hypothesis", "joserfc.jwt", "psycopg",
          "playwright.sync_api", "qrcode", "sqlalchemy.orm", "weasyprint", "webauthn")  # fmt: skip
QUIETLY = ("--exitfirst", "--quiet", "--assert=plain", "--hypothesis-profile=ci", "-p", "no:cacheprovider",
           "-p", "no:xdist")  # fmt: skip
"""The same examples each time, so that a mutant has the same fate each time."""
SECONDS_AT_ALL = 600
"""By the clock: what waits for something that does not come works little."""
NOT_THE_COPY = 99


def move_into_a_copy(root: Path, folder: str) -> None:
    """Once for each worker. The copy keeps the times of its files: what was compiled from them stays right."""
    copy = Path(tempfile.mkdtemp(dir=folder))
    for name in COPIED:
        if (root / name).is_dir():
            shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
        else:
            shutil.copy2(root / name, copy / name)
    os.chdir(copy)
    sys.path.insert(0, str(copy))
    for name in LOADED:
        importlib.import_module(name)


def work_of(tests: Sequence[str], most: float = 300) -> float | None:
    """Seconds of processor time in which the tests pass as the copy stands; None where they do not, or for too long."""
    child = os.fork()
    if not child:
        _run(tests, math.ceil(most))
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == NOT_THE_COPY:
        raise RuntimeError("the tests looked at another tree than the copy")
    return used.ru_utime + used.ru_stime if code == pytest.ExitCode.OK else None


def survives(mutant: Mutant, tests: Sequence[str], most: float) -> bool:
    """Whether the tests pass although the module was changed. What works for too long goes round in a circle."""
    path = Path(mutant.module)
    before = path.read_text("utf-8")
    path.write_text(mutant.source, "utf-8")
    try:
        sys.dont_write_bytecode = True
        return work_of(tests, most) is not None
    finally:
        path.write_text(before, "utf-8")


def _run(tests: Sequence[str], most: int) -> None:
    """Ends the process, whatever happens."""
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        signal.alarm(SECONDS_AT_ALL)
        if sys.dont_write_bytecode:
            _silence()
        code = pytest.main([*QUIETLY, *tests])
        known = sys.modules.get("participation")
        if known is not None and not str(known.__file__).startswith(os.getcwd()):
            code = NOT_THE_COPY
    finally:
        os._exit(code)


def _silence() -> None:
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
