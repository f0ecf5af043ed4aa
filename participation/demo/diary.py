"""The invented year, step by step in the order of time, done by the program's own actions with the clock held."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from participation import clock
from participation.advocacy.actions import take_step
from participation.demo.actions import Waiting, write_letters
from participation.demo.chance import Chance
from participation.demo.families import Family
from participation.demo.queries import account, invitation, officer_of, reviews_named, submission
from participation.demo.stories import Key, Story
from participation.demo.taking_part import TakingPart
from participation.invitations.actions import ASKED_ROLES, invite
from participation.invitations.models import CHILD, Visit
from participation.languages import spoken_or_english
from participation.outcomes.actions import record_participation
from participation.outcomes.codes import COUNTED_FROM_AGE
from participation.submissions.actions import read, submit
from participation.submissions.queries import submissions_for

STEPS = {
    "taken": timedelta(hours=20),
    "contacted": timedelta(days=2),
    "met": timedelta(days=6),
    "closed": timedelta(days=34),
}
"""How long after the request an advocate has come so far."""
ALIKE = 20
"""One in so many requests has come exactly as far as each state that is not the last."""
PREPARING = "preparing the review"
REQUEST = "a request for an advocate"


@dataclass(frozen=True)
class Step:
    """Something that happens at a moment."""

    at: datetime
    happens: Callable[[], object]

    def do(self) -> None:
        """Let it happen then."""
        with clock.frozen(self.at):
            self.happens()


@dataclass(frozen=True)
class Diary:
    """Everything that happens, from the first letter on."""

    chance: Chance
    now: datetime
    review_ids: dict[str, str]
    advocate_id: str
    waiting: dict[Key, Waiting] = field(default_factory=dict)

    def steps(self, families: Sequence[Family]) -> list[Step]:
        """In the order of time."""
        stories = [story for family in families for story in family.stories]
        steps = [*self._mondays(stories), *self._advocacy(stories)]
        for story in stories:
            steps += (Step(r.at, partial(self._send, key)) for key, r in story.filled_in if r.is_sent)
            steps += (Step(at, partial(self._read, story)) for at in story.readings)
            if story.taking_part and story.taking_part.suggestion:
                steps.append(Step(story.taking_part.recorded_at, partial(self._record, story, story.taking_part)))
        return sorted(steps, key=lambda step: step.at)

    def _mondays(self, stories: Sequence[Story]) -> Iterator[Step]:
        by_day = defaultdict(list)
        for story in stories:
            if story.invited_at:
                by_day[story.invited_at.date()].append(story)
        for invited in by_day.values():
            yield Step(min(story.invited_at for story in invited if story.invited_at), partial(self._invite, invited))

    def _invite(self, stories: Sequence[Story]) -> None:
        references = [story.review.reference for story in stories]
        of_children = [s.review.reference for s in stories if s.child.age(s.review.day) >= COUNTED_FROM_AGE]
        invite(reviews_named(of_children).values(), [CHILD])
        invite(reviews_named(references).values(), ASKED_ROLES)
        self.waiting.update(write_letters(stories, self.chance))

    def _send(self, key: Key) -> None:
        reply = self.waiting[key]
        sender = invitation(reply.invitation_id)
        language = spoken_or_english(sender.language).code
        visit = Visit(invitation=sender, printing=sender.printings, language=language)
        submit(visit, reply.root, reply.purpose, reply.draft_id)

    def _read(self, story: Story) -> None:
        review_id = self.review_ids[story.review.reference]
        reader = officer_of(review_id)
        read(reader, submissions_for(reader, review_id), PREPARING)

    def _record(self, story: Story, taken: TakingPart) -> None:
        review_id = self.review_ids[story.review.reference]
        if taken.suggestion:
            record_participation(officer_of(review_id), review_id, taken.code, taken.suggestion, taken.beside)

    def _advocacy(self, stories: Sequence[Story]) -> Iterator[Step]:
        """The newest requests wait, those before are taken, and so on: every state can be seen."""
        filled_in = (each for story in stories for each in story.filled_in)
        asked = [(reply.at, key) for key, reply in filled_in if reply.purpose == "my_advocate"]
        alike = max(1, len(asked) // ALIKE)
        for number, (at, key) in enumerate(sorted(asked, reverse=True)):
            for state, later in list(STEPS.items())[: number // alike]:
                if at + later < self.now:
                    yield Step(at + later, partial(self._step, key, state))

    def _step(self, key: Key, state: str) -> None:
        request, advocate = submission(self.waiting[key].draft_id), account(self.advocate_id)
        if state == "taken":
            read(advocate, (request,), REQUEST)
        take_step(advocate, request.id, state)
