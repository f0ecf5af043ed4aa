"""Invented people who asked to be contacted, and how far that has come."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from participation import clock
from participation.contact.actions import Asked
from participation.contact.models import ACKNOWLEDGED, DONE, NOTED
from participation.demo.banks import bank
from participation.demo.chance import working_day
from participation.demo.children import AFTER, WORRIED
from participation.demo.locks import sent_by_child
from participation.demo.stories import Key, Story
from participation.reviews.hours import Hours, after

CHILDREN = {"worried": WORRIED, "after": AFTER}
SOON_AFTER = timedelta(minutes=6)
OFFICE = Hours.parse("09:00", "17:00")
LATER = {ACKNOWLEDGED: timedelta(minutes=35), NOTED: timedelta(hours=2), DONE: timedelta(hours=6)}
"""How many hours of the office later it has come so far."""
AT = time(15, 40)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Call:
    """Somebody asks to be contacted."""

    at: datetime
    asked: Asked
    key: Key | None
    """With the letter with which this was sent; None for somebody without a letter."""
    is_for_managers: bool
    states: tuple[str, ...]
    note: str

    @property
    def form_key(self) -> str:
        """As each form has one of its own."""
        return f"invented {self.at.isoformat()}"

    def steps(self) -> Iterator[tuple[datetime, str]]:
        """When it came how far, if that is not still to come."""
        for state in self.states:
            yield after(self.at, LATER[state], OFFICE), state


def calls(stories: Iterable[Story], today: date) -> Iterator[Call]:
    """All of them, in no order."""
    sent = [(story.child.number, key, at) for story in stories for key, at in sent_by_child(story)]
    for given in bank("place")["calls"]:
        asked = Asked(given["reach"], given["safe"], given["more"])
        rest = given.get("for_managers", False), tuple(given["steps"]), given.get("note", "")
        if "child" not in given:
            yield Call(_ago(given, today), asked, None, *rest)
            continue
        by_child = [(at, key) for number, key, at in sent if number == CHILDREN[given["child"]]]
        if by_child:  # a small demonstration may not have the child
            at, key = max(by_child)
            yield Call(at + SOON_AFTER, asked, key, *rest)


def _ago(given: dict[str, int], today: date) -> datetime:
    day = today
    for _ in range(given["days_ago"]):
        day = working_day(day - DAY)
    return datetime.combine(day, AT, clock.LONDON)
