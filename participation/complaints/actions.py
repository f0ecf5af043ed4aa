"""Complaining, reading it, each thing that a manager does about it, and the child's own word on whether it goes on."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from participation import clock, sealing
from participation.audit import actions as audit
from participation.complaints.models import FINE, GO_ON, Complaint, ComplaintReply, ComplaintState, ComplaintStep
from participation.complaints.queries import complaint_for, header_of, header_of_note, header_of_reply, is_behind
from participation.db import id_of, inserting, new_id, session, transaction
from participation.invitations.marks import mark_as_said
from participation.invitations.models import CHILD
from participation.invitations.open_visits import OpenVisit
from participation.locks.models import Lock
from participation.locks.queries import lock_of_letter
from participation.locks.secrets import is_key, public_half
from participation.log import LOG
from participation.sealing import CannotOpen
from participation.sealing.of_this_app import keyring
from participation.staff.models import Staff

TO_THE_CHILD = ComplaintState.ACKNOWLEDGED, ComplaintState.TOLD
"""What stands behind the child's lock too."""


class ChildNotAsked(Exception):
    """An adult complains of what is a child's, and nobody has written down what the child thinks."""


@dataclass(frozen=True)
class Complained:
    """What somebody wrote who complains."""

    words: str
    answer: str
    """How they want the answer: behind the lock, through a person, by phone or mail; "none"."""
    reach: str = ""
    """Whom to ask, or the number."""


def complain(form_key: str, about: str, complained: Complained, visit: OpenVisit) -> str:
    """Keep a complaint; returns its id. The same form with the same words is the same complaint."""
    words = json.dumps(asdict(complained)).encode()
    complaint = Complaint(
        id=id_of(form_key.encode() + about.encode() + words),
        invitation_id=visit.invitation_id,
        printing=visit.printing,
        about=about,
        about_officer_id=visit.invitation.review.who_held_it,
        language=visit.language,
        sent_at=clock.now(),
    )
    complaint.envelope = keyring().seal(words, header_of(complaint))
    values = {name: value for name, value in vars(complaint).items() if not name.startswith("_")}
    with transaction() as current:
        current.execute(inserting(Complaint).values(values).on_conflict_do_nothing())
    return complaint.id


def read_complaint(manager: Staff, complaint: Complaint) -> Complained | None:
    """The words of what a query has found for this manager. That it was read is on disk before.

    None where its key is missing here, or where it holds nothing that this program sealed.
    """
    with transaction() as current:
        audit.record(current, manager.id, "read", f"complaint/{complaint.id}", "a complaint")
    said = _said(complaint)
    return Complained(**said) if said else None


def words_of(complaint: Complaint) -> Complained:
    """Only for whoever has recorded the opening. Raises CannotOpen: the public side may have sealed anything."""
    try:
        words = json.loads(keyring().open(complaint.envelope, header_of(complaint)))
        return Complained(*(str(words[name]) for name in ("words", "answer", "reach")))
    except (KeyError, RecursionError, TypeError, ValueError) as error:
        raise CannotOpen from error


def note_of(step: ComplaintStep) -> str:
    """What was written down, for whoever has been shown the complaint."""
    try:
        return keyring().open(step.note, header_of_note(step)).decode() if step.note else ""
    except CannotOpen:
        return ""


def complaints_told(complaint_ids: Iterable[str]) -> dict[str, dict[str, object]]:
    """What was said and what was done, by complaint. Only for whoever has noted the opening."""
    found = session().scalars(select(Complaint).where(Complaint.id.in_(list(complaint_ids))))
    return {each.id: {"said": _said(each), "done": [note_of(step) for step in each.steps]} for each in found}


def _said(complaint: Complaint) -> dict[str, str]:
    try:
        return asdict(words_of(complaint))
    except CannotOpen as error:
        LOG.error("a complaint was not opened", error=error)
        return {}


def add_step(manager: Staff, complaint_id: str, state: ComplaintState, note: str = "") -> bool:
    """One thing was done; pressing twice is pressing once. False where there is no such complaint for this manager.

    What came of it goes behind the child's lock, if their letter has one. Raises ChildNotAsked.
    """
    with transaction() as current:
        current.execute(select(Complaint.id).where(Complaint.id == complaint_id).with_for_update())
        complaint = complaint_for(manager, complaint_id)
        if complaint is None:
            return False
        if _is_there(complaint, state, note):
            return True
        if (
            state == ComplaintState.TOLD
            and complaint.asks_the_child
            and not _has(complaint, ComplaintState.CHILD_ASKED)
        ):
            raise ChildNotAsked
        step = ComplaintStep(id=new_id(), complaint_id=complaint.id, state=state, by_id=manager.id, at=clock.now())
        step.note = keyring().seal(note.encode(), header_of_note(step)) if note else None
        current.add(step)
        current.flush()
        if state in TO_THE_CHILD:
            _tell(current, complaint, step, note)
        audit.record(current, manager.id, f"complaint {state}", f"complaint/{complaint.id}")
    session().expire(complaint)
    return True


def _has(complaint: Complaint, state: str) -> bool:
    return any(step.state == state for step in complaint.steps)


def _is_there(complaint: Complaint, state: str, note: str) -> bool:
    if state == ComplaintState.ACKNOWLEDGED:
        return bool(complaint.steps)
    last = complaint.steps[-1] if complaint.steps else None
    return bool(last and last.state == state and note_of(last) == note)


def _tell(current: Session, complaint: Complaint, step: ComplaintStep, words: str) -> None:
    lock = lock_of_letter(complaint.invitation) if complaint.invitation.respondent == CHILD else None
    if lock is None or not is_key(lock.public):
        return
    reply = ComplaintReply(id=step.id, lock_id=lock.id, at=step.at)
    sent_on = clock.local(complaint.sent_at).date().isoformat()
    said = {"complaint": complaint.id, "state": step.state, "words": words, "sent_on": sent_on}
    reply.envelope = sealing.seal(
        json.dumps(said).encode(), header_of_reply(reply), {lock.id: public_half(lock.public)}
    )
    current.add(reply)


def note_said(lock: Lock, reply_id: str, said: str) -> None:
    """The child says that an answer is fine, or that it is to go on; nobody takes the second back.

    Raises LookupError for what is not behind this lock, ValueError for what is no answer to that.
    """
    mark_as_said(said, (FINE, GO_ON), reply_id, partial(is_behind, lock))
