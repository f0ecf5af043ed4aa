"""Everybody for whom an advocate was asked, by a child or an officer: by source, and by what the council knows of them.

What stands of children's own requests under `advocacy.asked` and its steps is counted apart and stays as it was.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from participation.advocacy.models import ReferralSource
from participation.advocacy.queries import AdvocacyPath
from participation.clock import local
from participation.metrics.composing import Named
from participation.metrics.definitions import Rate
from participation.metrics.parts import (
    AGES,
    ETHNIC_GROUPS,
    NOT_KNOWN,
    SEXES,
    age_part,
    ethnic_part,
    language_part,
    said_part,
    sex_part,
)

DIMENSIONS: Mapping[str, tuple[str, ...]] = {
    "source": tuple(ReferralSource),
    "age": (*AGES, NOT_KNOWN),
    "sex": (*SEXES.values(), NOT_KNOWN),
    "ethnicity": (*ETHNIC_GROUPS.values(), NOT_KNOWN),
    "disability": ("yes", "no", NOT_KNOWN),
    "language": ("english", "other"),
}
"""Each request stands in one part of each. Languages are two parts: one by name would be one child."""


def about_paths(rows: Iterable[AdvocacyPath]) -> Named:
    """All that reached the provider, what it accepted of that, and who they are."""
    rows = tuple(rows)
    counted = {name: Counter(part(row) for row in rows) for name, part in _PARTS.items()}
    return {
        "advocacy.referrals": len(rows),
        "advocacy.accepted": Rate(sum(bool(row.came) for row in rows), len(rows)),
        **{f"advocacy.by_{name}.{part}": counted[name][part] for name, parts in DIMENSIONS.items() for part in parts},
    }


_PARTS: Mapping[str, Callable[[AdvocacyPath], str]] = {
    "source": lambda row: row.source,
    "age": lambda row: age_part(row.born_on, local(row.at).date()),
    "sex": lambda row: sex_part(row.sex),
    "ethnicity": lambda row: ethnic_part(row.ethnicity),
    "disability": lambda row: said_part(row.is_disabled),
    "language": lambda row: language_part(row.language),
}
