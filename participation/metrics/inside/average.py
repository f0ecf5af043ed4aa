"""So many for each of so many: what is no share, because it can be more than one."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Average:
    """The whole, and among how many it is."""

    n: int
    of: int

    @property
    def mean(self) -> float | None:
        """To one place; None where there is nobody to divide by."""
        return round(self.n / self.of, 1) if self.of else None
