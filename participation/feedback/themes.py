"""Themes: what managers mark feedback with, and how often each comes."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import delete, select

from participation import service
from participation.audit import actions as audit
from participation.db import session, transaction
from participation.feedback.models import FeedbackTheme
from participation.feedback.queries import may_read
from participation.staff.models import Staff
from participation.submissions.models import Submission


def themes_of(submission_ids: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """What each of these is marked with."""
    ids = list(submission_ids)
    wanted = select(FeedbackTheme.submission_id, FeedbackTheme.theme).where(FeedbackTheme.submission_id.in_(ids))
    found: dict[str, set[str]] = {id: set() for id in ids}
    for submission_id, theme in session().execute(wanted):
        found[submission_id].add(theme)
    return {id: frozenset(themes) for id, themes in found.items()}


def count_by_theme(reader: Staff) -> Sequence[tuple[str, int]]:
    """How much of what this manager may read is marked with each, the most frequent first."""
    wanted = select(FeedbackTheme.theme).where(FeedbackTheme.submission_id.in_(may_read(reader)))
    return Counter(session().scalars(wanted)).most_common()


def mark_with(manager: Staff, chosen: Mapping[str, Collection[str]]) -> None:
    """Mark each of these with exactly these themes; what is not on the list of the settings stays as it was.

    Raises LookupError for what this manager may not read; then nothing is marked.
    """
    offered = frozenset(service.current().feedback_themes)
    with transaction() as current:
        there = frozenset(current.scalars(may_read(manager).where(Submission.id.in_(list(chosen)))))
        if gone := chosen.keys() - there:
            raise LookupError(next(iter(gone)))
        for submission_id, known in themes_of(chosen).items():
            wanted = offered.intersection(chosen[submission_id])
            if wanted == known & offered:
                continue
            of_this = FeedbackTheme.submission_id == submission_id
            current.execute(delete(FeedbackTheme).where(of_this, FeedbackTheme.theme.in_(offered)))
            current.add_all(FeedbackTheme(submission_id=submission_id, theme=theme) for theme in sorted(wanted))
            audit.record(current, manager.id, "marked with themes", f"submission/{submission_id}")
