"""The invented year, step by step in the order of time, done by the program's own actions with the clock held."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from secrets import token_hex

from participation import clock
from participation.contact.actions import acknowledge, ask_for_contact, note_done, note_tried, read_request
from participation.contact.models import ACKNOWLEDGED, NOTED
from participation.demo.actions import UnsentForm, write_letters
from participation.demo.advocates import asked_by_children, go_on, referrals
from participation.demo.answers_given import DECISIONS, DONE_AFTER
from participation.demo.arranged import arranged
from participation.demo.between_meetings import challenges, visits
from participation.demo.calls import Call, calls
from participation.demo.chance import Chance, own_dice, working_day
from participation.demo.faces import pictures
from participation.demo.families import Family
from participation.demo.locks import lock_of, sent_by_child
from participation.demo.queries import account, contact_request, invitation, officer_of, reviews_named, submission
from participation.demo.stories import NOT_FOR_OFFICERS, SAID_BY_ADULTS_AFTER, Key, Story
from participation.demo.taking_part import TakingPart
from participation.escalation.arrivals import note_arrivals
from participation.invitations.actions import ASKED_ROLES, Secrets, invite
from participation.invitations.models import CHILD
from participation.invitations.open_visits import OpenVisit, letter_of
from participation.locks.actions import set_lock
from participation.locks.choices import Combination
from participation.outcomes.actions import answer, record_participation
from participation.outcomes.models import PROMISED
from participation.reviews.timetable import YOUNGEST
from participation.submissions.actions import read, submit
from participation.submissions.drafts import open_draft
from participation.submissions.queries import submissions_for
from participation.web.languages import spoken_or_english

MOMENTS = timedelta(minutes=4)
ANSWERED_AFTER = timedelta(days=1)
ENGLISH = "en"
PREPARING = "preparing the review"
FEEDBACK = "reading feedback about an officer"
ABOUT_REVIEWS = NOT_FOR_OFFICERS - {"my_advocate"}
"""What is asked about how a review was: its manager reads it."""
KNEW_BETTER = "I was there, and I know what came before it."
FEEDBACK_WAITS = timedelta(days=4)


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
    manager_id: str
    duty_id: str
    """Who is asked first when somebody wants to be contacted."""
    waiting: dict[Key, UnsentForm] = field(default_factory=dict)
    shown: dict[str, Secrets] = field(default_factory=dict)
    """What opens a letter that the terminal shows, by invitation."""

    def steps(self, families: Sequence[Family]) -> list[Step]:
        """In the order of time."""
        stories = [story for family in families for story in family.stories]
        steps = [*self._mondays(stories), *self._advocacy(stories), *self._feedback(stories)]
        steps += (Step(*each) for each in visits(families, self.review_ids, self.now))
        steps += (Step(*each) for each in arranged(stories, self.review_ids, self.now))
        steps += (Step(*each) for each in pictures(stories, self.review_ids, self.manager_id, self.now))
        for raised in challenges(stories, self.review_ids, self.now.date()):
            steps += (Step(*each) for each in raised.happenings(self.now))
        steps += (step for call in calls(stories, self.now.date()) for step in self._call(call))
        for story in stories:
            steps += (Step(r.at, partial(self._send, key)) for key, r in story.filled_in if r.is_sent)
            steps += (Step(at, partial(self._read, story)) for at in story.readings)
            steps += self._behind_the_lock(story)
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
        of_children = [s.review.reference for s in stories if s.child.age(s.review.day) >= YOUNGEST]
        invite(reviews_named(of_children).values(), [CHILD])
        invite(reviews_named(references).values(), ASKED_ROLES)
        waiting, shown = write_letters(stories, self.chance, self.now)
        self.waiting.update(waiting)
        self.shown.update(shown)

    def _send(self, key: Key) -> None:
        reply = self.waiting[key]
        visit = self._visit(key)
        submit(visit, open_draft(visit.invitation, reply.purpose, reply.root), reply.draft_id, keep_copy=True)
        note_arrivals()

    def _visit(self, key: Key) -> OpenVisit:
        sender = invitation(self.waiting[key].invitation_id)
        language, now = spoken_or_english(sender.language).code, clock.now()
        return OpenVisit(letter_of(sender), "", sender.printings, b"", None, language, now, now)

    def _behind_the_lock(self, story: Story) -> Iterator[Step]:
        """A lock is put on before anything is sent; after the meeting the officer answers what was asked for."""
        if choice := lock_of(story, self.now):
            sent = sent_by_child(story)
            yield Step(sent[0][1] - MOMENTS, partial(self._lock, sent[0][0], choice))
            at = self.chance.moment(working_day(story.review.day + ANSWERED_AFTER, 1), 11, 15)
            if at < self.now:
                yield Step(at, partial(self._answer, story, [key for key, _ in sent]))

    def _lock(self, key: Key, choice: Combination) -> None:
        set_lock(self._visit(key), self.waiting[key].root, token_hex(), choice)

    def _answer(self, story: Story, keys: Sequence[Key]) -> None:
        review_id = self.review_ids[story.review.reference]
        asked = [(self.waiting[key].draft_id, question) for key in keys for question in self.waiting[key].asks_for]
        for (submission_id, question), decision in zip(asked, DECISIONS, strict=False):
            by_when = story.review.day + DONE_AFTER if decision.state in PROMISED else None
            told = replace(decision, talked_about_on=story.review.day, by_when=by_when)
            answer(officer_of(review_id), review_id, submission_id, question, told)

    def _read(self, story: Story) -> None:
        review_id = self.review_ids[story.review.reference]
        reader = officer_of(review_id)
        read(reader, submissions_for(reader, review_id), PREPARING)

    def _record(self, story: Story, taken: TakingPart) -> None:
        review_id = self.review_ids[story.review.reference]
        if taken.suggestion:
            beside = replace(taken.beside, why="" if taken.suggestion.code == taken.code else KNEW_BETTER)
            record_participation(officer_of(review_id), review_id, taken.code, taken.suggestion, beside)

    def _advocacy(self, stories: Sequence[Story]) -> Iterator[Step]:
        for at, key, state, name in asked_by_children(stories, self.now):
            yield Step(at, partial(self._go_on, key, state, name))
        for referral in referrals(stories, self.review_ids, self.advocate_id, self.now):
            yield from (Step(*each) for each in referral.happenings(self.now))

    def _go_on(self, key: Key, state: str, name: str) -> None:
        go_on(self.advocate_id, self.waiting[key].draft_id, state, name)

    def _feedback(self, stories: Sequence[Story]) -> Iterator[Step]:
        """The manager reads it on the working day after; the newest waits."""
        for story in stories:
            for key, reply in story.filled_in:
                dice = own_dice(key) if reply.purpose in SAID_BY_ADULTS_AFTER else self.chance
                at = dice.moment(working_day(reply.at.date() + ANSWERED_AFTER, 1), 9, 16)
                if reply.is_sent and reply.purpose in ABOUT_REVIEWS and at < self.now - FEEDBACK_WAITS:
                    yield Step(at, partial(self._read_feedback, key))

    def _read_feedback(self, key: Key) -> None:
        read(account(self.manager_id), (submission(self.waiting[key].draft_id),), FEEDBACK)

    def _call(self, call: Call) -> Iterator[Step]:
        yield Step(call.at, partial(self._ask, call))
        for at, state in call.steps():
            if at < self.now:
                yield Step(at, partial(self._act, call, state))

    def _ask(self, call: Call) -> str:
        visit = self._visit(call.key) if call.key else None
        id = ask_for_contact(call.form_key, call.asked, ENGLISH, visit, for_managers=call.is_for_managers)
        note_arrivals()
        return id

    def _act(self, call: Call, state: str) -> None:
        somebody = account(self.manager_id if call.is_for_managers else self.duty_id)
        request = contact_request(call.at)
        if state == ACKNOWLEDGED:
            read_request(somebody, request)
            acknowledge(somebody, request.id)
        else:
            (note_tried if state == NOTED else note_done)(somebody, request.id, call.note)
