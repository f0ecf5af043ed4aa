"""Closing anew what this installation's keys close: after a rotation, and after a restore with other keys."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, func, inspect, select

from participation.advocacy.models import AdvocacyReferral, AdvocacyStep, ReferralStep
from participation.advocacy.queries import header_of_note as header_of_step
from participation.advocacy.queries import header_of_referral
from participation.between.cribs import header_of_crib
from participation.between.models import Crib, OfficerVisit
from participation.between.queries import header_of as header_of_visit
from participation.carried.models import SaidForChild
from participation.carried.queries import header_of_said
from participation.challenges.models import OfficerChallenge
from participation.challenges.queries import header_of_answer as header_of_challenge_answer
from participation.challenges.queries import header_of_words as header_of_challenge
from participation.complaints.models import Complaint, ComplaintStep
from participation.complaints.queries import header_of as header_of_complaint
from participation.complaints.queries import header_of_note as header_of_complaint_note
from participation.contact.models import ContactRequest, ContactStep
from participation.contact.queries import header_of as header_of_request
from participation.contact.queries import header_of_note
from participation.db import session, transaction
from participation.disclosure.actions import header_of_hold
from participation.disclosure.models import Hold
from participation.interpreting.models import English
from participation.interpreting.queries import header_of as header_of_english
from participation.locks.models import Lock
from participation.locks.queries import header_of as header_of_lock
from participation.outcomes.childs_letter import header_of_letter
from participation.outcomes.models import ChildsLetter, Outcome, Participation
from participation.outcomes.queries import header_of as header_of_answer
from participation.outcomes.queries import header_of_why
from participation.sealing import CannotOpen, Header
from participation.sealing.keyring import AUTHENTICATORS
from participation.sealing.of_this_app import keyring
from participation.staff.authenticators import needs_cookies, totp_secret_of, wrapped_totp
from participation.staff.models import Staff
from participation.submissions.models import Submission
from participation.submissions.queries import header_of

BATCH = 50
"""So many in one transaction: on SQLite a child who sends meanwhile has to wait for it."""
Tick = Callable[[int], object]


@dataclass(frozen=True)
class SealedColumn:
    """Where envelopes for this installation's own keys are kept, and what each is bound to."""

    model: Any
    name: str
    header_of: Callable[[Any], Header]

    @property
    def key(self) -> Any:
        """What names a row."""
        return inspect(self.model).primary_key[0]

    def __str__(self) -> str:
        return f"{self.model.__tablename__}.{self.name}"


def _header_of_request(request: ContactRequest) -> Header:
    return header_of_request(request, request.invitation.review_id if request.invitation else "")


def _header_of_english(english: English) -> Header:
    return header_of_english(english, english.link.submission_id)


SEALED = (
    SealedColumn(Submission, "envelope", header_of),
    SealedColumn(ContactRequest, "envelope", _header_of_request),
    SealedColumn(ContactStep, "note", header_of_note),
    SealedColumn(Complaint, "envelope", header_of_complaint),
    SealedColumn(ComplaintStep, "note", header_of_complaint_note),
    SealedColumn(Outcome, "answer", header_of_answer),
    SealedColumn(Participation, "why", header_of_why),
    SealedColumn(ChildsLetter, "envelope", header_of_letter),
    SealedColumn(SaidForChild, "words", header_of_said),
    SealedColumn(Crib, "envelope", header_of_crib),
    SealedColumn(OfficerVisit, "words", header_of_visit),
    SealedColumn(OfficerChallenge, "words", header_of_challenge),
    SealedColumn(OfficerChallenge, "answer", header_of_challenge_answer),
    SealedColumn(AdvocacyReferral, "words", header_of_referral),
    SealedColumn(AdvocacyStep, "note", header_of_step),
    SealedColumn(ReferralStep, "note", header_of_step),
    SealedColumn(Hold, "reason", header_of_hold),
    SealedColumn(English, "envelope", _header_of_english),
    SealedColumn(Lock, "for_next_letter", header_of_lock),
)
NOT_SEALED_TO_US: Mapping[str, str] = {
    "complaint_reply.envelope": "to the child's lock",
    "draft.sealed": "to the letter's root secret",
    "face.photo": "nothing, for the child sees it with the letter",
    "face.waits": "nothing, for a manager looks at it",
    "interpreter_link.sealed": "to the secret of the link",
    "invitation.child_name": "to the letter's root secret",
    "invitation.root_by_code": "to the typed code",
    "invitation.root_by_token": "to the token after the #",
    "letter_lock.noted_private": "to what the child chose, and the letter",
    "letter_lock.private": "to what the child chose, and the letter",
    "letter_lock.public": "a public half",
    "letter_lock.salt": "noise",
    "own_copy.envelope": "to the child's lock",
    "passkey.credential_id": "public",
    "passkey.public_key": "a public half",
    "print_run.result": "to what the form was given that asked for it",
    "profile.photo": "public",
    "profile_change.photo": "public",
    "proofreading.screens": "nothing, for there are pages with invented people",
    "reply.envelope": "to the child's lock",
    "said_for_child.for_child": "to the child's lock",
    "visit.lock_key": "to the cookie",
    "visit.root": "to the cookie",
}
"""Every other column of bytes, with what it is sealed to: a test fails for a column that nobody has thought of."""


