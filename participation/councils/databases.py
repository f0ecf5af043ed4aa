"""A database and two roles for a council; none of the roles gets into the database of another."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import LiteralString

import psycopg
from psycopg.sql import SQL, Identifier, Literal
from sqlalchemy import make_url

from participation.console import Refused
from participation.db import open_engine
from participation.db.migrations import upgrade
from participation.db.revisions import newest_revision

MAKER = "participation_template"
"""Owns what stands in the templates, and may sign in nowhere."""
PUBLIC = "_public"
SECRET_BYTES = 24


@dataclass(frozen=True)
class Rooms:
    """A council's addresses of its database: as the owner of the records, and as the children's side."""

    owner: str
    public: str


@contextmanager
def server(address: str) -> Iterator[psycopg.Connection]:
    """The server as somebody who may make databases and roles; raises Refused where it is not to be had."""
    try:
        with psycopg.connect(_plain(address), autocommit=True) as connection:
            yield connection
    except psycopg.OperationalError as error:
        raise Refused(f"The PostgreSQL server cannot be used: {str(error).splitlines()[0]}.") from error
    except psycopg.errors.InsufficientPrivilege as error:
        raise Refused(f"The role of --server may not do this: {error.diag.message_primary}.") from error


def address_of(server: str, database: str, role: str, secret: str | None = None) -> str:
    """Where a role finds a database of the server."""
    url = make_url(server).set(database=database, username=role, password=secret)
    return url.render_as_string(hide_password=False)


def make(address: str, name: str) -> Rooms:
    """A migrated, empty database of this name, with its two roles; all of it or nothing."""
    with server(address) as connection:
        refuse_taken(connection, name)
        template = _template(connection, address)
        try:
            secret = {role: _role(connection, role) for role in (name, name + PUBLIC)}
            _database(connection, address, name, template)
        except BaseException:
            unmake(connection, name)
            raise
    return Rooms(*(address_of(address, name, role, secret[role]) for role in (name, name + PUBLIC)))


def make_empty(address: str, owner: str) -> str:
    """A database with nothing in it, to restore into; gives its name, which is the owner's and a number."""
    with server(address) as connection:
        held = {name for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall()}
        database = next(name for number in count(2) if (name := f"{owner}_{number}") not in held)
        _run(connection, "CREATE DATABASE {} OWNER {}", database, owner)
        _close_to_others(connection, database, owner)
    return database


def refuse_taken(connection: psycopg.Connection, name: str) -> None:
    """Raise Refused where a database or role has this name already."""
    taken = connection.execute(
        "SELECT 'database ' || datname FROM pg_database WHERE datname = %(name)s"
        " UNION ALL SELECT 'role ' || rolname FROM pg_roles WHERE rolname IN (%(name)s, %(public)s)",
        {"name": name, "public": name + PUBLIC},
    ).fetchall()
    if taken:
        raise Refused(f"The server has a {taken[0][0]} already; choose another name.")


def unmake(connection: psycopg.Connection, name: str) -> None:
    """Take away what was made of a council that did not come to be."""
    drop(connection, name)
    for role in (name + PUBLIC, name):
        _run(connection, "DROP ROLE IF EXISTS {}", role)


def drop(connection: psycopg.Connection, database: str) -> None:
    """Throw a database away, whoever still holds a connection to it."""
    _run(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", database)


def _template(connection: psycopg.Connection, address: str) -> str:
    """A database with the tables of this version, made when the first council needs it."""
    name = f"{MAKER}_{newest_revision()}"
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s AND datistemplate", [name]).fetchone():
        return name
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [MAKER]).fetchone():
        _run(connection, "CREATE ROLE {} NOLOGIN", MAKER)
    _drop_older(connection)
    _run(connection, "CREATE DATABASE {}", name)
    with server(_at(address, name)) as inside:
        _run(inside, "GRANT CREATE, USAGE ON SCHEMA public TO {}", MAKER)
    engine = open_engine(_at(address, name, options=f"-c role={MAKER}"))
    try:
        upgrade(engine)
    finally:
        engine.dispose()
    _run(connection, "REVOKE CONNECT ON DATABASE {} FROM PUBLIC", name)
    _run(connection, "ALTER DATABASE {} WITH IS_TEMPLATE true", name)
    return name


def _drop_older(connection: psycopg.Connection) -> None:
    """Templates of older versions, and one that was begun and not finished: they hold nothing that is anybody's."""
    older = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [f"{MAKER}_"])
    for (name,) in older.fetchall():
        _run(connection, "ALTER DATABASE {} WITH IS_TEMPLATE false", name)
        _run(connection, "DROP DATABASE {} WITH (FORCE)", name)


def _role(connection: psycopg.Connection, role: str) -> str:
    """A role that may sign in; gives its secret, of which the server and its log see a digest alone."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    digest = connection.pgconn.encrypt_password(secret.encode(), role.encode(), b"scram-sha-256").decode()
    _run(connection, "CREATE ROLE {} LOGIN PASSWORD {}", role, Literal(digest))
    return secret


def _database(connection: psycopg.Connection, address: str, name: str, template: str) -> None:
    _run(connection, "CREATE DATABASE {} TEMPLATE {}", name, template)
    with server(_at(address, name)) as inside:
        _run(inside, "REASSIGN OWNED BY {} TO {}", MAKER, name)
        _run(inside, "REVOKE ALL ON SCHEMA public FROM {}", MAKER)
    _run(connection, "ALTER DATABASE {} OWNER TO {}", name, name)
    _close_to_others(connection, name, name)


def _close_to_others(connection: psycopg.Connection, database: str, owner: str) -> None:
    _run(connection, "REVOKE ALL ON DATABASE {} FROM PUBLIC", database)
    _run(connection, "GRANT CONNECT ON DATABASE {} TO {}", database, owner + PUBLIC)


def _run(connection: psycopg.Connection, statement: LiteralString, *parts: str | Literal) -> None:
    """Run what takes no parameters: a word is a name."""
    connection.execute(SQL(statement).format(*(Identifier(each) if isinstance(each, str) else each for each in parts)))


def _plain(address: str) -> str:
    return address.replace("postgresql+psycopg://", "postgresql://", 1)


def _at(address: str, database: str, **options: str) -> str:
    url = make_url(address).set(database=database).update_query_dict(options)
    return url.render_as_string(hide_password=False)
