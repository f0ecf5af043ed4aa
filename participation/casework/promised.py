"""What a child was promised at earlier reviews, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from participation.casework import what_was_said
from participation.casework.queries import earlier_words
from participation.casework.topics import staff_words
from participation.casework.what_was_said import Said
from participation.outcomes.queries import Answer, promised_before
from participation.reviews.models import Review
from participation.staff.models import Staff
from participation.submissions.actions import read_in_part

BEFORE = "what was promised before"
"""What the audit says of a reading."""


@dataclass(frozen=True)
class Promised:
    """One thing that the child asked for before, with what came of it."""

    answer: Answer
    said: Said | None
    """In the child's own words, for who may open the review for which they were sent."""

    @property
    def is_open(self) -> bool:
        """Nobody has answered it, or what was agreed is not done."""
        return self.answer.outcome.state == "open" or self.answer.is_promised


def promised(reader: Staff, review: Review) -> Sequence[Promised]:
    """Each thing of earlier reviews of this child, the newest first; for who may open the present one."""
    answers = promised_before(reader, review)
    sent = earlier_words(reader, {each.outcome.submission_id for each in answers})
    opened = read_in_part(reader, sent, BEFORE) if sent else ()
    said = {(each.submission.id, each.line.question.id): each for each in what_was_said.said(opened, staff_words)}
    return [Promised(each, said.get((each.outcome.submission_id, each.outcome.question))) for each in answers]
