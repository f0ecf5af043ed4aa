"""What a child sent with a letter, with everything that became of it, once the lock is open."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from participation.challenges.queries import asked_again
from participation.invitations.open_visits import OpenVisit
from participation.invitations.purposes import NAMES_HELPER
from participation.locks.models import Lock
from participation.outcomes.models import WANTS_HELPER, asks
from participation.outcomes.queries import Answered, answers_to, decided
from participation.questionnaires.answers import Line
from participation.questionnaires.model import Questionnaire
from participation.questionnaires.own_words import asked_as, in_own_words
from participation.questionnaires.words import Translate
from participation.service.questionnaires import library, translate
from participation.submissions.models import Reading, Receipt
from participation.submissions.own_copies import Copy, opened_copy
from participation.submissions.queries import own_copies, readings_of, receipts_of

Asked = tuple[str, str]
"""One thing that was asked for: what was sent, and the question."""


@dataclass(frozen=True)
class Read:
    """Somebody has read it."""

    name: str
    at: datetime
    is_officer: bool
    """The officer of this review, and not somebody who stood in for them."""


@dataclass(frozen=True)
class OfficerAnswer:
    """The officer's answer, under what the child had said."""

    question: str
    said: tuple[str, ...]
    """In the child's own words; empty where no copy was kept."""
    answered: Answered


@dataclass(frozen=True)
class Sent:
    """One thing that was sent."""

    receipt: Receipt
    questionnaire: Questionnaire
    lines: tuple[Line, ...]
    """The child's own copy; empty if there was no lock when it was sent."""
    readings: tuple[Read, ...]
    answers: tuple[OfficerAnswer, ...]
    waiting: tuple[Line, ...]
    """What the child asked for and nobody has answered."""
    asked_again: Mapping[str, date]
    """On which day the officer challenged what became of something, by its question."""
    told_of: tuple[Line, ...]
    """Of that what was answered elsewhere than behind this lock."""
    is_helped: bool = False
    """Somebody helped with it, or told the child what to say: the child is asked whether it is what they meant."""

    @property
    def is_new(self) -> bool:
        """Whether an answer waits to be looked at."""
        return any(came.answered.seen_at is None for came in self.answers)


def what_came(visit: OpenVisit, lock: Lock, private: X25519PrivateKey) -> tuple[Sent, ...]:
    """Everything that was sent with this letter, the newest first."""
    review, receipts = visit.invitation.review, receipts_of(visit.invitation_id)
    copies = {kept.submission_id: kept for kept in own_copies(receipts, lock)}
    opened = {
        each.id: opened_copy(copies[each.id], each, review.id, lock, private) for each in receipts if each.id in copies
    }
    readings, answers = readings_of(receipts), answers_to(receipts, lock, private)
    read = {each.id: _readings(each, readings, review.officer_id) for each in receipts}
    found = (_sent(each, opened.get(each.id), read[each.id], answers.get(each.id, ())) for each in receipts)
    answered, again = decided(receipts), asked_again(receipt.id for receipt in receipts)
    return tuple(_with_what_is_open(each, answered | _replaced(receipts), again) for each in found)


def _replaced(receipts: Iterable[Receipt]) -> frozenset[Asked]:
    """Whom a child named before they named somebody else: nobody answers that any more."""
    named = [each.id for each in receipts if each.purpose == NAMES_HELPER and not each.withdrawn_at]
    return frozenset((id, question) for id in named[1:] for question in WANTS_HELPER)


def _readings(receipt: Receipt, readings: Iterable[tuple[Reading, str]], officer_id: str | None) -> tuple[Read, ...]:
    return tuple(
        Read(name, each.read_at, each.staff_id == officer_id)
        for each, name in readings
        if each.submission_id == receipt.id and each.read_at
    )


def _with_what_is_open(sent: Sent, answered: Container[Asked], again: Mapping[Asked, date]) -> Sent:
    """Of what was taken back nothing waits."""
    id, shown = sent.receipt.id, {came.answered.question for came in sent.answers}
    lines = {line.question.id: line for line in sent.lines} if not sent.receipt.withdrawn_at else {}
    days = {question: day for (of, question), day in again.items() if of == id}
    asked = {line.question.id for line in sent.waiting}.union(days)
    waiting = [question for question in lines if question in asked and (id, question) not in answered]
    told_of = [question for question in lines if question in days and question not in {*shown, *waiting}]
    return replace(
        sent,
        waiting=tuple(lines[each] for each in waiting),
        asked_again=days,
        told_of=tuple(lines[each] for each in told_of),
    )


def _sent(receipt: Receipt, copy: Copy | None, readings: tuple[Read, ...], answers: Iterable[Answered]) -> Sent:
    # Its title is the same in every level.
    asked = copy.questionnaire if copy else library().latest(receipt.purpose, library().levels(receipt.purpose)[0])
    say = in_own_words(asked, copy.answers.values if copy else {}, translate)
    lines = tuple(line for line in copy.answers.lines(asked, say) if line.answered) if copy else ()
    said = {line.question.id: line.value for line in lines}
    return Sent(
        receipt,
        asked,
        lines,
        readings,
        tuple(
            OfficerAnswer(_question(asked, each.question, say), said.get(each.question, ()), each) for each in answers
        ),
        waiting=tuple(line for line in lines if copy and asks(line.question.id, copy.answers.values)),
        asked_again={},
        told_of=(),
        is_helped=copy is not None and copy.answers.is_helped and not receipt.withdrawn_at,
    )


def _question(asked: Questionnaire, id: str, say: Translate) -> str:
    """The question's words; a level that does not ask it has none."""
    return asked_as(asked, id, say) if id in {each.id for each in asked.questions} else ""
