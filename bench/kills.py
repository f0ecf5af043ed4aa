"""Nothing lost, nothing doubled: the whole server group is killed again and again while children send."""

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from participation import create_app, db
from participation.config import Config
from participation.db.migrations import upgrade
from tests.durability.balance import Balance, balance
from tests.durability.group import Group, fit_keys
from tests.durability.killable import POINTS
from tests.durability.killing import MOMENTS, kill_again_and_again
from tests.durability.prepared import prepare
from tests.durability.pressing import Phones

KILLS, SENDS = 200, 20_000


def main() -> None:
    """Kill, look, and print what was found; ends with 1 if anything is not even."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=KILLS)
    options.add_argument("--sends", type=int, default=SENDS)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        url, keys = f"sqlite:///{made}/participation.sqlite", fit_keys(Path(made) / "keys")
        engine = db.open_engine(url)
        upgrade(engine)
        engine.dispose()
        app, group = create_app(Config(database_url=url, keys_dir=str(keys))), Group(url, keys)
        presses, began = prepare(app, asked.sends), time.perf_counter()
        app.extensions["engine"].dispose()
        phones, killed = Phones(group.port, presses), Counter[str]()
        try:
            for kill in kill_again_and_again(group, phones, asked.kills, asked.sends, asked.seed):
                killed[kill.at] += 1
                print(f"{killed.total()} kills, {kill.acknowledged} acknowledged", end="\r", flush=True)
            phones.finish()
        finally:
            group.stop()
        took = time.perf_counter() - began
        found = balance(app, presses, phones.acknowledged)
    print("\n\n| killed | times |\n| --- | --- |")
    for at in (MOMENTS, *POINTS):
        print(f"| {at} | {killed[at]} |")
    print("\n| what | number |\n| --- | --- |")
    print(f"| acknowledged sends | {len(phones.acknowledged)} |")
    print(f"| presses that a kill left without an answer | {phones.broken} |")
    for what in ("lost", "doubled", "half"):
        print(f"| {what} | {getattr(found, what)} |")
    print(f"| minutes | {took / 60:.1f} |")
    assert found == Balance(asked.sends, lost=0, doubled=0, half=0), found


if __name__ == "__main__":
    main()
