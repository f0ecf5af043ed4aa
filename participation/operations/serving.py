"""`participation serve` and `participation check`."""

import gc
import logging
import os
import signal
from contextlib import suppress
from dataclasses import fields
from typing import Any

import click
from flask import Flask, current_app
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger
from gunicorn.systemd import sd_notify

from participation import service
from participation.config import PREFIX, Config
from participation.console import AppCommand, Refused
from participation.db.postgres import answer_in_time
from participation.log import to_stderr
from participation.operations.checks import Finding, findings, of_what_is_beside
from participation.operations.outages import outlive
from participation.watching.answers import AnswersGiven
from participation.watching.inside import Watched

WORKERS = 2
THREADS = 12
PLACES = 2 * WORKERS
"""For counting answers: a worker may begin before the one that it replaces has ended."""
OF_A_REQUEST = ("Error handling request", "Invalid request", "Socket error processing request")
"""How what gunicorn says of a request begins."""


class _Master(Arbiter):  # type: ignore[misc]
    """Gunicorn's own, but for a new version that cannot even be begun."""

    def reexec(self) -> None:
        """Begin the new version. Without this its fork would go on as a second master, and end the workers of ours."""
        serving = os.getpid()
        try:
            super().reexec()
        except OSError as error:
            self.log.error("The new version cannot be started: %s", error)
            if os.getpid() != serving:
                os._exit(1)


class _Log(Logger):  # type: ignore[misc]
    """Gunicorn's own, but for what it says of a request: that may hold an address, or what somebody typed."""

    def setup(self, cfg: Any) -> None:
        """Look at each line before it is written."""
        super().setup(cfg)
        self.error_log.addFilter(_without_the_request)


def _without_the_request(said: logging.LogRecord) -> bool:
    if str(said.msg).startswith(OF_A_REQUEST):
        error = said.exc_info[0] if said.exc_info else None
        said.msg, said.args = "A request was not answered%s", (f" ({error.__name__})" if error else "",)
        said.exc_info = None
    return True


class _Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn, told what to serve from here instead of a file."""

    def __init__(self, open_application: Any, settings: dict[str, Any]) -> None:
        self.open_application = open_application
        self.settings = settings
        self.answers = AnswersGiven(PLACES)  # before the workers are, which all count in it
        super().__init__()

    def load_config(self) -> None:
        """Our settings."""
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask | Watched:
        """What all workers answer with, opened before they are. Nobody has asked it for anything yet.

        So none of its connections is open, which must not be shared across a fork, and it remembers no settings.
        """
        opened: Flask = self.open_application()
        answer_in_time(opened.extensions["engine"], opened.extensions["standby"])
        inner = opened.extensions["config"].inner_port
        return Watched(opened, inner, self.answers) if inner else opened

    def run(self) -> None:
        """Serve until a signal ends it."""
        _Master(self).run()


def share(_master: Any) -> None:
    """Before the first worker is: what all will hold lies in memory once, until one of them writes to a page of it.

    To look through it for garbage again and again would write to every page.
    """
    gc.freeze()


def give_place(master: Any, worker: Any) -> None:
    """A new worker counts its answers where no other one does."""
    taken = {each.place for each in master.WORKERS.values()}
    worker.place = min(set(range(PLACES)) - taken, default=0)


def begin(worker: Any) -> None:
    """In a worker that can answer from now on."""
    worker.app.answers.take(worker.place)
    take_over(worker)


def take_over(worker: Any) -> None:
    """After a restart by SIGUSR2 both groups answer on one socket: the old one finishes what it has begun, and goes.

    Called in a worker of the new group as soon as it can answer. A new group that cannot start never comes so far, and
    the old one stays.
    """
    if before := os.environ.get("GUNICORN_PID"):
        sd_notify(f"MAINPID={worker.ppid}", worker.log)  # else systemd would end the new group with the old
        with suppress(ProcessLookupError):
            os.kill(int(before), signal.SIGTERM)


def _unsafe(app: Flask) -> list[Finding]:
    """What stops the servers. A database that is away does not: it is waited for, and then looked at.

    A new version waits, too, while the old one goes on.
    """
    found = [finding for finding in findings(app) if finding.stops]
    if {finding.about for finding in found} == {"database"}:
        return outlive(app, lambda: [finding for finding in findings(app) if finding.stops])
    return found


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--sides", default=None, help="public, staff or public,staff; otherwise PARTICIPATION_SIDES.")
@click.option("--pid-file", default=None, help="A file that holds the process to send SIGUSR2 for a new version.")
@click.pass_context
def serve(context: click.Context, host: str, port: int, sides: str | None, pid_file: str | None) -> None:
    """Serve the sides of this installation. What is not safe stops it."""
    chosen = {"sides": sides} if sides else {}
    app = context.obj(**chosen)
    config: Config = app.extensions["config"]
    to_stderr(config.log)
    if port == config.inner_port:
        raise Refused(f"{PREFIX}WATCHED_AT has the port of the pages, {port}; choose another.")
    unsafe = _unsafe(app)
    with app.app_context():
        service.current()  # and so it is kept beside the database, for the day on which that is away
    app.extensions["engine"].dispose()
    if unsafe:
        raise Refused(*(finding.sentence for finding in unsafe))
    settings = {
        "bind": [f"{host}:{port}", *filter(None, [config.watched_at])],
        "workers": WORKERS,
        "threads": THREADS,
        "worker_class": "gthread",
        "timeout": 60,
        "accesslog": None,  # addresses are not logged; participation.web.log writes the endpoint
        "loglevel": "warning",
        "logger_class": _Log,
        "proc_name": "participation",
        "control_socket_disable": True,
        "pidfile": pid_file,
        "preload_app": True,
        "when_ready": share,
        "pre_fork": give_place,
        "post_worker_init": begin,
    }
    click.echo(f"Serving {', '.join(config.serves)} on http://{host}:{port}")
    _Server(lambda: context.obj(**chosen), settings).run()


@click.command("check", cls=AppCommand)
@click.option("--settings", is_flag=True, help="List every setting instead.")
@click.option("--sides", default=None, help="public, staff or public,staff; otherwise PARTICIPATION_SIDES.")
def check(settings: bool, sides: str | None) -> None:
    """Say whether this installation is fit for children's words, line by line."""
    if settings:
        for setting in fields(Config):
            click.echo(
                f"{PREFIX}{setting.name.upper()}\n    {setting.metadata['about']}\n    default: {setting.default}"
            )
        return
    found = [*findings(current_app), *of_what_is_beside(current_app.extensions["config"])]
    for finding in found:
        mark = "ok  " if finding.is_well else "STOP" if finding.stops else "note"
        click.echo(f"{mark} {finding.about}{': ' if finding.sentence else ''}{finding.sentence}")
    if any(finding.stops for finding in found):
        raise Refused("Not fit for children's words yet.")
