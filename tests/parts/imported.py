"""What a process says of itself that has imported the program, and has done nothing else."""

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache

from participation.config import ROOT

ASKED = """
import gc, json, sys
looked = []
gc.callbacks.append(lambda when, _: looked.append(when))
import participation
garbage = {
    "looked": len(looked), "is_looked_for": gc.isenabled(), "seldom": gc.get_threshold(), "kept": gc.get_freeze_count()
}
import participation.operations.cli
print(json.dumps({**garbage, "modules": sorted(sys.modules)}))
"""


@dataclass(frozen=True)
class Imported:
    """How often it looked for garbage meanwhile, and how it goes on; what is loaded when it could take a command."""

    looked: int
    is_looked_for: bool
    seldom: list[int]
    kept: int
    modules: list[str]


@cache
def imported() -> Imported:
    """Asked once for all tests: it takes a second."""
    done = subprocess.run([sys.executable, "-c", ASKED], cwd=ROOT, capture_output=True, text=True, check=True)
    return Imported(**json.loads(done.stdout))
