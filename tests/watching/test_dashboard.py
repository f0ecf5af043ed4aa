"""The dashboard for Grafana and what Prometheus is told: every figure in them is one that there is."""

import json
import re
from pathlib import Path
from typing import Any

import yaml
from prometheus_client.parser import text_string_to_metric_families

from participation.config import ROOT
from tests.watching.conftest import Outside
from tests.watching.prometheus import ALARMS, look_at, promtool

WATCHING = ROOT / "deploy" / "watching"
FIGURE = re.compile(r"participation_\w+")


def panels() -> list[dict[str, Any]]:
    """Those that show something."""
    found = json.loads((WATCHING / "dashboard.json").read_text("utf-8"))["panels"]
    return [each for each in found if each["type"] != "row"]


def expressions() -> list[str]:
    return [target["expr"] for each in panels() for target in each["targets"]]


def test_prometheus_can_work_out_each_of_its_expressions(tmp_path: Path) -> None:
    rules = [{"record": f"panel:{number}", "expr": each} for number, each in enumerate(expressions())]
    assert look_at(tmp_path, "check", {"groups": [{"name": "panels", "rules": rules}]}) is None


def test_each_figure_of_dashboard_and_alarms_is_one_that_is_given(well: Outside) -> None:
    given = {sample.name for each in text_string_to_metric_families(well.seen()) for sample in each.samples}
    for text in (" ".join(expressions()), ALARMS.read_text("utf-8")):
        named = set(FIGURE.findall(text))
        assert named
        assert named <= given


def test_each_figure_that_an_alarm_rings_for_has_a_panel() -> None:
    rules = yaml.safe_load(ALARMS.read_text("utf-8"))["groups"][0]["rules"]
    shown = set(FIGURE.findall(" ".join(expressions())))
    named = {figure for rule in rules for figure in FIGURE.findall(rule["expr"])}
    assert named - shown - {"participation_answer_seconds_count"} == set()


def test_no_panel_lies_over_another_and_each_says_what_it_shows() -> None:
    taken: set[tuple[int, int]] = set()
    for each in panels():
        at = each["gridPos"]
        cells = {(at["x"] + x, at["y"] + y) for x in range(at["w"]) for y in range(at["h"])}
        assert not cells & taken, each["title"]
        taken |= cells
        assert each["title"]
        assert each["description"]
        assert at["x"] + at["w"] <= 24


def test_prometheus_takes_what_it_is_told() -> None:
    assert promtool("check", "config", str(WATCHING / "prometheus.yml")) is None
