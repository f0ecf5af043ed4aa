"""A clean copy of the repository: what git holds, or will when what is new is added."""

import shutil
import subprocess
from pathlib import Path

from participation.config import ROOT


def clone_into(folder: Path) -> Path:
    """Nothing compiled, nothing built."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    for name in listed.split("\0"):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder
