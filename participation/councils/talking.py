"""Processes that are each told of one council alone, and what they say to whoever has begun them all."""

import multiprocessing
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import click

from participation.console import Refused
from participation.councils.alone import FORKED, first_words, is_told_of
from participation.councils.folder import Council

Talk = Generator[Any, Any, None]
"""What one council's process does: it yields what it says, and is given what it hears. Closed, it undoes its work."""


@dataclass(frozen=True)
class Failed:
    """Instead of an answer: why this process does not go on."""

    problems: tuple[str, ...]


@dataclass(frozen=True)
class Speaker:
    """One council's process, as it is spoken to."""

    name: str
    end: Connection
    process: multiprocessing.process.BaseProcess

    def hear(self) -> Any:
        """What it says next; raises Refused where it does not go on."""
        try:
            said = self.end.recv()
        except EOFError:
            raise Refused(f"{self.name}: its process was ended from outside.") from None
        if isinstance(said, Failed):
            raise Refused(*(f"{self.name}: {problem}" for problem in said.problems))
        return said

    def tell(self, what: Any) -> None:
        """Say something to it; whether it still listens is seen when its answer is awaited."""
        try:
            self.end.send(what)
        except OSError:
            return


@contextmanager
def speakers(councils: Iterable[tuple[Council, Callable[[], Talk]]]) -> Iterator[dict[str, Speaker]]:
    """A process for each council. When the block ends, those that are not done undo their work and end."""
    begun: dict[str, Speaker] = {}
    try:
        for council, talk in councils:
            ours, theirs = FORKED.Pipe()
            others = [ours, *(each.end for each in begun.values())]
            process = FORKED.Process(target=_alone, args=(council, talk, theirs, others))
            process.start()
            theirs.close()
            begun[council.name] = Speaker(council.name, ours, process)
        yield begun
    finally:
        for each in begun.values():
            each.end.close()
        for each in begun.values():
            each.process.join()


def _alone(council: Council, talk: Callable[[], Talk], end: Connection, others: Iterable[Connection]) -> None:
    for each in others:  # else nobody would notice that whoever has begun us is gone
        each.close()
    is_told_of(council)
    with suppress(_NobodyListens):
        _speak(talk(), end)


class _NobodyListens(Exception):
    """Whoever has begun this process is gone."""


def _answer(said: Any, end: Connection) -> Any:
    try:
        end.send(said)
        return end.recv()
    except (EOFError, OSError) as gone:
        raise _NobodyListens from gone


def _speak(talk: Talk, end: Connection) -> None:
    try:
        said = next(talk)
        while True:
            said = talk.send(_answer(said, end))
    except StopIteration:
        return
    except click.ClickException as refusal:
        end.send(Failed(tuple(getattr(refusal, "problems", (refusal.message,)))))
    except _NobodyListens:
        talk.close()
        raise
    except Exception as error:
        end.send(Failed((first_words(error),)))
