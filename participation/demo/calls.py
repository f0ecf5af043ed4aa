"""Invented people who asked to be contacted, and how far that has come."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from participation import clock
from participation.demo.banks import bank
from participation.demo.chance import working_day
from participation.demo.children import AFTER, WORRIED
from participation.demo.locks import sent_by_child
from participation.demo.stories import Key, Story
from participation.duty.actions import Asked
from participation.duty.models import ACKNOWLEDGED, DONE, NOTED

CHILDREN = {"worried": WORRIED, "after": AFTER}
SOON_AFTER = timedelta(minutes=6)
LATER = {ACKNOWLEDGED: timedelta(minutes=35), NOTED: timedelta(hours=2), DONE: timedelta(days=1)}
"""How long after the request it has come so far."""
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
    steps: tuple[str, ...]
    note: str

    @property
    def form_key(self) -> str:
        """As each form has one of its own."""
        return f"invented {self.at.isoformat()}"


def calls(stories: Iterable[Story], today: date) -> Iterator[Call]:
    """All of them, in no order."""
    told = list(stories)
    for given in bank("place")["calls"]:
        asked = Asked(given["reach"], given["safe"], given["more"])
        at, key = _sent_last(told, CHILDREN[given["child"]]) if "child" in given else (_ago(given, today), None)
        yield Call(at, asked, key, given.get("for_managers", False), tuple(given["steps"]), given.get("note", ""))


def _sent_last(stories: Iterable[Story], child: int) -> tuple[datetime, Key]:
    sent = [each for story in stories if story.child.number == child for each in sent_by_child(story)]
    key, at = max(sent, key=lambda each: each[1])
    return at + SOON_AFTER, key


def _ago(given: dict[str, int], today: date) -> datetime:
    day = today
    for _ in range(given["days_ago"]):
        day = working_day(day - DAY)
    return datetime.combine(day, AT, clock.LONDON)
