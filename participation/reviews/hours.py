"""Time that counts: the hours in which somebody reads messages, and whole working days, by England's calendar. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from participation.clock import LONDON, local
from participation.reviews.timetable import add_working_days, is_working_day
from participation.service.chosen import Service

READ_WITHIN_WORKING_DAYS = 1
"""To the end of the next working day: what a child is told."""
ACKNOWLEDGED_WITHIN = timedelta(minutes=30)
"""Of staffed time: then the next person on the rota is alerted."""
READ_WITHIN = timedelta(hours=24)
"""Of working days, which have 24 hours: then the team manager is told. The same hour of the next working day."""

MIDNIGHT = time()


@dataclass(frozen=True)
class Hours:
    """From when to when of a working day; until midnight means the whole of it."""

    opens: time
    closes: time = MIDNIGHT

    @classmethod
    def parse(cls, opens: str, closes: str) -> "Hours":
        """From "09:00" and "17:00". Raises ValueError for what is no hour, or where it closes before it opens."""
        hours = cls(time.fromisoformat(opens), time.fromisoformat(closes))
        if hours.closes != MIDNIGHT and hours.closes <= hours.opens:
            raise ValueError(f"{closes} is not after {opens}")
        return hours

    def on(self, day: date) -> tuple[datetime, datetime]:
        """When it opens and closes on a day. A clock change makes that day shorter or longer."""
        until = day + timedelta(days=1) if self.closes == MIDNIGHT else day
        opens, closes = datetime.combine(day, self.opens, LONDON), datetime.combine(until, self.closes, LONDON)
        return opens.astimezone(UTC), closes.astimezone(UTC)


ALL_DAY = Hours(MIDNIGHT)


def is_staffed(moment: datetime, hours: Hours) -> bool:
    """Whether it is one of the hours of a working day."""
    day = local(moment).date()
    opens, closes = hours.on(day)
    return is_working_day(day) and opens <= moment < closes


DAYTIME = Hours(time(8), time(20))
"""A service that is staffed day and night wakes no child and no carer all the same."""


def is_time_to_write(moment: datetime, hours: Hours) -> bool:
    """Whether a respondent may be written to: in the hours of the service, and in daytime."""
    return is_staffed(moment, hours) and is_staffed(moment, DAYTIME)


def after(moment: datetime, period: timedelta, hours: Hours = ALL_DAY) -> datetime:
    """When so much of these hours has passed since a moment: over weekends and bank holidays the time stands still."""
    left = period
    for opens, closes in _from(moment, hours):
        if left <= closes - opens:
            return opens + left
        left -= closes - opens
    raise AssertionError("working days end")


def passed(since: datetime, until: datetime, hours: Hours) -> timedelta:
    """How much of these hours lies between two moments."""
    total = timedelta()
    for opens, closes in _from(since, hours):
        if until <= opens:
            return total
        total += min(closes, until) - opens
    raise AssertionError("working days end")


def last_evening(since: datetime, until: datetime, hours: Hours) -> date | None:
    """The last day, working day or not, whose closing hour lies after one moment and not after another."""
    day, now = local(until).date(), until.astimezone(UTC)
    if hours.on(day)[1] > now:
        day -= timedelta(days=1)
    return day if hours.on(day)[1] > since else None


def _from(moment: datetime, hours: Hours) -> Iterator[tuple[datetime, datetime]]:
    """What is left of the hours of this day, and those of every working day that follows."""
    day, now = local(moment).date(), moment.astimezone(UTC)
    while True:
        opens, closes = hours.on(day)
        if is_working_day(day) and now < closes:
            yield max(opens, now), closes
        day += timedelta(days=1)


def hours_of(settings: Service) -> Hours:
    """When somebody reads messages."""
    return Hours.parse(settings.staffed_from, settings.staffed_until)


def read_by(received_on: date) -> date:
    """The last day for an officer to read what came; after it the item climbs to the manager."""
    return add_working_days(received_on, READ_WITHIN_WORKING_DAYS)
