"""A throw-away machine in a folder: PostgreSQL and nginx are real, and so is everything that is installed there.

What would change this machine has a stand-in there: a package is taken as installed, an account is a folder, whoever
runs a command runs it as whoever runs the tests, and services are started by `systemctl.py` beside this file.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from tests.durability.group import free_port
from tests.parts.missing import MissingPart
from tests.parts.postgres import SUPERUSER, programs

FOLDERS = (
    "bin", "etc/nginx/conf.d", "etc/systemd/system", "media/one", "media/other", "opt", "root", "run",
    "usr/local/bin", "var/backups", "var/lib", "var/log/nginx", "var/nginx", "var/run",
)  # fmt: skip
STAND_INS = {
    "apt-get": "exit 0",
    "getent": "exit 2",
    "useradd": 'for name; do :; done; mkdir "$ROOT/var/lib/$name"',
    "chown": 'for path; do :; done; test -e "$path" && echo "$@" >> "$ROOT/chown.log"',
    "runuser": f'PGUSER=$2; test $2 = postgres && PGUSER={SUPERUSER}; export PGUSER; shift 3; exec "$@"',
    "systemctl": f'exec {sys.executable} {Path(__file__).with_name("systemctl.py")} "$@"',
    # Its libraries are those of this run, found by a link, as they are too many to be fetched again.
    "python3": f"""test "$1 $2" = "-m venv" || exec {sys.executable} "$@"
{sys.executable} -m venv --without-pip "$3"
echo {sysconfig.get_path("purelib")} > "$(echo "$3"/lib/python3*/site-packages)/libraries.pth"
echo '#!/bin/sh
case $* in *--require-hashes*) exec test -s requirements.txt ;; esac
exec {sys.executable} -m pip --python "${{0%/pip}}/python" --quiet --disable-pip-version-check --no-input "$@"
' > "$3/bin/pip"; chmod +x "$3/bin/pip" """,
}
NGINX = """
{user}
pid {root}/run/nginx.pid;
error_log {root}/var/log/nginx/error.log info;
events {{ worker_connections 768; }}
http {{
    access_log {root}/var/log/nginx/access.log;
    client_body_temp_path {root}/var/nginx/body;
    proxy_temp_path {root}/var/nginx/proxy;
    fastcgi_temp_path {root}/var/nginx/fastcgi;
    uwsgi_temp_path {root}/var/nginx/uwsgi;
    scgi_temp_path {root}/var/nginx/scgi;
    ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;
    gzip on;
    include {root}/etc/nginx/conf.d/*.conf;
}}
"""
"""The file that Debian brings, as far as it touches ours, with the places of this machine."""


@dataclass(frozen=True)
class Machine:
    """An empty machine, or one on which something has been typed."""

    root: Path
    clone: Path
    ports: dict[str, int]

    def type(self, commands: str) -> str:
        """Run commands in a shell of their own, in the clone; gives all that they say. The first that fails fails."""
        path = f"{self.root}/bin:{self.root}/usr/local/bin:{programs()}:{os.environ['PATH']}:/usr/sbin:/sbin"
        environ = {"PATH": path, "HOME": f"{self.root}/root", "PGHOST": f"{self.root}/var/run/postgresql"}
        environ |= {name: str(port) for name, port in self.ports.items()}
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands], cwd=self.clone, env=environ, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout
        return done.stdout

    def switch_off(self) -> None:
        """End what has been started here."""
        for pid in (self.root / "run").glob("*.pid"):
            subprocess.run(["kill", pid.read_text().strip()], stderr=subprocess.DEVNULL, check=False)


def make(root: Path, clone: Path, cluster: Path) -> Machine:
    """A machine on which nothing of ours is."""
    if shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") is None:
        raise MissingPart("nginx", "nginx-light")
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True)
    (root / "var" / "run" / "postgresql").symlink_to(cluster)
    for name, script in STAND_INS.items():
        (root / "bin" / name).write_text(f"#!/bin/sh\nset -e\n{script}\n")
        (root / "bin" / name).chmod(0o755)
    user = "user root root;" if os.geteuid() == 0 else ""
    (root / "etc" / "nginx" / "nginx.conf").write_text(NGINX.format(root=root, user=user))
    return Machine(root, clone, {name: free_port() for name in ("HTTP", "HTTPS", "AT_PUBLIC", "AT_STAFF")})
