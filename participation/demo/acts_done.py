"""What invented officers did after their reviews, about as late as in reports that were really published."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from participation.afterwards.models import Act, ActRecipient, ReviewAct
from participation.db import new_id
from participation.demo.chance import Chance
from participation.demo.queries import reviews_named
from participation.demo.stories import Story
from participation.reviews.models import Review
from participation.reviews.timetable import add_working_days

WORKING_DAYS: Mapping[Act, Mapping[int, int]] = {
    Act.DECISIONS: {2: 2, 4: 4, 5: 5, 7: 5, 9: 3, 12: 1},
    Act.LETTER: {9: 2, 13: 4, 15: 3, 17: 5, 22: 4, 30: 2},
    Act.DISTRIBUTION: {14: 3, 18: 5, 20: 4, 24: 4, 33: 2},
}
"""So many working days after the meeting it was done: decisions in time in 55 of 100, letters in 46."""


def acts_done(stories: Iterable[Story], now: datetime, chance: Chance) -> Iterator[ReviewAct | ActRecipient]:
    """Of each review that was held since the service is in use what has been done until now."""
    held = [each for each in stories if each.taking_part and each.invited_at]
    reviews = reviews_named([story.review.reference for story in held])
    for story in held:
        review = reviews[story.review.reference]
        for act, days in WORKING_DAYS.items():
            on = add_working_days(story.review.day, chance.deal(act, days))
            if review.officer_id and on < now.date():
                yield from _done(review, act, datetime.combine(on, now.timetz()))


def _done(review: Review, act: Act, at: datetime) -> Iterator[ReviewAct | ActRecipient]:
    made = ReviewAct(id=new_id(), review_id=review.id, act=act, by_id=review.officer_id, entered_at=at)
    made.done_on = at.date()
    yield made
    for person in review.people if act is Act.DISTRIBUTION else ():
        yield ActRecipient(act_id=made.id, person_id=person.id)
