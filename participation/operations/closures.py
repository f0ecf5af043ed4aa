"""What was closed on purpose: accounts and letters. A restore must not open what a newer backup knows as closed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session, joinedload

from participation import clock
from participation.audit import actions as audit
from participation.interpreting.models import InterpreterLink
from participation.invitations.models import Invitation, Visit
from participation.invitations.secrets import new_token, token_lookup
from participation.proofreading.actions import close_link
from participation.proofreading.models import Proofreading
from participation.staff.known_browsers import forget_browsers
from participation.staff.models import Staff, StaffSession

WHY = "a newer backup says so"


class Account(NamedTuple):
    """What somebody may do."""

    role: str
    is_disabled: bool


class LetterClosing(NamedTuple):
    """Which sheet opens, if any does."""

    printings: int
    is_revoked: bool


@dataclass(frozen=True)
class Closings:
    """All accounts and letters by their ids, as a backup carries them beside its rows."""

    accounts: Mapping[str, Account]
    letters: Mapping[str, LetterClosing]

    @classmethod
    def of(cls, session: Session) -> "Closings":
        """As they stand now."""
        accounts = session.execute(select(Staff.id, Staff.role, Staff.disabled_at.is_not(None)))
        columns = Invitation.id, Invitation.printings, Invitation.revoked_at.is_not(None)
        letters = session.execute(select(*columns).where(or_(Invitation.printings > 0, columns[2])))
        return cls(
            {id: Account(role, is_disabled) for id, role, is_disabled in accounts},
            {id: LetterClosing(printings, is_revoked) for id, printings, is_revoked in letters},
        )

    @classmethod
    def from_json(cls, found: Mapping[str, Mapping[str, list[object]]]) -> "Closings":
        """As it stood in a backup."""
        return cls(
            {id: Account(*each) for id, each in found["accounts"].items()},  # type: ignore[arg-type]
            {id: LetterClosing(*each) for id, each in found["letters"].items()},  # type: ignore[arg-type]
        )


@dataclass(frozen=True)
class Closed:
    """What was closed again."""

    accounts: tuple[str, ...]
    """The addresses of those who cannot sign in any more, or have another role."""
    letters: tuple[str, ...]
    """To be printed again: the review's number, and who was asked."""
    unknown: int
    """Letters that were issued later and are not here at all."""


def end_visits(session: Session) -> None:
    """Whoever was in when the backup was made is out: respondents, staff, who checks a language, and interpreters.

    A link to set an account up may have been used since: a manager makes another.

    An interpreter's link may have been used or taken back since: its officer reads that it ended, and makes another.
    """
    session.execute(delete(Visit))
    session.execute(delete(StaffSession))
    session.execute(update(Staff).values(set_up_lookup="", set_up_ends_at=None))
    is_open = InterpreterLink.sealed.is_not(None)
    session.execute(update(InterpreterLink).where(is_open).values(sealed=None, ends_at=clock.now()))
    for proofreading in session.scalars(select(Proofreading)):
        close_link(proofreading)


def close_again(session: Session, known: Closings) -> Closed:
    """Close what a newer backup knows as closed, in the transaction that is open. Nothing is opened by it."""
    here = session.scalars(select(Invitation).options(joinedload(Invitation.review)).order_by(Invitation.id)).all()
    return Closed(
        tuple(_closed_accounts(session, known.accounts)),
        tuple(_ended_letters(session, here, known.letters)),
        len(known.letters.keys() - {each.id for each in here}),
    )


def _closed_accounts(session: Session, known: Mapping[str, Account]) -> Iterator[str]:
    for staff in session.scalars(select(Staff).order_by(Staff.email)).all():
        then = known.get(staff.id, Account(staff.role, is_disabled=False))
        if is_closed := then.is_disabled and staff.disabled_at is None:
            staff.disabled_at = clock.now()
            forget_browsers(session, staff.id)
            audit.record(session, "system", "account disabled", f"staff/{staff.id}", WHY)
        if is_other := then.role != staff.role:
            staff.role = then.role
            audit.record(session, "system", "role changed", f"staff/{staff.id}", WHY)
        if is_closed or is_other:
            yield staff.email


def _ended_letters(session: Session, here: Sequence[Invitation], known: Mapping[str, LetterClosing]) -> Iterator[str]:
    for invitation in here:
        then = known.get(invitation.id, LetterClosing(0, is_revoked=False))
        if then.is_revoked and invitation.revoked_at is None:
            invitation.revoked_at = clock.now()
            audit.record(session, "system", "letter ended", f"invitation/{invitation.id}", WHY)
        elif then.printings > invitation.printings and not then.is_revoked:
            _end(invitation, then.printings)
            audit.record(session, "system", "letter ended", f"invitation/{invitation.id}", WHY)
            yield f"{invitation.review.reference or invitation.review_id}  {invitation.respondent}"


def _end(invitation: Invitation, printings: int) -> None:
    """No sheet opens it before it is printed once more: the newer secrets are not here, and the older ones go.

    A printed letter has to have something to be found by: it is a token that nobody has.
    """
    invitation.printings, invitation.token_lookup = printings, token_lookup(new_token())
    invitation.code_lookup = invitation.root_by_token = invitation.root_by_code = invitation.child_name = None


def how_many_open(session: Session) -> tuple[int, int]:
    """How many accounts and how many letters open."""
    accounts = select(func.count()).select_from(Staff).where(Staff.disabled_at.is_(None))
    is_open = Invitation.printings > 0, Invitation.revoked_at.is_(None), Invitation.ends_on >= clock.today()
    letters = select(func.count()).select_from(Invitation).where(*is_open)
    return session.scalar(accounts) or 0, session.scalar(letters) or 0
