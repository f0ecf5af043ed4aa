"""What came of what a child asked for, and of whatever else the officer answers. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from participation.casework.what_was_said import LineKey, Said
from participation.outcomes.models import ASKING
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


def things(everything: Iterable[Said], answers: Answers, lock_id: str) -> tuple[Thing, ...]:
    """What the child asked for, and what else has been answered."""
    return tuple(
        Thing(each, answers.get(each.key), lock_id)
        for each in everything
        if each.is_childs and (is_asked(each) or each.key in answers)
    )


def other_words(everything: Iterable[Said], answers: Answers) -> tuple[Said, ...]:
    """What the child said besides, and the officer may answer."""
    return tuple(
        each
        for each in everything
        if each.is_childs and (each.is_words or each.is_wish) and not is_asked(each) and each.key not in answers
    )


def not_noted(everything: Iterable[Said], answers: Answers) -> tuple[Said, ...]:
    """What the child asked for and nobody has noted yet as waiting for an answer."""
    return tuple(each for each in everything if each.is_childs and is_asked(each) and each.key not in answers)


def is_asked(each: Said) -> bool:
    """Whether the question is one in which children ask for something."""
    return each.line.question.id in ASKING
