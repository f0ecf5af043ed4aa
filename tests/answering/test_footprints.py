"""What the public side leaves behind: a GET changes nothing, and words are found nowhere."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, inspect, select

from participation import db
from participation.db import Base, session
from participation.invitations.models import Visit
from tests.answering.conftest import Write
from tests.databases import on_both
from tests.walking import Phone, hidden_fields

CANARIES = ("Zwergkaninchen", "Mondscheinsonate", "أرنبصغير", "Quittengelee", "Bernsteinzimmer")


def public_pages(app: Flask) -> Iterator[str]:
    """Every address of the public side that answers a GET."""
    for rule in app.url_map.iter_rules():
        if (rule.methods or set()) & {"GET"} and not rule.rule.startswith(("/staff", "/static")):
            yield rule.rule.replace("<purpose>", "my_views").replace("<page_id>", "feelings")


def everything(app: Flask) -> dict[str, list[object]]:
    """Every row of every table."""
    with app.app_context():
        tables = inspect(db.engine()).get_table_names()
        return {
            name: sorted(map(repr, session().execute(select(Base.metadata.tables[name])).all()))
            for name in tables
            if name in Base.metadata.tables
        }


@on_both
@pytest.mark.parametrize("opened", [True, False], ids=["in a visit", "without a letter"])
def test_looking_changes_nothing(app: Flask, write: Write, opened: bool) -> None:
    app.test_client_class = FlaskClient  # a HEAD has no page to check
    maya = Phone(app, write().secrets)
    maya.begin("my_views", "feelings")
    maya.press("next", answer_feel_today="sad")
    browser = maya.browser if opened else app.test_client()
    before, pages = everything(app), list(public_pages(app))
    assert len(pages) > 12
    for path in pages:
        for method in ("GET", "HEAD", "OPTIONS"):
            assert browser.open(path, method=method).status_code < 500
    assert everything(app) == before


def test_the_words_of_a_whole_journey_are_nowhere(
    app: Flask, write: Write, database_url: str, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = write().secrets
    maya = Phone(app, secrets)
    maya.begin("my_views", "feelings")
    maya.press("next", answer_feel_today="sad", answer_feel_today_words=CANARIES[0])
    maya.press("later", answer_proud_of=CANARIES[1])
    maya.open("/answer/my_views/proud")
    maya.browser.post("/language", data={**hidden_fields(maya.page), "answer_proud_of": CANARIES[2], "language": "ar"})
    folder = Path(database_url.removeprefix("sqlite:///")).parent
    kept = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    maya.open("/answer/my_views/proud")
    maya.press("next", answer_proud_of=CANARIES[3])
    maya.skip_to_check()
    maya.send("my_views")
    maya.begin("my_views", "feelings")
    maya.browser.post("/leave", data={**hidden_fields(maya.page), "answer_feel_today_words": CANARIES[4]})
    kept += [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    with app.app_context():
        assert session().scalar(select(func.count()).select_from(Visit)) == 0
    assert CANARIES[4] in Phone(app, secrets).begin("my_views", "feelings").text  # it was kept, and it is nowhere
    for secret in (*CANARIES, secrets.token, secrets.code):
        assert secret not in caplog.text
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert not any(secret.encode(encoding) in content for content in kept)
        assert not any(secret.encode("unicode_escape") in content for content in kept)


def test_no_address_holds_a_secret_or_a_name(app: Flask, write: Write, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = write().secrets
    maya = Phone(app, secrets)
    for path in ("/home", "/officer", "/answer/my_views/feelings"):
        page = maya.open(path).text
        assert secrets.token not in page
        assert secrets.code not in page
        assert "Maya" not in page
        assert "Okafor" not in page
