"""What is known of children who came or went."""

from sqlalchemy import select

from participation.db import session
from participation.handover.models import Handover


def peppers_that_came() -> set[str]:
    """By name all without which a code or a lock of somebody who came would not open."""
    return {name for each in session().scalars(select(Handover.peppers)) for name in each}
