"""Indices that hold some of the rows of a table only: these are found, however many others there are."""

from collections.abc import Sequence

from sqlalchemy import Index, text


def index_of_some(name: str, columns: Sequence[str], of_these: str, on_sqlite: str = "") -> Index:
    """By these columns, of these rows; SQLite uses it only where a query names them in just these words."""
    return Index(name, *columns, postgresql_where=text(of_these), sqlite_where=text(on_sqlite or of_these))


def asking_for_advocate(table: str) -> Index:
    """By its moment, what asks for an advocate."""
    asks = "asks_for_advocate"
    return index_of_some(f"ix_{table}_{asks}", ("sent_at",), asks, f"{asks} = 1")
