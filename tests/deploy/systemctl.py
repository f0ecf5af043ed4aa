"""What systemd does with a unit, as far as ours ask for it: run as `systemctl VERB [--now] UNIT...` in a folder."""

import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from string import Template

ROOT = Path(os.environ["ROOT"])
PATIENCE = 60
Unit = Mapping[str, list[str]]


def read(name: str) -> Unit:
    """Every setting of a unit, each as often as it stands there."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / "etc" / "systemd" / "system" / f"{name}.service").read_text().splitlines():
        if "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


def here(path: str) -> Path:
    """The place in the folder that stands for a path of the machine."""
    return ROOT / path.lstrip("/")


def environment(unit: Unit) -> dict[str, str]:
    """What the unit's own files say, and nothing of whoever asks for the start."""
    found = {"PATH": os.environ["PATH"]}
    for file in unit["EnvironmentFile"]:
        for line in here(file).read_text().splitlines():
            name, _, value = line.partition("=")
            found[name] = value.strip("'")
    return found


def start(name: str) -> None:
    """Start a service; one that says when it is ready is waited for."""
    unit = read(name)
    environ = environment(unit)
    program, *words = (Template(word).substitute(environ) for word in unit["ExecStart"][0].split())
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as news, tempfile.TemporaryDirectory() as folder:
        news.bind(f"{folder}/news")
        news.settimeout(PATIENCE)
        with here(f"/var/log/{name}.log").open("ab") as log:
            started = subprocess.Popen(
                [here(program), *words], cwd=here(unit["WorkingDirectory"][0]), stdout=log, stderr=log,
                env={**environ, "NOTIFY_SOCKET": f"{folder}/news"}, start_new_session=True,
            )  # fmt: skip
        here(f"/run/{name}.pid").write_text(str(started.pid))
        while unit.get("Type") == ["notify"] and b"READY=1" not in news.recv(4096):
            pass


def stop(name: str) -> None:
    """End a service, and wait until it has ended."""
    pid = int(here(f"/run/{name}.pid").read_text())
    watched = os.pidfd_open(pid)
    os.kill(pid, signal.SIGTERM)
    assert select.select([watched], [], [], PATIENCE)[0], f"{name} does not end"


def nginx() -> None:
    """It runs on every machine that has it; what is new in its files is taken in."""
    command = ["nginx", "-p", str(ROOT), "-c", str(here("/etc/nginx/nginx.conf"))]
    is_running = here("/run/nginx.pid").exists()
    subprocess.run([*command, *(["-s", "reload"] if is_running else [])], check=True)


def main(verb: str, *names: str) -> None:
    for name in names:
        if name == "nginx":
            nginx()
        elif verb in ("enable", "start") and name != "--now":
            start(name)
        elif verb == "stop":
            stop(name)


main(*sys.argv[1:])
