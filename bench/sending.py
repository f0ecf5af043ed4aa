"""Sending a finished questionnaire, beside a bare Flask view that inserts and commits one row with the same library."""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from participation import create_app, db
from participation.config import ROOT, Config
from participation.db.migrations import upgrade
from participation.sealing.keyring import Keyring
from tests.durability.prepared import Press, prepare

WARMING = 1
ROUNDS = 25
SENDS = 120
CLIENTS = 8
BARE = """
from flask import Flask
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from participation.db import open_engine
class Base(DeclarativeBase): pass
class Row(Base):
    __tablename__ = "row"
    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[bytes]
engine = open_engine("{url}")
app = Flask(__name__)
@app.post("/insert")
def insert():
    with Session(engine) as session:
        session.add(Row(words=b"x" * 1200))
        session.commit()
    return "", 303
"""
GUNICORN = ("--workers", "2", "--threads", "8", "--worker-class", "gthread", "--log-level", "warning")

Send = Callable[[http.client.HTTPConnection, int], int]


def prepare_bare(folder: Path, url: str) -> None:
    """The bare view's module, and its table."""
    (folder / "bare.py").write_text(BARE.format(url=url))
    making = "from bare import Base, engine; Base.metadata.create_all(engine)"
    subprocess.run([sys.executable, "-c", making], cwd=folder, env=_paths(folder), check=True)


def _paths(folder: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}


def rate(port: int, send: Send, numbers: Iterator[int]) -> float:
    """Requests a second, from clients that each keep one connection."""
    lock = threading.Lock()
    wrong: list[int] = []

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            status = send(connection, number)
            if status != 303:
                wrong.append(status)

    with ThreadPoolExecutor(CLIENTS) as clients:
        began = time.perf_counter()
        working = [clients.submit(client) for _ in range(CLIENTS)]
        for each in working:
            each.result()
        took = time.perf_counter() - began
    assert not wrong, wrong[:3]
    return SENDS / took


@contextmanager
def served(folder: Path, module: str, environment: dict[str, str]) -> Iterator[int]:
    """A module's application behind gunicorn with the settings of `participation serve`; gives the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", *GUNICORN, "--bind", f"127.0.0.1:{port}", f"{module}:app"]
    server = subprocess.Popen(command, env={**_paths(folder), **environment}, cwd=folder)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server did not start")


def ours(presses: Sequence[Press]) -> Send:
    """Press send with the next letter."""

    def send(connection: http.client.HTTPConnection, number: int) -> int:
        press = presses[number]
        return posted(connection, press.path, press.body, press.headers)

    return send


def bare(connection: http.client.HTTPConnection, _number: int) -> int:
    """Insert one row."""
    return posted(connection, "/insert", b"", {})


def posted(connection: http.client.HTTPConnection, path: str, body: bytes, headers: dict[str, str]) -> int:
    """The status of one answer, read to its end."""
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def beside_bare(folder: Path, config: Config, bare_url: str, send: Send) -> list[tuple[float, float]]:
    """Sends and bare inserts a second, round after round, so that the machine's moods meet both.

    The first round warms both up and is left out.
    """
    prepare_bare(folder, bare_url)
    (folder / "ours.py").write_text(Path(ROOT / "wsgi.py").read_text())
    environment = {"PARTICIPATION_DATABASE_URL": config.database_url, "PARTICIPATION_KEYS_DIR": config.keys_dir}
    rates = []
    with served(folder, "ours", environment) as our_port, served(folder, "bare", {}) as bare_port:
        for number in range(ROUNDS):
            numbers = range(number * SENDS, (number + 1) * SENDS)
            turns = [(our_port, send), (bare_port, bare)]
            # Whoever comes second meets the disk as the first one left it.
            first_to_last = turns if number % 2 else turns[::-1]
            met = {port: rate(port, press, iter(numbers)) for port, press in first_to_last}
            rates.append((met[our_port], met[bare_port]))
    return rates[WARMING:]


def main() -> None:
    """Both servers at once."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        config = Config(database_url=f"sqlite:///{folder / 'ours.sqlite'}", keys_dir=str(folder / "keys"))
        Keyring.create(config.keys_dir)
        engine = db.open_engine(config.database_url)
        upgrade(engine)
        engine.dispose()
        app = create_app(config)
        send = ours(prepare(app, ROUNDS * SENDS))
        app.extensions["engine"].dispose()
        rates = beside_bare(folder, config, f"sqlite:///{folder / 'bare.sqlite'}", send)
    print("| round | sends a second | bare inserts a second | ratio |\n| --- | --- | --- | --- |")
    for number, (sends, inserts) in enumerate(rates, 1):
        print(f"| {number} | {sends:.0f} | {inserts:.0f} | {sends / inserts:.2f} |")
    print(f"| median | | | {median(sends / inserts for sends, inserts in rates):.2f} |")


if __name__ == "__main__":
    main()
