"""Three councils on one server, one of them full of invented people: made once, and as new for each test."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from psycopg.sql import SQL, Composed, Identifier
from werkzeug.test import TestResponse

from participation import clock, create_app
from participation.config import PREFIX
from participation.councils import databases
from participation.councils.folder import BOXES, Council, councils_in
from participation.demo import actions as demo
from participation.invitations.actions import Secrets
from participation.operations.cli import application, cli
from participation.operations.handing_over import sums
from participation.operations.handing_over.rules import going
from tests.demo.looking import NOW
from tests.parts.postgres import PostgresServer

PRISTINE = "_pristine"


@dataclass
class Land:
    """The councils' folder and their databases."""

    folder: Path
    server: PostgresServer
    old: str
    east: str
    west: str
    secrets: dict[str, Secrets] = field(default_factory=dict)
    """Of each letter that was drawn, by its invitation."""

    @property
    def names(self) -> tuple[str, ...]:
        """All three."""
        return self.old, self.east, self.west

    @property
    def settings(self) -> Mapping[str, str]:
        """What `participation councils` is told from outside."""
        return {
            f"{PREFIX}COUNCILS": str(self.folder),
            f"{PREFIX}COUNCILS_SERVER": self.server.url("postgres"),
        }

    def run(self, *words: object) -> Result:
        """`participation councils` with these words."""
        return CliRunner().invoke(cli, ["councils", *map(str, words)], obj=application, env=self.settings)

    def done(self, *words: object) -> str:
        """It did what these words ask; gives what it said."""
        result = self.run(*words)
        assert result.exit_code == 0, result.output
        return result.output

    def refused(self, *words: object) -> str:
        """It would not do what these words ask; gives what it said."""
        result = self.run(*words)
        assert result.exit_code == 1, result.output
        return result.output

    def council(self, name: str) -> Council:
        """A council as its staff's side is told of it."""
        (found,) = councils_in(self.folder, [name])
        return found

    @contextmanager
    def serving(self, name: str) -> Iterator[Flask]:
        """A council's application; browsers come to the address of its letters."""
        config = self.council(name).config

        class AtItsAddress(FlaskClient):
            """A browser."""

            def open(self, *what: Any, **given: Any) -> TestResponse:
                """Ask for a page."""
                from_there = {"base_url": config.public_url, "headers": {"Referer": f"{config.public_url}/"}}
                return super().open(*what, **{**from_there, **given})

        app = create_app(config)
        app.test_client_class = AtItsAddress
        try:
            yield app
        finally:
            app.extensions["engine"].dispose()

    @contextmanager
    def inside(self, name: str) -> Iterator[Flask]:
        """A council's application, to look into its records."""
        with self.serving(name) as app, app.app_context():
            yield app

    def asked(self, name: str, statement: LiteralString | Composed, *values: object) -> list[Any]:
        """The first column of what a council's own database gives to the owner of its records."""
        with psycopg.connect(self.council(name).config.database_url) as connection:
            found = connection.execute(statement, values)
            return [first for first, *_ in found.fetchall()] if found.description else []

    def children(self, name: str) -> int:
        """How many children a council has."""
        (found,) = self.asked(name, "SELECT count(*) FROM child")
        assert isinstance(found, int)
        return found

    def rows(self) -> dict[str, int]:
        """How many rows each council has of whatever goes with a child."""
        count = SQL("SELECT count(*) FROM {}")
        names = sorted({table.name for table in going()} | {"tally", "visit"})
        return {
            f"{name}/{table}": self.asked(name, count.format(Identifier(table)))[0]
            for name in self.names
            for table in names
        }

    def references(self) -> list[str]:
        """Of all children of the one that is full."""
        return self.asked(self.old, "SELECT reference FROM child ORDER BY reference")

    def half_and_half(self, file: Path) -> Path:
        """A list on which every other child goes east, the rest west."""
        return listed(file, [(each, (self.east, self.west)[at % 2]) for at, each in enumerate(self.references())])

    def keep(self) -> None:
        """So as they are now each test finds them."""
        self._copy({name: name + PRISTINE for name in self.names})

    def as_new(self) -> None:
        """As they were kept."""
        self._copy({name + PRISTINE: name for name in self.names})
        shutil.rmtree(self.folder / BOXES, ignore_errors=True)
        for left in ("figures/*", "*.handover", "**/peppers/*"):
            for file in self.folder.glob(left):
                file.unlink()

    def forget(self) -> None:
        """Nothing of it is on the server any more."""
        with databases.server(self.server.url("postgres")) as connection:
            for name in self.names:
                databases.drop(connection, name + PRISTINE)
                databases.unmake(connection, name)

    def _copy(self, names: Mapping[str, str]) -> None:
        with databases.server(self.server.url("postgres")) as connection:
            for template, name in names.items():
                databases.drop(connection, name)
                owner = name.removesuffix(PRISTINE)
                made = SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY file_copy")
                connection.execute(made.format(Identifier(name), Identifier(template), Identifier(owner)))
                let_in = SQL("GRANT CONNECT ON DATABASE {} TO {}")
                connection.execute(let_in.format(Identifier(name), Identifier(f"{owner}_public")))


def listed(file: Path, rows: Sequence[tuple[str, str]], about: str = "child") -> Path:
    """A list of who goes where."""
    file.write_text(f"{about},council\n" + "".join(f"{what},{council}\n" for what, council in rows))
    return file


@contextmanager
def made(folder: Path, server: PostgresServer, children: int) -> Iterator[Land]:
    """Three councils; every letter of the invented children is drawn with secrets that are known here."""
    land = Land(folder, server, *(f"{name}_{children}_test" for name in ("old", "east", "west")))
    really, unseen = demo._really_printed, demo._printed

    def printed(invitation: Any, letter: Any) -> bytes:
        if not letter.printings:
            return unseen(invitation, letter)
        root, land.secrets[invitation.id] = really(invitation, letter)
        return root

    def drawn(invitation: Any, letter: Any) -> tuple[bytes, Secrets]:
        root, land.secrets[invitation.id] = really(invitation, letter)
        return root, land.secrets[invitation.id]

    with pytest.MonkeyPatch.context() as patch, clock.frozen(NOW):
        for name in land.names:
            host = name.removesuffix("_test").replace("_", "-")
            urls = f"--public-url=https://{host}.example.org", f"--staff-url=https://staff.{host}.example.org"
            land.done("add", name, *urls)
        patch.setattr(demo, "_printed", printed)
        patch.setattr(demo, "_really_printed", drawn)
        with land.inside(land.old) as app:
            filled = CliRunner().invoke(cli, ["demo", "--children", str(children)], obj=lambda **_: app)
            assert filled.exit_code == 0, filled.output
            # Whoever is begun from here for a council has the calendar and the statements then, and need not make them.
            sums.sums(sums.counted(sums.years(), sums.settings_here()))
        land.keep()
    try:
        yield land
    finally:
        land.forget()
