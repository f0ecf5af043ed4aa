"""A row is taken out and others come in its place: all of it, or nothing where it is not there any more."""

from functools import cache
from typing import Any

from sqlalchemy import Delete, Insert, bindparam, insert, select

from participation.db import Base, session

MARK = "__"
"""Between the table and the column, in the name of what is given."""
Rows = dict[type[Base], dict[str, Any]]
"""One new row of each table: its columns by name, for SQLAlchemy would watch over each that is set in a model."""


def exchange(gone: Delete, given: dict[str, Any], rows: Rows) -> bool:
    """Inside a verb: take out the row that `gone` names with what is given, and put one of each table in its place.

    False, and nothing is done, where it is not there. Statement by statement on SQLite, where one costs next to
    nothing; on PostgreSQL, which may be two programs and a network away, in a single one.
    """
    connection = session().connection()
    if connection.dialect.name == "sqlite":
        is_there = connection.execute(gone, given).rowcount == 1
        for table, row in rows.items() if is_there else ():
            connection.execute(_insertion(table), row)
        return is_there
    values = {f"{into.__tablename__}{MARK}{name}": value for into, row in rows.items() for name, value in row.items()}
    whole = _in_one(gone, tuple((into, *row) for into, row in rows.items()))
    return connection.execute(whole, {**given, **values}).rowcount == 1


_insertion = cache(insert)


@cache
def _in_one(gone: Delete, into: tuple[tuple[Any, ...], ...]) -> Insert:
    """WITH taken AS (DELETE ...), first AS (INSERT ... SELECT ... FROM taken) INSERT ... SELECT ... FROM taken."""
    taken = gone.returning(*gone.table.primary_key).cte("taken")
    *others, last = (_instead_of(taken, table, names) for table, *names in into)
    for number, other in enumerate(others):
        last = last.add_cte(other.cte(f"other_{number}"))
    return last.execution_options(preserve_rowcount=True)


def _instead_of(taken: Any, table: type[Base], names: list[str]) -> Insert:
    """A row of this table, where one was taken."""
    columns = [table.__table__.c[name] for name in names]
    given = [bindparam(f"{table.__tablename__}{MARK}{each.name}", type_=each.type) for each in columns]
    return insert(table).from_select(names, select(*given).select_from(taken))
