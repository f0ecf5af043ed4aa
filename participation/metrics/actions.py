"""Counting coded answers, each opened, added to counters with others and forgotten; and keeping what is published."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Executable, select
from sqlalchemy.orm import Session

from participation import clock
from participation.audit import actions as audit
from participation.db import inserting, session, transaction
from participation.db.one_at_a_time import take_turn
from participation.log import LOG
from participation.metrics.counting import Cell, Countable, bundles
from participation.metrics.figures import Figures
from participation.metrics.models import Publication, Tally
from participation.metrics.publication.comparing import is_out
from participation.metrics.publication.queries import editions
from participation.metrics.rows import Uncounted
from participation.metrics.showing import numbers
from participation.questionnaires.library import NoSuchQuestionnaire
from participation.reviews.models import REVIEW_STANDS, Review
from participation.sealing import CannotOpen
from participation.submissions.actions import opened
from participation.submissions.models import Submission
from participation.submissions.queries import STANDS

BATCH = 50
"""So many in one transaction: on SQLite a child who sends meanwhile has to wait for it."""


class PublishedMeanwhile(Exception):
    """Somebody else published the year after these figures were counted: they were not held against that."""


def publish(by: str, figures: Figures, kept: Mapping[str, str]) -> None:
    """Keep what is published of a year; what is the same as the last publication is that one."""
    with transaction() as session:
        take_turn(session, "publications")
        if editions(figures.year) != list(figures.editions):
            raise PublishedMeanwhile
        if any(is_out(numbers(figures), kept, last) for last in figures.editions[-1:]):
            return
        told = {"numbers": numbers(figures), "hidden": dict(kept)}
        session.add(Publication(year=figures.year, published_at=clock.now(), **told))
        audit.record(session, by, "published", f"figures/{figures.year}")


def _waiting() -> list[Uncounted]:
    """Submissions to count, the oldest first. Before its day a review can move, and its year is not known."""
    wanted: Executable = (
        select(
            Submission.id, Review.child_id, Review.meets_on, Submission.purpose, Submission.level, Submission.version
        )
        .join(Review)
        .where(Submission.counted_at.is_(None), Review.meets_on <= clock.today(), REVIEW_STANDS, STANDS)
        .order_by(Submission.sent_at, Submission.id)
    )
    return [Uncounted(*row) for row in session().execute(wanted)]


def count_waiting() -> int:
    """Tally what waits from enough different children, and say how much was. Each batch is a transaction of its own."""
    return sum(count(batch) for bundle in bundles(_waiting()) for batch in _batches([each.id for each in bundle]))


def _batches(ids: list[str]) -> Iterator[list[str]]:
    """Pieces of BATCH or more: a small last one would show what few children said."""
    pieces = max(1, len(ids) // BATCH)
    return (ids[piece * BATCH : (piece + 1) * BATCH if piece + 1 < pieces else None] for piece in range(pieces))


def count(submission_ids: Iterable[str]) -> int:
    """Tally these submissions, and say how many were; one that was counted meanwhile is not counted again.

    Where fewer children than enough are left of those that can be opened here, theirs go on waiting.
    """
    with transaction() as session:
        opened = [each for each in map(_opened, _locked(session, submission_ids)) if each is not None]
        done = [each for bundle in bundles(opened) for each in bundle]
        for each in done:
            each.submission.counted_at = clock.now()
            audit.record(session, "system", "counted", f"submission/{each.submission.id}")
        _add(session, Counter(cell for each in done for cell in each.cells()))
    return len(done)


def _locked(session: Session, submission_ids: Iterable[str]) -> Iterable[Submission]:
    """Those that still wait; another worker's are left to that worker."""
    return session.scalars(
        select(Submission)
        .where(Submission.id.in_(submission_ids), Submission.counted_at.is_(None))
        .with_for_update(skip_locked=True, key_share=True)
    ).all()


def _opened(submission: Submission) -> Countable | None:
    """The words; None where they cannot be opened here. It goes on waiting, and the figures say so."""
    try:
        return Countable(opened(submission))
    except (CannotOpen, KeyError, NoSuchQuestionnaire) as error:
        LOG.error("a submission was not counted", of=submission.id, error=error)
        return None


def _add(session: Session, counted: Counter[Cell]) -> None:
    """Raise the counters, in one order for all, so that two workers cannot wait for each other."""
    if not counted:
        return
    rows = [{**cell._asdict(), "count": number} for cell, number in sorted(counted.items())]
    adding = inserting(Tally)
    raised = {"count": Tally.count + adding.excluded.count}
    session.execute(adding.on_conflict_do_update(index_elements=list(Cell._fields), set_=raised), rows)
