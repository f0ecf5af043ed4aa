"""Which migrations there are is known without the library that runs them."""

from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import text

from participation.config import ROOT
from participation.db.revisions import is_behind, known_revisions, newest_revision, revision_of
from tests.databases import on_both
from tests.parts.imported import imported


def test_the_names_of_the_files_say_what_the_migrations_say() -> None:
    settings = Config()
    settings.set_main_option("script_location", str(ROOT / "migrations"))
    scripts = ScriptDirectory.from_config(settings)
    assert known_revisions() == tuple(each.revision for each in scripts.walk_revisions())[::-1]
    assert newest_revision() == scripts.get_current_head()


@on_both
def test_a_database_is_behind_until_it_has_had_all_and_no_more_once_it_has_had_more(app: Flask) -> None:
    with app.extensions["engine"].connect() as connection:
        assert (revision_of(connection), is_behind(connection)) == (newest_revision(), False)
        for had, behind in ("0018", True), ("9999", False):
            connection.execute(text("UPDATE alembic_version SET version_num = :had"), {"had": had})
            assert (revision_of(connection), is_behind(connection)) == (had, behind)
        connection.execute(text("DROP TABLE alembic_version"))
        assert (revision_of(connection), is_behind(connection)) == (None, True)
        connection.rollback()


def test_only_an_upgrade_loads_what_runs_migrations() -> None:
    assert {"participation.operations.cli"} == {"participation.operations.cli", "alembic"} & set(imported().modules)
