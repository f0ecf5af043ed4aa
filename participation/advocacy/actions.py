"""Taking a request for an advocate further."""

from participation import clock
from participation.advocacy.models import AdvocacyStep
from participation.advocacy.queries import request_for
from participation.audit import actions as audit
from participation.db import inserting, transaction
from participation.staff.models import Staff


def take_step(advocate: Staff, submission_id: str, state: str) -> bool:
    """Note how far a request is; again changes nothing. False where there is no such request for this person."""
    with transaction() as session:
        if request_for(advocate, submission_id) is None:
            return False
        values = {"submission_id": submission_id, "state": state, "by_id": advocate.id, "at": clock.now()}
        new = inserting(AdvocacyStep).values(values).on_conflict_do_nothing().returning(AdvocacyStep.state)
        if session.scalar(new):
            audit.record(session, advocate.id, f"advocacy {state}", f"submission/{submission_id}")
    return True
