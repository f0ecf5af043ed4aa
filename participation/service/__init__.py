"""What this council has chosen: its name, help numbers, rota, targets, sorting words and questionnaires."""

from typing import Any

from flask import Flask, current_app, g
from sqlalchemy import JSON
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from participation import clock
from participation.db import Base, records
from participation.service.chosen import FOR_STAFF, Service
from participation.service.fallback_copy import keep, kept

REMEMBERED_SECONDS = 60


class ServiceRow(Base):
    """The one row of settings that staff may edit."""

    __tablename__ = "service"

    id: Mapped[int] = mapped_column(primary_key=True)
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What the public side shows, or needs to show it."""
    for_staff: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, deferred=True)
    """Whom to alert and how, and what sorts words: closed to the public side's role."""

    @classmethod
    def of(cls, chosen: Service) -> "ServiceRow":
        """The row of these settings."""
        values = chosen.to_row()
        private = {name: values.pop(name) for name in FOR_STAFF}
        return cls(id=1, settings=values, for_staff=private)

    def whole(self) -> Service:
        """All settings, for the staff side."""
        return Service.from_row(self.settings | self.for_staff)


def init_app(app: Flask) -> None:
    """Let every template speak of the service."""
    app.extensions["service"] = (None, None)
    app.jinja_env.globals["service"] = current


def current() -> Service:
    """The settings as last read. Without a database: those read before, or those kept beside it."""
    if "service" in g:
        return g.service  # type: ignore[no-any-return]
    read_at, known = current_app.extensions["service"]
    if read_at is not None and 0 <= (clock.now() - read_at).total_seconds() < REMEMBERED_SECONDS:
        return known  # type: ignore[no-any-return]
    try:
        known = _stored()
    except SQLAlchemyError:
        return known or kept() or Service()
    current_app.extensions["service"] = (clock.now(), known)
    keep(known)
    return known


def _stored() -> Service:
    row = records().get(ServiceRow, 1)
    if row is None:
        return Service()
    return row.whole() if "staff" in current_app.extensions["config"].serves else Service.from_row(row.settings)


def forget() -> None:
    """Read the settings anew: they have changed."""
    current_app.extensions["service"] = (None, current_app.extensions["service"][1])


def without_database() -> None:
    """Answer this request with the settings kept beside the database. Only where there are none it is asked."""
    g.service = kept() or current()
