"""On which days somebody is reminded. Pure."""

from datetime import date, timedelta

from participation.service.reminder_times import ReminderTimes

POST_DAYS = 2
"""Nobody is reminded of a letter before it can have come."""


def step_on(today: date, due_on: date, printed_on: date, times: ReminderTimes) -> int | None:
    """Which reminder, from 0, is the newest whose day has come; None where none is to go.

    After the day on which the form is due none goes. A worker that stood still sends the newest, not all of them.
    """
    first_on = max(due_on - timedelta(days=times.first), printed_on + timedelta(days=POST_DAYS))
    if not times.is_on or not first_on <= today <= due_on:
        return None
    return (today - first_on).days // times.every if times.every else 0
