"""The reviewing service as children and staff meet it: its name, colours, help numbers and targets."""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g
from sqlalchemy import JSON
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from participation import clock
from participation.config import Config
from participation.db import Base, session
from participation.log import LOG
from participation.sorting_words import DEFAULTS

CHECK_AFTER_DAYS = 90
REMEMBERED_SECONDS = 60
COPY = "service.json"
"""What is kept of the settings beside the database."""


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
NEVER_LEFT_OUT = ("emergency", "childline")
"""Whom a child in danger rings: whatever is set, these two can be rung."""


def with_a_number(numbers: Iterable[HelpNumber]) -> tuple[HelpNumber, ...]:
    """Those that can be rung: what has no number is left out, and 999 and Childline then have their national one."""
    found = tuple(each for each in numbers if each.number)
    known = {each.id for each in found}
    missing = (each for each in NATIONAL_NUMBERS if each.id in NEVER_LEFT_OUT and each.id not in known)
    return (*missing, *found)


@dataclass(frozen=True)
class OnDuty:
    """Somebody whom urgent requests alert; they stand in the order in which they are asked."""

    staff_id: str
    text_number: str = ""
    """Where text messages reach them; empty: the second channel is the next person's mail."""


@dataclass(frozen=True)
class Absence:
    """Somebody of the staff is away, and who stands in for them. Days are ISO dates, both included."""

    staff_id: str
    first_day: str
    last_day: str
    deputy_id: str


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
    own_checked_on: str = ""
    """When somebody last rang the council's own numbers, and who."""
    own_checked_by: str = ""
    out_of_hours_mail: str = ""
    """Where an urgent request goes when nobody on the rota has acknowledged it, or the office is closed."""
    staffed_from: str = "09:00"
    """Messages are read on working days between these hours of English clocks."""
    staffed_until: str = "17:00"
    rota: tuple[OnDuty, ...] = ()
    absences: tuple[Absence, ...] = ()
    team_manager_id: str = ""
    """Who is told what nobody has read for one working day; empty: every manager."""
    head_of_service_id: str = ""
    """Who is told after two; empty: every manager."""
    sorting_words: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(DEFAULTS))
    """By language: words that move what holds them up in the list of what is read first."""
    forms_due_days: int = 5
    """Adults' forms are due this many days before the meeting."""
    invited_in_time_days: int = 14
    decisions_days: int = 5
    record_days: int = 15
    distribution_days: int = 20
    is_invented: bool = False
    """The people are made up: `participation demo` made them, and every staff page says so."""

    def is_own_stale(self, today: date) -> bool:
        """Nobody has rung the council's own numbers for over 90 days."""
        return HelpNumber("own", "", checked_on=self.own_checked_on).is_stale(today)

    @classmethod
    def from_row(cls, values: dict[str, Any]) -> "Service":
        """Values as kept; what a later version dropped is left out, and so is a help number that is empty."""
        known = {f.name for f in fields(cls)}
        given = {name: value for name, value in values.items() if name in known}
        for name, kind in _LISTS.items():
            if name in given:
                given[name] = tuple(kind(**each) for each in given[name])
        if "numbers" in given:
            given["numbers"] = with_a_number(given["numbers"])
        if "sorting_words" in given:
            given["sorting_words"] = {code: tuple(words) for code, words in given["sorting_words"].items()}
        return cls(**given)

    def to_row(self) -> dict[str, Any]:
        """Plain values to keep."""
        return asdict(self)


_LISTS: dict[str, type[Any]] = {"numbers": HelpNumber, "rota": OnDuty, "absences": Absence}


class ServiceRow(Base):
    """The one row of settings that staff may edit."""

    __tablename__ = "service"

    id: Mapped[int] = mapped_column(primary_key=True)
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)


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
        row = session().get(ServiceRow, 1)
    except SQLAlchemyError:
        return known or kept() or Service()
    known = Service.from_row(row.settings) if row else Service()
    current_app.extensions["service"] = (clock.now(), known)
    keep(known)
    return known


def forget() -> None:
    """Read the settings anew: they have changed."""
    current_app.extensions["service"] = (None, current_app.extensions["service"][1])


def without_database() -> None:
    """Answer this request with the settings kept beside the database. Only where there are none it is asked."""
    g.service = kept() or current()


def kept() -> Service | None:
    """The settings as they were last kept; None where that never was, or cannot be read."""
    try:
        return Service.from_row(json.loads(_copy().read_text("utf-8")))
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def keep(known: Service) -> None:
    """Keep what children may need to know while the database is away: whom to ring, never whom we alert."""
    public = replace(known, rota=(), absences=(), team_manager_id="", head_of_service_id="", sorting_words={})
    if public == kept():
        return
    unfinished = _copy().with_name(f".{COPY}.{os.urandom(4).hex()}")
    try:
        unfinished.write_text(json.dumps(public.to_row()), "utf-8")
        unfinished.replace(_copy())
    except OSError as error:
        LOG.warning("%s: the help numbers were not kept beside the database", type(error).__name__)


def _copy() -> Path:
    config: Config = current_app.extensions["config"]
    return config.beside_records / COPY
