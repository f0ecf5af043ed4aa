"""What every command shares: the application around it, and refusing with plain sentences."""

from collections.abc import Sequence
from typing import Any

import click
from sqlalchemy.exc import OperationalError, ProgrammingError


class Refused(click.ClickException):
    """A command will not do what it was asked: one plain sentence for each problem, exit status 1."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems: Sequence[str] = problems

    def show(self, file: Any = None) -> None:
        """Write each problem on its own line to standard error."""
        for problem in self.problems:
            click.echo(problem, err=True)


class AppCommand(click.Command):
    """A command that runs inside the application, with the sides that its own option may choose.

    Asking it for --help needs no application.
    """

    def invoke(self, context: click.Context) -> Any:
        """Run it; a database that cannot be used is a refusal, not a traceback."""
        sides = context.params.get("sides")
        with context.obj(**({"sides": sides} if sides else {})).app_context():
            try:
                return super().invoke(context)
            except (OperationalError, ProgrammingError) as error:
                reason = str(error.orig).splitlines()[0]
                raise Refused(
                    f"The database cannot be used: {reason}.",
                    "If it is new, run `participation db upgrade` first.",
                ) from error
