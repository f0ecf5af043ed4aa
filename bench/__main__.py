"""Everything that is measured, one program after the other: `make bench`."""

import subprocess
import sys

PROGRAMS = ("first_page", "sending", "metrics", "imports", "letters")

for name in PROGRAMS:
    print(f"\n## {name}\n", flush=True)
    subprocess.run([sys.executable, "-m", f"bench.{name}"], check=True)
