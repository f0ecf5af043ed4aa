"""Referring a child to the advocacy provider, and taking a request for an advocate further."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import Enum, auto

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from participation import clock
from participation.advocacy.models import AdvocacyReferral, AdvocacyStep, ReferralStep
from participation.advocacy.notices import ADVOCATE_ASKED
from participation.advocacy.queries import Request, Step, header_of_note, header_of_referral, request_for, steps_of
from participation.audit import actions as audit
from participation.children.models import DIED
from participation.db import id_of, inserting, session, transaction
from participation.log import LOG
from participation.outbox.actions import queue
from participation.permissions.queries import review_for
from participation.reviews.models import Review
from participation.sealing import CannotOpen, Header
from participation.sealing.of_this_app import keyring
from participation.staff.models import Role, Staff

UNDONE_WITHIN = timedelta(days=1)


@dataclass(frozen=True)
class ReferralWords:
    """What is sealed of a referral; empty where it is deleted, or its key is missing here."""

    why: str = ""
    to_know: str = ""
    """How the advocate comes to the child, and when it is safe."""


@dataclass(frozen=True)
class Referred:
    """What an officer asks for a child."""

    source: str
    language: str
    needs_interpreter: bool
    words: ReferralWords


class NotedStep(Enum):
    """What became of a step."""

    WELL = auto()
    NOT_THERE = auto()
    """There is no such request for this person, or it is closed."""
    BEFORE = auto()
    """Somebody noted it before, with another note or none: this note is not kept."""


def refer(officer: Staff, review_id: str, form_key: str, referred: Referred) -> str | None:
    """Ask the provider; the same form pressed again asks once. None for a review that this officer does not care for.

    About a child who has died nothing is asked.
    """
    with transaction() as current:
        review = review_for(officer, review_id)
        if review is None or review.child.ended_as == DIED:
            return None
        # Two presses at once wait for each other here.
        current.execute(select(Review.id).where(Review.id == review.id).with_for_update(key_share=True))
        id = id_of(f"{officer.id}/{review.id}/{form_key}".encode())
        if current.get(AdvocacyReferral, id) is None:
            _keep(current, AdvocacyReferral(id=id, review_id=review.id, by_id=officer.id), referred)
            audit.record(current, officer.id, "referred", f"advocacy/{id}", referred.source)
            queue(ADVOCATE_ASKED, f"{ADVOCATE_ASKED}/{id}", to_role=Role.ADVOCATE)
    return id


def _keep(current: Session, referral: AdvocacyReferral, referred: Referred) -> None:
    referral.source, referral.language = referred.source, referred.language
    referral.needs_interpreter, referral.made_at = referred.needs_interpreter, clock.now()
    plain = json.dumps(asdict(referred.words)).encode()
    referral.words = keyring().seal(plain, header_of_referral(referral))
    current.add(referral)
    current.flush()


def read_referral(advocate: Staff, referral: AdvocacyReferral) -> ReferralWords:
    """The words of one that a query has found for this reader. That they were read is on disk before."""
    with transaction() as current:
        audit.record(current, advocate.id, "read", f"advocacy/{referral.id}", "a request for an advocate")
    return words_of(referral)


def words_of(referral: AdvocacyReferral) -> ReferralWords:
    """What the officer wrote. Only for whoever has noted the opening."""
    plain = _opened(referral.words, header_of_referral(referral))
    return ReferralWords(**json.loads(plain)) if plain else ReferralWords()


def words_of_referrals(ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """The words of these. Only for whoever has noted the opening."""
    found = session().scalars(select(AdvocacyReferral).where(AdvocacyReferral.id.in_(list(ids))))
    return {each.id: asdict(words_of(each)) for each in found}


def notes_about(ids: Sequence[str]) -> list[dict[str, str]]:
    """What the provider wrote of these requests, step by step. Only for whoever has noted the opening."""
    steps = (step for each in steps_of(ids).values() for step in each)
    noted = ((step, note_of(step)) for step in steps)
    return [{"request": step.request_id, "state": step.state, "note": note} for step, note in noted if note]


def note_of(step: Step) -> str:
    """What the provider wrote beside a step, for whoever has been shown the request."""
    return _opened(step.note, header_of_note(step))


def _opened(envelope: bytes | None, header: Header) -> str:
    try:
        return keyring().open(envelope, header).decode() if envelope else ""
    except CannotOpen as error:
        LOG.error("words about a request for an advocate were not opened", error=error)
        return ""


def take_step(advocate: Staff, request_id: str, state: str, note: str = "") -> NotedStep:
    """Note how far a request is; the same again changes nothing."""
    with transaction() as current:
        request = request_for(advocate, request_id)
        if request is None:
            return NotedStep.NOT_THERE
        step = _step(request, state=state, by_id=advocate.id, at=clock.now())
        step.note = keyring().seal(note.encode(), header_of_note(step)) if note else None
        values = {name: value for name, value in vars(step).items() if not name.startswith("_")}
        new = inserting(type(step)).values(values).on_conflict_do_nothing().returning(type(step).state)
        if current.scalar(new):
            audit.record(current, advocate.id, f"advocacy {state}", _named(request))
            return NotedStep.WELL
        again = request_for(advocate, request_id)
        kept = [note_of(each) for each in again.steps if each.state == state] if again else []
        return NotedStep.WELL if not note or note in kept else NotedStep.BEFORE


def _step(request: Request, **fields: object) -> Step:
    if request.referral:
        return ReferralStep(referral_id=request.id, **fields)
    return AdvocacyStep(submission_id=request.id, **fields)


def _named(request: Request) -> str:
    return f"{'advocacy' if request.referral else 'submission'}/{request.id}"


def may_undo(advocate: Staff, request: Request) -> bool:
    """Whether the last step is this person's own, and not older than a day."""
    last = request.steps[-1] if request.steps else None
    return last is not None and last.by_id == advocate.id and clock.now() - last.at <= UNDONE_WITHIN


def undo_step(advocate: Staff, request_id: str, state: str) -> bool | None:
    """Take the last step back with its note. None where there is no such request; False where it may not be undone.

    `state` is the last one on the page, so that who presses twice takes one back and not two.
    """
    with transaction() as current:
        request = request_for(advocate, request_id)
        if request is None:
            return None
        if request.state != state or not may_undo(advocate, request):
            return False
        table = type(request.steps[-1])
        key = ReferralStep.referral_id if request.referral else AdvocacyStep.submission_id
        current.execute(delete(table).where(key == request.id, table.state == state, table.by_id == advocate.id))
        audit.record(current, advocate.id, "advocacy undone", _named(request), state)
    return True
