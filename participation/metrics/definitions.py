"""Shares and sums over counts, as the domain defines them; where the counts come from is elsewhere."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from participation.outcomes.codes import ATTENDED, IN_RATES, VIEWS_GIVEN, Code
from participation.reviews.timetable import collection_year

NOT_RECORDED = "not_recorded"


@dataclass(frozen=True)
class Rate:
    """So many of so many."""

    n: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.n <= self.of:
            raise ValueError(f"{self.n} of {self.of} is not a share")

    @property
    def rate(self) -> float | None:
        """The share from 0 to 1; None where there is nothing to divide by."""
        return round(self.n / self.of, 4) if self.of else None


def participation(counts: Mapping[str | None, int]) -> dict[str, int]:
    """Reviews by code, those without one, and all of them; `counts` may be keyed by None or "" for no code."""
    by_code = {code.value: counts.get(code.value, 0) for code in Code}
    total = sum(counts.values())
    return {**by_code, NOT_RECORDED: total - sum(by_code.values()), "total": total}


def views_given(counts: Mapping[str | None, int]) -> Rate:
    return _share(counts, VIEWS_GIVEN)


def attended(counts: Mapping[str | None, int]) -> Rate:
    return _share(counts, ATTENDED)


def took_no_part(counts: Mapping[str | None, int]) -> Rate:
    """Neither came nor sent views. Children under 4 are in neither number: they are in no rate."""
    return _share(counts, {Code.PN7})


def by_month(held: Iterable[date] | Mapping[date, int], year: str) -> tuple[int, ...]:
    """Reviews held in each of the twelve months from April to March, one a day or so many as it is mapped to."""
    months = Counter[int]()
    for day, number in Counter(held).items():
        months[(day.month - 4) % 12] += number if _is_in(day, year) else 0
    return tuple(months[month] for month in range(12))


def by_quarter(held: Iterable[date] | Mapping[date, int], year: str) -> tuple[int, ...]:
    """Reviews held in each of the four quarters from April to March."""
    months = by_month(held, year)
    return tuple(sum(months[start : start + 3]) for start in range(0, 12, 3))


def _share(counts: Mapping[str | None, int], codes: Collection[str]) -> Rate:
    return Rate(_count(counts, codes), _count(counts, IN_RATES))


def _count(counts: Mapping[str | None, int], codes: Collection[str]) -> int:
    return sum(counts.get(code, 0) for code in codes)


def _is_in(day: date, year: str) -> bool:
    """Counting a day of another year would make the months add up to more than the year."""
    if collection_year(day) != year:
        raise ValueError(f"{day} is not in {year}")
    return True
