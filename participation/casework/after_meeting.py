"""After the meeting, on one page: how the child took part, and what came of each thing that they asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from participation import clock
from participation.between.queries import last_seen_before
from participation.carried.actions import ToSay
from participation.carried.queries import Carried, said_for
from participation.casework import what_came, what_was_said
from participation.casework.answer_forms import AnswerForm, decided, said_before
from participation.casework.carried_forms import CarriedForm
from participation.casework.forms import CodeForm, HappenedForm, confirmed, facts
from participation.casework.recording import is_counted, possible_codes, suggestions
from participation.casework.rows import was_opened
from participation.casework.topics import staff_words
from participation.casework.what_came import Reached, Thing
from participation.children.models import DIED
from participation.interpreting.in_english import in_english
from participation.invitations.models import CHILD
from participation.locks.models import Lock
from participation.locks.queries import lock_of_child
from participation.outcomes.actions import Decision
from participation.outcomes.codes import Suggestion
from participation.outcomes.models import Participation
from participation.outcomes.queries import answers_of, recorded
from participation.reviews.models import Review
from participation.staff.models import Staff
from participation.submissions.actions import read_in_part
from participation.submissions.models import Submission
from participation.submissions.queries import submissions_for

ANSWERING = "answering the child"
"""What the audit says of a reading."""


@dataclass(frozen=True)
class Ask:
    """One thing that the child asked for, with the form that answers it."""

    thing: Thing
    form: AnswerForm

    @property
    def key(self) -> tuple[str, str]:
        """The submission and the question."""
        return self.thing.said.submission.id, self.thing.said.line.question.id

    @property
    def is_to_keep(self) -> bool:
        """Something is said of it that does not stand there already; a new letter's lock needs it once more."""
        is_new = self.form.decision_made != decided(self.thing.answer) or self.thing.reached is Reached.LOST
        return is_new and not self.form.is_left_open


@dataclass(frozen=True)
class AfterMeeting:
    """What the officer is asked, what stands there already, and what is posted."""

    review: Review
    recorded: Participation | None
    suggestions: Mapping[str, Suggestion]
    happened: HappenedForm
    code: CodeForm
    carried: CarriedForm
    """What was said for the child; kept by the review's own officer only, in whose name the child reads it."""
    carried_before: Carried | None
    lock: Lock | None
    asks: tuple[Ask, ...]
    may_answer: bool
    is_unread: bool
    """The child has sent something that this officer has not read: nobody answers what they have not read."""

    @property
    def is_held(self) -> bool:
        """The day of the meeting has come, so how the child took part can be recorded."""
        return self.review.meets_on is not None and clock.today() >= self.review.meets_on

    @property
    def found(self) -> Suggestion | None:
        """The code that what was said speaks for."""
        return self.suggestions.get(self.happened.happened)

    @cached_property
    def is_code_left(self) -> bool:
        """Nothing is said of how the child took part, or what stands there already."""
        if self.recorded is None or self.happened.seen_before_on.process_errors:
            return not (self.happened.is_said or self.code.code.data)
        said = self.happened.data | self.code.data
        before = facts(self.recorded) | confirmed(self.recorded)
        return all((said[name] or None) == (value or None) for name, value in before.items())

    @property
    def forms(self) -> tuple[HappenedForm | CodeForm | CarriedForm | AnswerForm, ...]:
        """Every form that the page shows."""
        how = (self.happened, self.code, self.carried) if self.is_held else ()
        return *how, *(ask.form for ask in self.asks)

    @property
    def to_say(self) -> ToSay | None:
        """What was said for the child and is to be kept; saving the same again changes nothing."""
        return self.carried.to_say if self.may_answer and self.is_held else None

    @property
    def decisions(self) -> Mapping[tuple[str, str], Decision]:
        """What is to be kept, by submission and question."""
        return {ask.key: ask.form.decision_made for ask in self.asks if ask.is_to_keep}

    def is_in_order(self) -> bool:
        """Whether all that was said can be kept; each form says what is not right. What is left open is passed over."""
        said: list[HappenedForm | CodeForm | CarriedForm | AnswerForm] = [self.carried]
        said += [] if self.is_code_left else [self.happened, self.code]
        said += [ask.form for ask in self.asks if ask.is_to_keep]
        # Each is asked, so that all that is wrong is told at once.
        return not [form for form in said if not form.validate()]


def after_meeting(officer: Staff, review: Review) -> AfterMeeting:
    """Gather the page of a review that this officer cares for. Only the review's own officer answers the child."""
    submissions, before = submissions_for(officer, review.id), recorded([review.id]).get(review.id)
    may_answer = review.officer_id == officer.id and review.child.ended_as != DIED
    lock, found = lock_of_child(review.id), suggestions(review, submissions)
    told = next((each for each in said_for(officer, review.id) if each.said.is_carried), None)
    seen = facts(before) or {"seen_before_on": last_seen_before(review)}
    happened = HappenedForm(review.meets_on, is_counted=is_counted(review), **seen)
    code = CodeForm(**confirmed(before))
    code.offer(possible_codes(review))
    code.suggested = found[happened.happened].code if happened.happened in found else None
    views = views_of_child(submissions)
    came_before = [each for each in views if was_opened(each, officer)]
    return AfterMeeting(
        review=review,
        recorded=before,
        suggestions=found,
        happened=happened,
        code=code,
        carried=CarriedForm(happened.happened, carried=told.words if told else ""),
        carried_before=told,
        lock=lock,
        asks=tuple(_ask(each, lock) for each in things_of(officer, review, came_before, lock)) if may_answer else (),
        may_answer=may_answer,
        is_unread=len(came_before) < len(views),
    )


def views_of_child(submissions: Iterable[Submission]) -> list[Submission]:
    """What the child sent for the officer."""
    return [each for each in submissions if each.respondent == CHILD and each.kind == "views"]


def things_of(officer: Staff, review: Review, views: Sequence[Submission], lock: Lock | None) -> Sequence[Thing]:
    """What the child asked for, and what else has been answered: that it is opened is noted first."""
    opened = read_in_part(officer, views, ANSWERING) if views else ()
    said = what_was_said.said(opened, staff_words)
    everything = what_was_said.with_english(said, in_english(each.id for each in views))
    return what_came.things(everything, answers_of(officer, review.id), lock.id if lock else "")


def _ask(thing: Thing, lock: Lock | None) -> Ask:
    prefix = f"a-{thing.said.submission.id}-{thing.said.line.question.id}"
    is_open = decided(thing.answer) is None
    given = said_before(thing)
    form = AnswerForm(
        thing.said.submission,
        has_lock=lock is not None,
        may_stay_open=is_open,
        prefix=prefix,
        meta={"csrf": False},
        **given,
    )
    return Ask(thing, form)
