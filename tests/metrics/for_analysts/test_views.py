"""Views say what the figures say, and a role that may read them may read nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from flask import Flask
from psycopg.sql import SQL, Identifier
from sqlalchemy import text, update

from participation.children.models import Child, DeprivationOfLiberty
from participation.config import Config
from participation.db import Base, session, transaction
from participation.metrics.breakdowns.tables import breakdowns
from participation.metrics.definitions import Rate
from participation.metrics.figures import APART, collection_year_of, figures
from participation.metrics.for_analysts.actions import BACK, keep_calendar_long_enough
from participation.metrics.for_analysts.queries import FIGURES, columns_of
from participation.operations.cli import cli
from participation.reviews.models import Review
from participation.settings.actions import edition_of, save, stored
from participation.staff.models import Role
from tests import factories
from tests.metrics.behind.test_behind import a_year
from tests.metrics.events import at, held, invited
from tests.parts.postgres import SUPERUSER, PostgresServer

ROLE = "analyst"
YEAR = "2021-22"
DAY = date(2021, 6, 15)
PARTS = ("age", "sex", "ethnicity", "unaccompanied", "disability", "language", "placed_outside", "over_20_miles",
         "deprived_of_liberty")  # fmt: skip


@pytest.fixture
def database_url(postgres_url: str) -> str:
    """SQLite has neither schemas nor roles."""
    return postgres_url


@pytest.fixture
def analysts_role(postgres: PostgresServer) -> None:
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
            connection.execute(f"CREATE ROLE {ROLE} LOGIN")


@pytest.fixture
def app(make_app: Callable[..., Flask], analysts_role: None) -> Flask:
    """After the upgrade that makes the views."""
    app = make_app(figures_role=ROLE)
    upgraded(app)
    return app


def upgraded(app: Flask) -> None:
    done = CliRunner().invoke(cli, ["db", "upgrade"], obj=lambda **_: app)
    assert (done.exit_code, "in the schema figures" in done.output) == (0, True), (done.output, done.exception)


@pytest.fixture
def analyst(app: Flask, database_url: str) -> Iterator[psycopg.Connection]:
    address = database_url.replace(f"//{SUPERUSER}@", f"//{ROLE}@")
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


def said_by_view(analyst: psycopg.Connection, year: str = YEAR) -> dict[str, int | Rate]:
    rows = analyst.execute("SELECT figure, n, of, rate FROM figures.figures WHERE year = %s", [year]).fetchall()
    found = {figure: n if of is None else Rate(n, of) for figure, n, of, _ in rows}
    assert {figure: float(rate) for figure, *_, rate in rows if rate is not None} == {
        figure: each.rate for figure, each in found.items() if isinstance(each, Rate) and each.of
    }
    return found


def the_same(analyst: psycopg.Connection) -> None:
    """Every figure of the view is the figure, and none is missing of those that it promises."""
    found, whole = said_by_view(analyst), figures(YEAR).values
    assert found == {name: whole[name] for name in found}
    assert {*FIGURES, *(APART + name for name in FIGURES)} < set(found)


def test_the_views_and_the_figures_are_one(app: Flask, analyst: psycopg.Connection) -> None:
    with app.app_context():
        officer, _ = factories.staff()
        a_year(officer)
        held(DAY, "PN1", born_on=None)
        held(DAY, "PN5", ending_id="1" * 26)
        held(date(2098, 6, 15), "PN1")
        the_same(analyst)
        assert found_in(analyst, "SELECT count(*) FROM figures.reviews WHERE year > '2090'") == 0
        # Other targets are other figures; the page and the view say the same at once.
        manager, _ = factories.staff(Role.MANAGER)
        invited(held(DAY, "PN6"), on=DAY - timedelta(days=9))
        before = figures(YEAR).values["invited_in_time"]
        chosen = stored()
        save(manager, replace(chosen, invited_in_time_days=9, decisions_days=1, record_days=2), edition_of(chosen))
        assert figures(YEAR).values["invited_in_time"] != before
        the_same(analyst)


def found_in(analyst: psycopg.Connection, statement: str) -> object:
    row = analyst.execute(statement).fetchone()
    assert row is not None
    return row[0]


def test_the_parts_of_the_view_are_the_parts_of_the_tables(app: Flask, analyst: psycopg.Connection) -> None:
    births = [
        DAY.replace(year=DAY.year - years) + timedelta(days=day) for years in (4, 8, 12, 16, 18) for day in (0, 1)
    ]
    leap = [date(2004, 2, 29), date(2012, 2, 29)]
    ethnicities = ["WBRI", "MWBC", "CHNE", "AIND", "BCRB", "OOTH", "REFU", "NOBT", "", "X"]
    with app.app_context():
        for number, born in enumerate([*births, None]):
            review = held(DAY, "PN1", born_on=born, sex=("1", "2", "")[number % 3])
            values = {
                "ethnicity": ethnicities[number % 10],
                "is_unaccompanied": (True, False, None)[number % 3],
                "is_disabled": (None, True)[number % 2],
                "language": ("en", "en-GB", "ti", "eng")[number % 4],
                "is_placed_outside": (False, None)[number % 2],
                "miles_from_home": (20.0, 20.1, None)[number % 3],
            }
            _with(review, values, number)
        for born, on in zip(leap, (date(2022, 2, 28), date(2022, 3, 1)), strict=True):
            held(on, "PN1", born_on=born)
        tables = breakdowns(collection_year_of(YEAR))
    for name in PARTS:
        rows = analyst.execute(
            SQL(
                "SELECT {}, sum(reviews_held), sum(views_given), sum(views_given_of) FROM figures.reviews GROUP BY 1"
            ).format(Identifier(name))
        ).fetchall()
        assert {part: (held, Rate(n, of)) for part, held, n, of in rows} == {
            part: (row["reviews.held"], row["views_given"]) for part, row in tables[name].items()
        }, name


def _with(review: Review, values: dict[str, object], number: int) -> None:
    with transaction() as writing:
        writing.execute(update(Child).where(Child.id == review.child_id).values(**values))
        if number % 4 < 2:
            ended = DAY + timedelta(days=number % 2)
            writing.add(
                DeprivationOfLiberty(child_id=review.child_id, started_on=DAY - timedelta(days=1), ended_on=ended)
            )


def test_the_role_reads_the_views_and_nothing_else(app: Flask, analyst: psycopg.Connection) -> None:
    with app.app_context():
        held(DAY, "PN1")
    assert len(analyst.execute("SELECT * FROM figures.reviews").fetchall()) == 1
    for table in Base.metadata.tables:
        for statement in (SQL("SELECT 1 FROM public.{}"), SQL("DELETE FROM public.{}")):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                analyst.execute(statement.format(Identifier(table)))
    for statement in (
        "UPDATE figures.reviews SET code = 'PN1'",
        "DELETE FROM figures.figures",
        "CREATE TABLE figures.mine (a int)",
        "CREATE TABLE public.mine (a int)",
        "CREATE OR REPLACE VIEW figures.reviews AS SELECT 1",
    ):
        with pytest.raises(psycopg.Error):
            analyst.execute(statement)
    readable = (
        "SELECT count(*) FROM pg_class WHERE has_table_privilege(oid, 'SELECT') AND relnamespace IN"
        " (SELECT oid FROM pg_namespace WHERE nspname NOT IN ('pg_catalog', 'information_schema'))"
    )
    assert found_in(analyst, readable) == 2


def test_nobody_can_be_told_by_a_column(app: Flask, analyst: psycopg.Connection) -> None:
    with app.app_context():
        held(DAY, "PN1")
    cursor = analyst.execute("SELECT * FROM figures.reviews")
    assert cursor.description is not None
    own = {column.name for column in cursor.description}
    figured = {column for name in FIGURES for column in columns_of(name)}
    assert own - figured == {"year", "month", "kind", "code", *PARTS}
    page = Path(__file__).parents[3].joinpath("docs/feed.md").read_text()
    assert [name for name in sorted(own - figured) if f"`{name}`" not in page] == []
    assert [name for name in FIGURES if f"`{columns_of(name)[0]}`" not in page] == []


def test_an_upgrade_without_the_setting_takes_the_views_away(
    app: Flask, make_app: Callable[..., Flask], analyst: psycopg.Connection
) -> None:
    other = make_app()
    assert CliRunner().invoke(cli, ["db", "upgrade"], obj=lambda **_: other).exit_code == 0
    with pytest.raises(psycopg.Error):
        analyst.execute("SELECT * FROM figures.reviews")
    upgraded(app)
    assert analyst.execute("SELECT * FROM figures.reviews").fetchall() == []


def test_the_calendar_grows_with_the_years(app: Flask, analyst: psycopg.Connection) -> None:
    with app.app_context():
        with transaction() as writing:
            writing.execute(text("DELETE FROM calendar_day"))
        keep_calendar_long_enough()
        first, last = session().execute(text('SELECT min("on"), max("on") FROM calendar_day')).one()
    assert (first.month, first.day, last.month, last.day) == (4, 1, 3, 31)
    assert last.year - first.year == BACK + 3


@pytest.mark.parametrize("unfit", [SUPERUSER, "nobody_at_all"])
def test_a_role_that_could_do_more_gets_nothing(make_app: Callable[..., Flask], unfit: str) -> None:
    done = CliRunner().invoke(cli, ["db", "upgrade"], obj=lambda **_: make_app(figures_role=unfit))
    assert (done.exit_code, "Traceback" in done.output) == (1, False)
    assert unfit in done.output


@pytest.mark.usefixtures("analysts_role")
def test_a_schema_of_somebody_else_stays_whatever_is_set(make_app: Callable[..., Flask], database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as somebody:
        somebody.execute("CREATE SCHEMA figures; CREATE TABLE figures.theirs AS SELECT 7 AS year")
        for role, code, said in (("", 0, "up to date"), (ROLE, 1, "a schema figures that this program did not make")):
            done = CliRunner().invoke(cli, ["db", "upgrade"], obj=partial(make_app, figures_role=role))
            assert (done.exit_code, said in done.output) == (code, True), done.output
            assert somebody.execute("SELECT year FROM figures.theirs").fetchone() == (7,)


def test_the_role_gets_in_where_nobody_gets_in_unasked_and_the_schema_goes_with_the_setting(
    app: Flask, make_app: Callable[..., Flask], database_url: str
) -> None:
    address = database_url.replace(f"//{SUPERUSER}@", f"//{ROLE}@")
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute(SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(Identifier(owner.info.dbname)))
        upgraded(app)
        with psycopg.connect(address) as analyst:
            assert analyst.execute("SELECT * FROM figures.reviews").fetchall() == []
        assert CliRunner().invoke(cli, ["db", "upgrade"], obj=make_app).exit_code == 0
        assert owner.execute("SELECT to_regnamespace('figures')").fetchone() == (None,)


def test_without_roles_or_with_one_for_two_the_setting_is_refused() -> None:
    assert "SQLite has no roles" in " ".join(Config(figures_role=ROLE).problems())
    both = Config(database_url="postgresql://x@y/z", figures_role=ROLE, public_role=ROLE)
    assert "each needs its own" in " ".join(both.problems())


def test_days_of_reviews_are_not_told(app: Flask, analyst: psycopg.Connection) -> None:
    with app.app_context():
        held(DAY, "PN1")
    row = analyst.execute("SELECT * FROM figures.reviews").fetchone()
    assert row is not None
    assert not [each for each in row if isinstance(each, date) or each == at(DAY)]
