"""What a run of the tests pays once, or at a low price, because it is not what the tests are about."""

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import CodeType
from typing import Any

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import create_engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.engine.interfaces import DBAPIConnection
from werkzeug.routing import Rule

from participation import db
from participation.db import postgres
from participation.sealing import slow_hash
from participation.sealing.slow_hash import Cost

PREPARE_SQLITE = db._prepare_sqlite
REAL = {name: getattr(slow_hash, name) for name in ("OF_CODES", "OF_PASSWORDS", "_GIVING_WAY")}
LOWEST = Cost(passes=1, memory=8)
CHEAP = {"OF_CODES": LOWEST, "OF_PASSWORDS": LOWEST, "_GIVING_WAY": ThreadPoolExecutor(len(slow_hash.QUEUES))}
"""What hashes at this price gives way to nobody: on a busy machine each of thousands would wait for all others."""
SELDOM = 20_000
"""So many new objects before anybody looks for garbage among them."""


class CompiledOnce(BytecodeCache):
    """Each template of a process, compiled for the first of its applications."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled from the same source."""
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what has just been compiled."""
        assert bucket.code is not None
        self.codes[bucket.key, bucket.checksum] = bucket.code


def bound_once(compile_rule: Callable[[Rule], None]) -> Callable[[Rule], None]:
    """What takes a rule apart and makes its addresses: each application has the same rules, and would do it anew."""
    known: dict[tuple[object, ...], dict[str, Any]] = {}

    def compiled(rule: Rule) -> None:
        key = (rule.rule, rule.subdomain, rule.host, rule.merge_slashes, repr(rule.defaults))
        if key not in known:
            compile_rule(rule)
            parts = {name: getattr(rule, name) for name in ("_parts", "_trace", "_converters", "arguments")}
            known[key] = parts | {name: getattr(rule, name).__func__ for name in ("_build", "_build_unknown")}
        for name, value in known[key].items():
            setattr(rule, name, value.__get__(rule, None) if callable(value) else value)

    return compiled


def _is_alike(one: DefaultDialect, other: object) -> bool:
    return type(one) is type(other)


def share_statements(patch: pytest.MonkeyPatch) -> None:
    """Let every engine use what was compiled for another one that speaks the same dialect."""
    patch.setattr(DefaultDialect, "__eq__", _is_alike)
    patch.setattr(DefaultDialect, "__hash__", lambda dialect: hash(type(dialect)))
    shared = partial(create_engine, execution_options={"compiled_cache": {}})
    for opens in (db, postgres):
        patch.setattr(opens, "create_engine", shared)


def without_waiting_for_the_disk(connection: DBAPIConnection, record: Any) -> None:
    """SQLite as PostgreSQL in these tests: only who cuts the power, or asks for its settings, needs it otherwise."""
    PREPARE_SQLITE(connection, record)
    connection.cursor().execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session", autouse=True)
def cheaper() -> Iterator[None]:
    """Hashes at the lowest price; templates, addresses and statements compiled once for all applications."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": CompiledOnce()})
        patch.setattr(Rule, "compile", bound_once(Rule.compile))
        patch.setattr(db, "_prepare_sqlite", without_waiting_for_the_disk)
        share_statements(patch)
        for name, cheap in CHEAP.items():
            patch.setattr(slow_hash, name, cheap)
        yield


def pytest_collection_finish() -> None:
    """What was imported stays for the whole run: looking through it for garbage again and again finds nothing."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM)


@pytest.fixture
def real_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes as slow as on the day, that give way as they do then."""
    for name, real in REAL.items():
        monkeypatch.setattr(slow_hash, name, real)


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite that has what it confirmed on the disk, as on the day."""
    monkeypatch.setattr(db, "_prepare_sqlite", PREPARE_SQLITE)
