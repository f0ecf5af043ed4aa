"""The counting statements once more, each row told apart by the review or the child that it is about."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from participation.db import session
from participation.metrics.queries import Counting

Rows = Mapping[str, Sequence[Any]]


def told_apart_by_subject(counting: Counting) -> Rows:
    """The rows of what is counted, by what each is about."""
    found = defaultdict[str, list[Any]](list)
    statement = counting.statement.add_columns(counting.about).group_by(counting.about)
    for *row, about in session().execute(statement):
        found[about].append(row)
    return found
