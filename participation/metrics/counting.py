"""Under which counters one submission falls."""

from collections.abc import Iterator
from typing import NamedTuple

from participation.metrics.models import ANSWERED
from participation.questionnaires.kinds import KINDS, NO_ANSWER, Date, ShortText
from participation.questionnaires.model import Question
from participation.submissions.actions import Opened

FEEDBACK = "feedback"


class Cell(NamedTuple):
    """The key of one counter."""

    month: str
    officer_id: str
    purpose: str
    level: str
    version: int
    question: str
    option: str


def is_coded(question: Question) -> bool:
    """Whether its answers are ids or numbers. What somebody wrote is never counted, not even that they wrote."""
    return not isinstance(KINDS[question.kind], ShortText | Date)


def cells(opened: Opened) -> Iterator[Cell]:
    """One for each option chosen, and one for each question answered at all: several options may be one answer."""
    submission, answers = opened.submission, opened.answers
    review = submission.review
    month = f"{review.meets_on or submission.sent_at:%Y-%m}"
    officer = (review.officer_id or "") if submission.kind == FEEDBACK else ""
    about = (month, officer, submission.purpose, submission.level, submission.version)
    for question in filter(is_coded, opened.questionnaire.questions):
        if question.id in answers.values:
            options = KINDS[question.kind].tally(question, answers.values[question.id])
            for option in options if options == NO_ANSWER else (*options, ANSWERED):
                yield Cell(*about, question.id, option)
