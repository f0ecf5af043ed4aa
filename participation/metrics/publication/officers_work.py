"""What hangs together among the figures about officers' work. Pure."""

from collections.abc import Iterator, Mapping

from participation.metrics.publication.sums import Sum

CELLS = ("challenge.informal.", "challenge.formal_")
"""Begin the names of the table of levels and categories."""


def sums_of_work(shown: Mapping[str, int]) -> Iterator[Sum]:
    """Which numbers add up to which."""

    def parts(*beginnings: str) -> tuple[str, ...]:
        return tuple(name for name in shown if name.startswith(beginnings))

    apart = ("visits.total", "visits.children_seen")
    yield Sum("visits.total", tuple(name for name in parts("visits.") if not name.startswith(apart)))
    yield Sum("challenge.raised", parts(*CELLS))
    yield Sum("challenge.raised", parts("challenge.by_agency."))
    yield Sum("challenge.with_outcome.of", ("challenge.raised",))
    yield Sum("challenge.with_outcome.n", parts("challenge.outcome."))
    yield Sum("complaints.total", parts("complaints.by_kind."))
    yield Sum("complaints.told.of", ("complaints.total",))
