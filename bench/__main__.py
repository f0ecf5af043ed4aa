"""Everything that is measured, one program after the other: `make bench`. What takes long runs only where it is named:

.venv/bin/python -m bench kills
"""

import subprocess
import sys

PROGRAMS = (
    "first_page", "turning", "sending", "metrics", "report", "imports", "judging", "desk", "letters", "batch",
)  # fmt: skip
LONG = ("figures", "councils", "kills", "power_cuts", "codes", "fifty_a_second", "failover", "soak")
"""Minutes each, on a machine that does nothing else."""

asked = sys.argv[1:] or PROGRAMS
assert set(asked) <= {*PROGRAMS, *LONG}, f"there are {', '.join((*PROGRAMS, *LONG))}"
for name in asked:
    print(f"\n## {name}\n", flush=True)
    subprocess.run([sys.executable, "-m", f"bench.{name}"], check=True)
