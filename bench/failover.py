"""A primary that dies in mid-send, again and again; and what sending costs on two databases.

The files of `deploy/cluster/`, started on this machine. Written into `docs/performance.md`.

.venv/bin/python -m bench.failover [kills, ten if nothing is said]
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.page import machine, put
from bench.sending import ROUNDS, beside_bare, ours
from bench.sending import SENDS as OF_ONE_ROUND
from participation.config import Config
from tests.deploy.cluster import Cluster, running_cluster
from tests.deploy.failing_over import Children, Service, serving
from tests.durability.balance import Balance, balance
from tests.durability.group import fit_keys
from tests.durability.prepared import Press, prepare

KILLS, SENDS, PHONES = 10, 600, 16
"""Of one failover so many sends; a third of them before the primary dies."""


def fail_over(service: Service, presses: Sequence[Press]) -> tuple[Children, str]:
    """Send all of these, and let the primary die meanwhile; gives the children, and the machine that is dead."""
    children = Children(service.cluster, presses, PHONES)
    children.start()
    children.wait_for(len(presses) // 3)
    dead = service.cluster.primary()
    service.cluster.kill(dead)
    children.finish()
    return children, dead


def again_and_again(cluster: Cluster, keys: Path, kills: int) -> tuple[Balance, list[float], list[float]]:
    """What was lost of all that was acknowledged; the longest silence of each; sends a second before each."""
    silences, rates, acknowledged = list[float](), list[float](), list[str]()
    with serving(cluster, keys) as service:
        presses = prepare(service.app, kills * SENDS)
        service.start()
        for number in range(kills):
            children, dead = fail_over(service, presses[number * SENDS :][:SENDS])
            acknowledged += children.acknowledged
            silences.append(children.longest_silence())
            before = children.moments[: SENDS // 3]
            rates.append(len(before) / (before[-1] - before[0]))
            print(f"{number + 1}: {dead} died at {rates[-1]:.0f} a second, silence {silences[-1]:.1f} s", flush=True)
            cluster.bring_back(dead)
        service.stop_workers()
        return balance(service.app, presses, acknowledged), silences, rates


def sending(cluster: Cluster, keys: Path) -> list[tuple[float, float]]:
    """Sends a second through pgbouncer onto two disks, beside bare inserts there."""
    with serving(cluster, keys) as service, tempfile.TemporaryDirectory() as made:
        url, presses = cluster.url("WEB1"), prepare(service.app, ROUNDS * OF_ONE_ROUND)
        service.app.extensions["engine"].dispose()
        return beside_bare(Path(made), Config(database_url=url, keys_dir=str(keys)), url, ours(presses))


def main() -> None:
    kills = int(sys.argv[1]) if sys.argv[1:] else KILLS
    with tempfile.TemporaryDirectory() as made, running_cluster() as cluster:
        keys = fit_keys(Path(made) / "keys")
        rounds = sending(cluster, keys)
        print(rounds, flush=True)
        found, silences, rates = again_and_again(cluster, keys, kills)
    share = median(sends / inserts for sends, inserts in rounds)
    lines = [
        f"`bench/failover.py`: the primary, its Patroni and its etcd are killed {kills} times in mid-send, at"
        f" {min(rates):.0f} to {max(rates):.0f} sends a second;",
        f"two web machines, two databases, three etcd and a balancer on one machine: {machine()}.",
        "",
        "| what | figure | bar |",
        "| :--- | ---: | ---: |",
        f"| acknowledged sends; of them lost; doubled; half | {found.sent:,}; {found.lost}; {found.doubled};"
        f" {found.half} | 0 |",
        f"| longest time in which nobody was told that it is sent; the middle one | {max(silences):.1f} s;"
        f" {median(silences):.1f} s | 30 s |",
        f"| sending through pgbouncer onto both disks ({median(sends for sends, _ in rounds):.0f} a second), beside a"
        f" bare insert and commit there | {share:.2f} | 0.5 |",
    ]
    print("\n".join(lines))
    put("Failover", lines)
    assert found == Balance(kills * SENDS, lost=0, doubled=0, half=0), found
    assert share >= 0.5, share
    assert max(silences) <= 30, silences


if __name__ == "__main__":
    main()
