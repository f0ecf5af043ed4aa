"""Figures for programs: by a key alone, whole or as they were published, in columns that stay."""

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import Authorization
from werkzeug.test import TestResponse

from participation import clock
from participation.audit.models import AuditEntry
from participation.db import session
from participation.feed.models import FeedKey
from participation.feed.views import COLUMNS
from participation.metrics.actions import publish
from participation.metrics.dashboard import dashboard
from participation.operations.cli import cli
from tests.databases import on_both
from tests.metrics.events import at
from tests.metrics.published import hold_reviews

ADDRESS, YEAR = "/staff/feed/figures.csv", "2021-22"
DAYS = [date(2021, 5, 1), date(2021, 6, 15)]


def run(app: Flask, *words: str) -> Result:
    return CliRunner().invoke(cli, ["feed", *words], obj=lambda **_: app)


def given(app: Flask, *words: str) -> str:
    """A key, as whoever was given it reads it."""
    said = run(app, "give", *words)
    assert said.exit_code == 0, said.output
    found = re.search(r"^Password: (\S+)$", said.output, re.MULTILINE)
    assert found is not None
    return found[1]


def fetched(browser: FlaskClient, key: str, query: str = "") -> TestResponse:
    return browser.get(ADDRESS + query, auth=Authorization("basic", {"username": "any", "password": key}))


def rows(answer: TestResponse) -> dict[tuple[str, str], dict[str, str]]:
    assert answer.status_code == 200
    return {(row["year"], row["figure"]): row for row in csv.DictReader(io.StringIO(answer.text))}


@pytest.fixture
def service(app: Flask) -> Flask:
    """A year with small numbers, whole years ago."""
    with app.app_context():
        hold_reviews(["PN1"] * 30 + ["PN7"] * 2, DAYS)
    return app


@on_both
def test_a_key_for_whole_figures_reads_small_numbers(service: Flask) -> None:
    found = rows(fetched(service.test_client(), given(service, "Dashboard", "--whole")))
    assert found[YEAR, "took_no_part"]["n"] == "2"
    assert found[YEAR, "views_given"]["rate"] == "0.9375"
    assert found[YEAR, "reviews.held"]["of"] == ""
    assert found[YEAR, "views_given"]["called"] == "Views given"


def test_a_key_for_what_was_published_reads_that_and_nothing_before_it(service: Flask) -> None:
    key, browser = given(service, "Website"), service.test_client()
    assert rows(fetched(browser, key)) == {}
    with service.app_context():
        sheet = dashboard(YEAR, is_published=True).sheet
        publish("system", sheet.figures, sheet.kept)
    found = rows(fetched(browser, key))
    assert found[YEAR, "took_no_part"]["n"] == "c"
    with service.app_context():
        hold_reviews(["PN7"] * 40, DAYS)
    # What changed since is not out: nothing of the year is, until a manager publishes it again.
    assert rows(fetched(browser, key)) == {}


def test_a_running_year_is_in_no_answer_for_publication(app: Flask) -> None:
    with clock.frozen(at(date(2021, 7, 1))):
        with app.app_context():
            hold_reviews(["PN1"] * 30, DAYS)
        assert rows(fetched(app.test_client(), given(app, "Website"))) == {}


def test_without_a_right_key_nothing_opens_and_no_page_but_figures_opens_with_one(service: Flask) -> None:
    key, browser = given(service, "Dashboard", "--whole"), service.test_client()
    for wrong in ("", key[:-1], key.lower() + "x", "any"):
        assert fetched(browser, wrong).status_code == 401
    refused = browser.get(f"{ADDRESS}?key={key}")
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"].startswith("Basic ")
    assert "The key is the password, with any user name." in refused.text
    assert key not in refused.text
    carried = {"Authorization": f"Bearer {key}"}
    assert browser.get(ADDRESS, headers=carried).status_code == 200
    assert browser.get("/staff/metrics", headers=carried).status_code == 303
    assert browser.post(ADDRESS, headers=carried).status_code in (400, 405)
    assert fetched(browser, key, "?year=2021").status_code == 404


def test_a_key_is_shown_once_kept_nowhere_and_ends_with_one_command(service: Flask) -> None:
    key, browser = given(service, "Dashboard"), service.test_client()
    assert run(service, "give", "Dashboard").stderr.startswith("There is a key for 'Dashboard' already.")
    with service.app_context():
        assert key not in str([vars(each) for each in session().scalars(select(FeedKey))])
    assert "Dashboard: published, given on" in run(service, "list").output
    assert run(service, "withdraw", "Dashboard").exit_code == 0
    assert fetched(browser, key).status_code == 401
    assert run(service, "withdraw", "Dashboard").exit_code == 1
    assert "withdrawn on" in run(service, "list").output
    assert fetched(browser, given(service, "Dashboard")).status_code == 200
    with service.app_context():
        acts = session().scalars(select(AuditEntry.action).where(AuditEntry.object.like("feed_key/%")))
        assert sorted(acts) == ["gave", "gave", "withdrew"]


def test_the_columns_are_those_that_the_page_names() -> None:
    page = (Path(__file__).parents[2] / "docs" / "feed.md").read_text(encoding="utf-8")
    of_feed = page.partition("## Views in PostgreSQL")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", of_feed, re.MULTILINE)) == COLUMNS


@pytest.mark.parametrize("name", ["", " ", "x" * 81])
def test_a_name_that_says_nothing_or_too_much_is_refused(app: Flask, name: str) -> None:
    assert (run(app, "give", name).exit_code, run(app, "list").output) == (1, "")
