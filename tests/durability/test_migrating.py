"""A database is brought up to the next version while this one serves and children press send: nobody sees it."""

from pathlib import Path

import pytest
from flask import Flask

from participation.db.revisions import newest_revision, revision_of
from tests.durability import next_version
from tests.durability.balance import Balance, balance
from tests.durability.group import Group
from tests.durability.prepared import prepare
from tests.durability.visitors import A_SECOND, MOST, Browser, Children

SECONDS = 0.1
"""What the migration takes for each of its tables; a page may wait for all of them together."""
OFTEN = 4 * A_SECOND
"""So many presses, and PostgreSQL keeps prepared what a press asks; then its columns become others."""


@pytest.fixture
def database_url(durable_postgres_url: str) -> str:
    """Only PostgreSQL lets others write meanwhile; SQLite has one writer, and the others wait for it anyway."""
    return durable_postgres_url


@pytest.mark.long
def test_a_migration_while_children_send_loses_no_press(
    app: Flask, group: Group, database_url: str, keys: Path, tmp_path: Path
) -> None:
    new = next_version.make(tmp_path / "next", newest_revision(), SECONDS)
    presses = prepare(app, MOST)
    group.start()
    with Children(group.port, presses) as children, Browser(group.port) as browser:
        children.wait_for(OFTEN)
        done = next_version.upgrade(new, database_url, keys)
        children.wait_for(len(children.sent) + A_SECOND)
    assert done.returncode == 0, done.stderr
    with app.extensions["engine"].connect() as connection:
        assert revision_of(connection) == next_version.REVISION
    assert children.wrong == []
    assert browser.statuses == {200}
    assert balance(app, presses, children.sent) == Balance(sent=len(children.sent), lost=0, doubled=0, half=0)
