"""Counting coded answers: each submission is opened once, added to counters, and forgotten."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from participation import clock
from participation.audit import actions as audit
from participation.db import transaction
from participation.metrics.counting import Cell, cells
from participation.metrics.models import Tally
from participation.metrics.queries import waiting
from participation.questionnaires.library import NoSuchQuestionnaire
from participation.sealing import CannotOpen
from participation.submissions.actions import Opened, opened
from participation.submissions.models import Submission

BATCH = 50
"""So many in one transaction: on SQLite a child who sends meanwhile has to wait for it."""

_INSERT: dict[str, Callable[..., Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def count_waiting() -> int:
    """Tally every submission that waits, and say how many were. Each batch is a transaction of its own."""
    ids = waiting()
    return sum(count(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


def count(submission_ids: Iterable[str]) -> int:
    """Tally these submissions, and say how many were; one that was counted meanwhile is not counted again."""
    counted: Counter[Cell] = Counter()
    with transaction() as session:
        found = _locked(session, submission_ids)
        done = [each for each in map(_opened, found) if each is not None]
        for each in done:
            counted.update(cells(each))
            each.submission.counted_at = clock.now()
            audit.record(session, "system", "counted", f"submission/{each.submission.id}")
        _add(session, counted)
    return len(done)


def _locked(session: Session, submission_ids: Iterable[str]) -> Iterable[Submission]:
    """Those that still wait; another worker's are left to that worker."""
    return session.scalars(
        select(Submission)
        .where(Submission.id.in_(submission_ids), Submission.counted_at.is_(None))
        .with_for_update(skip_locked=True)
    ).all()


def _opened(submission: Submission) -> Opened | None:
    """The words; None where they cannot be opened here. It goes on waiting, and the figures say so."""
    try:
        return opened(submission)
    except (CannotOpen, KeyError, NoSuchQuestionnaire) as error:
        current_app.logger.error("submission %s was not counted: %s", submission.id, type(error).__name__)
        return None


def _add(session: Session, counted: Counter[Cell]) -> None:
    """Raise the counters, in one order for all, so that two workers cannot wait for each other."""
    if not counted:
        return
    rows = [{**cell._asdict(), "count": number} for cell, number in sorted(counted.items())]
    adding = _INSERT[session.get_bind().dialect.name](Tally)
    raised = {"count": Tally.count + adding.excluded.count}
    session.execute(adding.on_conflict_do_update(index_elements=list(Cell._fields), set_=raised), rows)
