"""What nobody has read, by review: one visit to its officer is about all of it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from participation.reviews.hours import READ_WITHIN, after
from participation.reviews.models import Review
from participation.submissions.models import Submission


@dataclass(frozen=True)
class Item:
    """One thing that waits, and since when: it was sent, was seen to be withdrawn, or came back in English."""

    submission: Submission
    english_at: datetime | None = None
    """Where its words have been read, and what an interpreter made of them has not."""

    @property
    def since(self) -> datetime:
        """From when its time counts."""
        return self.english_at or self.submission.withdrawal_noted_at or self.submission.sent_at


@dataclass(frozen=True)
class Waiting:
    """What waits of one review, the longest waiting first."""

    review: Review
    items: tuple[Item, ...]

    @property
    def read_by(self) -> datetime:
        """When the first of it should have been read."""
        return after(self.items[0].since, READ_WITHIN)


def by_review(found: Iterable[Item]) -> tuple[Waiting, ...]:
    """The review that waits longest first."""
    together: dict[str, list[Item]] = {}
    for item in sorted(found, key=lambda item: item.since):
        together.setdefault(item.submission.review_id, []).append(item)
    return tuple(Waiting(items[0].submission.review, tuple(items)) for items in together.values())
