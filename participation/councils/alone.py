"""Runs a command for each council in a process that is told of this council alone."""

import io
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait

import click

from participation.config import PREFIX
from participation.councils.folder import Council

FORKED = multiprocessing.get_context("fork")
"""What was imported once serves all; nothing that one process is told reaches another."""

Work = Callable[[Council], object]


@dataclass(frozen=True)
class Done:
    """What came of the work for one council, and what it said."""

    council: Council
    is_well: bool
    said: str


def for_each(councils: Iterable[Council], work: Work, at_once: int = 1, *, go_on: bool = False) -> Iterator[Done]:
    """Do the work for each council, some at a time; gives each as it ends.

    After the first that failed no other is begun, unless it shall `go_on`; what had begun is waited for.
    """
    waiting = deque(councils)
    running: dict[Connection, tuple[Council, multiprocessing.process.BaseProcess]] = {}
    while waiting or running:
        while waiting and len(running) < at_once:
            council = waiting.popleft()
            answer, end = FORKED.Pipe(duplex=False)
            process = FORKED.Process(target=_alone, args=(council, work, end))
            process.start()
            end.close()
            running[answer] = council, process
        for ended in wait(list(running)):
            assert isinstance(ended, Connection)  # noqa: S101 - tells mypy that no socket is among them
            done = _ended(ended, *running.pop(ended))
            if not done.is_well and not go_on:
                waiting.clear()
            yield done


def is_told_of(council: Council) -> None:
    """Let this process know the settings of one council, and of no other and none before."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]
    os.environ.update(council.settings)


def first_words(error: Exception) -> str:
    """What may be told of an error: what a database says after its first line may hold a row."""
    return f"{type(error).__name__}: {next(iter(str(error).splitlines()), '')}"


def _alone(council: Council, work: Work, end: Connection) -> None:
    is_told_of(council)
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        is_well = _does(work, council)
    end.send((is_well, said.getvalue()))


def _does(work: Work, council: Council) -> bool:
    try:
        work(council)
    except click.ClickException as refusal:
        refusal.show()
        return False
    except SystemExit as ended:
        return not ended.code
    except Exception as error:
        click.echo(first_words(error))
        return False
    return True


def _ended(answer: Connection, council: Council, process: multiprocessing.process.BaseProcess) -> Done:
    try:
        is_well, said = answer.recv()
    except EOFError:
        is_well, said = False, "Its process was ended from outside."
    answer.close()
    process.join()
    return Done(council, is_well, said.strip())
