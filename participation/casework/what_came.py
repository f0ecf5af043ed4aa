"""What came of what a child asked for, and of whatever else the officer answers. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from participation.casework.what_was_said import LineKey, Said
from participation.outcomes.models import WANTS_HELPER, asks
from participation.outcomes.queries import Answer


class Reached(StrEnum):
    """How far an answer has come to the child."""

    OPEN = "open"
    """Nothing has been answered."""
    UNTOLD = "untold"
    """Something was decided, and the child does not know."""
    TOLD = "told"
    """In person or by letter."""
    WAITS = "waits"
    """Behind the child's lock, not looked at yet."""
    SEEN = "seen"
    LOST = "lost"
    """Sealed to the lock of an earlier letter, which the child may have no more."""


@dataclass(frozen=True)
class Thing:
    """One thing that a child said, with what came of it."""

    said: Said
    answer: Answer | None
    lock_id: str
    """The lock of the letter as it was printed last; empty where there is none."""
    beside: tuple[Said, ...] = ()
    """What belongs to it: how a letter comes to whom the child wants as a helper."""

    @property
    def state(self) -> str:
        """What was decided."""
        return self.answer.outcome.state if self.answer else "open"

    @property
    def known_at(self) -> datetime | None:
        """When the child saw the answer, or was told."""
        if self.answer is None:
            return None
        return self.answer.outcome.told_at if self.answer.outcome.told else self.answer.seen_at

    @property
    def is_not_ok(self) -> bool:
        """The child says that the answer is not OK."""
        return self.answer is not None and self.answer.is_not_ok

    @property
    def reached(self) -> Reached:
        """How far the answer has come."""
        if self.answer is None or self.answer.outcome.answered_at is None:
            return Reached.OPEN
        if self.answer.outcome.told:
            return Reached.TOLD
        if not self.answer.lock_id:
            return Reached.UNTOLD
        if self.answer.seen_at:
            return Reached.SEEN
        return Reached.WAITS if self.answer.lock_id == self.lock_id else Reached.LOST


Answers = Mapping[LineKey, Answer]


def things(everything: Sequence[Said], answers: Answers, lock_id: str) -> tuple[Thing, ...]:
    """What the child asked for, and what else has been answered."""
    return tuple(
        Thing(each, answers.get(each.key), lock_id, _beside(each, everything))
        for each in everything
        if each.is_childs and (waits(each) or each.key in answers) and not _is_replaced(each, answers)
    )


def _beside(wish: Said, everything: Iterable[Said]) -> tuple[Said, ...]:
    if wish.line.question.id not in WANTS_HELPER:
        return ()
    of = wish.submission.id, wish.line.page.id
    return tuple(each for each in everything if (each.submission.id, each.line.page.id) == of and each != wish)


def other_words(everything: Iterable[Said], answers: Answers) -> tuple[Said, ...]:
    """What the child said besides, and the officer may answer."""
    return tuple(
        each
        for each in everything
        if each.is_childs and (each.is_words or each.is_wish) and not is_asked(each) and each.key not in answers
    )


def not_noted(everything: Iterable[Said], answers: Answers) -> tuple[Said, ...]:
    """What the child asked for and nobody has noted yet as waiting for an answer."""
    return tuple(each for each in everything if each.is_childs and waits(each) and each.key not in answers)


def replaced(everything: Iterable[Said], answers: Answers) -> tuple[Said, ...]:
    """Whom the child named and nobody had answered when they named somebody else, or nobody."""
    return tuple(each for each in everything if each.is_childs and _is_replaced(each, answers))


def _is_replaced(each: Said, answers: Answers) -> bool:
    is_open = each.key in answers and answers[each.key].outcome.answered_at is None
    return is_open and is_asked(each) and not waits(each)


def waits(each: Said) -> bool:
    """Whether it asks for an answer. Of whom a child wants as a helper only what they sent last does."""
    return is_asked(each) and not (each.is_said_before and each.line.question.id in WANTS_HELPER)


def is_asked(each: Said) -> bool:
    """Whether a child asks for something in it."""
    return asks(each.line.question.id, each.opened.answers.values)
