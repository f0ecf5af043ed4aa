"""The program loaded once, and its starts split off from that: importing takes a second of a processor each time.

What they are split off from is the fork server of the standard library, begun anew: it has imported the program and
knows nothing of the tests. Whoever tests how the program starts or ends, or measures its memory, begins it anew.
"""

import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from participation.config import ROOT

_LOADED = multiprocessing.get_context("forkserver")
_LOADED.set_forkserver_preload(["participation.operations.cli"])


@dataclass(frozen=True)
class SplitOff:
    """Asked as one asks what `subprocess` has started."""

    process: ForkServerProcess

    @property
    def pid(self) -> int:
        """Its number."""
        assert self.process.pid is not None
        return self.process.pid

    @property
    def returncode(self) -> int | None:
        """How it has ended, if it has: by a signal is a number below nought."""
        return self.process.exitcode

    def poll(self) -> int | None:
        """Whether it has ended, and how."""
        return self.process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Until it has ended."""
        self.process.join(timeout)
        if self.process.exitcode is None:
            raise TimeoutError(f"{self.process.pid} does not end")
        return self.process.exitcode

    def terminate(self) -> None:
        """Ask it to end."""
        self.process.terminate()

    def kill(self) -> None:
        """End it without a word."""
        self.process.kill()


def split_off(module: str, words: Sequence[str], environ: Mapping[str, str], said: Path | None = None) -> SplitOff:
    """As `python -m MODULE WORDS`, in a session of its own; what it says on standard error is added to a file."""
    if said:
        said.touch()
    given = (module, words, dict(environ), (os.devnull, str(said or os.devnull)))
    process = _LOADED.Process(target=_begin, args=given, daemon=True)
    process.start()
    return SplitOff(process)


def run(module: str, words: Sequence[str], environ: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    """Split off likewise, and waited for; gives all that it has said."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        process = _LOADED.Process(target=_begin, args=(module, words, dict(environ), (str(out), str(err))))
        process.start()
        process.join()
        assert process.exitcode is not None
        return subprocess.CompletedProcess(words, process.exitcode, out.read_text(), err.read_text())


def _begin(module: str, words: Sequence[str], environ: dict[str, str], says: tuple[str, str]) -> None:
    os.setsid()
    os.chdir(ROOT)
    for stream, path in enumerate(says, start=1):
        with open(path, "ab") as file:
            os.dup2(file.fileno(), stream)
    os.environ.clear()
    os.environ.update(environ)
    sys.argv = [module, *words]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
