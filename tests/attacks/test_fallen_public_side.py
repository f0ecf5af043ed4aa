"""Whoever holds the public side writes what they like in its tables: nothing breaks, nobody is silenced or held up."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from flask import Flask
from psycopg.sql import SQL, Identifier
from sqlalchemy import select

from participation import clock
from participation.contact.models import ContactRequest
from participation.db import session
from participation.db.alone import failures
from participation.db.grants import PUBLIC_SIDE
from participation.outbox.models import Notice
from participation.sealing.of_this_app import keyring
from participation.submissions.actions import opened_if_possible
from participation.submissions.models import Submission
from participation.submissions.queries import header_of
from participation.submissions.unread import unread
from tests.attacks.fallen import fallen, pages_of, staff_of, world
from tests.db.public_side import app, database_url, public_url, role, run, two_weeks_before
from tests.staff.world import World

__all__ = ["app", "database_url", "fallen", "public_url", "role", "two_weeks_before", "world"]

VALUES: dict[str, tuple[str, ...]] = {
    "timestamptz": ("infinity", "-infinity", "0001-01-01", "0044-03-15 BC", "9999-12-31", "294276-12-31", "2199-12-30"),
    "varchar": ("", " ", "x", "x" * 70, "<script>alert(1)</script>", "\u202e\u0600", "zz-ZZ-nobody", "0" * 26),
    "int4": ("-2147483648", "-1", "0", "10000", "2147483647"),
    "bool": ("true", "false"),
    "bytea": ("", "\\x00", "\\x" + "00" * 32, "\\x01" + "ff" * 200, "\\x" + "ff" * 100_000),
}
"""The extremes of each type."""
WRITES = re.compile(r"(INSERT|UPDATE)(?: \((.+)\))?")


def columns(connection: psycopg.Connection[Any], privilege: str) -> Iterator[tuple[str, str, str]]:
    """Table, column and type of everything that its role may add or change."""
    for table, given in PUBLIC_SIDE.items():
        for found in filter(None, map(WRITES.fullmatch, given)):
            if found[1] == privilege:
                named = found[2].split(", ") if found[2] else None
                of = SQL("SELECT attname, typname FROM pg_attribute a JOIN pg_type t ON t.oid = atttypid"
                         " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped")  # fmt: skip
                for column, kind in connection.execute(of, [table]).fetchall():
                    if named is None or column in named:
                        yield table, column, kind


def test_no_column_that_this_role_may_write_is_without_a_check(fallen: psycopg.Connection[Any]) -> None:
    fit = SQL("SELECT 1 FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('c', 'f') AND %s = ANY"
              " (SELECT attname FROM pg_attribute WHERE attrelid = conrelid AND attnum = ANY (conkey))")  # fmt: skip
    written = {*columns(fallen, "INSERT"), *columns(fallen, "UPDATE")}
    assert len(written) > 50
    unchecked = [each for each in written if each[2] != "bool" and not fallen.execute(fit, each[:2]).fetchone()]
    assert unchecked == [], "give each a check in a migration: length, known values, a moment that there is"


def copies(app: Flask, table: str) -> list[dict[str, Any]]:
    """Rows as they are there, which the attacker knows from what they wrote."""
    with (
        psycopg.connect(app.extensions["config"].database_url) as owner,
        owner.cursor(row_factory=psycopg.rows.dict_row) as cursor,
    ):
        return cursor.execute(SQL("SELECT * FROM {} LIMIT 3").format(Identifier(table))).fetchall()


def tried(connection: psycopg.Connection[Any], statement: Any, values: list[Any]) -> bool:
    """Whether the server takes it."""
    try:
        connection.execute(statement, values)
    except (psycopg.DataError, psycopg.IntegrityError):
        return False
    return True


def forge(app: Flask, fallen: psycopg.Connection[Any]) -> list[bool]:
    """Write every extreme into every column, each in a row that is else as it should be."""
    took, number = list[bool](), 0
    adds = list(columns(fallen, "INSERT"))
    for table, column, kind in adds:
        for row in copies(app, table)[:1]:
            keys = [each for each in ("id", "lookup", "source", "about_id") if each in row]
            mine = {name: row[name] for other, name, _ in adds if other == table}
            for value in VALUES[kind]:
                number += 1
                fresh = dict.fromkeys(keys, f"{number:026d}") | {column: value}
                names = SQL(", ").join(map(Identifier, mine))
                marks = SQL(", ").join(SQL("%s::{}").format(SQL(kind)) if n == column else SQL("%s") for n in mine)
                add = SQL("INSERT INTO {} ({}) VALUES ({})").format(Identifier(table), names, marks)
                took.append(tried(fallen, add, list((mine | fresh).values())))
    for table, column, kind in columns(fallen, "UPDATE"):
        change = SQL("UPDATE {} SET {} = %s::{}").format(Identifier(table), Identifier(column), SQL(kind))
        took += [tried(fallen, change, [value]) for value in VALUES[kind]]
    return took


def test_extremes_in_every_column_break_no_page_and_no_job(world: World, fallen: psycopg.Connection[Any]) -> None:
    took = forge(world.app, fallen)
    assert took.count(True) > 50 < took.count(False)
    for hours in (0, 24, 72):
        with clock.frozen(clock.now() + timedelta(hours=hours)):
            done = run(world.app, "worker", "--once")
        assert done.exit_code == 0, done.output
        assert "failed" not in done.output
    seen = [pages_of(browser) for browser in staff_of(world)]
    assert all(len(pages) > 3 for pages in seen)
    assert f"/staff/reviews/{world.hers}" in seen[0]
    assert {path: status for pages in seen for path, status in pages.items() if status >= 500} == {}
    assert failures(of=world.app) == {}


HOSTILE = (
    b"", b"\xff", b"null", b"[]", b"{}", b'{"answers": []}', b'{"answers": {"values": []}, "people": {}}',
    b'{"answers": {"values": {"where_i_live": {"a": 1}}, "sharing": {}}, "people": {}}',
    b'{"answers": {"values": {"where_i_live": 7}, "sharing": {}}, "people": {"x": ["a"]}}',
    b'{"answers": {"values": {}, "sharing": {}}, "people": {"x": [1, 2]}}', b"[" * 100_000,
)  # fmt: skip
STRANGE = b'{"answers": {"values": {"nobody_asked": "a", "feel_today": "purple"}, "sharing": {"a": 1}}, "people": {}}'


def test_what_somebody_sealed_is_read_as_if_it_had_been_posted(world: World) -> None:
    read = {}
    with world.app.app_context():
        submission = session().get_one(Submission, world.views)
        for words in (*HOSTILE, STRANGE):
            submission.envelope = keyring().seal(words, header_of(submission))
            opened = opened_if_possible(submission)
            read[words] = opened and dict(opened.answers.values)
    assert read == {**dict.fromkeys(HOSTILE), STRANGE: {"feel_today": ""}}


def test_with_everything_forged_each_unread_item_still_climbs(world: World, fallen: psycopg.Connection[Any]) -> None:
    for about in ("heartbeat/2026-02-25", f"unread/{world.views}/manager", f"contact/{world.contact}/manager"):
        add = (
            "INSERT INTO notice (id, about, key, to_role, made_at, next_try_at) VALUES (%s, 'x', %s, 'x', now(), now())"
        )
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            fallen.execute(add, [about[:26], about])
    ids = [row[0] for row in fallen.execute("SELECT id FROM submission").fetchall()]
    for kind in ("opened", "started", "shown", "withdrawn"):
        fallen.execute(
            "INSERT INTO mark SELECT unnest(%s::text[]), %s, '2199-01-01' ON CONFLICT DO NOTHING", [ids, kind]
        )
    with psycopg.connect(world.app.extensions["config"].database_url) as owner:
        row = owner.execute("SELECT review_id, invitation_id, envelope FROM submission LIMIT 1").fetchone()
    assert row is not None
    later = "7" * 26
    fallen.execute(
        "INSERT INTO submission (id, review_id, invitation_id, respondent, kind, purpose, level, version, language,"
        " sent_at, printing, asks_for_advocate, is_kept_from_officer, envelope)"
        " VALUES (%s, %s, %s, 'child', 'views', 'my_views', 'short', 1, 'en', '2199-12-30', 1, false, false, %s)",
        [later, *row],
    )
    for day in range(6):
        with clock.frozen(clock.now() + timedelta(days=day)):
            assert run(world.app, "worker", "--once").exit_code == 0
    with world.app.app_context():
        waiting = {each.submission_id for each in unread()}
        keys = set(session().scalars(select(Notice.key).where(Notice.about == "unread")))
        asked = session().scalars(select(ContactRequest.id)).all()
        requests = set(session().scalars(select(Notice.key).where(Notice.key.like("contact/%"))))
    assert later in waiting
    assert {id for id in waiting if not any(f"/{id}/" in key for key in keys)} == set()
    assert {id for id in asked if not any(f"/{id}/" in key for key in requests)} == set()
