"""The figures that five services print, and which figure of ours each is: docs/reports.toml says it, row by row.

`python -m tests.reports` writes docs/reports.md anew.
"""

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from participation.config import ROOT
from participation.metrics.showing import Shown
from participation.report.changes import change
from participation.service.challenge_levels import level_id

PAGE = ROOT / "docs" / "reports.md"
RULES = ROOT / "docs" / "reports.toml"
PRINTED = Path(__file__).parent / "data" / "annual_reports" / "five_reports.csv"
MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
SHARE = re.compile(r"[+-]?\d+(\.(\d+))?%")


@dataclass(frozen=True)
class Rule:
    """Which rows it fits, and what it says of them."""

    figure: str
    topic: str = ""
    ours: list[str] = field(default_factory=list)
    why: str = ""
    apart: str = ""
    """Why its rows are outside the count."""
    standard: bool = False

    def fits(self, row: Mapping[str, str]) -> re.Match[str] | None:
        """Whether it is about this row."""
        return re.fullmatch(self.figure, row["figure"]) if self.topic in ("", row["topic"]) else None


@dataclass(frozen=True)
class Mapped:
    """One row of the reports, with its rule and the names of our figures."""

    row: Mapping[str, str]
    rule: Rule
    ours: tuple[str, ...]

    @property
    def right(self) -> str:
        """What our report would print in place of a share that was worked out wrongly; nothing where it is right."""
        said, computed = SHARE.fullmatch(self.row["rate_printed"]), self.row["rate_computed"]
        if not said or not computed:
            return ""
        places, percent = len(said[2] or ""), 100 * float(computed)
        if abs(float(said[0].rstrip("%")) - percent) <= 0.5 * 10**-places + 0.005:
            return ""
        return f"{percent:+.1f}%" if said[0][0] in "+-" else f"{percent:.1f}%"

    @property
    def disputed(self) -> str:
        """What whoever read the reports noted of what does not agree."""
        notes = [each for each in self.row["note"].split("; ") if each.startswith(("disagrees", "does not add up"))]
        return "; ".join(notes)


@cache
def rules() -> tuple[Rule, ...]:
    """In their order."""
    return tuple(Rule(**each) for each in tomllib.loads(RULES.read_text("utf-8"))["rule"])


@cache
def mapped() -> tuple[Mapped, ...]:
    """Every row of the five reports. LookupError for one that no rule fits."""
    with PRINTED.open(encoding="utf-8", newline="") as file:
        return tuple(map(_mapped, csv.DictReader(file)))


def _mapped(row: Mapping[str, str]) -> Mapped:
    for rule in rules():
        if found := rule.fits(row):
            known = found.groupdict() | _of_period(row["period"])
            if "level" in known:
                known["level"] = level_id(int(known["level"]) - 1)
            return Mapped(row, rule, tuple(name.format(**known) for name in rule.ours))
    raise LookupError(f"No rule of {RULES.name} fits “{row['figure']}”.")


def _of_period(period: str) -> dict[str, str]:
    month, quarter = period[:3], re.match(r"Q([1-4])", period)
    known = {"month": str(MONTHS.index(month) + 1)} if month in MONTHS else {}
    return known | ({"quarter": quarter[1]} if quarter else {})


def change_of(before: int, now: int) -> str:
    """As our report prints it."""
    return change(Shown(before), Shown(now))


def text() -> str:
    """The whole page."""
    counted = [each for each in mapped() if not each.rule.apart]
    ours = [each for each in counted if each.ours]
    rules_printed = sum(each.rule.standard for each in ours)
    apart = [each for each in mapped() if each.rule.apart and each.row["topic"] != "cohort"]
    results = len(counted) - rules_printed
    numbers = {
        **{"counted": len(counted), "ours": len(ours), "none": len(counted) - len(ours), "apart": len(apart)},
        **{"rules": rules_printed, "results": results, "share": f"{len(ours) / len(counted):.1%}"},
        "of_results": f"{(len(ours) - rules_printed) / results:.1%}",
    }
    parts = [HEAD.format(**numbers)]
    for report in dict.fromkeys(each.row["report"] for each in counted):
        parts.append(f"## {report}\n\n{_table(each for each in counted if each.row['report'] == report)}")
    parts.append(f"## Apart\n\n{APART}\n\n{_apart(apart)}")
    return "\n".join(parts)


def _table(rows: Iterable[Mapped]) -> str:
    lines = ["| printed there | period | as | figure of ours | note |", "| --- | --- | --- | --- | --- |"]
    for each in rows:
        right = f"Printed {each.row['rate_printed']}; ours would print {each.right}." if each.right else ""
        disputed = f"In the report: {each.disputed}." if each.disputed else ""
        standard = "A rule; ours says how often it was kept." if each.rule.standard else ""
        note = " ".join(filter(None, (standard, each.rule.why, right, disputed)))
        name = ", ".join(each.ours) or "none"
        lines.append(f"| {each.row['figure']} | {each.row['period']} | {_as(each.row)} | {name} | {note} |")
    return "\n".join(lines) + "\n"


def _as(row: Mapping[str, str]) -> str:
    parts = (row["value"], f"of {row['of']}" if row["of"] else "", row["rate_printed"])
    return " ".join(filter(None, parts))


def _apart(rows: Iterable[Mapped]) -> str:
    lines = ["| report | printed there | as | about |", "| --- | --- | --- | --- |"]
    lines += [f"| {each.row['report']} | {each.row['figure']} | {_as(each.row)} | {each.rule.apart} |" for each in rows]
    return "\n".join(lines) + "\n"


HEAD = """# What five annual reports print, and which figure of ours it is

Each row is a figure that Medway, Kent, Thurrock, Cheshire East or BCP printed, with the name of ours, as
`participation metrics --format json` nests it; each stands on the pages of figures and in the report that is not
published. A star stands for all parts of a figure. Made by `python -m tests.reports` from the rules in
`docs/reports.toml`; a test holds both to the names of our figures.

{counted} rows: {ours} have a figure ({share}), {none} have none and say why. {rules} of the rows print a rule and not
a result, such as a number of days; ours is the figure that says how often it was kept. Of the {results} others
{of_results} have one. Apart stand the rows of the topic cohort, and {apart} rows at the end about staffing and who is
in care.
"""
APART = """Rows about posts and people of a service, and about who is in care, under whatever topic they stand. They
come from systems that hold staff and placements."""


if __name__ == "__main__":
    PAGE.write_text(text(), "utf-8")
