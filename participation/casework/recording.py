"""From what happened to the code that it speaks for."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from participation.casework.forms import CARRIERS, NO, YES
from participation.invitations.models import CHILD
from participation.invitations.purposes import NAMES_HELPER
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


def suggestions(review: Review, submissions: Iterable[Submission]) -> Mapping[str, Suggestion]:
    """What each thing that may have happened speaks for, with what the child sent: by `HappenedForm.happened`."""
    if review.meets_on is None:
        return {}
    known = evidence(review, submissions)
    if not is_counted(review):
        return {"": suggest(known)}
    came = {f"{YES}/{how}": replace(known, attended=True, how=how) for how in How}
    away = {f"{NO}/{who}": replace(known, attended=False, carried_by=Carrier(who) if who else None) for who in CARRIERS}
    return {happened: suggest(each) for happened, each in {**came, **away}.items()}


def evidence(review: Review, submissions: Iterable[Submission], came: bool | None = None) -> Evidence:
    """What is known of one review that has a day."""
    if review.meets_on is None:
        raise ValueError("a review without a day has no code")
    return Evidence(
        born=review.child.born_on,
        meets_on=review.meets_on,
        starts_at=review.starts_at,
        attended=came,
        sent=tuple(Submitted(each.kind, each.sent_at) for each in submissions if _is_childs_own(each)),
    )


def _is_childs_own(submission: Submission) -> bool:
    """Sent by the child, and not what a grown-up saw of a child too young to choose: that conveys no view of theirs.

    Nor does it who they want to help them.
    """
    if submission.purpose == NAMES_HELPER:
        return False
    if submission.respondent != CHILD or submission.level != FOR_THE_YOUNGEST:
        return submission.respondent == CHILD
    found = opened_if_possible(submission)
    return found is None or not found.answers.is_observed(found.questionnaire)


def without_coming(review: Review, submissions: Iterable[Submission]) -> Suggestion | None:
    """What it would be if the child does not come: told before the meeting, where it depends on that."""
    if review.meets_on is None or not is_counted(review):
        return None
    return suggest(evidence(review, submissions, came=False))
