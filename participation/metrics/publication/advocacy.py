"""What hangs together among the figures about everybody for whom an advocate was asked. Pure."""

from collections.abc import Iterator

from participation.metrics.advocacy_paths import DIMENSIONS
from participation.metrics.publication.sums import Sum

REFERRALS = "advocacy.referrals"
CONTAINED = (
    (REFERRALS, "advocacy.asked"),
    ("advocacy.accepted.n", "advocacy.referred.n"),
)
"""A whole and its part: what lies between is what officers asked for."""


def sums_of_paths() -> Iterator[Sum]:
    """Which numbers add up to which."""
    for name, parts in DIMENSIONS.items():
        yield Sum(REFERRALS, tuple(f"advocacy.by_{name}.{part}" for part in parts))
    yield Sum("advocacy.accepted.of", (REFERRALS,))
    yield Sum("advocacy.by_source.child", ("advocacy.asked",))
