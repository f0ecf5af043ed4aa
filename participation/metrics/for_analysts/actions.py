"""Making the views, keeping the calendar below them, and giving the role what it may read."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import Connection, Select, column, delete, func, insert, select, table, text
from sqlalchemy.orm import Session

from participation import clock, service
from participation.console import Refused
from participation.db import transaction
from participation.db.grants import refuse_unfit
from participation.metrics.calendar import Day, days
from participation.metrics.for_analysts.queries import figures, reviews
from participation.metrics.models import BIRTHDAYS, CalendarDay
from participation.reviews.timetable import Targets, add_months, collection_year, collection_year_days
from participation.service import ServiceRow
from participation.service.chosen import Service

SCHEMA = "figures"
MADE_HERE = "Made by participation db upgrade, which drops it with all that is in it."
_ABOUT_SCHEMA = text(
    "SELECT coalesce(obj_description(oid, 'pg_namespace'), '') FROM pg_namespace WHERE nspname = :name"
)
BACK, AHEAD = 15, 2
"""So many years before and after this one the views know."""


class ViewsOfFigures:
    """What stands on the tables, as `db upgrade` needs it: it goes before these change, and comes back after."""

    def __init__(self, role: str) -> None:
        self.role = role

    def take_away(self, connection: Connection) -> None:
        """With all that somebody has put on top of it. A schema of this name that is somebody else's stays.

        Raises Refused where the views would need its name.
        """
        if self.role:
            refuse_unfit(connection, self.role)
        about = connection.scalar(_ABOUT_SCHEMA, {"name": SCHEMA})
        if about == MADE_HERE:
            connection.execute(text(f"DROP SCHEMA {SCHEMA} CASCADE"))
        elif about is not None and self.role:
            raise Refused(
                f"The database has a schema {SCHEMA} that this program did not make, and views would need its name;"
                f" rename it (ALTER SCHEMA {SCHEMA} RENAME TO ...), or leave PARTICIPATION_FIGURES_ROLE empty."
            )

    def put_back(self, connection: Connection) -> None:
        """The views, and who may read them: nobody where no role is named."""
        if not self.role:
            return
        with Session(connection) as writing:
            row = writing.get(ServiceRow, 1)
            _keep(writing, Targets.of(row.whole() if row else Service()))
            writing.flush()
        connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
        connection.execute(text(f"COMMENT ON SCHEMA {SCHEMA} IS '{MADE_HERE}'"))
        for name, statement in _views():
            written = statement.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
            view = f"CREATE VIEW {SCHEMA}.{name} WITH (security_barrier) AS {written}"
            connection.exec_driver_sql(view)
        _give(connection, self.role)


def _give(connection: Connection, role: str) -> None:
    """The views to the role, and the way to them; what it held of the tables is taken."""
    quote = connection.dialect.identifier_preparer.quote
    database, ours = map(quote, connection.execute(text("SELECT current_database(), current_schema()")).one())
    for right in (
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {ours} FROM",
        f"GRANT CONNECT ON DATABASE {database} TO",
        f"GRANT USAGE ON SCHEMA {SCHEMA} TO",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO",
    ):
        connection.execute(text(f"{right} {quote(role)}"))


def _views() -> Iterator[tuple[str, Select[*tuple[Any, ...]]]]:
    by_review = reviews()
    columns = (column(each.name, each.type) for each in by_review.selected_columns)
    yield "reviews", by_review
    yield "figures", figures(table("reviews", *columns, schema=SCHEMA))


def keep_calendar(writing: Session, chosen: Service) -> None:
    """Keep what these settings make of each day, where there are views that ask for it."""
    if current_app.extensions["config"].figures_role:
        _keep(writing, Targets.of(chosen))


def keep_calendar_long_enough() -> None:
    """Each collection year adds one to the calendar."""
    if not current_app.extensions["config"].figures_role:
        return
    with transaction() as writing:
        if writing.scalar(select(func.max(CalendarDay.on))) != _period()[1]:
            _keep(writing, Targets.of(service.current()))


def _keep(writing: Session, targets: Targets) -> None:
    writing.execute(delete(CalendarDay))
    writing.execute(insert(CalendarDay), list(_calendar(targets)))


def _calendar(targets: Targets) -> Iterator[dict[str, Any]]:
    own = [name for name in CalendarDay.__table__.c.keys() if name in Day._fields]
    for day in days(*_period(), targets):
        yield {
            "year": collection_year(day.on),
            "month": (day.on.month - 4) % 12 + 1,
            **{f"of_{years}_born_on": add_months(day.on, -12 * years) for years in BIRTHDAYS},
            **{name: getattr(day, name) for name in own},
        }


def _period() -> tuple[date, date]:
    first, last = collection_year_days(collection_year(clock.today()))
    return add_months(first, -12 * BACK), add_months(last + timedelta(days=1), 12 * AHEAD) - timedelta(days=1)
