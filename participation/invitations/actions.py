"""Inviting, drawing a letter's secrets, opening, leaving."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import SQLAlchemyError

from participation import clock, sealing, service
from participation.audit import actions as audit
from participation.children.models import Child
from participation.db import UTCDateTime, transaction
from participation.invitations.levels import level_of
from participation.invitations.marks import OPENED, mark
from participation.invitations.models import CHILD, HELPER, Invitation, StillOpens, Visit
from participation.invitations.open_visits import OpenLetter, OpenVisit
from participation.invitations.purposes import BEFORE
from participation.invitations.queries import IS_STILL_ASKED, MAY_BE_ISSUED, cookie_lookup
from participation.invitations.secrets import code_secrets, new_code, new_token, token_lookup
from participation.log import LOG
from participation.reviews.models import Person, PersonRole, Review
from participation.reviews.timetable import is_old_enough
from participation.sealing.of_this_app import keyring

OPEN_DAYS = 28
"""An invitation ends this many days after the review."""
ASKED_ROLES = tuple(role for role in BEFORE if role != CHILD)
LETTER_ROLES = (*ASKED_ROLES, HELPER)


@dataclass(frozen=True)
class Secrets:
    """What one letter carries. It exists only while the letter is drawn."""

    token: str
    code: str

    def __repr__(self) -> str:
        return "<Secrets>"


def invite(reviews: Iterable[Review], respondents: Iterable[str]) -> int:
    """Issue the invitations that these reviews lack; returns how many."""
    wanted, of_these = set(respondents), list(reviews)
    ids, issued = [review.id for review in of_these], 0
    with transaction() as session:
        # Of two who invite at once the second sees what the first has issued.
        session.execute(select(Review.id).where(Review.id.in_(ids)).order_by(Review.id).with_for_update(key_share=True))
        for review in of_these:
            asked = {
                (respondent, person_id)
                for respondent, person_id in session.execute(
                    select(Invitation.respondent, Invitation.person_id).where(Invitation.review_id == review.id)
                )
            }
            for respondent, person in () if review.ending_id else _respondents_of(review):
                if respondent in wanted and (respondent, person and person.id) not in asked:
                    session.add(_invitation(review, respondent, person))
                    issued += 1
    return issued


def _respondents_of(review: Review) -> list[tuple[str, Person | None]]:
    adults: list[tuple[str, Person | None]] = [(p.role, p) for p in review.people if has_letter(p)]
    is_written_to = is_old_enough(review.child.born_on, review.meets_on or clock.today()) and _level_of(review.child)
    return [(CHILD, None), *adults] if is_written_to else adults


def _level_of(child: Child) -> str:
    return level_of(child.born_on, clock.today(), service.current().leaving_care_until)


def is_asked(person: Person) -> bool:
    """Whether an adult is asked for a view: their role is, no list says otherwise, and they still have a part."""
    return person.role in ASKED_ROLES and has_letter(person)


def has_letter(person: Person) -> bool:
    """Whether an adult gets a letter, be it one that asks nothing.

    The fostering social worker gets one where the service has the carer's form checked.
    """
    if person.role == PersonRole.FOSTERING_WORKER and not service.current().has_carers_form_checked:
        return False
    return person.role in LETTER_ROLES and person.is_asked is not False and person.ending_id is None


def _invitation(review: Review, respondent: str, person: Person | None) -> Invitation:
    return Invitation(
        review=review,
        respondent=respondent,
        person=person,
        language=person.language if person else review.child.language,
        level="adult" if person else _level_of(review.child),
        is_unaccompanied=person is None and bool(review.child.is_unaccompanied),
        invited_on=clock.today(),
        ends_on=(review.meets_on or review.due_on or clock.today()) + timedelta(days=OPEN_DAYS),
    )


_ISSUED: dict[str, Any] = {"revoked_at": None, "still_opens": None, "ending_id": None}
"""A letter that was lost, and is on paper once more, stands again: what was lost opens nothing for ever."""
_KEPT = "token_lookup", "code_lookup", "root_by_token", "root_by_code", "child_name"


@dataclass(frozen=True)
class Fresh:
    """Secrets that were drawn for a letter, and what is kept of them once the letter is on paper."""

    invitation_id: str
    secrets: Secrets
    root: bytes
    kept: dict[str, Any]

    def __repr__(self) -> str:
        return f"<Fresh secrets of {self.invitation_id}>"


def speak_to_child(officer_id: str, review: Review, language: str) -> None:
    """From now on the child's letters of this review, and the pages that they open, are in a language.

    It is noted of the child too, until a list says otherwise. A visit that is open keeps the language chosen in it.
    """
    with transaction() as session:
        review.child.language = language
        session.execute(
            update(Invitation)
            .where(Invitation.review_id == review.id, Invitation.respondent == CHILD)
            .values(language=language)
        )
        audit.record(session, officer_id, "language", f"review/{review.id}", language)


def named_in(invitation: Invitation) -> str:
    """The child whom an adult's letter names. A child's own pages name nobody: somebody may look on."""
    return "" if invitation.respondent == CHILD else invitation.review.child.preferred_name


def fresh_secrets(invitation_id: str, child_name: str, pepper: bytes) -> Fresh:
    """New secrets, not kept yet. Slow on purpose: the typed code is hashed so that nobody can search it."""
    link, code = fresh_link(invitation_id, child_name), new_code()
    code_lookup, code_key = code_secrets(code, pepper)
    kept = {**link.kept, "code_lookup": code_lookup, "root_by_code": sealing.wrap(link.root, code_key, "code")}
    return Fresh(invitation_id, Secrets(link.secrets.token, code), link.root, kept)


def fresh_link(invitation_id: str, child_name: str) -> Fresh:
    """A new link without a code to type, for a mail: what does not exist can be in nobody's hands."""
    token, root = new_token(), sealing.new_root()
    kept = {
        **dict.fromkeys(_KEPT),
        "token_lookup": token_lookup(token),
        "root_by_token": sealing.wrap(root, token.encode(), "token"),
        "child_name": sealing.seal_draft(root, child_name.encode(), f"child/{invitation_id}") if child_name else None,
    }
    return Fresh(invitation_id, Secrets(token, ""), root, kept)


