"""What hangs together among the figures about everybody for whom an advocate was asked. Pure."""

from collections.abc import Iterator, Mapping

from participation.metrics.advocacy_paths import DIMENSIONS
from participation.metrics.publication.sums import Sum
from participation.metrics.publication.suppression import SMALL

REFERRALS = "advocacy.referrals"
CONTAINED = (
    (REFERRALS, "advocacy.asked"),
    ("advocacy.accepted.n", "advocacy.referred.n"),
)
"""A whole and its part: what lies between is what officers asked for."""


def few_paths(shown: Mapping[str, int]) -> set[str]:
    """All breakdowns, noughts too, where 1 to 4 were referred: with as many parts shown each would be one child."""
    return {name for name in shown if name.startswith("advocacy.by_")} if shown.get(REFERRALS) in SMALL else set()


def sums_of_paths() -> Iterator[Sum]:
    """Which numbers add up to which."""
    for name, parts in DIMENSIONS.items():
        yield Sum(REFERRALS, tuple(f"advocacy.by_{name}.{part}" for part in parts))
    yield Sum("advocacy.accepted.of", (REFERRALS,))
    yield Sum("advocacy.by_source.child", ("advocacy.asked",))
