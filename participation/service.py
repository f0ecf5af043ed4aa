"""The reviewing service as children and staff meet it: its name, colours, help numbers and targets."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from flask import Flask, current_app
from sqlalchemy import JSON
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from participation import clock
from participation.db import Base, session

CHECK_AFTER_DAYS = 90


@dataclass(frozen=True)
class HelpNumber:
    """Somebody a child can ring or text now."""

    id: str
    """Names the sentence that says who it is; a council's own entry uses `name` instead."""
    number: str
    hours: str = ""
    """An id (`always`, `weekdays_9_5`) or the council's own words."""
    name: str = ""
    language: str = "en"
    checked_on: str = ""
    checked_by: str = ""

    def is_stale(self, today: date) -> bool:
        """Nobody has rung it for over 90 days."""
        return not self.checked_on or (today - date.fromisoformat(self.checked_on)).days > CHECK_AFTER_DAYS


NATIONAL_NUMBERS = (
    HelpNumber("emergency", "999", "always"),
    HelpNumber("childline", "0800 1111", "always"),
    HelpNumber("help_at_hand", "0800 528 0731", "weekdays_9_5"),
    HelpNumber("coram_voice", "0808 800 5792", "office_hours"),
    HelpNumber("shout", "85258", "always"),
)


@dataclass(frozen=True)
class Service:
    """What the council sets. Every value has a default, so that help never waits for a database."""

    name: str = "Reviewing service"
    council: str = ""
    colour: str = "#c2410c"
    phone: str = ""
    duty_number: str = ""
    out_of_hours_number: str = ""
    advocacy_provider: str = ""
    advocacy_number: str = ""
    numbers: tuple[HelpNumber, ...] = NATIONAL_NUMBERS
    forms_due_days: int = 5
    """Adults' forms are due this many days before the meeting."""
    invited_in_time_days: int = 14
    decisions_days: int = 5
    record_days: int = 15
    distribution_days: int = 20
    is_invented: bool = False
    """The people are made up: `participation demo` made them, and every staff page says so."""

    @classmethod
    def from_row(cls, values: dict[str, Any]) -> "Service":
        """Values as kept; what a later version dropped is left out."""
        known = {f.name for f in fields(cls)}
        given = {name: value for name, value in values.items() if name in known}
        if "numbers" in given:
            given["numbers"] = tuple(HelpNumber(**number) for number in given["numbers"])
        return cls(**given)

    def to_row(self) -> dict[str, Any]:
        """Plain values to keep."""
        return asdict(self)


class ServiceRow(Base):
    """The one row of settings that staff may edit."""

    __tablename__ = "service"

    id: Mapped[int] = mapped_column(primary_key=True)
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)


def init_app(app: Flask) -> None:
    """Let every template speak of the service."""
    app.extensions["service"] = (None, Service())
    app.jinja_env.globals["service"] = current


def current() -> Service:
    """The settings as last read. Without a database: those read before, or the national ones."""
    read_at, known = current_app.extensions["service"]
    if read_at is not None and 0 <= (clock.now() - read_at).total_seconds() < 60:
        return known  # type: ignore[no-any-return]
    try:
        row = session().get(ServiceRow, 1)
    except SQLAlchemyError:
        return known  # type: ignore[no-any-return]
    known = Service.from_row(row.settings) if row else Service()
    current_app.extensions["service"] = (clock.now(), known)
    return known
