"""A review as the pages of a letter read it: plain facts, and nothing of its child."""

from datetime import date, datetime
from typing import NamedTuple

from participation.reviews.models import Review

FACTS = (
    Review.id,
    Review.officer_id,
    Review.held_by_id,
    Review.kind,
    Review.meets_on,
    Review.starts_at,
    Review.revision,
)
"""What a question asks for, in the order of `ReviewFacts`. The public side's role may not see whose review it is."""


class ReviewFacts(NamedTuple):
    """As it was when somebody looked; the columns of `Review` say what each means."""

    id: str
    officer_id: str | None
    held_by_id: str | None
    kind: str
    meets_on: date | None
    starts_at: datetime | None
    revision: int

    @property
    def who_held_it(self) -> str | None:
        """Of whom is spoken when somebody says how it was."""
        return self.held_by_id or self.officer_id
