"""Whether the tests notice when a rule is changed: `make mutants`, or some rules only:

.venv/bin/python -m bench.mutants timetable hours
"""

import multiprocessing
import os
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from bench.mutants.sample import Mutant, mutants_of
from bench.mutants.trying import move_into_a_copy, survives, work_of

ROOT = Path(__file__).parents[2]
RULES = Path(__file__).parent / "rules.toml"
LIST = ROOT / "docs" / "mutants.md"
ENOUGH = 0.95
PATIENCE, START = 3, 5
"""A mutant may take so many times the work of the tests without a change, and seconds beside."""

Rules = Mapping[str, Any]
Result = tuple[Mutant, bool]
"""A mutant, and whether it survived."""


def main(words: list[str]) -> int:
    every = tomllib.loads(RULES.read_text("utf-8"))
    rules = {module: rule for module, rule in every.items() if not words or any(word in module for word in words)}
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder, pool_of_copies(folder) as pool:
        works = dict(zip(rules, pool.map(work_of, [rule["tests"] for rule in rules.values()]), strict=True))
        unfit = [module for module, work in works.items() if work is None]
        if unfit or not rules:
            print("There is no such rule." if not rules else f"The tests fail without a change: {', '.join(unfit)}")
            return 2
        results = list(told(tried(pool, rules, works)))
    return judged(results, LIST.read_text("utf-8"))


def pool_of_copies(folder: str) -> ProcessPoolExecutor:
    """A worker for each core that this program may use."""
    fork, workers = multiprocessing.get_context("fork"), len(os.sched_getaffinity(0))
    return ProcessPoolExecutor(workers, fork, initializer=move_into_a_copy, initargs=(ROOT, folder))


def tried(pool: ProcessPoolExecutor, rules: Rules, works: Mapping[str, float]) -> Iterator[Result]:
    sample = [mutant for module, rule in rules.items() for mutant in mutants_of(ROOT, module, rule.get("only", ()))]
    print(f"{len(sample)} mutants of {len(rules)} modules")
    tests = [rules[each.module]["tests"] for each in sample]
    most = [PATIENCE * works[each.module] + START for each in sample]
    yield from zip(sample, pool.map(survives, sample, tests, most), strict=True)


def told(results: Iterable[Result]) -> Iterator[Result]:
    """Each as it comes: a dot for one that was killed."""
    for mutant, survived in results:
        print(f"\n{mutant.module}: {mutant.change}" if survived else ".", end="", flush=True)
        yield mutant, survived


def judged(results: list[Result], listed: str) -> int:
    """The figures, and 1 where too few were killed or one that survived has no reason in the list."""
    all_of = Counter(mutant.module for mutant, _ in results)
    survivors = [mutant for mutant, survived in results if survived]
    left = Counter(mutant.module for mutant in survivors)
    print("\n")
    for module, count in all_of.items():
        print(f"{count - left[module]:4} of {count:3} killed  {module}")
    killed = 1 - len(survivors) / len(results)
    print(f"{len(results) - len(survivors)} of {len(results)} killed: {killed:.1%}, of at least {ENOUGH:.0%}")
    unlisted = [mutant for mutant in survivors if mutant.change not in listed]
    for mutant in unlisted:
        print(f"Neither killed nor listed in docs/{LIST.name}: {mutant.module}: {mutant.change}")
    return int(killed < ENOUGH or bool(unlisted))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
