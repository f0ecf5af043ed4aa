"""How much of it a soak is, and what was done in it: noted when it is done, not worked out from the database."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from tests.durability.prepared import Press

MONDAY = datetime(2027, 1, 11, 8, tzinfo=UTC)
"""A week without a holiday, in which English clocks show UTC."""
MORNING, AFTERNOON, EVENING, NIGHT = time(9), time(15), time(20), time(23, 30)
FRIDAY = 4
DAY, LONG_AGO = timedelta(days=1), timedelta(days=60)
FORMS_DUE, FIRST, EVERY = timedelta(days=5), timedelta(days=3), timedelta(days=3)
"""When a carer is reminded, as a council that has chosen nothing does it."""
TYPED = "Zwergkaninchen im Mondschein"
"""What is typed on pages. What `prepare` lets children type begins with `ONLY_I`."""
ONLY_I = "Only I know this"


@dataclass(frozen=True)
class Plan:
    """How much of it."""

    days: int
    children: int
    rate: float
    """So fast the clock runs between."""
    officers: int = 6
    carers: int = 4
    """Of each day: their form is due three days later, and the first reminder on it."""

    @property
    def sends(self) -> int:
        """In each morning, and in each evening."""
        return self.children // (2 * self.days)

    @property
    def ends(self) -> datetime:
        """Noon of the day after: what was sent in its mornings has been unread for whole days by then."""
        return MONDAY + self.days * DAY + timedelta(hours=4)


@dataclass(frozen=True)
class NightlyBackup:
    """A file, and how much had been sent when it was made."""

    file: Path
    sent: int


@dataclass
class Ledger:
    """What was done."""

    presses: list[Press] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    broken: int = 0
    troubled: int = 0
    in_trouble_unkilled: int = 0
    walked: list[str] = field(default_factory=list)
    """What was sent on pages or by adults: the ids of the submissions."""
    withdrawn: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """Requests to be contacted."""
    taken_on: dict[str, datetime] = field(default_factory=dict)
    reminders: set[tuple[str, int]] = field(default_factory=set)
    """By invitation and number: those that must have gone by the end."""
    answered: dict[str, datetime] = field(default_factory=dict)
    to_be_purged: list[str] = field(default_factory=list)
    to_be_kept: list[str] = field(default_factory=list)
    """Sent long ago and never read."""
    backups: list[NightlyBackup] = field(default_factory=list)
    kills: int = 0
    answers: int = 0
    told: int = 0
    """By officers on pages: to children who asked for something, and what one said who has no phone."""
    promised: dict[str, list[bool]] = field(default_factory=dict)
    """By what was promised: each time that it was put to the test, whether it held."""
    talked: dict[str, datetime] = field(default_factory=dict)
    """Requests to be contacted, and when somebody had talked to whoever asked."""
