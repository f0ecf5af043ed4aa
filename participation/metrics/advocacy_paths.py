"""Everybody for whom an advocate was asked, by a child or an officer: by source, and by what the council knows of them.

What stands of children's own requests under `advocacy.asked` and its steps is counted apart and stays as it was.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from participation.advocacy.models import ReferralSource
from participation.advocacy.queries import AdvocacyPath
from participation.children.models import Sex
from participation.clock import local
from participation.metrics.composing import Named
from participation.metrics.definitions import Rate
from participation.reviews.timetable import age_on

NOT_KNOWN = "not_known"
_FROM = (0, 4, 8, 12, 16, 18)
AGES = ("under_4", "4_to_7", "8_to_11", "12_to_15", "16_to_17", "18_and_over")
ETHNIC_GROUPS = {"W": "white", "M": "mixed", "A": "asian", "B": "black", "O": "other"}
"""The main groups of the national return, by the first letter of its codes."""
ALSO_ASIAN = "CHNE"
NOT_SAID = ("", "REFU", "NOBT")
"""Refused, and not yet obtained."""
SEXES = {Sex.FEMALE.value: "female", Sex.MALE.value: "male"}
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


def _age(row: AdvocacyPath) -> str:
    if row.born_on is None:
        return NOT_KNOWN
    age = age_on(row.born_on, local(row.at).date())
    bands = zip(pairwise((*_FROM, age + 1 + _FROM[-1])), AGES, strict=True)
    return next((band for (first, following), band in bands if first <= age < following), AGES[0])


def _ethnicity(row: AdvocacyPath) -> str:
    if row.ethnicity in NOT_SAID:
        return NOT_KNOWN
    return "asian" if row.ethnicity == ALSO_ASIAN else ETHNIC_GROUPS.get(row.ethnicity[0], NOT_KNOWN)


def _disability(row: AdvocacyPath) -> str:
    return NOT_KNOWN if row.is_disabled is None else "yes" if row.is_disabled else "no"


_PARTS: Mapping[str, Callable[[AdvocacyPath], str]] = {
    "source": lambda row: row.source,
    "age": _age,
    "sex": lambda row: SEXES.get(row.sex, NOT_KNOWN),
    "ethnicity": _ethnicity,
    "disability": _disability,
    "language": lambda row: "english" if row.language.partition("-")[0] == "en" else "other",
}
