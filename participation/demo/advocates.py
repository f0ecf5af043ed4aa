"""Invented requests for an advocate, by children and by officers: how far each has come."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from participation import clock
from participation.advocacy.actions import ReferralWords, Referred, read_referral, refer, take_step
from participation.advocacy.models import STATES, ReferralSource
from participation.advocacy.queries import request_for
from participation.demo.banks import bank
from participation.demo.chance import working_day
from participation.demo.history import DAY
from participation.demo.queries import account, officer_of
from participation.demo.stories import Key, Story
from participation.reviews.timetable import YOUNGEST
from participation.submissions.actions import read

STEPS = {
    "taken": timedelta(hours=20),
    "contacted": timedelta(days=2),
    "met": timedelta(days=6),
    "closed": timedelta(days=34),
}
"""How long after the request an advocate has come so far."""
ALIKE = 20
"""One in so many requests has come exactly as far as each state that is not the last."""
AT = time(11, 20)
EVERY = 5
"""One review in so many stands between two of which an officer asks for an advocate."""
REQUEST = "a request for an advocate"

Happening = tuple[datetime, Callable[[], object]]


def asked_by_children(stories: Sequence[Story], now: datetime) -> Iterator[tuple[datetime, Key, str, str]]:
    """The newest requests wait, those before are accepted, and so on. When, of whom, how far, and the child's name."""
    filled_in = ((story.child.name, each) for story in stories for each in story.filled_in)
    asked = [(reply.at, key, name) for name, (key, reply) in filled_in if reply.purpose == "my_advocate"]
    alike = max(1, len(asked) // ALIKE)
    for number, (at, key, name) in enumerate(sorted(asked, reverse=True)):
        for state, later in list(STEPS.items())[: number // alike]:
            if at + later < now:
                yield at + later, key, state, name


def go_on(advocate_id: str, request_id: str, state: str, name: str) -> None:
    """An advocate takes a request further, with a note; before the first step they have opened it."""
    advocate = account(advocate_id)
    request = request_for(advocate, request_id)
    if request and state == STATES[0]:
        if request.submission:
            read(advocate, (request.submission,), REQUEST)
        elif request.referral:
            read_referral(advocate, request.referral)
    take_step(advocate, request_id, state, bank("words/advocates")["notes"][state].format(name=name))


@dataclass(frozen=True)
class InventedReferral:
    """What one officer asks for one child."""

    given: Mapping[str, Any]
    story: Story
    review_id: str
    made_at: datetime
    advocate_id: str

    def happenings(self, now: datetime) -> Iterator[Happening]:
        """Asked, and as far as it has come."""
        yield self.made_at, self._refer
        came = self.given["came"]
        for state in STATES[: STATES.index(came) + 1 if came else 0]:
            if self.made_at + STEPS[state] < now:
                yield self.made_at + STEPS[state], partial(self._step, state)

    def _refer(self) -> str | None:
        child = self.story.child
        words = ReferralWords(*(self.given[each].format(name=child.name) for each in ("why", "to_know")))
        referred = Referred(self.given["source"], child.language, child.language != "en", words)
        return refer(officer_of(self.review_id), self.review_id, f"referred {self.made_at}", referred)

    def _step(self, state: str) -> None:
        if id := self._refer():  # asking once more is asking once: it gives the id
            go_on(self.advocate_id, id, state, self.story.child.name)


def referrals(
    stories: Sequence[Story], review_ids: Mapping[str, str], advocate_id: str, now: datetime
) -> Iterator[InventedReferral]:
    """For the youngest, who cannot ask, and for others who asked their officer."""
    known = [each for each in stories if each.review.meets_on and each.child.officer is not None]
    known.sort(key=lambda each: (each.review.day, each.review.reference), reverse=True)
    for number, given in enumerate(bank("words/advocates")["referrals"]):
        made_on = working_day(now.date() - DAY * given["days_ago"])
        is_small = given["source"] == ReferralSource.NON_INSTRUCTED
        among = [each for each in known if (each.child.age(made_on) < YOUNGEST) == is_small]
        if among:
            story, made_at = among[number * EVERY % len(among)], datetime.combine(made_on, AT, clock.LONDON)
            yield InventedReferral(given, story, review_ids[story.review.reference], made_at, advocate_id)
