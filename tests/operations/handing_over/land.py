"""Three councils on one server, one of them full of invented people: made once, and as new for each test."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from click.testing import CliRunner, Result
from flask import Flask
from psycopg.sql import SQL, Identifier

from participation import create_app
from participation.councils import databases
from participation.councils.folder import Council, councils_in
from participation.demo.kept import Kept
from participation.invitations.actions import Secrets
from participation.operations.cli import application, cli
from tests.parts.postgres import PostgresServer

OLD, EAST, WEST = NAMES = ("old_test", "east_test", "west_test")
PRISTINE = "_pristine"


@dataclass
class Land:
    """The councils' folder and their databases."""

    folder: Path
    server: PostgresServer
    secrets: dict[str, Secrets] = field(default_factory=dict)
    """Of each letter that was drawn, by its invitation."""
    kept: Kept | None = None
    """The letters whose locks are known, and how the invented staff sign in."""

    def run(self, *words: object) -> Result:
        """`participation councils` with these words."""
        return CliRunner().invoke(cli, ["councils", *map(str, words)], obj=application)

    def council(self, name: str) -> Council:
        """A council as its staff's side is told of it."""
        (found,) = councils_in(self.folder, [name])
        return found

    @contextmanager
    def inside(self, name: str) -> Iterator[Flask]:
        """A council's application."""
        app = create_app(self.council(name).config)
        try:
            with app.app_context():
                yield app
        finally:
            app.extensions["engine"].dispose()

    def asked(self, name: str, statement: str) -> list[tuple[object, ...]]:
        """What a council's own database gives to the owner of its records, who may change it too."""
        with psycopg.connect(self.council(name).config.database_url) as connection:
            found = connection.execute(statement.encode())
            return found.fetchall() if found.description else []

    def keep(self) -> None:
        """So as they are now each test finds them."""
        self._copy({name: name + PRISTINE for name in NAMES})

    def as_new(self) -> None:
        """As they were kept."""
        self._copy({name + PRISTINE: name for name in NAMES})
        for file in (*self.folder.glob("figures/*"), *self.folder.glob("*.handover")):
            file.unlink()

    def forget(self) -> None:
        """Nothing of it is on the server any more."""
        with databases.server(self.server.url("postgres")) as connection:
            for name in NAMES:
                databases.drop(connection, name + PRISTINE)
                databases.unmake(connection, name)

    def _copy(self, names: Mapping[str, str]) -> None:
        with databases.server(self.server.url("postgres")) as connection:
            for template, name in names.items():
                databases.drop(connection, name)
                owner = name.removesuffix(PRISTINE)
                made = SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY file_copy")
                connection.execute(made.format(Identifier(name), Identifier(template), Identifier(owner)))
                connection.execute(
                    SQL("GRANT CONNECT ON DATABASE {} TO {}").format(Identifier(name), Identifier(f"{owner}_public"))
                )


def listed(file: Path, of: Sequence[tuple[str, str]], about: str = "child") -> Path:
    """A list of who goes where."""
    file.write_text(f"{about},council\n" + "".join(f"{reference},{council}\n" for reference, council in of))
    return file


Run = Callable[..., Result]
