"""Entries of the audit with what they are about, and whether its chain is whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload

from participation.advocacy.models import AdvocacyReferral
from participation.audit.chain import ChainMark, first_broken
from participation.audit.head_file import NotOurs, kept_head
from participation.audit.models import AuditEntry
from participation.audit.queries import chain, kept_from, newest
from participation.between.models import OfficerVisit
from participation.challenges.models import OfficerChallenge
from participation.children.models import Child
from participation.children.numbers import is_like_number
from participation.clock import LONDON
from participation.db import session
from participation.invitations.models import Invitation
from participation.permissions.models import ReadElsewhere
from participation.reviews.models import Person, Review
from participation.sealing.of_this_app import keyring
from participation.staff.models import Staff
from participation.submissions.models import Submission

SYSTEM = "system"
_OF_A_REVIEW: Mapping[str, Any] = {
    "submission": Submission,
    "invitation": Invitation,
    "person": Person,
    "visit": OfficerVisit,
    "challenge": OfficerChallenge,
    "advocacy": AdvocacyReferral,
}
"""What an entry may be about that hangs on a review."""
A_PAGE = 50
CHECKED_AT_ONCE = 20_000
"""So many entries are checked each time the page is opened: under half a second. All of them on a press."""


@dataclass(frozen=True)
class Wanted:
    """What a manager looks for."""

    objects: tuple[str, ...] | None = None
    """Only entries about these; None for all."""
    staff_id: str = ""
    first_on: date | None = None
    last_on: date | None = None
    with_program: bool = False
    """Also what the program did by itself."""
    before: int = 0
    """Only entries with a lower number; 0 for the newest."""


@dataclass(frozen=True)
class ResolvedEntry:
    """One entry, with the rows that its ids lead to, as far as they are still there."""

    entry: AuditEntry
    who: Staff | None
    review: Review | None
    about: Staff | None
    reason: str


@dataclass(frozen=True)
class Verdict:
    """Whether the chain is whole, and how much of it was looked at."""

    broken_at: int | None
    checked: int
    entries: int
    head: ChainMark
    """The newest entry: noted elsewhere, it shows later whether anything was cut off."""


def objects_of(number: str) -> tuple[str, ...]:
    """All that an entry may name about a child or a review with this number of the council, or this id."""
    of_child = select(Child.id).where(or_(is_like_number(Child.reference, number), Child.id == number))
    is_it = or_(is_like_number(Review.reference, number), Review.id == number, Review.child_id.in_(of_child))
    reviews = session().scalars(select(Review.id).where(is_it)).all()
    children = session().scalars(of_child).all()
    hanging = {
        kind: session().scalars(select(table.id).where(table.review_id.in_(reviews))).all()
        for kind, table in _OF_A_REVIEW.items()
    }
    kinds: Mapping[str, Iterable[str]] = {"child": children, "review": reviews, **hanging}
    return tuple(f"{kind}/{id}" for kind, ids in kinds.items() for id in ids)


def entries(wanted: Wanted) -> Sequence[ResolvedEntry]:
    """A page of entries, the newest first, and one more if there are older ones."""
    found = session().scalars(_entries(wanted).order_by(AuditEntry.number.desc()).limit(A_PAGE + 1)).all()
    ids: dict[str, set[str]] = {}
    for entry in found:
        for named in (entry.object, entry.purpose):
            kind, _, id = named.partition("/")
            ids.setdefault(kind, set()).add(id)
    staff = _staff({entry.actor for entry in found} | ids.get("staff", set()))
    reviews = _reviews(ids)
    reasons = _reasons(ids.get("reason", set()))
    return [
        ResolvedEntry(
            entry,
            staff.get(entry.actor),
            reviews.get(entry.object),
            staff.get(entry.object.removeprefix("staff/")),
            reasons.get(entry.purpose, ""),
        )
        for entry in found
    ]


def _entries(wanted: Wanted) -> Select[AuditEntry]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.objects is not None:
        conditions.append(AuditEntry.object.in_(wanted.objects))
    if wanted.staff_id:
        conditions.append(AuditEntry.actor == wanted.staff_id)
    if wanted.first_on:
        conditions.append(AuditEntry.at >= _begin_of(wanted.first_on))
    if wanted.last_on:
        conditions.append(AuditEntry.at < _begin_of(wanted.last_on + timedelta(days=1)))
    if not wanted.with_program:
        conditions.append(AuditEntry.actor != SYSTEM)
    if wanted.before:
        conditions.append(AuditEntry.number < wanted.before)
    return select(AuditEntry).where(*conditions)


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)


def _staff(ids: Iterable[str]) -> dict[str, Staff]:
    return {each.id: each for each in session().scalars(select(Staff).where(Staff.id.in_(list(ids))))}


def _reviews(ids: Mapping[str, Iterable[str]]) -> dict[str, Review]:
    """By what an entry names: the review itself, or what was sent or posted about it."""
    with_child = select(Review).options(joinedload(Review.child))
    wanted = with_child.where(Review.id.in_(list(ids.get("review", ()))))
    found = {f"review/{each.id}": each for each in session().scalars(wanted)}
    for kind, table in _OF_A_REVIEW.items():
        pairs = select(table.id, Review).join(Review, Review.id == table.review_id).options(joinedload(Review.child))
        rows = session().execute(pairs.where(table.id.in_(list(ids.get(kind, ())))))
        found |= {f"{kind}/{id}": review for id, review in rows}
    return found


def _reasons(ids: Iterable[str]) -> dict[str, str]:
    wanted = select(ReadElsewhere).where(ReadElsewhere.id.in_(list(ids)))
    return {f"reason/{each.id}": each.reason for each in session().scalars(wanted)}


def _noted(number: int) -> ChainMark:
    """The end that was noted last; where somebody wrote it, one that no chain reaches."""
    try:
        return kept_head()
    except NotOurs:
        return ChainMark(number + 1, "")


def verdict(*, whole: bool = False) -> Verdict:
    """Check the newest entries, or the whole chain from where it begins."""
    key, begins = keyring().secret("audit"), kept_from()
    head, start = newest(), begins
    number = max(head.number, begins.number)
    if not whole and number - begins.number > CHECKED_AT_ONCE:
        before = session().get(AuditEntry, number - CHECKED_AT_ONCE)
        start = ChainMark(before.number, before.mac) if before else begins
    broken_at = first_broken(key, chain(start.number), after=start, head=_noted(number))
    return Verdict(broken_at, number - start.number, number - begins.number, head)
