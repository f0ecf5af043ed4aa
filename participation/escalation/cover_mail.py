"""Telling whoever covers that something came for the absent officer."""

from collections.abc import Iterator
from datetime import timedelta

from participation import clock
from participation.db import transaction
from participation.escalation.arrivals import VIEWS_SENT, key_of_day
from participation.outbox.actions import queue
from participation.outbox.queries import known_keys
from participation.permissions.queries import covers_running
from participation.staff.models import Absence

LOOKED_BACK = timedelta(days=7)
"""For so long a worker may have slept, and whoever covers is told all the same."""


def tell_who_covers() -> None:
    """Tell whoever covers that something came for the absent officer: like the officer, once for each day.

    The worker finds out who covers, so that nobody who sends has to wait for that.
    """
    covered = [(key, cover.deputy_id) for cover in covers_running() for key in _keys_of_days(cover)]
    came = known_keys(key for key, _ in covered)
    wanted = {f"{key}/{deputy_id}": deputy_id for key, deputy_id in covered if key in came}
    new = wanted.keys() - known_keys(wanted)
    if new:
        with transaction():
            for key in sorted(new):
                queue(VIEWS_SENT, key, to_staff_id=wanted[key])


def _keys_of_days(cover: Absence) -> Iterator[str]:
    """The notices of the days since it was entered, as far as it runs."""
    today = clock.today()
    day = max(cover.first_on, clock.local(cover.entered_at).date(), today - LOOKED_BACK)
    while day <= today:
        yield key_of_day(cover.absent_id, day)
        day += timedelta(days=1)
