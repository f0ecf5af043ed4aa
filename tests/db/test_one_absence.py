"""What stood in the settings and what was cover are one table: nothing is lost on the way there and back."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Engine, MetaData, Table, select

from participation.config import ROOT
from participation.db import open_engine
from participation.service.chosen import Service

BEFORE, AFTER = "0018", "0019"
MOMENT = datetime(2026, 3, 2, 9, tzinfo=UTC)
AMARA, BEN, GRACE = "a" * 26, "b" * 26, "g" * 26
NAMES = {AMARA: "Amara", BEN: "Ben", GRACE: "Grace"}
ODD: tuple[Any, ...] = (
    {"staff_id": "z" * 26, "first_day": "2026-04-01", "last_day": "2026-04-02", "deputy_id": BEN},
    {"staff_id": AMARA, "first_day": "2026-04-01", "last_day": "2026-04-02", "deputy_id": ""},
    {"staff_id": AMARA, "first_day": "2026-04-03", "last_day": "2026-04-02", "deputy_id": BEN},
    {"staff_id": AMARA, "first_day": "1 April", "last_day": "2026-04-02", "deputy_id": BEN},
    {"staff_id": AMARA, "first_day": 20260401, "last_day": None, "deputy_id": [BEN]},
    {"staff_id": [AMARA], "first_day": "2026-04-01", "last_day": "2026-04-02", "deputy_id": BEN},
    {"staff_id": AMARA},
    "Amara is away",
)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database as it was before, with three of the staff."""
    url = f"sqlite:///{tmp_path / 'old.sqlite'}"
    engine = open_engine(request.getfixturevalue("empty_postgres_url") if request.param == "postgresql" else url)
    migrate(engine, command.upgrade, BEFORE)
    none = dict.fromkeys(("password_hash", "totp_secret", "openid_subject", "openid_issuer"), "")
    for id, name in NAMES.items():
        role = "manager" if name == "Grace" else "officer"
        add(engine, "staff", id=id, email=f"{name}@example.org", name=name, role=role, totp_last_step=0, **none)
    yield engine
    engine.dispose()


def migrate(engine: Engine, way: Callable[[AlembicConfig, str], None], to: str) -> None:
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(ROOT / "migrations"))
    with engine.connect() as connection:
        settings.attributes["connection"] = connection
        way(settings, to)
        connection.commit()


def table(engine: Engine, name: str) -> Table:
    found = MetaData()
    found.reflect(engine)
    return found.tables[name]


def add(engine: Engine, into: str, **values: Any) -> None:
    with engine.begin() as connection:
        connection.execute(table(engine, into).insert().values(values))


def cover(engine: Engine, absent: str, covering: str, days: tuple[int, int], ended: datetime | None = None) -> None:
    first, last = (date(2026, 4, day) for day in days)
    whose = {"absent_id": absent, "covering_id": covering, "given_by_id": absent, "given_at": MOMENT}
    id = f"{absent[0]}{covering[0]}{days[0]}".ljust(26, "0")
    add(engine, "cover", id=id, first_on=first, last_on=last, ended_at=ended, **whose)


def entry(absent: str, deputy: str, days: tuple[int, int]) -> dict[str, str]:
    first, last = (date(2026, 4, day).isoformat() for day in days)
    return {"staff_id": absent, "first_day": first, "last_day": last, "deputy_id": deputy}


def rows(engine: Engine, name: str) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(select(table(engine, name))).all())


def absences(engine: Engine) -> set[tuple[str, str, tuple[int, int], bool]]:
    """Who is away, who stands in, from which day of April to which, and whether they read."""
    return {
        (NAMES[row.absent_id], NAMES[row.deputy_id], (row.first_on.day, row.last_on.day), row.also_reads)
        for row in rows(engine, "absence")
    }


def settings(engine: Engine) -> dict[str, Any]:
    (row,) = rows(engine, "service")
    found: dict[str, Any] = row.settings
    return found


def test_both_kinds_are_found_and_what_was_entered_twice_is_one(engine: Engine) -> None:
    cover(engine, AMARA, BEN, (1, 10))
    cover(engine, BEN, AMARA, (20, 21), ended=MOMENT)
    kept = [
        entry(AMARA, BEN, (1, 10)),
        entry(AMARA, BEN, (2, 12)),
        entry(AMARA, GRACE, (3, 4)),
        entry(BEN, AMARA, (20, 21)),
        entry(GRACE, BEN, (5, 5)),
    ]
    add(engine, "service", id=1, settings={"name": "Northmere", "absences": kept})
    migrate(engine, command.upgrade, AFTER)
    assert absences(engine) == {
        ("Amara", "Ben", (1, 10), True),
        ("Amara", "Ben", (2, 12), False),
        ("Amara", "Grace", (3, 4), False),
        ("Ben", "Amara", (20, 21), True),
        ("Ben", "Amara", (20, 21), False),
        ("Grace", "Ben", (5, 5), False),
    }
    assert settings(engine) == {"name": "Northmere"}
    given = {(row.entered_by_id, row.also_reads, row.ended_at is None) for row in rows(engine, "absence")}
    assert given == {(AMARA, True, True), (BEN, True, False), (None, False, True)}


def test_what_names_nobody_here_breaks_nothing_and_stays_where_it_was(engine: Engine) -> None:
    kept = [*ODD, entry(AMARA, BEN, (1, 2))]
    add(engine, "service", id=1, settings={"name": "Northmere", "absences": kept})
    migrate(engine, command.upgrade, AFTER)
    assert absences(engine) == {("Amara", "Ben", (1, 2), False)}
    assert settings(engine)["absences"] == list(ODD)
    assert Service.from_row(settings(engine)).name == "Northmere"


@pytest.mark.parametrize("kept", [None, {}, {"name": "Northmere"}, {"absences": "none"}])
def test_settings_without_absences_stay_as_they_are(engine: Engine, kept: dict[str, str] | None) -> None:
    if kept is not None:
        add(engine, "service", id=1, settings=kept)
    migrate(engine, command.upgrade, AFTER)
    assert (rows(engine, "absence"), [row.settings for row in rows(engine, "service")]) == (
        [],
        [] if kept is None else [kept],
    )


@pytest.mark.parametrize("has_settings", [True, False])
def test_there_and_back_and_there_again_nothing_is_lost(engine: Engine, has_settings: bool) -> None:
    cover(engine, AMARA, BEN, (1, 10))
    cover(engine, BEN, AMARA, (20, 21), ended=MOMENT)
    if has_settings:
        add(engine, "service", id=1, settings={"absences": [ODD[0], entry(GRACE, BEN, (5, 5))]})
    covers = rows(engine, "cover")
    migrate(engine, command.upgrade, AFTER)
    there = absences(engine)
    migrate(engine, command.downgrade, BEFORE)
    assert rows(engine, "cover") == covers
    both = [entry(AMARA, BEN, (1, 10)), *([entry(GRACE, BEN, (5, 5)), ODD[0]] if has_settings else [])]
    found = settings(engine)["absences"]
    assert (len(found), [each for each in both if each not in found]) == (len(both), [])
    migrate(engine, command.upgrade, AFTER)
    assert absences(engine) == there
