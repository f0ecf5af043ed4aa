"""Opening what is handed out, noting that it was, and holding back what must not be."""

import getpass
import json
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select

from participation import clock
from participation.audit import actions as audit
from participation.contact.actions import note_of
from participation.contact.models import ContactRequest
from participation.contact.queries import header_of as header_of_request
from participation.db import inserting, session, transaction
from participation.disclosure.models import Hold
from participation.disclosure.queries import submission_with_id
from participation.outcomes.models import Outcome, Participation
from participation.outcomes.queries import header_of as header_of_outcome
from participation.outcomes.queries import why_of
from participation.sealing import CannotOpen, Header
from participation.sealing.of_this_app import keyring
from participation.staff.models import Staff
from participation.submissions.actions import Opened, opened_if_possible
from participation.submissions.models import Submission
from participation.web.log import LOG

OPERATOR = "operator"
"""Whoever runs the program at its own machine, in place of a staff id."""


def open_for(submissions: Sequence[Submission], why: str) -> tuple[Opened, ...]:
    """The words of these for whoever runs this command. That they were opened is on disk before a word is read."""
    note_opening([f"submission/{each.id}" for each in submissions], why)
    return tuple(each for each in map(opened_if_possible, submissions) if each)


def note_opening(objects: Iterable[str], why: str) -> None:
    """Put on record that these were opened, and under which account of this machine."""
    with transaction() as current:
        for each in objects:
            audit.record(current, OPERATOR, "read", each, f"{why}, by {getpass.getuser()}")


def answers_given(outcome_ids: Iterable[str]) -> dict[str, str]:
    """What officers answered, who does it and why, by outcome. Only for whoever has noted the opening."""
    found = session().scalars(select(Outcome).where(Outcome.id.in_(list(outcome_ids)), Outcome.answer.is_not(None)))
    words = {each.id: _words(each.answer or b"", header_of_outcome(each)) for each in found}
    return {id: "\n".join(filter(None, json.loads(said).values())) for id, said in words.items() if said}


def codes_explained(review_ids: Iterable[str]) -> dict[str, str]:
    """Why another code than the suggested one was recorded, by review. Only for whoever has noted the opening."""
    wanted = select(Participation).where(Participation.review_id.in_(list(review_ids)))
    return {each.review_id: why for each in session().scalars(wanted) if (why := why_of(each))}


def requests_to_be_contacted(request_ids: Iterable[str]) -> dict[str, dict[str, object]]:
    """What was asked and what was done, by request. Only for whoever has noted the opening."""
    found = session().scalars(select(ContactRequest).where(ContactRequest.id.in_(list(request_ids))))
    return {each.id: {"asked": _asked(each), "done": [note_of(step) for step in each.steps]} for each in found}


def _asked(request: ContactRequest) -> object:
    review_id = request.invitation.review_id if request.invitation else ""
    words = _words(request.envelope, header_of_request(request, review_id))
    return json.loads(words) if words else {}


def _words(envelope: bytes, header: Header) -> str:
    try:
        return keyring().open(envelope, header).decode()
    except CannotOpen:
        LOG.error("CannotOpen: something sealed was left out of what is handed out")
        return ""


def hold(manager: Staff, submission_id: str, reason: str) -> bool:
    """Leave one submission out of whatever is handed out, with the reason. False where there is no such submission."""
    with transaction() as current:
        if submission_with_id(submission_id) is None:
            return False
        row = Hold(submission_id=submission_id, by_id=manager.id, at=clock.now())
        sealed = keyring().seal(reason.encode(), header_of_hold(row))
        values = {"submission_id": submission_id, "by_id": manager.id, "at": row.at, "reason": sealed}
        new = inserting(Hold).values(values).on_conflict_do_nothing().returning(Hold.submission_id)
        if current.scalar(new):
            audit.record(current, manager.id, "held back", f"submission/{submission_id}")
    return True


def release(manager: Staff, submission_id: str) -> bool:
    """Hold something back no longer. False where it is not held back."""
    with transaction() as current:
        gone = delete(Hold).where(Hold.submission_id == submission_id).returning(Hold.submission_id)
        if current.scalar(gone) is None:
            return False
        audit.record(current, manager.id, "released", f"submission/{submission_id}")
    return True


def reason_of(held: Hold) -> str:
    """Why something is held back."""
    return _words(held.reason, header_of_hold(held))


def header_of_hold(held: Hold) -> Header:
    """What the sealed reason is bound to."""
    return Header("hold", held.submission_id, "", language="en", questionnaire="", day=clock.local(held.at).date())
