"""Noting what sorting missed."""

from sqlalchemy import select

from participation import clock
from participation.audit import actions as audit
from participation.casework.models import MissedWord
from participation.db import transaction
from participation.staff.models import Staff
from participation.staff.queries import held_account


def note_missed(reader: Staff, submission_id: str, word: str) -> None:
    """A reader says: this should have stood further up. Once for each reader and submission; the last word stands."""
    with transaction() as session:
        held_account(session, reader.id)  # who presses twice presses once
        mine = MissedWord.submission_id == submission_id, MissedWord.by_id == reader.id
        before = session.scalar(select(MissedWord).where(*mine))
        if before is None:
            before = MissedWord(submission_id=submission_id, by_id=reader.id)
            session.add(before)
        before.word, before.at = word, clock.now()
        audit.record(session, reader.id, "sorting missed", f"submission/{submission_id}")