def without_secrets(invitation_id: str) -> Fresh:
    """Of a letter that opens nothing."""
    return Fresh(invitation_id, Secrets("", ""), b"", dict.fromkeys(_KEPT))


def keep_secrets(drawn: Iterable[Fresh], *, by_mail: bool = False) -> None:
    """The letters are on paper, or went: from now on they open. Those before stop opening, and so do their visits.

    A visit knows with which printing it began. Its row stays for the night: the public side may be holding on to it.
    What was ended while it was drawn, for another reason than that the sheet is lost, stays ended.
    A draft that was begun with the old letter cannot be opened by the new one: its key came from the old secrets.
    """
    with transaction() as session:
        now = clock.now()
        how = {"mail_asked_at": None, "mail_refused_at": None} | ({"mailed_at": now} if by_mail else {})
        for fresh in drawn:
            session.execute(
                update(Invitation)
                .where(Invitation.id == fresh.invitation_id, MAY_BE_ISSUED, IS_STILL_ASKED)
                .values(
                    **fresh.kept,
                    **_ISSUED,
                    **how,
                    printings=Invitation.printings + 1,
                    printed_at=now,
                    asked_at=func.coalesce(Invitation.asked_at, now, type_=UTCDateTime),
                )
                .execution_options(synchronize_session=False)
            )
            done = "letter mailed" if by_mail else "letter printed"
            audit.record(session, "system", done, f"invitation/{fresh.invitation_id}")


def draw_secrets(invitation: Invitation) -> Secrets:
    """New secrets for one letter, kept at once."""
    fresh = fresh_secrets(invitation.id, named_in(invitation), keyring().secret("pepper"))
    keep_secrets([fresh])
    return fresh.secrets


def open_with_token(invitation: Invitation, token: str, language: str) -> str:
    """Begin a visit with the QR's secret; returns the cookie's token."""
    assert invitation.root_by_token is not None  # noqa: S101 - a printed invitation has it; mypy cannot know
    return _begin_visit(invitation, sealing.unwrap(invitation.root_by_token, token.encode(), "token"), language)


def open_with_code(invitation: Invitation, code_key: bytes, language: str) -> str:
    """Begin a visit with the typed code's key; returns the cookie's token."""
    assert invitation.root_by_code is not None  # noqa: S101 - a printed invitation has it; mypy cannot know
    return _begin_visit(invitation, sealing.unwrap(invitation.root_by_code, code_key, "code"), language)


def _begin_visit(invitation: Invitation, root: bytes, language: str) -> str:
    cookie = token_urlsafe(32)
    now = clock.now()
    with transaction() as session:
        session.add(
            Visit(
                lookup=cookie_lookup(cookie),
                invitation_id=invitation.id,
                printing=invitation.printings,
                root=sealing.wrap(root, cookie.encode(), "visit"),
                language=language,
                started_at=now,
                seen_at=now,
            )
        )
    return cookie


def root_of(visit: OpenVisit, cookie: str) -> bytes:
    """The link's root secret; only the cookie opens it."""
    return sealing.unwrap(visit.root, cookie.encode(), "visit")


def child_of(visit: OpenVisit, root: bytes) -> str:
    """How the letter of this visit names the child; empty in the child's own letter."""
    sealed = visit.invitation.child_name
    return sealing.open_draft(root, sealed, f"child/{visit.invitation_id}").decode() if sealed else ""


def touch(visit: OpenVisit, language: str | None = None) -> None:
    """The respondent is still there; perhaps in another language. The first time, their letter counts as opened.

    That a visit began says nothing: what looks through mail for its owner presses Start too, and goes where it leads.
    """
    spoken = {} if language is None else {"language": language}
    with transaction() as session:
        now = clock.now()
        if not visit.was_seen:
            mark(OPENED, [visit.invitation_id], now)
        session.execute(update(Visit).where(Visit.lookup == visit.lookup).values(seen_at=now, **spoken))


def note_seen(visit: OpenVisit) -> None:
    """The respondent is still there. A disk that is full or locked is no reason to keep a page from them."""
    try:
        touch(visit)
    except SQLAlchemyError as error:
        LOG.error("a presence was not noted", error=error)


def end_visit(cookie: str) -> None:
    """The respondent has left this device."""
    with transaction() as session:
        session.execute(delete(Visit).where(Visit.lookup == cookie_lookup(cookie)))


def revoke(invitation: Invitation) -> None:
    """The letter stops opening at the next request."""
    with transaction():
        invitation.revoked_at = clock.now()


def is_over(invitation: Invitation | OpenLetter, today: date) -> bool:
    """Whether the letter has finished, by its last day or because it is not so any more."""
    return today > invitation.ends_on or invitation.still_opens == StillOpens.FAREWELL
