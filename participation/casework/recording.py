"""From what happened to the code that it speaks for."""

from collections.abc import Iterable

from participation.casework.forms import HappenedForm
from participation.invitations.models import CHILD
from participation.outcomes.codes import Carrier, Code, Evidence, How, Submitted, Suggestion, suggest
from participation.questionnaires.wording import FOR_THE_YOUNGEST
from participation.reviews.models import Review
from participation.reviews.timetable import YOUNGEST, age_on
from participation.submissions.actions import opened_if_possible
from participation.submissions.models import Submission


def is_counted(review: Review) -> bool:
    """Four or over on the day of the meeting, or nobody knows."""
    born, day = review.child.born_on, review.meets_on
    return born is None or day is None or age_on(born, day) >= YOUNGEST


def possible_codes(review: Review) -> tuple[Code, ...]:
    """The codes that can be true for a child of this age."""
    if review.child.born_on is None:
        return tuple(Code)
    return tuple(code for code in Code if code != Code.PN0) if is_counted(review) else (Code.PN0,)


def suggestion(review: Review, submissions: Iterable[Submission], form: HappenedForm) -> Suggestion:
    """What the officer's answers, and what the child sent, speak for."""
    came = form.came
    how = How(form.how.data) if came else None
    carried_by = Carrier(form.carried_by.data) if came is False and form.carried_by.data in set(Carrier) else None
    return suggest(evidence(review, submissions, came, how, carried_by))


def evidence(
    review: Review,
    submissions: Iterable[Submission],
    came: bool | None,
    how: How | None = None,
    carried_by: Carrier | None = None,
) -> Evidence:
    """What is known of one review that has a day."""
    if review.meets_on is None:
        raise ValueError("a review without a day has no code")
    return Evidence(
        born=review.child.born_on,
        meets_on=review.meets_on,
        starts_at=review.starts_at,
        attended=came,
        how=how,
        carried_by=carried_by,
        sent=tuple(Submitted(each.kind, each.sent_at) for each in submissions if _is_childs_own(each)),
    )


def _is_childs_own(submission: Submission) -> bool:
    """Sent by the child, and not what a grown-up saw of a child too young to choose: that conveys no view of theirs."""
    if submission.respondent != CHILD or submission.level != FOR_THE_YOUNGEST:
        return submission.respondent == CHILD
    found = opened_if_possible(submission)
    return found is None or not found.answers.is_observed(found.questionnaire)


def without_coming(review: Review, submissions: Iterable[Submission]) -> Suggestion | None:
    """What it would be if the child does not come: told before the meeting, where it depends on that."""
    if review.meets_on is None or not is_counted(review):
        return None
    return suggest(evidence(review, submissions, came=False))
