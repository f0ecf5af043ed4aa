"""Which part of a list of reviews is shown: one officer's, and only what is still to do or everything."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from participation.reviews.models import Review
from participation.staff.models import Staff


@dataclass(frozen=True)
class Narrowing:
    """Read from the address, so that it can be kept and shared; what it does not know it leaves out."""

    officer_id: str = ""
    shows_all: bool = False

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Narrowing":
        """From the fields `officer` and `show`."""
        return cls(asked.get("officer", ""), asked.get("show") == "all")

    @property
    def fields(self) -> dict[str, Any]:
        """As it stands in the address, to come back to the same part."""
        fields = {"officer": self.officer_id, "show": "all" if self.shows_all else ""}
        return {name: value for name, value in fields.items() if value}

    def keeps(self, review: Review) -> bool:
        """Whether the review is of the officer who was chosen, if any was."""
        return not self.officer_id or review.officer_id == self.officer_id


def officers_of(reviews: Iterable[Review]) -> tuple[Staff, ...]:
    """Everybody who has one of these reviews, by name."""
    found = {review.officer.id: review.officer for review in reviews if review.officer}
    return tuple(sorted(found.values(), key=lambda officer: officer.name))
