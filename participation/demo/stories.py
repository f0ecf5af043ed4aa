"""What happened around one invented review: who was written to and answered, who read it, how the child took part."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from participation.demo.around import Adult
from participation.demo.chance import Chance, working_day
from participation.demo.children import Invented
from participation.demo.correspondence import Correspondence, FilledForm, LetterStory, waits_for_tester
from participation.demo.history import DAY, Planned
from participation.demo.taking_part import TakingPart, beside, came_with_return, code_of, recorded_at, suggestion
from participation.invitations.models import CHILD
from participation.invitations.purposes import AFTER
from participation.outcomes.codes import Code

IN_USE = timedelta(days=365)
"""The service began to send letters a year ago: what was sent is kept no longer than that."""
LEAD = timedelta(days=15)
WEEK = timedelta(days=7)
ALMOST_ALL = 95
"""Out of a hundred; the rest nobody ever reads, which is also worth seeing."""
VIEWS = ("my_views", "my_meeting")
NOT_FOR_OFFICERS = {purpose for asked in AFTER.values() for purpose in asked}
SAID_BY_ADULTS_AFTER = NOT_FOR_OFFICERS - set(AFTER[CHILD])

Key = tuple[str, str, str, str]
"""Review, respondent, name and purpose of a reply."""


@dataclass(frozen=True)
class Story:
    """One review with everything around it."""

    child: Invented
    review: Planned
    adults: tuple[Adult, ...]
    slots: Mapping[str, str]
    """What stands in the braces of what is written about this child."""
    invited_at: datetime | None = None
    letters: tuple[LetterStory, ...] = ()
    readings: tuple[datetime, ...] = ()
    taking_part: TakingPart | None = None

    @property
    def filled_in(self) -> list[tuple[Key, FilledForm]]:
        """Everything that was filled in, under what makes it one reply of all."""
        return [
            ((self.review.reference, letter.respondent, letter.name, reply.purpose), reply)
            for letter in self.letters
            for reply in letter.replies
        ]

    @property
    def replies(self) -> list[FilledForm]:
        """Everything that was sent, by anyone, in the order of time."""
        return sorted((reply for _, reply in self.filled_in if reply.is_sent), key=lambda reply: reply.at)


def lived(planned: Story, now: datetime, chance: Chance) -> Story:
    """Invent what happened around a review until now."""
    child, review = planned.child, planned.review
    if review.meets_on is None:
        return planned
    code = code_of(child.age(review.day), chance) if review.day < now.date() else None
    invited_at = _invited_at(child, review.day, now, chance)
    if invited_at is None:
        known = () if review.day < now.date() - IN_USE else planned.adults
        taken = came_with_return(review, code, chance) if code else None
        return replace(planned, adults=known, taking_part=taken)
    post = Correspondence(child, review, invited_at, code, now, chance)
    told = replace(planned, invited_at=invited_at, letters=tuple(post.letters(planned.adults)))
    taken = None
    if code and not waits_for_tester(child, review, now):
        taken = _taking_part(told, code, now, chance)
    readings = () if post.is_for_tester else tuple(_readings(told, now, chance))
    return replace(told, readings=readings, taking_part=taken)


def _taking_part(told: Story, code: Code, now: datetime, chance: Chance) -> TakingPart | None:
    at = recorded_at(told.review, now, chance)
    if at is None:
        return None
    views = tuple(reply.at for reply in told.replies if reply.purpose in VIEWS)
    suggested = suggestion(told.child, told.review, code, views, chance)
    return TakingPart(code, at, suggested, beside(told.review, code, chance))


def _invited_at(child: Invented, meets_on: date, now: datetime, chance: Chance) -> datetime | None:
    """Letters are made on Mondays, about two weeks before; a few too late. None: not yet, or before their time."""
    on = meets_on - LEAD
    on -= DAY * on.weekday()
    if chance.happens(9) and not child.is_known:
        on += WEEK
    if child.officer is None or on >= now.date() or on < now.date() - IN_USE:
        return None
    return chance.moment(working_day(on, 1), 9, 11)


def _readings(told: Story, now: datetime, chance: Chance) -> Iterator[datetime]:
    """On the working day after the first came, on the last before the meeting, and what was left soon after it."""
    came = [reply.at for reply in told.replies if reply.purpose not in NOT_FOR_OFFICERS]
    if not came:
        return
    read_until = came[0] - DAY
    first = chance.moment(working_day(came[0].date() + DAY, 1), 9, 16)
    last = chance.moment(working_day(told.review.day - DAY), 8, 16)
    if first.date() < told.review.day and first < now and chance.happens(74):
        read_until = first
        yield first
    if read_until < came[-1] and came[0] < last < now and chance.happens(86):
        read_until = last
        yield last
    left_over = chance.moment(working_day(max(came[-1].date(), told.review.day) + DAY, 1), 9, 16)
    if read_until < came[-1] and left_over < now and chance.happens(ALMOST_ALL):
        yield left_over