@dataclass
class Resealed:
    """What became of the envelopes that were looked at."""

    opened: int = 0
    """Those that open with the keys of this installation now."""
    changed: int = 0
    """Those that were sealed anew."""
    failed: list[str] = field(default_factory=list)
    """Those that nothing at hand opens; they stay as they are."""


def count_sealed() -> int:
    """How many envelopes there are for this installation's keys."""
    counted = (select(func.count()).where(_column(each).is_not(None)) for each in SEALED)
    return sum(session().scalar(count) or 0 for count in counted)


def seal_to_newest(tick: Tick) -> Resealed:
    """Seal anew what is not sealed to the newest keys, in short transactions; sending and reading go on.

    Killed and begun again, it goes on where it was. An item that was being sent meanwhile may come after it has
    passed, so it passes again until it finds nothing.
    """
    whole = Resealed()
    while True:
        found = _pass(lambda envelope, header: keyring().resealed(envelope, header), tick)
        whole.opened, whole.failed = found.opened, found.failed
        whole.changed += found.changed
        if not found.changed:
            return whole


def seal_to_ours(open_otherwise: Callable[[bytes, Header], bytes], tick: Tick) -> Resealed:
    """Seal to the keys that are here what only `open_otherwise` still opens; it raises CannotOpen."""

    def ours(envelope: bytes, header: Header) -> bytes:
        try:
            keyring().open(envelope, header)
        except CannotOpen:
            return keyring().seal(open_otherwise(envelope, header), header)
        return envelope

    return _pass(ours, tick)


def wrap_authenticators_anew() -> list[str]:
    """Wrap by their own key what older versions wrapped by the secret of cookies; gives whose opens with neither."""
    lost = []
    with transaction() as current:
        for staff in current.scalars(_with_authenticator().with_for_update()):
            try:
                secret, key = totp_secret_of(staff)
            except CannotOpen:
                lost.append(staff)
                continue
            if key != AUTHENTICATORS:
                staff.totp_secret = wrapped_totp(secret, staff.id)
        return sorted(staff.email for staff in lost if staff.password_hash and not staff.disabled_at)


def how_many_need_cookies() -> int:
    """How many authenticators would end with the secret that signs cookies."""
    return sum(map(needs_cookies, session().scalars(_with_authenticator())))


def _with_authenticator() -> Select[Staff]:
    return select(Staff).where(Staff.totp_secret != "")


def _pass(sealed_anew: Callable[[bytes, Header], bytes], tick: Tick) -> Resealed:
    found = Resealed()
    for column in SEALED:
        last = ""
        while ids := _next_ids(column, last):
            _reseal(column, ids, sealed_anew, found)
            last = ids[-1]
            tick(len(ids))
    return found


def _next_ids(column: SealedColumn, last: str) -> list[str]:
    wanted = select(column.key).where(column.key > last, _column(column).is_not(None)).order_by(column.key).limit(BATCH)
    with transaction() as current:
        return list(current.scalars(wanted))


def _reseal(
    column: SealedColumn, ids: list[str], sealed_anew: Callable[[bytes, Header], bytes], found: Resealed
) -> None:
    with transaction() as current:
        for row in _locked(column, ids):
            before = getattr(row, column.name)
            try:
                after = sealed_anew(before, column.header_of(row))
            except CannotOpen:
                found.failed.append(f"{column.model.__tablename__}/{inspect(row).identity[0]}")
                continue
            found.opened += 1
            if after != before:
                setattr(row, column.name, after)
                found.changed += 1
        current.flush()
        current.expunge_all()


def _locked(column: SealedColumn, ids: list[str]) -> Iterator[Any]:
    wanted = select(column.model).where(column.key.in_(ids)).with_for_update(key_share=True, of=column.model)
    return iter(session().scalars(wanted).all())


def _column(column: SealedColumn) -> Any:
    return getattr(column.model, column.name)
