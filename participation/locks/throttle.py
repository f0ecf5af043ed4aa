"""How often a lock may be tried: what keeps four pictures from being searched. It never wipes. Pure."""

from datetime import datetime, timedelta

FREE = 5
"""So many wrong tries cost nothing."""
WAITS = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6))
"""After the last free try, and after each one more; the longest stays."""


def next_try_at(failures: int, last_at: datetime | None) -> datetime | None:
    """When the next try is taken; None: at once."""
    if last_at is None or failures < FREE:
        return None
    return last_at + WAITS[min(failures - FREE, len(WAITS) - 1)]


def tries_left(failures: int) -> int:
    """How many wrong tries are still free."""
    return max(FREE - failures, 0)
