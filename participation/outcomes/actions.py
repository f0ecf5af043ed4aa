"""Recording how a child took part."""

from dataclasses import dataclass
from datetime import date

from participation import clock
from participation.audit import actions as audit
from participation.db import transaction
from participation.outcomes.codes import Code, Suggestion, contradiction
from participation.outcomes.models import Participation
from participation.people.models import Staff
from participation.reviews.models import Review
from participation.reviews.queries import review_for


class TooEarly(Exception):
    """The day of the meeting has not come, or there is none."""


class Impossible(Exception):
    """The code cannot be true for a child of this age; `rule` is the national rule that says so."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


@dataclass(frozen=True)
class Beside:
    """What is recorded beside the code."""

    chaired: str = ""
    seen_before_on: date | None = None
    observed: bool = False


def record_participation(officer: Staff, review_id: str, code: Code, suggestion: Suggestion, beside: Beside) -> None:
    """Keep the code that the officer confirms, with the one that was suggested and why; again replaces it.

    Raises LookupError for a review that is not this officer's own, TooEarly, Impossible.
    """
    with transaction() as session:
        review = review_for(officer, review_id)
        if review is None:
            raise LookupError(review_id)
        _refuse_what_cannot_be(review, code)
        row = session.get(Participation, review.id) or Participation(review_id=review.id)
        row.code = code
        row.suggested = suggestion.code or ""
        row.reasons = [str(reason) for reason in suggestion.reasons]
        row.chaired, row.seen_before_on, row.observed = beside.chaired, beside.seen_before_on, beside.observed
        row.recorded_by, row.recorded_at = officer.id, clock.now()
        session.add(row)
        audit.record(session, officer.id, "recorded participation", f"review/{review.id}", code)


def _refuse_what_cannot_be(review: Review, code: Code) -> None:
    if review.meets_on is None or clock.today() < review.meets_on:
        raise TooEarly
    rule = contradiction(code, review.child.born_on, review.meets_on)
    if rule:
        raise Impossible(rule)
