"""The files for systemd: nothing in them is wrong, and each starts after the database, for as long as it takes.

That the commands in them run, with the settings that they name, is shown by the walk through the runbook.
"""

import subprocess
from pathlib import Path

import pytest

from participation.config import ROOT

UNITS = sorted((ROOT / "deploy").glob("*.service"))
NOT_INSTALLED_HERE = "Command /opt/participation/bin/participation is not executable: No such file or directory"


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_systemd_finds_nothing_wrong_with_it(unit: Path) -> None:
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True, check=False
    ).stderr
    assert [line for line in said.splitlines() if unit.name in line and NOT_INSTALLED_HERE not in line] == []


def test_a_mistake_in_a_unit_is_found(tmp_path: Path) -> None:
    (tmp_path / "wrong.service").write_text(UNITS[0].read_text().replace("Restart=always", "Restart=sometimes"))
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / "wrong.service"],
        capture_output=True,
        text=True,
        check=False,
    ).stderr
    assert "sometimes" in said


def test_each_starts_after_the_database_and_is_tried_again_without_end() -> None:
    assert [unit.stem for unit in UNITS] == [f"participation-{name}" for name in ("public", "staff", "worker")]
    for unit in UNITS:
        lines = unit.read_text().splitlines()
        assert "After=network-online.target postgresql.service" in lines
        assert {"StartLimitIntervalSec=0", "Restart=always"} <= set(lines)
