"""Locks that invented children have put on their letters; one of them is told in the terminal."""

from datetime import datetime, timedelta

from participation.demo.children import AFTER, FROM_FAR, WORRIED
from participation.demo.stories import Key, Story
from participation.invitations.models import CHILD
from participation.locks.choices import Combination

CHOSEN = {
    AFTER: Combination("pictures", ("sun", "cat", "cat", "boat")),
    FROM_FAR: Combination("digits", tuple("482190")),
    WORRIED: Combination("pictures", ("moon", "fish", "star", "fish")),
}
"""By the number of the child; nobody else has one, which is also worth seeing."""
LATELY = timedelta(days=28)
"""A letter ends so long after its review."""


def lock_of(story: Story, now: datetime) -> Combination | None:
    """What opens the lock on the letter about this review, if its child has put one on."""
    is_open = story.review.meets_on is not None and story.review.day >= now.date() - LATELY
    return CHOSEN.get(story.child.number) if is_open and sent_by_child(story) else None


def sent_by_child(story: Story) -> list[tuple[Key, datetime]]:
    """What the child has sent about a review, and when, the first first."""
    sent = [(key, reply.at) for key, reply in story.filled_in if key[1] == CHILD and reply.is_sent]
    return sorted(sent, key=lambda each: each[1])


def is_shown(story: Story, now: datetime) -> bool:
    """Whether the terminal shows the letter with which the child sent this, and its lock."""
    return story.child.number == AFTER and lock_of(story, now) is not None
