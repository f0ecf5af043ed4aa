"""The program as it is installed: `participation serve`, with all that it says kept in a file."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from participation.config import ROOT
from tests.durability.group import answers, free_port

PATIENCE = 60


@contextmanager
def installed(database_url: str, folder: Path, keys: Path, **more: str) -> Iterator[str]:
    """The server as it is installed, all that it says kept in a file; gives its address."""
    port = free_port()
    settings = {"DATABASE_URL": database_url, "KEYS_DIR": str(keys), "PUBLIC_URL": f"http://127.0.0.1:{port}"}
    settings |= {name.upper(): value for name, value in more.items()}
    environ = {**os.environ, **{f"PARTICIPATION_{name}": value for name, value in settings.items()}}
    command = [sys.executable, "-m", "participation", "serve", "--port", str(port)]
    with (folder / "said.log").open("wb") as said:
        server = subprocess.Popen(command, env=environ, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        try:
            until = time.monotonic() + PATIENCE
            while not answers(port):
                assert server.poll() is None, (folder / "said.log").read_text()
                assert time.monotonic() < until, "the server does not answer"
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(PATIENCE)
