"""Five machines and a balancer on this one: etcd, Patroni, HAProxy and pgbouncer, from the files in `deploy/cluster/`.

Each has addresses of its own, on the loopback, the ports of a real one, and a folder in place of its disk.
"""

import os
import random
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from participation.config import ROOT
from tests.deploy import certificates
from tests.parts.missing import MissingPart
from tests.parts.postgres import account, programs

PROGRAMS = {"etcd": "etcd-server", "patroni": "patroni", "haproxy": "haproxy", "pgbouncer": "pgbouncer"}
PATIENCE = 90
PATH = f"{os.environ['PATH']}:/usr/sbin:/sbin"
FOLDERS = (
    "etc/patroni", "etc/pgbouncer", "var/lib/etcd", "var/lib/postgresql", "var/log/postgresql", "var/run/postgresql",
)  # fmt: skip
ROLES = {"participation": "OWNER", "participation_public": "PUBLIC_SIDE"}
"""The two of the program, and what the files call the password of each."""
OTHERS = {"DB1": 2, "DB2": 3, "THIRD": 4, "WEB1": 5, "WEB2": 6, "FRONT": 7}
DATABASES, WEB = ("DB1", "DB2"), ("WEB1", "WEB2")
PAGES = 8000


class Cluster:
    """What runs, by machine and program."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        net = f"127.{random.randint(1, 254)}.{random.randint(0, 255)}"  # noqa: S311 - no secret
        self.at = {name: f"{net}.{number}" for name, number in OTHERS.items()}
        self.passwords = {role: secrets.token_hex(8) for role in ("SUPERUSER", "REPLICATOR", "OWNER", "PUBLIC_SIDE")}
        self.running: dict[tuple[str, str], subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        """Everything, in the order in which the runbook does."""
        for name in OTHERS:
            self._furnish(name)
        for name in (*DATABASES, "THIRD"):
            self.start_etcd(name)
        for name in DATABASES:
            self.start_patroni(name)
        until(lambda: self.primary() and self.synchronous())
        self._make_roles()
        for name in WEB:
            self._run(name, "haproxy", "-f", str(self._filled(name, "haproxy.cfg")), "-db")
            self._run(name, "pgbouncer", str(self._filled(name, "pgbouncer.ini")), as_account=True)
        self._run("FRONT", "haproxy", "-f", str(self._filled("FRONT", "balancer.cfg")), "-db")

    def start_etcd(self, name: str) -> None:
        """One of the three that agree on who is the primary."""
        said = self._filled(name, "etcd").read_text().splitlines()
        environ = dict(line.split("=", 1) for line in said if line and not line.startswith("#"))
        self._run(name, "etcd", environ=environ, as_account=True)

    def start_patroni(self, name: str) -> None:
        """One of the two databases."""
        self._run(name, "patroni", str(self._filled(name, "patroni.yml")), as_account=True)

    def kill(self, name: str) -> None:
        """A machine of a database dies: every process of it at once, without a word to any of them."""
        postmaster = int((self._root(name) / "var/lib/postgresql/cluster/postmaster.pid").read_text().split()[0])
        served = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        ours = [self.running.pop((name, program)) for program in ("patroni", "etcd")]
        for pid in (ours[0].pid, postmaster, *map(int, served), ours[1].pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for each in ours:
            each.wait()

    def bring_back(self, name: str) -> None:
        """It is switched on again; gives back when it is the standby that has all that is acknowledged."""
        self.start_etcd(name)
        self.start_patroni(name)
        until(lambda: self.synchronous() == name)

    def primary(self) -> str:
        """The machine that says that it is; empty while there is none."""
        return next((name for name in DATABASES if self.asked(name, "/primary") == 200), "")

    def synchronous(self) -> str:
        """The machine that is the synchronous standby; empty while there is none."""
        return next((name for name in DATABASES if self.asked(name, "/synchronous") == 200), "")

    def asked(self, name: str, path: str) -> int:
        """What Patroni of this machine answers; 0 where nobody does."""
        connection = HTTPConnection(self.at[name], 8008, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except (OSError, HTTPException):
            return 0
        finally:
            connection.close()

    def url(self, web: str, role: str = "participation") -> str:
        """Where the program on this machine finds the records as one of its roles: its own pgbouncer."""
        sockets = f"host={self._root(web)}/var/run/postgresql&port=6432"
        return f"postgresql://{role}:{self.passwords[ROLES[role]]}@/participation?{sockets}"

    def figures_url(self, web: str) -> str:
        """Where it finds figures: its own HAProxy, which knows the standby. Where that is away, it says so at once."""
        return f"postgresql://participation:{self.passwords['OWNER']}@{self.at[web]}:5001/participation?sslmode=require"

    def said(self) -> str:
        """The ends of all logs, for whoever looks why it does not start."""
        return "\n".join(f"{log}:\n{log.read_text()[-1500:]}" for log in sorted(self.folder.glob("*/*.log")))

    def sql(self, statement: str, name: str = "", database: str = "postgres") -> str:
        """Asked of a machine, else of the primary, as its superuser."""
        name = name or self.primary()
        command = [f"{programs()}/psql", "-qtA", "-h", f"{self._root(name)}/var/run/postgresql", "-U", "postgres"]
        done = subprocess.run(
            [*command, "-d", database, "-c", statement],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            **account(),
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def stop(self) -> None:
        """All of it."""
        for name in DATABASES:
            if (name, "patroni") in self.running:
                self.kill(name)
        for process in self.running.values():
            process.kill()
            process.wait()

    def _root(self, name: str) -> Path:
        return self.folder / name.lower()

    def _furnish(self, name: str) -> None:
        root = self._root(name)
        for folder in FOLDERS:
            (root / folder).mkdir(parents=True)
        if name == "DB1":
            certificates.write(self.folder, "database")
        for place in ("etc/patroni/tls.pem", "etc/patroni/tls.key", "etc/pgbouncer/database.pem"):
            shutil.copy(self.folder / f"tls{'.key' if place.endswith('key') else '.pem'}", root / place)
        (root / "etc/patroni/tls.key").chmod(0o600)
        lines = (f'"{role}" "{self.passwords[of]}"\n' for role, of in ROLES.items())
        (root / "etc/pgbouncer/userlist.txt").write_text("".join(lines))
        if found := account():
            for path in (root, *root.rglob("*")):
                os.chown(path, found["user"], found["group"])

    def _filled(self, name: str, file: str) -> Path:
        environ = {
            **self.at, **self.passwords, "ROOT": str(self._root(name)), "HERE": self.at[name], "LOCAL": self.at[name],
            "INSIDE": "127.0.0.0/8", "BIN": str(programs()), "PUBLIC": "127.0.0.1", "PAGES": str(PAGES), "BEHIND": "",
            "FRONT": f"{self.at['FRONT']}:{PAGES}", "PATH": PATH,
        }  # fmt: skip
        done = subprocess.run(
            [ROOT / "deploy/cluster/fill", file], env=environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        path = self._root(name) / file
        path.write_text(done.stdout)
        return path

    def _run(
        self, name: str, program: str, *arguments: str, environ: dict[str, str] | None = None, as_account: bool = False
    ) -> None:
        found = shutil.which(program, path=PATH)
        if found is None:
            raise MissingPart(program, PROGRAMS[program])
        with (self._root(name) / f"{program}.log").open("ab") as log:
            self.running[name, program] = subprocess.Popen(
                [found, *arguments], stdout=log, stderr=log, cwd="/", env={"PATH": PATH, **(environ or {})},
                start_new_session=True, **(account() if as_account else {}),
            )  # fmt: skip

    def empty(self) -> None:
        """Begin anew, without a single table."""
        self.sql("DROP DATABASE IF EXISTS participation WITH (FORCE)")
        self.sql("CREATE DATABASE participation OWNER participation")

    def _make_roles(self) -> None:
        for role, of in ROLES.items():
            self.sql(f"CREATE ROLE {role} LOGIN PASSWORD '{self.passwords[of]}'")


def until(done: Callable[[], Any], patience: float = PATIENCE) -> None:
    """Wait for it."""
    end = time.monotonic() + patience
    while not done():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.3)


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """All of it, until the end."""
    folder = Path(tempfile.mkdtemp(prefix="cl-", dir="/tmp"))
    folder.chmod(0o755)
    cluster = Cluster(folder)
    try:
        cluster.start()
        yield cluster
    except AssertionError as error:
        error.add_note(cluster.said())
        raise
    finally:
        cluster.stop()
        shutil.rmtree(folder)
