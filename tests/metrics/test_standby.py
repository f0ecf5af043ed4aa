"""Figures are read on the standby: how old they are stands beside them, and without it they come all the same."""

from collections.abc import Callable
from datetime import date

import psycopg
import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import InternalError

from participation.config import Config, Unfit
from participation.db import records, session, transaction
from participation.operations.cli import cli
from participation.staff.models import Role
from participation.web.standby import from_standby
from tests import factories
from tests.feed.test_feed import fetched, given
from tests.metrics.published import hold_reviews
from tests.walking import let_in, words_of

YEAR = "2021-22"
PAGES = ("/staff/metrics", "/staff/metrics/more", "/staff/metrics/breakdowns")
AS_OF = "As the records were on"
AWAY = "The copy that figures are read from is away"
NOBODY = "postgresql://nobody@127.0.0.1:1/nothing"


@pytest.fixture
def database_url(postgres_url: str) -> str:
    return postgres_url


@pytest.fixture
def open_app(make_app: Callable[..., Flask]) -> Callable[[str], Flask]:
    """The program with a standby at this address, and a review in the year."""

    def open_it(standby: str) -> Flask:
        app = make_app(figures_database_url=standby)
        with app.app_context():
            hold_reviews(["PN1"], [date(2021, 5, 1)])
        return app

    return open_it


def manager(app: Flask) -> FlaskClient:
    with app.app_context():
        _, secret = factories.staff(Role.MANAGER, email="grace@example.org")
    return let_in(app, "grace@example.org", secret)


def test_each_page_says_how_old_its_figures_are(open_app: Callable[[str], Flask], database_url: str) -> None:
    app = open_app(database_url)
    grace = manager(app)
    for page in PAGES:
        assert AS_OF in words_of(grace.get(f"{page}?year={YEAR}"))
    assert grace.get(f"/staff/metrics/report?year={YEAR}&form=html").last_modified is not None
    assert fetched(app.test_client(), given(app, "BI", "--whole"), f"?year={YEAR}").last_modified is not None
    assert AS_OF not in words_of(grace.get(f"/staff/metrics?year={YEAR}&published=1"))  # a press there decides


def test_while_it_is_away_they_come_from_the_records_and_the_page_says_so(open_app: Callable[[str], Flask]) -> None:
    grace = manager(open_app(NOBODY))
    for page in PAGES:
        shown = grace.get(f"{page}?year={YEAR}")
        assert shown.status_code == 200
        assert AWAY in words_of(shown)


def test_while_it_has_not_taken_an_upgrade_yet_figures_come_from_the_records(
    open_app: Callable[[str], Flask], empty_postgres_url: str
) -> None:
    shown = manager(open_app(empty_postgres_url)).get(f"/staff/metrics?year={YEAR}")
    assert shown.status_code == 200
    assert AWAY in words_of(shown)


def test_a_key_that_was_withdrawn_opens_nothing_however_far_the_standby_is_behind(
    open_app: Callable[[str], Flask], database_url: str, empty_postgres_url: str
) -> None:
    app = open_app(empty_postgres_url)  # it has not taken a single table yet
    key = given(app, "BI", "--whole")
    assert fetched(app.test_client(), key).status_code == 200
    assert CliRunner().invoke(cli, ["feed", "withdraw", "BI"], obj=lambda **_: app).exit_code == 0
    assert fetched(app.test_client(), key).status_code == 401


def test_what_is_read_writes_nothing_there_and_what_is_written_goes_to_the_records(
    open_app: Callable[[str], Flask], database_url: str
) -> None:
    app = open_app(database_url)

    @from_standby
    def page() -> tuple[bool, bool]:
        reading = session()
        with transaction() as writing:
            writing.execute(text("CREATE TABLE written ()"))
            inside = session() is records()
        assert session() is reading
        with pytest.raises(InternalError, match="read-only"):
            reading.execute(text("CREATE TABLE never ()"))
        return inside, reading is not records()

    with app.app_context():
        assert page() == (True, True)
    with psycopg.connect(database_url) as looking:
        found = looking.execute("SELECT relname FROM pg_class WHERE relname IN ('written', 'never')").fetchall()
    assert found == [("written",)]


def test_a_standby_is_a_postgresql() -> None:
    with pytest.raises(Unfit, match="FIGURES_DATABASE_URL must start with postgresql://"):
        Config(figures_database_url="sqlite:///there.sqlite").checked()
