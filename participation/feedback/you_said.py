"""You said, we did: pairs that a manager writes, for all children to read."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from participation import clock
from participation.audit import actions as audit
from participation.db import new_id, session, transaction
from participation.feedback.models import YouSaid
from participation.staff.models import Staff

ENGLISH = "en"


@dataclass(frozen=True)
class WeDid:
    """One pair, in the language of whoever reads it or in English."""

    language: str
    said: str
    did: str


def pairs() -> Sequence[YouSaid]:
    """Everything that is published, the newest first."""
    return session().scalars(select(YouSaid).order_by(YouSaid.published_at.desc(), YouSaid.id)).all()


def what_we_did(language: str) -> Sequence[WeDid]:
    """For everybody: in a language where somebody wrote it, else in English."""
    found = ((each.words, language if language in each.words else ENGLISH) for each in pairs())
    return [WeDid(spoken, words[spoken]["said"], words[spoken]["did"]) for words, spoken in found]


def is_there_any() -> bool:
    """Whether there is anything to read."""
    return session().scalar(select(YouSaid.id).limit(1)) is not None


def publish(manager: Staff, pair_id: str, language: str, said: str, did: str) -> bool:
    """Add a pair in English, or write one that is there in a language; empty words drop another language than English.

    False where there is no such pair.
    """
    with transaction() as current:
        row = current.get(YouSaid, pair_id, with_for_update=True) if pair_id else None
        if row is None:
            if pair_id or language != ENGLISH:
                return False
            row = YouSaid(id=new_id(), words={}, published_at=clock.now())
        others = {code: words for code, words in row.words.items() if code != language}
        row.words = {**others, language: {"said": said, "did": did}} if said and did else others
        current.add(row)
        audit.record(current, manager.id, "published what we did", f"we-did/{row.id}", language)
    return True


def remove(manager: Staff, pair_id: str) -> bool:
    """Nobody reads a pair any more. False where there is no such pair."""
    with transaction() as current:
        row = current.get(YouSaid, pair_id)
        if row is None:
            return False
        current.delete(row)
        audit.record(current, manager.id, "removed what we did", f"we-did/{pair_id}")
    return True
