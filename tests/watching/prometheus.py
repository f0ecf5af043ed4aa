"""What Prometheus makes of what it is given: its own program works out the alarms from figures that were scraped."""

import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from participation.config import ROOT

ALARMS = ROOT / "deploy" / "watching" / "alarms.yml"
UP = 'up{job="participation"}'
LONG, GROWS_FROM, LOOKED_AT = 120, 105, 109
"""Minutes: a state lasts for two hours, and what is counted grows in the last minutes before somebody looks."""
Series = Mapping[str, float]
GROWING = ("counter", "histogram")


def series(text: str, *kinds: str) -> Series:
    """Each series of what was scraped, with its number; perhaps those of some kinds alone."""
    families = [each for each in text_string_to_metric_families(text) if not kinds or each.type in kinds]
    return {named(sample.name, sample.labels): sample.value for each in families for sample in each.samples}


def named(name: str, labels: Mapping[str, str]) -> str:
    """As Prometheus writes it."""
    within = ",".join(f"{key}={json.dumps(value)}" for key, value in sorted(labels.items()))
    return f"{name}{{{within}}}" if within else name


def not_as_said(folder: Path, before: str, after: str, rings: Iterable[str]) -> str | None:
    """None if these alarms ring and no other where what was seen first came to what was seen then; else what is wrong.

    What was seen is empty where nothing answered.
    """
    growing, first = series(after, *GROWING), series(before, *GROWING)
    given = {UP: constant(float(bool(after)))} | {each: constant(number) for each, number in series(after).items()}
    given |= {each: grown(first.get(each, 0), number) for each, number in growing.items()}
    test = {
        "rule_files": [str(ALARMS)],
        "evaluation_interval": "1m",
        "tests": [{
            "interval": "1m",
            "input_series": [{"series": each, "values": values} for each, values in given.items()],
            "promql_expr_test": [{
                "expr": 'group by (alertname) (ALERTS{alertstate="firing"})',
                "eval_time": f"{LOOKED_AT}m",
                "exp_samples": [{"labels": named("", {"alertname": each}), "value": 1} for each in rings],
            }],
        }],
    }  # fmt: skip
    return look_at(folder, "test", test)


def constant(number: float) -> str:
    return " ".join([text_of(number)] * LONG)


def grown(first: float, then: float) -> str:
    minutes = range(GROWS_FROM, LOOKED_AT + 1)
    steps = [first + (then - first) * (minute - GROWS_FROM) / (len(minutes) - 1) for minute in minutes]
    return " ".join(map(text_of, [*[first] * GROWS_FROM, *steps]))


def text_of(number: float) -> str:
    return "Inf" if number == float("inf") else repr(float(number))


def look_at(folder: Path, command: str, content: object) -> str | None:
    """Let promtool look at rules or at a test, as JSON, which is YAML too; None if it has nothing against it."""
    path = folder / "for-promtool.yml"
    path.write_text(json.dumps(content))
    return promtool(command, "rules", str(path))


def promtool(*words: str, given: str = "") -> str | None:
    """What Prometheus's own program has against something, or None."""
    ran = subprocess.run(["promtool", *words], input=given, capture_output=True, text=True, check=False)
    return (ran.stdout + ran.stderr) if ran.returncode else None
