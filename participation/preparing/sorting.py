"""Which submissions are read first: opened in memory to be sorted, as for counting; nobody is shown a word."""

from collections.abc import Iterable

from participation.preparing.heard import is_read_first
from participation.submissions.actions import opened_if_possible
from participation.submissions.models import Submission

REMEMBERED = 10_000
_known: dict[str, bool] = {}
"""What was sorted already, by submission: it never changes, and it is kept in no database."""


def moved_up(submissions: Iterable[Submission]) -> tuple[Submission, ...]:
    """Those that are to be read first."""
    return tuple(each for each in submissions if _is_moved_up(each))


def _is_moved_up(submission: Submission) -> bool:
    if submission.id not in _known:
        if len(_known) >= REMEMBERED:
            _known.clear()
        _known[submission.id] = _sorted(submission)
    return _known[submission.id]


def _sorted(submission: Submission) -> bool:
    found = opened_if_possible(submission)
    return found is None or is_read_first(found)  # what does not open needs somebody to look at it
