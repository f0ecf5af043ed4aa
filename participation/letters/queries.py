"""Sheets that are out, what of them is no longer so, what a new one would end; and runs of printing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import contains_eager, defer, joinedload, load_only

from participation import clock
from participation.db import session
from participation.invitations.models import CHILD, Invitation
from participation.invitations.queries import IS_STILL_ASKED, LETTER_STANDS
from participation.letters.facts import ON_PAPER, Fact, is_from, no_longer_so
from participation.letters.models import PrintedSheet, PrintRun
from participation.locks.queries import locks_of
from participation.profiles.models import Profile
from participation.reviews.models import Review
from participation.staff.models import Role, Staff
from participation.submissions.models import Draft, Receipt
from participation.submissions.queries import drafts_since_printing


@dataclass(frozen=True)
class Untrue:
    """A letter that is out and says something that is no longer so."""

    invitation: Invitation
    sheet: PrintedSheet
    changed: tuple[Fact, ...]
    profile: Profile | None = None
    """The page of who is the officer now."""
    signed_by: Staff | None = None
    """Where the officer is another: in whose name it was printed, if their name and number are still the same."""

    def __str__(self) -> str:
        """For the terminal."""
        review, who = self.invitation.review, self.invitation.respondent
        printed = self.invitation.printed_at
        when = f"printed {clock.local(printed):%d/%m/%Y}" if printed else ""
        return f"{review.reference or review.id}, {who}, {self.invitation.mark}, {when}: {', '.join(self.changed)}"

    @property
    def is_on_paper(self) -> bool:
        """Whether the letter itself says it, so that a new one is worth its post."""
        return not ON_PAPER.isdisjoint(self.changed)


@dataclass(frozen=True)
class Loss:
    """What ends, or goes along, when a letter is printed again."""

    draft_saved_at: datetime | None
    """When somebody last wrote on it without sending: only the letter that is out opens that."""
    locked_at: datetime | None
    lock_goes_along: bool


def untrue_letters() -> list[Untrue]:
    """Of the letters that are out and still matter: those whose meeting is to come, now or as they say it."""
    today = clock.today()
    to_come = or_(
        Review.meets_on >= today,
        PrintedSheet.meets_on >= today,
        and_(Review.meets_on.is_(None), PrintedSheet.meets_on.is_(None), Invitation.ends_on >= today),
    )
    wanted = (
        select(Invitation, PrintedSheet, Profile)
        .join(
            PrintedSheet,
            (PrintedSheet.invitation_id == Invitation.id) & (PrintedSheet.printing == Invitation.printings),
        )
        .join(Invitation.review)
        .outerjoin(Profile, Profile.staff_id == Review.officer_id)
        .where(LETTER_STANDS, IS_STILL_ASKED, to_come)
        .options(
            contains_eager(Invitation.review).options(joinedload(Review.child), joinedload(Review.officer)),
            joinedload(Invitation.person),
            defer(Profile.photo),
        )
        .order_by(Review.meets_on, Review.id, Invitation.respondent != CHILD, Invitation.respondent, Invitation.id)
    )
    compared = (
        Untrue(invitation, sheet, no_longer_so(sheet, invitation, profile), profile)
        for invitation, sheet, profile in session().execute(wanted)
    )
    return _with_officers([each for each in compared if each.changed])


def _with_officers(untrue: list[Untrue]) -> list[Untrue]:
    """A sheet keeps no name: in whose it was printed is found by trying everybody who may be an officer."""
    if not any(Fact.OFFICER in each.changed for each in untrue):
        return untrue
    tried = select(Staff, Profile).outerjoin(Profile, Profile.staff_id == Staff.id).where(Staff.role == Role.OFFICER)
    officers = session().execute(tried.options(defer(Profile.photo)).order_by(Staff.id)).all()
    return [
        replace(each, signed_by=next((one for one, page in officers if is_from(each.sheet, one, page)), None))
        if Fact.OFFICER in each.changed
        else each
        for each in untrue
    ]


def sheets_of(invitations: Iterable[Invitation]) -> Mapping[str, PrintedSheet]:
    """The sheets that are out, by invitation."""
    printings = {each.id: each.printings for each in invitations}
    found = session().scalars(select(PrintedSheet).where(PrintedSheet.invitation_id.in_(list(printings))))
    return {each.invitation_id: each for each in found if each.printing == printings[each.invitation_id]}


def day_on_sheet(invitation_id: str, printing: int) -> PrintedSheet | None:
    """What a letter says of its meeting, for whoever has opened it: the public side may see nothing else of it."""
    wanted = select(PrintedSheet).where(PrintedSheet.invitation_id == invitation_id, PrintedSheet.printing == printing)
    return session().scalar(
        wanted.options(load_only(PrintedSheet.printing, PrintedSheet.meets_on, PrintedSheet.starts_at))
    )


def losses_of(invitations: Sequence[Invitation]) -> Mapping[str, Loss]:
    """By invitation what a new letter would end; nothing stands here of one with which nobody has done anything."""
    ids = [each.id for each in invitations]
    drafts = drafts_since_printing(ids)
    locks = {lock.invitation_id: (lock.set_at, goes_along) for lock, goes_along in locks_of(ids)}
    return {id: Loss(drafts.get(id), *locks.get(id, (None, False))) for id in ids if id in drafts or id in locks}


def is_in_use(invitation_id: str, since: datetime) -> bool:
    """Whether somebody has sent or written with the letter that is out, since then."""
    sent = exists().where(Receipt.invitation_id == invitation_id, Receipt.sent_at >= since)
    written = exists().where(Draft.invitation_id == invitation_id, Draft.saved_at >= since)
    return bool(session().scalar(select(or_(sent, written))))


def run_of(lookup: str) -> PrintRun | None:
    """A run of printing, without what was drawn."""
    return session().scalar(select(PrintRun).where(PrintRun.lookup == lookup).options(defer(PrintRun.result)))


def result_of(lookup: str) -> bytes | None:
    """What was drawn, sealed."""
    return session().scalar(select(PrintRun.result).where(PrintRun.lookup == lookup))
