"""What docs/cluster.md has filled in and written, held against the programs that would read it.

That these programs do what the page promises is shown by `test_cluster.py`, which starts them with other values.
"""

import os
import subprocess
from pathlib import Path

import pytest

from participation.config import ROOT
from tests.deploy import certificates, runbook
from tests.deploy.machine import NGINX
from tests.durability.group import free_ports

PAGE = ROOT / "docs" / "cluster.md"
PATH = f"{os.environ['PATH']}:/usr/sbin:/sbin"
NAMES = "review.example.org", "staff.example.org"


def lines() -> list[str]:
    """All that is typed on the page, line by line."""
    return "".join(runbook.blocks(PAGE).values()).splitlines()


def line(beginning: str) -> str:
    """The one that begins so."""
    (found,) = (each for each in lines() if each.startswith(beginning))
    return found


def typed(commands: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Typed in a clone, after the first block of the page."""
    first = "\n".join(lines()[: lines().index(line("SUPERUSER=")) + 1])
    return subprocess.run(
        ["sh", "-euc", f"{first}\n{commands}"], cwd=ROOT, env={"PATH": PATH, **environ},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("file", ["haproxy.cfg", "balancer.cfg"])
def test_haproxy_finds_nothing_wrong_with_what_the_page_fills_in(file: str, tmp_path: Path) -> None:
    checked = f"{line('FRONT=')}\ndeploy/cluster/fill {file} >{tmp_path}/{file}\nhaproxy -c -dW -f {tmp_path}/{file}"
    done = typed(checked)
    assert done.returncode == 0, done.stderr
    (tmp_path / file).write_text((tmp_path / file).read_text().replace("fall 2", "fall twice"))
    assert typed(f"haproxy -c -dW -f {tmp_path}/{file}").returncode != 0


def test_nginx_finds_nothing_wrong_where_the_balancer_says_who_asks(tmp_path: Path) -> None:
    for folder in ("etc/nginx/conf.d", "etc/nginx/participation", "run", "var/log/nginx", "var/nginx"):
        (tmp_path / folder).mkdir(parents=True)
    certificates.write(tmp_path, *NAMES)
    (tmp_path / "etc/nginx/nginx.conf").write_text(NGINX.format(root=tmp_path, user=""))
    etc, ports = tmp_path / "etc/nginx", free_ports(2)
    (etc / "conf.d/participation.conf").write_text((ROOT / "deploy/nginx.conf").read_text())
    (etc / "participation/proxy.conf").write_text((ROOT / "deploy/nginx-proxy.conf").read_text())
    given, _ = line("HTTPS=").rsplit(" ", 1)
    proxied = line("printf 'set_real_ip_from").replace("/etc/nginx", str(etc))
    commands = f"{given.replace('443', str(ports[1]))}\n{of_each_side()}\n{proxied}\nnginx -t -c {etc}/nginx.conf"
    told = {"nginx": f"{etc}/participation", "HTTP": str(ports[0])}
    done = typed(commands, CERT=f"{tmp_path}/tls.pem", KEY=f"{tmp_path}/tls.key", **told)
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr
    assert f"listen {ports[1]} proxy_protocol ssl http2;" in (etc / "participation/staff.conf").read_text()
    (etc / "conf.d/balancer.conf").write_text("set_real_ip_from nowhere;\n")
    assert typed(f"nginx -t -c {etc}/nginx.conf").returncode != 0


def of_each_side() -> str:
    """The part of deploy/set-up that writes the file of each side, with the names of two."""
    _, begun, rest = (ROOT / "deploy/set-up").read_text().partition("side() {")
    function, _, _ = rest.partition("\n}\n")
    public, staff = NAMES
    return f"{begun}{function}\n}}\nside public {public} 8000\nside staff {staff} 8001"
