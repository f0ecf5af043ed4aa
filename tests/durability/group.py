"""The real server group: `participation serve` with its master and its workers, killed and started again."""

import os
import random
import resource
import signal
import socket
import subprocess
import sys
import time
from contextlib import nullcontext, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TypeAlias

from participation.config import ROOT
from participation.sealing.keyring import Keyring
from tests.durability.killable import AFTER, AT
from tests.parts.loaded import SplitOff, split_off

PATIENCE = 60
PAUSE = 0.02
PORTS = range(20_000, 32_000)
KILLABLE = "tests.durability.killable"
Process: TypeAlias = subprocess.Popen[bytes] | SplitOff


def fit_keys(folder: Path) -> Path:
    """Keys with which `serve` starts: the two halves of the recovery key have been carried away."""
    Keyring.create(folder)
    for half in folder.glob("recovery.half-*"):
        half.unlink()
    return folder


HERE = "127.0.0.1"


def free_port() -> int:
    """A port that nobody listens on, and that no client gets for its own end while the servers are down."""
    return free_ports(1)[0]


def free_ports(count: int) -> list[int]:
    """So many of them."""
    found: list[int] = []
    for port in random.sample(PORTS, len(PORTS)):
        with socket.socket() as trying, suppress(OSError):
            trying.bind((HERE, port))
            found.append(port)
        if len(found) == count:
            return found
    raise AssertionError("no port is free")


class Group:
    """The servers of one machine, always on the same port."""

    def __init__(self, database_url: str, keys_dir: Path, host: str = HERE, port: int = 0) -> None:
        self.host, self.port = host, port or free_port()
        settings = {"PARTICIPATION_DATABASE_URL": database_url, "PARTICIPATION_KEYS_DIR": str(keys_dir)}
        self.environ = {**os.environ, **settings, "PYTHONPATH": str(ROOT)}
        self.program: str | list[str] = [sys.executable, "-m", KILLABLE]
        """A command that is started anew, or a module that is split off from the program loaded once."""
        self.options = ["--host", host, "--port", str(self.port)]
        self.folder = ROOT
        self.said: Path | None = None
        self.process: Process | None = None
        self.armed: dict[str, str] = {}

    def start(self, point: str = "", passes: int = 0) -> None:
        """Start, and wait until it answers; perhaps to die at a named point of sending."""
        self.armed = {AT: point, AFTER: str(passes)} if point else {}
        self.process = self.launch()
        self.wait_until_it_answers()

    def launch(self) -> Process:
        """A master of its own process group."""
        if isinstance(self.program, str):
            return split_off(self.program, ["serve", *self.options], self.environ | self.armed, self.said)
        with self.said.open("ab") if self.said else nullcontext() as said:
            return subprocess.Popen(
                [*self.program, "serve", *self.options],
                env=self.environ | self.armed,
                cwd=self.folder,
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=True,
            )

    def wait_until_it_answers(self) -> None:
        """Until the page that needs no database is served; a server that has ended will never do so."""
        until = time.monotonic() + PATIENCE
        while not answers(self.port, self.host):
            if self.running.poll() is not None:
                # What was killed may hold the port for a moment longer; as systemd does, it is started again.
                assert time.monotonic() < until, f"the server ended with {self.running.returncode}"
                self.process = self.launch()
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(PAUSE)

    @property
    def running(self) -> Process:
        """Its master."""
        assert self.process is not None
        return self.process

    def kill(self) -> None:
        """End every process of it at once, without a word to any of them."""
        os.killpg(self.running.pid, signal.SIGKILL)
        self.wait_until_dead()

    def wait_until_dead(self) -> None:
        """Until its master has gone; it must have been killed, not have ended by itself."""
        assert self.running.wait(PATIENCE) == -signal.SIGKILL

    def limit_files(self, size: int | None) -> None:
        """Let no file of it grow beyond so many bytes, as on a disk that is full; None makes room again."""
        limit = resource.RLIM_INFINITY if size is None else size
        for process in (self.running.pid, *self.workers()):
            _, most = resource.prlimit(process, resource.RLIMIT_FSIZE)
            resource.prlimit(process, resource.RLIMIT_FSIZE, (limit, most))

    def workers(self) -> tuple[int, ...]:
        """The processes that answer."""
        pid = self.running.pid
        return tuple(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))

    def stop(self) -> None:
        """Stop what still runs, as at the end of a day."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)
        self.end_what_is_left()

    def end_what_is_left(self) -> None:
        """A version that was taking over would serve on after its test: that is the test's mistake, and ends here."""
        if self.process is None:
            return
        until = time.monotonic() + PATIENCE
        while (is_left := is_any(self.process.pid)) and time.monotonic() < until:
            time.sleep(PAUSE)
        if is_left:
            os.killpg(self.process.pid, signal.SIGKILL)
        assert not is_left, "a server is left over"


def is_any(group: int) -> bool:
    """Whether a process of this group is there."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def answers(port: int, host: str = HERE, to: str = "/healthz") -> bool:
    """Whether a server on this port answers at all, or is ready, asked at /readyz."""
    connection = HTTPConnection(host, port, timeout=PATIENCE)
    try:
        connection.request("GET", to)
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
