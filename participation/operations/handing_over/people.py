"""Who of the staff comes along: whom a row names must be there, and most are there as a name that opens nothing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import Table, Text, cast, delete, func, literal_column, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from participation import clock
from participation.children.models import Child
from participation.console import Refused
from participation.db import Base
from participation.operations.handing_over.box import CouncilCard, Newcomer, Row, StaffThere
from participation.operations.handing_over.rules import (
    BY_ID,
    WITH_STAFF,
    Leavers,
    about,
    going,
    going_ids,
    is_any,
    of_children,
    staff_columns,
)
from participation.profiles.models import Profile, ProfileChange
from participation.reviews.models import Review
from participation.sealing import CannotOpen
from participation.staff.authenticators import totp_secret_of
from participation.staff.models import Staff

STILL_AT_WORK = timedelta(days=28)
"""So long after a meeting letters open, and its officer has things to do."""
OF_SIGNING_IN = ("known_browser", "passkey", "staff_session")
"""Goes with an account that is taken back."""


@dataclass
class Along:
    """Who comes along, and who is there already."""

    known: dict[str, str] = field(default_factory=dict)
    """By the id here, the id there, for whoever has an account at both under one email."""
    newcomers: list[Newcomer] = field(default_factory=list)
    copies: dict[str, list[Row]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def mapped(self, id: str) -> str:
        """An id as it is there."""
        return self.known.get(id, id)


def refuse_strangers(current: Session, with_sign_in: Mapping[str, Collection[str]]) -> None:
    """A list that names whoever has no open account here is mistyped; raises Refused with a sentence for each."""
    known = set(current.scalars(select(Staff.email).where(Staff.disabled_at.is_(None))))
    if strange := sorted({email for emails in with_sign_in.values() for email in emails} - known):
        raise Refused(*(f"Nobody signs in here as {email}." for email in strange))


def still_open(current: Session) -> Iterator[str]:
    """Where no child is left: who can sign in all the same."""
    if current.scalar(select(Child.id).limit(1)) is None:
        for email in current.scalars(select(Staff.email).where(Staff.disabled_at.is_(None)).order_by(Staff.email)):
            yield f"{email} can still sign in here, where no child is left."


def along(current: Session, children: Leavers, card: CouncilCard, chosen: Collection[str] | None) -> Along:
    """Who is needed there for these children.

    Of those whose account is open here, it opens there for whoever holds a review that is not over, and for the
    `chosen` by email; None means everybody.
    """
    holding, named = _holding(current, children), _named(current, children)
    found = Along()
    for staff in current.scalars(select(Staff).order_by(Staff.email)).all():
        is_chosen = staff.disabled_at is None and (chosen is None or staff.email in chosen)
        is_open = staff.disabled_at is None and staff.id in holding
        if is_chosen or staff.id in named:
            _one(found, staff, card.accounts.get(staff.email), is_open=is_chosen or is_open)
    found.copies = dict(_copies(current, found))
    return found


def profiles_here(current: Session) -> dict[str, str]:
    """Whose own page is here, and what tells one that was changed since from one that was not."""
    whole = func.md5(cast(func.row_to_json(literal_column('"profile"')), Text))
    return {row.staff_id: row.told for row in current.execute(select(Profile.staff_id, whole.label("told")))}


def profiles_taken_back(current: Session, copied: Mapping[str, str]) -> None:
    """Of the pages that were copied to accounts that were here, those go that nobody uses.

    In use is one that was changed since, or of which a change waits, or whose officer holds a review of a child here.
    """
    untouched = [id for id, told in profiles_here(current).items() if copied.get(id) == told]
    used = [select(Review.officer_id).where(Review.officer_id.is_not(None)), select(ProfileChange.staff_id)]
    goes = (is_any(Profile.staff_id, untouched), *(Profile.staff_id.not_in(each) for each in used))
    current.execute(delete(Profile).where(*goes))


def taken_back(current: Session, made: Sequence[str], opened: Sequence[str]) -> Mapping[str, str]:
    """Nobody whose children are given back is left: neither their account nor what was copied with it.

    Who is named by something here meanwhile stays as a name alone, closed; so does who was one before. Gives, by id,
    the emails of those who could have signed in meanwhile, and cannot any more.
    """
    for name in (*sorted(WITH_STAFF - {"staff"}), *OF_SIGNING_IN):
        table = Base.metadata.tables[name]
        current.execute(delete(table).where(is_any(next(staff_columns(table)), made)))
    for id in made:
        with suppress(IntegrityError), current.begin_nested():
            current.execute(delete(Staff).where(Staff.id == id))
    closed = {"password_hash": "", "totp_secret": "", "openid_subject": "", "openid_issuer": ""}
    left = is_any(Staff.id, (*made, *opened))
    could_sign_in = select(Staff.id, Staff.email).where(left, Staff.disabled_at.is_(None))
    locked_out = {row.id: row.email for row in current.execute(could_sign_in.order_by(Staff.email))}
    current.execute(update(Staff).where(left).values(closed | {"disabled_at": clock.now()}))
    return locked_out


def _one(found: Along, staff: Staff, there: StaffThere | None, *, is_open: bool) -> None:
    if there is not None:
        found.known[staff.id] = there.id
        if there.role != staff.role:
            # What somebody may read hangs on the role: nobody gets more, or less, by a move of children.
            raise Refused(
                f"{staff.email} is {staff.role} here and {there.role} there. Give both accounts one role on"
                " /staff/accounts first, or let one have another address."
            )
        if there.is_open or not is_open:
            return
        if there.is_set_up:
            found.said.append(f"{staff.email} has an account there that is closed, and it stays closed.")
            return
    found.newcomers.append(_newcomer(staff, there.id if there else staff.id, is_open=is_open))
    found.said.append(f"{staff.email} comes {'with what they sign in with' if is_open else 'as a name alone, closed'}.")


def _newcomer(staff: Staff, id: str, *, is_open: bool) -> Newcomer:
    if not is_open:
        return Newcomer(id, staff.email, staff.name, staff.role, is_open=False)
    secret = ""
    if staff.totp_secret:
        try:
            secret = totp_secret_of(staff)[0]
        except CannotOpen:
            secret = ""
    opens = staff.password_hash, secret, staff.openid_subject, staff.openid_issuer
    return Newcomer(id, staff.email, staff.name, staff.role, True, *opens)


def _named(current: Session, children: Leavers) -> set[str]:
    """Whom any row names that goes."""
    ids = going_ids(current, children)
    found: set[str] = set()
    for table in going():
        goes = about(table, ids) if table.name in BY_ID else of_children(table, children)
        for column in staff_columns(table):
            found |= set(current.scalars(select(column).where(column.is_not(None), goes).distinct()))
    return found


def _holding(current: Session, children: Leavers) -> set[str | None]:
    not_over = or_(Review.meets_on.is_(None), Review.meets_on >= clock.today() - STILL_AT_WORK)
    theirs = is_any(Review.child_id, children.ids), Review.ending_id.is_(None), not_over
    return set(current.scalars(select(Review.officer_id).where(*theirs).distinct()))


def _copies(current: Session, found: Along) -> Iterator[tuple[str, list[Row]]]:
    """The officers' own pages; what was said of them in bands, and who stands in, only of those who are new there."""
    new = [each.id for each in found.newcomers if each.id not in found.known.values()]
    open_there = [each.id for each in found.newcomers if each.is_open and each.id in new]
    there = {*new, *found.known}
    profiles = _rows(current, "profile", staff_id=sorted(there))
    yield "profile", [each | {"staff_id": found.mapped(each["staff_id"])} for each in profiles]
    yield "profile_change", _rows(current, "profile_change", staff_id=open_there)
    yield "feedback_bands", _rows(current, "feedback_bands", officer_id=open_there)
    absences = _rows(current, "absence", absent_id=open_there, deputy_id=sorted(there))
    today = clock.today().isoformat()
    running = [each for each in absences if each["ended_at"] is None and each["last_on"] >= today]
    yield "absence", [_as_there(each, found, there) for each in running]


def _as_there(absence: Row, found: Along, there: Collection[str]) -> Row:
    by = absence["entered_by_id"]
    known = {
        "deputy_id": found.mapped(absence["deputy_id"]),
        "entered_by_id": found.mapped(by) if by in there else None,
    }
    return absence | known


def _rows(current: Session, name: str, **of: Sequence[str]) -> list[Row]:
    table: Table = Base.metadata.tables[name]
    goes = [is_any(table.c[column], ids) for column, ids in of.items()]
    whole = select(func.row_to_json(literal_column(f'"{name}"'))).select_from(table).where(*goes)
    return list(current.scalars(whole))
