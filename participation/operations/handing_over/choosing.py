"""Which children go to which council: by a list, all of them, or those who came."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from participation.children.models import Child
from participation.console import Refused
from participation.contact.models import ContactRequest
from participation.handover.models import Handover
from participation.operations.handing_over.rules import Leavers, is_any

GoingTo = Mapping[str, Leavers]
"""By council, who goes there."""


@dataclass(frozen=True)
class ListedChild:
    """A row of a list: which child goes where."""

    line: int
    reference: str
    council: str


@dataclass(frozen=True)
class Handing:
    """What one council is asked to hand over."""

    source: str
    targets: tuple[str, ...]
    listed: tuple[ListedChild, ...] | None = None
    """None: every child goes, to the one target."""
    with_sign_in: Mapping[str, Collection[str]] = field(default_factory=dict)
    """By council, whose accounts open there as they do here, beside those of who is needed; of a merge all do."""
    prefix: str = ""
    is_undoing: bool = False
    """Leavers go who came from the target with the last handover that is not closed."""
    is_rehearsal: bool = False
    folder: Path = Path()
    """Where boxes are put; this account's alone."""
    figures: Path = Path()
    """Where its figures are written, as they were."""

    @property
    def is_merge(self) -> bool:
        """Whether all children go, and everybody with them."""
        return self.listed is None and not self.is_undoing


def chosen(current: Session, wanted: Handing) -> GoingTo:
    """Who goes where, perhaps nobody; raises Refused with a sentence for each row of a list that is wrong."""
    if wanted.is_undoing:
        (target,) = wanted.targets
        came = last_came(current, target)
        there = current.scalars(select(Child.id).where(is_any(Child.id, came.children))).all()
        found = {target: Leavers(tuple(there), tuple(came.counters.get("requests", ())))}
    else:
        held = {reference: id for id, reference in current.execute(select(Child.id, Child.reference))}
        found = {target: Leavers(tuple(ids)) for target, ids in _by_council(wanted, held)}
        if wanted.is_merge:
            found = {target: replace(those, requests=without_letter(current)) for target, those in found.items()}
    return {target: those for target, those in found.items() if those.ids}


def is_everybody(current: Session, those: Leavers) -> bool:
    """Whether these are all children of this council."""
    return set(those.ids) == set(current.scalars(select(Child.id)))


def without_letter(current: Session) -> tuple[str, ...]:
    """Requests to be contacted of whom nobody knows which child asks, unless the words say it."""
    return tuple(current.scalars(select(ContactRequest.id).where(ContactRequest.invitation_id.is_(None))))


def last_came(current: Session, source: str) -> Handover:
    """The last handover from a council that can still be undone; raises Refused."""
    came = select(Handover).where(Handover.went.is_(False), Handover.other == source).order_by(Handover.at.desc())
    last = current.scalars(came).first()
    if last is None:
        raise Refused(f"No children have come from {source}.")
    if last.closed_at is not None:
        raise Refused(f"What came from {source} was closed on {last.closed_at:%d %B %Y}: it cannot be undone.")
    later = current.scalars(select(Handover).where(Handover.went, Handover.at >= last.at)).all()
    if away := sorted({each.other for each in later if set(each.children) & set(last.children)}):
        raise Refused(f"Some of these children went on to {' and '.join(away)}; undo that first.")
    return last


def _by_council(wanted: Handing, held: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    if wanted.listed is None:
        (target,) = wanted.targets
        yield target, sorted(held.values())
        return
    if problems := [*_problems(wanted.listed, held)]:
        raise Refused(*problems)
    for target in wanted.targets:
        yield target, sorted(held[each.reference] for each in wanted.listed if each.council == target)


def _problems(listed: Collection[ListedChild], held: Mapping[str, str]) -> Iterator[str]:
    times = Counter(each.reference for each in listed)
    for each in listed:
        if each.reference not in held:
            yield f"Line {each.line}: no child has the reference {each.reference!r}."
        elif times[each.reference] > 1:
            yield f"Line {each.line}: the child {each.reference} stands in {times[each.reference]} rows."
    for reference in sorted(set(held) - set(times)):
        yield f"The child {reference} stands in no row."
