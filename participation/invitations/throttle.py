"""How often a typed code may fail: what keeps fifty bits from being searched. Pure; minutes are whole, since 1970."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

from participation.web.throttle import source_of

EVERYONE = "all"
"""The source that counts what failed in the whole service."""
TRIES = 20
TRIES_MINUTES = 10
EVERYONES_TRIES = 60
LONGEST_WAIT = 10
REMEMBERED = 60
"""After so many minutes a failure is forgotten."""


def minute_of(moment: datetime) -> int:
    """The minute that a moment falls in."""
    return int(moment.timestamp()) // 60


def asking_source(letter: str, address: str, key: bytes) -> str:
    """Who asks to be contacted: a letter, else a network address. Counted apart from codes: neither stops the other."""
    return hmac.new(key, f"asking/{letter or source_of(address, key)}".encode(), hashlib.sha256).hexdigest()


def interpreting_source(address: str, key: bytes) -> str:
    """Who tries secrets of interpreters' links: whoever guesses there keeps nobody from the code of a letter."""
    return source_of(address, key, "interpreting/")


def minutes_to_wait(failures: Mapping[int, int], now: int) -> int:
    """How long one source has to wait for its next try: 20 in ten minutes are free, then 1, 2, 4, 8, 10 minutes."""
    recent = {minute: count for minute, count in failures.items() if count and now - REMEMBERED < minute <= now}
    if not any(_tried_until(minute, recent) >= TRIES for minute in recent):
        return 0
    over = sum(recent.values()) - TRIES
    wait = min(1 << max(0, over), LONGEST_WAIT)
    # Only the minute of a failure is known, so the whole of it is waited for.
    return max(0, max(recent) + wait + 1 - now)


def is_crowded(failures: Mapping[int, int], now: int) -> bool:
    """Whether so many codes failed in this minute, from anywhere, that all typed codes wait for the next."""
    return failures.get(now, 0) >= EVERYONES_TRIES


def _tried_until(minute: int, failures: Mapping[int, int]) -> int:
    return sum(count for each, count in failures.items() if minute - TRIES_MINUTES < each <= minute)
