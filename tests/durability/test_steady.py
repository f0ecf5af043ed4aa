"""Children send at a steady rate while officers read: the program of `bench/`, for a few seconds."""

import subprocess
import sys

import pytest

from participation.config import ROOT

pytestmark = pytest.mark.long


def test_nothing_is_lost_or_refused_while_officers_read() -> None:
    command = [sys.executable, "-m", "bench.fifty_a_second", "--seconds", "6"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "lost 0, doubled 0, half 0, of 300 acknowledged" in done.stdout
    assert "an officer's page" in done.stdout
