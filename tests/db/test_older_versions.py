"""What an older version wrote is readable after every migration since: drafts by their letter, words by the keys.

tests/data/schemas/ holds databases as older code wrote them, each with the keys that were made for it.
"""

import base64
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import Engine, MetaData, select

from participation import clock, create_app
from participation.config import ROOT, Config
from participation.db import open_engine, session
from participation.db.migrations import upgrade
from participation.feedback.queries import feedback_for
from participation.invitations.actions import Secrets
from participation.invitations.models import Invitation
from participation.operations.cli import cli
from participation.retention.actions import purge
from participation.staff.queries import staff_by_email
from participation.submissions.actions import Opened, read
from participation.submissions.models import Draft, Submission
from participation.submissions.queries import submissions_for
from tests.page_checks import CheckedClient
from tests.parts.postgres import PostgresServer
from tests.walking import Phone

SCHEMAS = sorted((ROOT / "tests" / "data" / "schemas").glob("*.json"))
DAY_AFTER = datetime(2026, 2, 25, 16, 0, tzinfo=UTC)
WORDS = "Zwergkaninchen im Mondschein"
READ_AS: dict[str, Callable[[str], Any]] = {
    "bytes": base64.b64decode, "moment": datetime.fromisoformat, "day": date.fromisoformat,
}  # fmt: skip


@pytest.fixture(autouse=True)
def the_day_after() -> Iterator[None]:
    with clock.frozen(DAY_AFTER):
        yield


@pytest.fixture(scope="module", params=SCHEMAS, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest) -> Any:
    """A database as one version wrote it, and its keys."""
    return {"schema": request.param.stem, **json.loads(request.param.read_text("utf-8"))}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def up_to_date(
    request: pytest.FixtureRequest, old: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path | str]:
    """That database after every migration since, to copy: a file of SQLite, or a name on the server."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("old") / "old.sqlite"
        bring_up_to_date(f"sqlite:///{path}", old)
        yield path
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = server.create()
    bring_up_to_date(server.url(name), old)
    yield name
    server.drop(name)


@pytest.fixture
def url(request: pytest.FixtureRequest, up_to_date: Path | str, tmp_path: Path) -> Iterator[str]:
    """A copy of it for this test alone."""
    if isinstance(up_to_date, Path):
        yield f"sqlite:///{shutil.copy(up_to_date, tmp_path)}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = server.create(up_to_date)
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def app(old: Any, url: str, tmp_path: Path) -> Iterator[Flask]:
    """The application of today on it."""
    for name, text in old["keys"].items():
        path = tmp_path / "keys" / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text(text)
        path.chmod(0o600)
    app = create_app(Config(database_url=url, keys_dir=str(tmp_path / "keys")))
    app.test_client_class = CheckedClient
    yield app
    app.extensions["engine"].dispose()


def bring_up_to_date(url: str, old: Any) -> None:
    """As that version wrote it, and then by today's migrations."""
    engine = open_engine(url)
    with clock.frozen(DAY_AFTER):
        fill(engine, old)
        upgrade(engine)
    engine.dispose()


def fill(engine: Engine, old: Any) -> None:
    """The tables of that version and their rows, without a line of today's models."""
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(ROOT / "migrations"))
    with engine.connect() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, old["schema"])
        connection.commit()
    tables = MetaData()
    tables.reflect(engine)
    with engine.begin() as connection:
        for table in tables.sorted_tables:
            for row in old["rows"].get(table.name, ()):
                connection.execute(table.insert().values({name: value_of(given) for name, given in row.items()}))


def value_of(given: Any) -> Any:
    if isinstance(given, dict):
        ((kind, value),) = given.items()
        return READ_AS[kind](value)
    return given


def test_the_draft_opens_with_its_letter_and_can_be_sent(app: Flask, old: Any) -> None:
    phone = Phone(app, Secrets(old["token"], old["code"]))
    phone.begin("my_meeting", "where")
    assert '<input type="radio" name="answer_meeting_where" value="outdoors" checked' in " ".join(
        phone.page.text.split()
    )
    phone.press("next", answer_meeting_where="outdoors")
    phone.skip_to_check()
    assert "/answer/my_meeting/done" in phone.send("my_meeting").request.path
    with app.app_context():
        assert session().scalars(select(Draft)).all() == []


@pytest.mark.usefixtures("real_costs")
def test_the_typed_code_still_opens(app: Flask, old: Any) -> None:
    assert app.test_client().post("/start", data={"code": old["code"]}).status_code == 303


def test_every_envelope_opens_for_its_reader(app: Flask, old: Any) -> None:
    with app.app_context():
        officer, manager = staff_by_email("amara@example.org"), staff_by_email("grace@example.org")
        assert officer
        assert manager
        review_id = session().scalars(select(Submission.review_id)).first()
        opened = read(officer, submissions_for(officer, str(review_id)), "a test")
        assert {each.submission.purpose for each in opened} == {"my_views", "carer_view"}
        assert WORDS in words_of(opened)
        feedback = feedback_for(manager, old["sent"]["after_review"])
        assert feedback
        assert feedback.about_officer_id == officer.id
        assert "Weniger Warten" in words_of(read(manager, [feedback], "a test"))


def words_of(opened: tuple[Opened, ...]) -> set[str]:
    return {str(value) for each in opened for value in each.answers.values.values()}


def test_the_chain_is_whole_and_the_record_can_be_written_out(app: Flask, old: Any, tmp_path: Path) -> None:
    def run(*words: str) -> str:
        result = CliRunner().invoke(cli, words, obj=lambda **_: app)
        assert result.exit_code == 0, result.output
        return result.output

    assert "whole" in run("audit", "verify")
    run("export", "submission", old["sent"]["my_views"], "--out", str(tmp_path / "record.json"))
    assert WORDS in (tmp_path / "record.json").read_text("utf-8")


def test_what_was_started_before_counts_as_started_after_its_draft_is_gone(app: Flask) -> None:
    with app.app_context(), clock.frozen(datetime(2026, 6, 1, tzinfo=UTC)):
        assert purge()["drafts"] == 1
        started = session().scalars(select(Invitation.started_at).where(Invitation.respondent == "child")).one()
        assert started == datetime(2026, 2, 24, 16, 0, tzinfo=UTC)
