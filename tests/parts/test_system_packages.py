"""A machine that lacks a part of the system is told which, and the command that gets it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from participation.config import ROOT

# What the script itself uses, and other ways of having what Debian keeps off the path.
STILL_THERE = ("sh", "env", "find", "grep", "id", "ls", "initdb", "google-chrome", "systemd-analyze")


def look(wanted: str, path: str) -> "subprocess.CompletedProcess[str]":
    """Run the script on a machine that has only the programs on this path."""
    environment = {**os.environ, "PATH": path, "PYTHON": sys.executable}
    script = [shutil.which("sh") or "sh", str(ROOT / ".ci" / "system-packages"), wanted]
    return subprocess.run(script, env=environment, capture_output=True, text=True)


@pytest.fixture
def bare(tmp_path: Path) -> str:
    """A path without a package manager, and without Java and Node."""
    for name in STILL_THERE:
        if found := shutil.which(name):
            (tmp_path / name).symlink_to(found)
    return str(tmp_path)


def test_what_is_missing_is_named_with_the_command_that_gets_it(bare: str) -> None:
    found = look("test", bare)
    assert found.returncode == 1
    lacks = (
        "poppler-utils default-jre-headless npm firefox-esr webkit2gtk-driver xvfb libreoffice-writer-nogui prometheus"
        " etcd-server patroni kubernetes-client"
    )
    assert found.stderr.splitlines() == [
        f"This machine lacks: {lacks}",
        f"Get it with: sudo apt-get install --no-install-recommends {lacks}",
    ]


def test_a_machine_with_everything_is_left_alone(bare: str) -> None:
    for name in (
        "java",
        "npm",
        "pdftoppm",
        "firefox-esr",
        "WebKitWebDriver",
        "Xvfb",
        "soffice",
        "promtool",
        "etcd",
        "patroni",
        "kubectl",
    ):
        Path(bare, name).symlink_to(shutil.which(name) or name)
    found = look("test", bare)
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")
