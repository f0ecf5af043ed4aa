"""One council with everything that it runs: a database with two roles, servers for each side, two workers, its mail."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import psycopg
from click.testing import CliRunner, Result

from participation import create_app
from participation.config import Config
from participation.operations.cli import cli
from participation.sealing.keyring import HALVES, Keyring
from tests.durability.group import PATIENCE, Group
from tests.durability.test_restarting import ending, until
from tests.parts.loaded import SplitOff, split_off
from tests.parts.mail import MailServer
from tests.parts.mail import running as running_mail
from tests.parts.postgres import PostgresServer, make, start, stop
from tests.soak.fast import CLOCK, FastClock

OWNER, PUBLIC = "council", "public_side"
PROGRAM = "tests.soak.fast"
WORKERS = 2


class Council:
    """Its processes and its folder.

    `app` prepares and looks, as the staff side does; `pages` makes cookies that the public side takes, too.
    """

    def __init__(self, folder: Path, server: PostgresServer, mail: MailServer, fast: FastClock) -> None:
        self.folder, self.server, self.mail, self.fast = folder, server, mail, fast
        self.safe, self.keys, self.public_keys = folder / "safe", folder / "keys", folder / "public-keys"
        self._make_keys()
        self.database = self._make_database()
        self.public = Group(server.url(self.database, PUBLIC), self.public_keys)
        self.staff = Group(server.url(self.database, OWNER), self.keys)
        told = {
            "public_url": f"http://127.0.0.1:{self.public.port}",
            "staff_url": f"http://127.0.0.1:{self.staff.port}",
            "smtp_url": mail.url,
        }
        for group, side in ((self.public, "public"), (self.staff, "staff")):
            group.environ |= {f"PARTICIPATION_{name.upper()}": value for name, value in told.items()}
            group.environ |= {CLOCK: str(fast.file)}
            group.program = PROGRAM
            group.options += ["--sides", side, "--pid-file", str(folder / f"{side}.pid")]
            group.said = folder / f"{side}.log"
        self.staff.environ |= {"PARTICIPATION_PUBLIC_ROLE": PUBLIC}
        self.workers: list[SplitOff] = []
        database_url = server.url(self.database, OWNER)
        self.config = Config(database_url=database_url, keys_dir=str(self.keys), public_role=PUBLIC, **told)
        self.command("db", "upgrade")
        self.command("keys", "export-public", str(self.public_keys))
        self.app = create_app(self.config)
        self.pages = create_app(replace(self.config, keys_dir=str(self.public_keys), sides="public"))

    def command(self, *words: str, **settings: str) -> None:
        """What the operator types on the staff machine."""
        done = self.run(*words, **settings)
        assert done.exit_code == 0, f"{words[0]}: {done.output}{done.exception!r}"

    def run(self, *words: str, **settings: str) -> Result:
        """What they type and what comes of it, be it refused.

        With an application of its own as a program has it, but in this process: only what runs on is one of its own.
        """
        app = create_app(replace(self.config, **settings))
        try:
            return CliRunner().invoke(cli, words, obj=lambda **_: app)
        finally:
            app.extensions["engine"].dispose()

    def start(self) -> None:
        """Both sides and both workers."""
        for app in (self.app, self.pages):
            app.extensions["engine"].dispose()
        self.public.start()
        self.staff.start()
        for _ in range(WORKERS):
            self.start_worker()

    def start_worker(self) -> None:
        """One more, which says what it has to say in a log."""
        self.workers.append(split_off(PROGRAM, ["worker"], self.staff.environ, self.folder / "worker.log"))

    def kill_worker(self) -> None:
        """One dies without a word, and is started anew as systemd does."""
        dies = self.workers.pop(0)
        dies.kill()
        assert dies.wait(PATIENCE) == -signal.SIGKILL
        self.start_worker()

    def renew(self, side: str) -> None:
        """As the runbook says: the new version of one side takes over, and nobody is to notice."""
        before = self._main(side)
        with ending(before):
            os.kill(before, signal.SIGUSR2)
        until(lambda: self._main(side) not in (0, before))

    def _main(self, side: str) -> int:
        file = self.folder / f"{side}.pid"
        return int(file.read_text()) if file.exists() else 0

    def logs(self) -> Iterator[Path]:
        """Whatever a process has written."""
        yield from sorted(self.folder.glob("*.log"))
        yield self.server.log

    def restored(self, backup: Path) -> str:
        """Put it into an empty database, as the runbook says; gives its address."""
        url = self.server.url(self._make_database(), OWNER)
        halves = [word for half in HALVES for word in ("--half", str(self.safe / half))]
        self.command("restore", str(backup), *halves, database_url=url)
        return url

    def stop_workers(self) -> None:
        """Nothing is under way beside the pages any more."""
        for worker in self.workers:
            worker.terminate()
            worker.wait(PATIENCE)
        self.workers.clear()

    def stop(self) -> None:
        """As at the end of the last day: also a version that has taken over."""
        self.stop_workers()
        for group, side in ((self.public, "public"), (self.staff, "staff")):
            if main := self._main(side):
                with suppress(ProcessLookupError):
                    os.kill(main, signal.SIGTERM)
            group.stop()
        for app in (self.app, self.pages):
            app.extensions["engine"].dispose()

    def _make_keys(self) -> None:
        Keyring.create(self.keys)
        self.safe.mkdir()
        for half in HALVES:
            shutil.move(self.keys / half, self.safe / half)

    def _make_database(self) -> str:
        """An empty one, of the staff side's role; the public side's may come in, and nothing more."""
        name = self.server.create()
        with psycopg.connect(self.server.url("postgres"), autocommit=True) as connection:
            for role in (OWNER, PUBLIC):
                if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                    connection.execute(f"CREATE ROLE {role} LOGIN")
            connection.execute(f"ALTER DATABASE {name} OWNER TO {OWNER}")
        return name


@contextmanager
def running_council(fast: FastClock) -> Iterator[Council]:
    """A council in a folder of its own, of which nothing is left."""
    with tempfile.TemporaryDirectory() as made, running_mail("127.0.0.1") as mail:
        cluster = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        make(cluster)
        start(cluster, "listen_addresses=")
        try:
            council = Council(Path(made), PostgresServer(cluster), mail, fast)
            try:
                yield council
            finally:
                council.stop()
        finally:
            stop(cluster)
            shutil.rmtree(cluster)
