"""What came of what invented children asked for, in the weeks after their review."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from participation.db import new_id
from participation.demo.actions import UnsentForm
from participation.demo.chance import Chance, working_day
from participation.demo.history import DAY
from participation.demo.locks import lock_of
from participation.demo.stories import Key, Story
from participation.invitations.marks import SHOWN, Mark
from participation.outcomes.actions import Decision
from participation.outcomes.models import PROMISED, Outcome

STATES = {"agreed": 4, "partly": 2, "done": 3, "not_agreed": 3, "open": 2}
SHOWN_AFTER = timedelta(days=2)
DECISIONS = (
    Decision(
        "agreed",
        "I talked about this with your social worker, and we agreed. It begins next month. "
        "I will ask you at your next meeting how it is going.",
        who_does="Your social worker",
    ),
    Decision(
        "not_agreed",
        "I asked for this. The answer is no for now, and I am sorry. We look at it again at your next meeting. "
        "An advocate can help you to ask.",
    ),
    Decision(
        "partly",
        "We agreed to some of it. The rest has to wait, because it needs money that we do not have this year.",
        who_does="Your carer",
    ),
)
"""What an officer writes to a child with a lock, one thing after the other."""
DONE_AFTER = timedelta(days=28)
"""So long after the meeting what was agreed is to be done."""


def outcomes(
    stories: Iterable[Story],
    waiting: Mapping[Key, UnsentForm],
    review_ids: Mapping[str, str],
    now: datetime,
    chance: Chance,
) -> Iterator[Outcome | Mark]:
    """One for each thing that was asked for before a review that has been; the newest are open still.

    Where a child has a lock, the officer answers in words (`Diary`).
    """
    for story in stories:
        is_past = story.review.meets_on and story.review.day < now.date()
        if is_past and not lock_of(story, now):
            for key in (key for key, reply in story.filled_in if reply.is_sent):
                for question in waiting[key].asks_for:
                    sent = waiting[key].draft_id
                    made = Outcome(id=new_id(), review_id=review_ids[key[0]], submission_id=sent, question=question)
                    shown_at = _answer(made, story, now, chance)
                    yield made
                    if shown_at:
                        yield Mark(about_id=made.id, kind=SHOWN, at=shown_at)


def _answer(outcome: Outcome, story: Story, now: datetime, chance: Chance) -> datetime | None:
    """Gives when the child was shown it."""
    at = chance.moment(working_day(story.review.day + DAY * chance.between(3, 26), 1), 10, 16)
    state = chance.deal("what came of it", STATES)
    if at > now or state == "open":
        outcome.state = "open"
        return None
    outcome.state, outcome.answered_at, outcome.talked_about_on = state, at, story.review.day
    if state in PROMISED:
        outcome.by_when = story.review.day + DONE_AFTER
    if state == "done":
        outcome.done_on = at.date()
    return at + SHOWN_AFTER if at + SHOWN_AFTER < now and chance.happens(60) else None
