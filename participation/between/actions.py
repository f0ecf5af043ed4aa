"""Writing down what was done with a child between meetings, and reading it."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from participation import clock
from participation.audit import actions as audit
from participation.between.models import OfficerVisit
from participation.between.queries import header_of, review_to_write_about, visit_to_change
from participation.db import id_of, session, transaction
from participation.log import LOG
from participation.reviews.models import Review
from participation.sealing import CannotOpen
from participation.sealing.of_this_app import keyring
from participation.staff.models import Staff


@dataclass(frozen=True)
class PlannedAction:
    """One thing that is to be done."""

    what: str
    by_on: date


@dataclass(frozen=True)
class VisitWords:
    """What is sealed of it."""

    about: str = ""
    """What was talked about, or seen."""
    thinks: str = ""
    """What the officer makes of it."""
    why_not_asked: str = ""
    actions: tuple[PlannedAction, ...] = ()

    def to_bytes(self) -> bytes:
        """As it is sealed."""
        return json.dumps(asdict(self), default=date.isoformat).encode()

    @classmethod
    def from_bytes(cls, plain: bytes) -> "VisitWords":
        """As it was before it was sealed."""
        given = json.loads(plain)
        planned = (PlannedAction(each["what"], date.fromisoformat(each["by_on"])) for each in given.pop("actions"))
        return cls(**given, actions=tuple(planned))


@dataclass(frozen=True)
class VisitFacts:
    """What stands in the clear and is counted."""

    made_on: date
    kind: str
    is_virtual: bool
    knows_advocacy: str
    has_advocate: str
    own_view: str
    is_adviser_asked: bool


def write_down(officer: Staff, review_id: str, form_key: str, facts: VisitFacts, words: VisitWords) -> str | None:
    """Keep it; the same form pressed again is kept once. None for a review that this officer does not care for."""
    with transaction() as current:
        review = review_to_write_about(officer, review_id)
        if review is None:
            return None
        id = id_of(f"{officer.id}/{review.id}/{form_key}".encode())
        # Two presses at once wait for each other here.
        current.execute(select(Review.id).where(Review.id == review.id).with_for_update(key_share=True))
        if current.get(OfficerVisit, id) is None:
            _keep(current, OfficerVisit(id=id, review_id=review.id, by_id=officer.id), facts, words)
            audit.record(current, officer.id, "wrote down", f"visit/{id}", facts.kind)
    return id


def change(officer: Staff, visit_id: str, facts: VisitFacts, words: VisitWords) -> bool:
    """Put right what one wrote oneself. False where there is nothing of that kind."""
    with transaction() as current:
        visit = visit_to_change(officer, visit_id)
        if visit is not None:
            _keep(current, visit, facts, words)
            audit.record(current, officer.id, "changed", f"visit/{visit.id}", facts.kind)
    return visit is not None


def _keep(current: Session, visit: OfficerVisit, facts: VisitFacts, words: VisitWords) -> None:
    for name, value in vars(facts).items():
        setattr(visit, name, value)
    visit.written_at = clock.now()
    visit.words = keyring().seal(words.to_bytes(), header_of(visit))
    current.add(visit)
    current.flush()


def read_visit(reader: Staff, visit: OfficerVisit) -> VisitWords | None:
    """The words of one that a query has found for this reader; that they were read is on disk before.

    None where they are deleted, or their key is missing here.
    """
    if visit.words is None:
        return None
    with transaction() as current:
        audit.record(current, reader.id, "read", f"visit/{visit.id}", "what was done between meetings")
    return _opened(visit)


def words_of_visits(visit_ids: Iterable[str]) -> dict[str, VisitWords]:
    """The words of these. Only for whoever has noted the opening."""
    found = session().scalars(select(OfficerVisit).where(OfficerVisit.id.in_(list(visit_ids))))
    opened = ((each.id, _opened(each)) for each in found)
    return {id: words for id, words in opened if words}


def _opened(visit: OfficerVisit) -> VisitWords | None:
    try:
        return VisitWords.from_bytes(keyring().open(visit.words, header_of(visit))) if visit.words else None
    except CannotOpen as error:
        LOG.error("what an officer wrote of a visit was not opened", error=error)
        return None
