"""Noting what officers may know, and who tried to know more."""

from participation import clock
from participation.audit import actions as audit
from participation.db import inserting, transaction
from participation.feedback.bands import Quarters, bands, periods
from participation.feedback.models import FeedbackBands
from participation.feedback.queries import given_to_band, is_about, submissions_of
from participation.questionnaires.kinds import KINDS, NO_ANSWER, is_coded
from participation.staff.models import Staff
from participation.submissions.actions import Opened, opened_if_possible


def note_bands() -> int:
    """Note the bands of every period in which enough children spoke; returns how many. Nothing else is opened."""
    found = [(officer_id, period) for officer_id, given in given_to_band().items() for period in periods(given)]
    for officer_id, period in found:
        _note(officer_id, period)
    return len(found)


def _note(officer_id: str, period: Quarters) -> None:
    """In one transaction; another worker may have been faster."""
    with transaction() as session:
        last_words = {given.child_id: given.submission_id for given in period.given}
        submissions = submissions_of(list(last_words.values()))
        for submission in submissions:
            audit.record(session, "system", "counted for bands", f"submission/{submission.id}")
        answers = [_chosen(opened) for opened in map(opened_if_possible, submissions) if opened]
        values = {"officer_id": officer_id, "first_on": period.first_on, "last_on": period.last_on}
        new = inserting(FeedbackBands).values(**values, bands=bands(answers), noted_at=clock.now())
        session.execute(new.on_conflict_do_nothing())


def _chosen(opened: Opened) -> dict[str, tuple[str, ...]]:
    """The options that one child chose, by question; what was left out is not there."""
    values, questions = opened.answers.values, filter(is_coded, opened.questionnaire.questions)
    chosen = {each.id: KINDS[each.kind].tally(each, values[each.id]) for each in questions if each.id in values}
    return {question: options for question, options in chosen.items() if options != NO_ANSWER}


def note_refusal(who: Staff, submission_id: str) -> None:
    """Nothing was shown. If it is feedback about the person who asked for it, that they asked is kept."""
    if is_about(who, submission_id):
        with transaction() as session:
            audit.record(session, who.id, "refused", f"submission/{submission_id}", "feedback about themselves")


def note_refused_page(who: Staff) -> None:
    """Keep that somebody asked for all feedback about themselves at once, and was shown nothing."""
    with transaction() as session:
        audit.record(session, who.id, "refused", f"staff/{who.id}", "feedback about themselves")
