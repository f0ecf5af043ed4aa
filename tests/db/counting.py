"""A process that counts on in a file, each time in its turn."""

import sys
from pathlib import Path

from participation.db.writer_turns import Turns

TIMES = 200

if __name__ == "__main__":
    turns, counted = Turns(sys.argv[1], 60), Path(sys.argv[2])
    for _ in range(TIMES):
        with turns.taken():
            counted.write_text(str(int(counted.read_text()) + 1))
