"""What is in the database after the worst, beside what children were told."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select

from participation.db import session
from participation.escalation.arrivals import note_arrivals
from participation.outbox.models import Notice
from participation.submissions.actions import opened
from participation.submissions.models import Draft, Receipt, Submission
from tests.durability.prepared import ADVOCATE, WORDS_IN, Press


@dataclass(frozen=True)
class Balance:
    """How many of each; all but `sent` must be 0."""

    sent: int
    lost: int
    """Acknowledged, and not there once, with a receipt, opening to the words that were typed."""
    doubled: int
    """Letters with more than one submission or receipt, and alerts told twice."""
    half: int
    """Letters with neither a draft nor a submission, or both; receipts, alerts and submissions without each other."""


def balance(app: Flask, presses: Sequence[Press], acknowledged: Collection[str]) -> Balance:
    """Look at everything that these presses may have left."""
    with app.app_context():
        while note_arrivals():
            pass
        submissions = list(session().scalars(select(Submission)))
        receipts = set(session().scalars(select(Receipt.id)))
        drafts = set(session().scalars(select(Draft.id)))
        alerts = Counter(
            session().scalars(select(Notice.key).where(Notice.about == "advocate_asked", Notice.to_staff_id.is_(None)))
        )
        words = {sent.id: str(opened(sent).answers.values[WORDS_IN[sent.purpose]]) for sent in submissions}
        letters = Counter((sent.invitation_id, sent.purpose) for sent in submissions)
        told = Counter(map(tuple, session().execute(select(Receipt.invitation_id, Receipt.purpose))))
    sent = {press for press in presses if words.get(press.draft_id) == press.words}
    kept = {press.draft_id for press in sent}
    wanted = {f"advocate_asked/{press.draft_id}" for press in sent if press.purpose == ADVOCATE}
    return Balance(
        sent=len(kept),
        lost=len(set(acknowledged) - (kept & receipts)),
        doubled=sum(number > 1 for each in (letters, told, alerts) for number in each.values()),
        half=sum((press.draft_id in words) == (press.draft_id in drafts) for press in presses)
        + len(words.keys() ^ receipts)
        + len(alerts.keys() ^ wanted),
    )
