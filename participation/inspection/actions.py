"""Noting that evidence was shown or taken away: of how many children and drawn how, in the audit of each of them."""

from collections.abc import Sequence

from participation.audit import actions as audit
from participation.db import transaction
from participation.inspection.choosing import ChosenChild
from participation.staff.models import Staff


def note_evidence(manager: Staff, action: str, chosen: Sequence[ChosenChild]) -> None:
    """One entry for each review that it tells of, so that who looks for a child finds it."""
    about = [f"review/{review.id}" for child in chosen for review in child.reviews]
    with transaction() as session:
        audit.record_each(session, manager.id, action, about, "evidence for an inspection, without names")
