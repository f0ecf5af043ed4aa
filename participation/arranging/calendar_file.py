"""A meeting as a file for a calendar (RFC 5545): it names nobody, and of two about one meeting the later counts."""

from datetime import timedelta

from participation import clock
from participation.arranging.queries import SettledMeeting
from participation.reviews.models import Review

A_YEAR = timedelta(days=366)
LASTS = timedelta(hours=1)
"""So much of a day it takes in a calendar: how long it really is nobody can say before."""


def calendar_file(review: Review, settled: SettledMeeting, words: str) -> bytes:
    """One event on English clocks, under one name for ever; a move gives it a higher number."""
    from icalendar import Calendar, Event  # here, because it takes longer to load than the rest of the page

    event = Event()
    event.add("uid", f"{review.id}@participation")
    event.add("sequence", settled.revision)
    event.add("dtstamp", clock.now())
    event.add("summary", words)
    if review.starts_at:
        starts = clock.local(review.starts_at)
        event.add("dtstart", starts)
        event.add("dtend", starts + LASTS)
    else:
        event.add("dtstart", review.meets_on)
    if settled.place:
        event.add("location", settled.place)
    calendar = Calendar()
    calendar.add("prodid", "-//Participation//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    day = review.meets_on or clock.today()
    calendar.add_missing_timezones(day - A_YEAR, day + A_YEAR)
    return bytes(calendar.to_ical())
