"""Asking to be contacted, taking a request on, noting what was tried, and that they were talked to."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select

from participation import clock
from participation.audit import actions as audit
from participation.contact.models import ACKNOWLEDGED, DONE, NOTED, ContactRequest, ContactStep
from participation.contact.queries import header_of, header_of_note, request_for
from participation.db import id_of, inserting, new_id, transaction
from participation.invitations.open_visits import OpenVisit
from participation.log import LOG
from participation.sealing import CannotOpen
from participation.sealing.of_this_app import keyring
from participation.staff.models import Staff

ABOUT = "contact_asked"
ABOUT_TO_MANAGERS = "contact_asked_managers"
"""No part of such an alert may go by another person's mail: that person may be the officer it is about."""


@dataclass(frozen=True)
class Asked:
    """What somebody wrote who asks to be contacted."""

    reach: str
    """How they may be reached."""
    safe: str
    """When it is safe."""
    more: str
    """Anything else."""
    interpreter: str = ""
    """The language of the interpreter whom they need, as they call it; "" for nobody."""


def ask_for_contact(
    form_key: str, asked: Asked, language: str, visit: OpenVisit | None, *, for_managers: bool = False
) -> str:
    """Keep a request; returns its id. The worker alerts whoever is on duty, or managers only, within seconds.

    The same form with the same words and choice is the same request, however often it is pressed.
    """
    words = json.dumps(asdict(asked)).encode()
    request = ContactRequest(
        id=id_of(form_key.encode() + words + (b"/managers" if for_managers else b"")),
        invitation_id=visit.invitation_id if visit else None,
        printing=visit.printing if visit else None,
        language=language,
        asked_at=clock.now(),
        is_for_managers=for_managers,
    )
    request.envelope = keyring().seal(words, header_of(request, visit.invitation.review_id if visit else ""))
    values = {name: value for name, value in vars(request).items() if not name.startswith("_")}
    with transaction() as session:
        session.execute(inserting(ContactRequest).values(values).on_conflict_do_nothing())
    return request.id


def about(request: ContactRequest) -> str:
    """What the alerts of a request are about."""
    return ABOUT_TO_MANAGERS if request.is_for_managers else ABOUT


def key_of(request_id: str, whom: str) -> str:
    """The key of the alert of one request to somebody."""
    return f"contact/{request_id}/{whom}"


def read_request(staff: Staff, request: ContactRequest) -> Asked:
    """The words of a request that a query has found for this person. That it was read is on disk before.

    Raises CannotOpen.
    """
    review_id = request.invitation.review_id if request.invitation else ""
    with transaction() as session:
        audit.record(session, staff.id, "read", f"contact/{request.id}", "a request to be contacted")
    return _asked(keyring().open(request.envelope, header_of(request, review_id)))


def read_if_possible(staff: Staff, request: ContactRequest) -> Asked | None:
    """As `read_request`; None where its key is missing here, or where it holds nothing that this program sealed."""
    try:
        return read_request(staff, request)
    except CannotOpen as error:
        LOG.error("a request to be contacted was not opened", error=error)
        return None


def _asked(plain: bytes) -> Asked:
    """Whoever holds the public side may have sealed anything."""
    try:
        words = json.loads(plain)
        always = {name: str(words[name]) for name in ("reach", "safe", "more")}
        return Asked(**always, interpreter=str(words.get("interpreter", "")))
    except (KeyError, RecursionError, TypeError, ValueError) as error:
        raise CannotOpen from error


def acknowledge(staff: Staff, request_id: str) -> bool:
    """Somebody takes a request on: it climbs no further. False where there is none for this person."""
    return _add_step(staff, request_id, ACKNOWLEDGED, "")


def note_tried(staff: Staff, request_id: str, note: str) -> bool:
    """Note what was tried, sealed: the request is not done by that. False where there is none for this person."""
    return _add_step(staff, request_id, NOTED, note)


def note_done(staff: Staff, request_id: str, note: str = "") -> bool:
    """Somebody has talked to who asked: nobody is told of it any more. False where there is none for this person."""
    return _add_step(staff, request_id, DONE, note)


def _add_step(staff: Staff, request_id: str, state: str, note: str) -> bool:
    with transaction() as session:
        session.execute(select(ContactRequest.id).where(ContactRequest.id == request_id).with_for_update())
        request = request_for(staff, request_id, clock.today())
        if request is None:
            return False
        if _is_there(staff, request.steps, state, note):
            return True
        step = ContactStep(id=new_id(), request_id=request_id, state=state, by_id=staff.id, at=clock.now())
        step.note = keyring().seal(note.encode(), header_of_note(step)) if note else None
        session.add(step)
        audit.record(session, staff.id, f"contact {state}", f"contact/{request_id}")
    return True


def _is_there(staff: Staff, steps: Sequence[ContactStep], state: str, note: str) -> bool:
    """Pressing twice is pressing once. Whoever takes on what a colleague looks after already adds nothing."""
    if state == ACKNOWLEDGED:
        return bool(steps)
    same = [step for step in steps if step.state == state]
    return any(not note or (step.by_id == staff.id and note_of(step) == note) for step in same)


def note_of(step: ContactStep) -> str:
    """What was done, for whoever has been shown the request."""
    return keyring().open(step.note, header_of_note(step)).decode() if step.note else ""
