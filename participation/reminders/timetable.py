"""On which days somebody is reminded, and at what hours. Pure."""

from datetime import date, datetime, time, timedelta

from participation.reviews.hours import Hours, is_staffed
from participation.service.reminder_times import ReminderTimes

POST_DAYS = 2
"""Nobody is reminded of a letter before it can have come."""


DAYTIME = Hours(time(8), time(20))
"""A service that is staffed day and night wakes no child and no carer all the same."""


def is_time_for_it(moment: datetime, hours: Hours) -> bool:
    """Whether a reminder may go: in the hours of the service, and in daytime."""
    return is_staffed(moment, hours) and is_staffed(moment, DAYTIME)


def step_on(today: date, due_on: date, printed_on: date, times: ReminderTimes) -> int | None:
    """Which reminder, from 0, is the newest whose day has come; None where none is to go.

    After the day on which the form is due none goes. A worker that stood still sends the newest, not all of them.
    """
    first_on = max(due_on - timedelta(days=times.first), printed_on + timedelta(days=POST_DAYS))
    if not times.is_on or not first_on <= today <= due_on:
        return None
    return (today - first_on).days // times.every if times.every else 0
