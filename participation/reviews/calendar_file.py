"""A meeting as a file for a calendar (RFC 5545): it names nobody, and of two about one meeting the later counts."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from participation import clock
from participation.reviews.facts import ReviewFacts
from participation.reviews.models import Review

A_YEAR = timedelta(days=366)
LASTS = timedelta(hours=1)
"""So much of a day it takes in a calendar: how long it really is nobody can say before."""


class Method(StrEnum):
    """What a calendar does with the event (RFC 5546)."""

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class CalendarEntry:
    """What stands in it beside day and hour."""

    words: str
    place: str = ""
    method: Method = Method.PUBLISH
    organizer: str = ""
    """The address that a mail with it comes from; a file that somebody saves from a page has none."""


def calendar_file(review: Review | ReviewFacts, entry: CalendarEntry) -> bytes:
    """One event on English clocks, under one name for ever; a move gives it a higher number."""
    from icalendar import Calendar, Event  # here, because it takes longer to load than the rest of the page

    event = Event()
    event.add("uid", f"{review.id}@participation")
    event.add("sequence", review.revision)
    event.add("dtstamp", clock.now())
    event.add("summary", entry.words)
    if review.starts_at:
        starts = clock.local(review.starts_at)
        event.add("dtstart", starts)
        event.add("dtend", starts + LASTS)
    else:
        event.add("dtstart", review.meets_on)
    if entry.place:
        event.add("location", entry.place)
    if entry.organizer:
        event.add("organizer", f"mailto:{entry.organizer}")
    if entry.method is Method.CANCEL:
        event.add("status", "CANCELLED")
    calendar = Calendar()
    calendar.add("prodid", "-//Participation//EN")
    calendar.add("version", "2.0")
    calendar.add("method", entry.method.value)
    calendar.add_component(event)
    day = review.meets_on or clock.today()
    calendar.add_missing_timezones(day - A_YEAR, day + A_YEAR)
    return bytes(calendar.to_ical())
