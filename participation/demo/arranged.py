"""Meetings that invented officers settle or let children choose, and a letter that a child has checked."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import cycle

from participation import clock
from participation.arranging.actions import Arrangement, ToOffer, choose_slot, offer_slots, settle_meeting
from participation.arranging.queries import open_offer
from participation.arranging.slots import Slot
from participation.carried.actions import ToSay, note_meant, say_for
from participation.carried.models import MEANT, SaidBy
from participation.carried.queries import said_for
from participation.demo.banks import bank, names
from participation.demo.chance import working_day
from participation.demo.history import DAY
from participation.demo.locks import lock_of
from participation.demo.queries import officer_of, reviews_named
from participation.demo.stories import Story
from participation.locks.queries import lock_of_child
from participation.outcomes.childs_letter import WrittenToChild, save_letter
from participation.reviews.models import MoveReason, PlaceKind
from participation.reviews.timetable import YOUNGEST

AT, LATER = time(16, 40), timedelta(hours=2)
AHEAD = timedelta(days=21)
OFFERED = timedelta(days=5)
"""So long ago; a child who chooses does it two days later."""
WAITS, RAN_OUT, IS_SETTLED, IS_CHOSEN = range(4)
"""How far it is with a meeting that is to come, one after the other: the first child's letter is shown."""

Happening = tuple[datetime, Callable[[], object]]


def arranged(stories: Iterable[Story], review_ids: Mapping[str, str], now: datetime) -> Iterator[Happening]:
    """What was offered, chosen and settled of meetings that are to come, and the letters that children checked."""
    states = cycle((WAITS, RAN_OUT, IS_SETTLED, IS_CHOSEN))
    for story in stories:
        day, review_id = story.review.meets_on, review_ids[story.review.reference]
        if day is None or story.child.officer is None:
            continue
        if now.date() + 3 * DAY < day < now.date() + AHEAD and story.review.starts_at:
            yield from _before(story, review_id, now, next(states))
        elif day < now.date() and lock_of(story, now):
            yield from _letter(story, review_id, now)


def _before(story: Story, review_id: str, now: datetime, state: int) -> Iterator[Happening]:
    at = datetime.combine(working_day(now.date() - OFFERED), AT, clock.LONDON)
    if story.child.age(story.review.day) < YOUNGEST or state == IS_SETTLED:
        yield at, partial(_settle, story, review_id)
        return
    until_on = at.date() + DAY if state == RAN_OUT else story.review.day - DAY
    yield at, partial(_offer, story, review_id, until_on)
    if state == IS_CHOSEN:
        yield at + 2 * DAY, partial(_choose, review_id)


def _offer(story: Story, review_id: str, until_on: date) -> None:
    first = story.review.starts_at
    if first is None:
        raise ValueError("a meeting without an hour is not offered")
    second = datetime.combine(working_day(story.review.day + 2 * DAY, 1), time(10, 30), clock.LONDON)
    slots = Slot(first, story.review.venue, kind_of(story)), Slot(second, "Video call", PlaceKind.VIDEO)
    offer_slots(officer_of(review_id), review_id, ToOffer(slots, until_on, _coming(story), why=MoveReason.CHILD_ASKED))


def _choose(review_id: str) -> None:
    if offer := open_offer(review_id):
        choose_slot(review_id, offer.id, 2)


def _settle(story: Story, review_id: str) -> None:
    planned, kind = story.review, kind_of(story)
    settled = Arrangement(
        meets_on=planned.day,
        starts_at=planned.starts_at,
        venue=planned.venue,
        coming=_coming(story),
        may_see_place=kind == PlaceKind.OFFICE,
        place_kind=kind,
    )
    settle_meeting(officer_of(review_id), review_id, settled, seen=0)


def kind_of(story: Story) -> str:
    """What kind of place an invented venue is."""
    venue = story.review.venue
    if venue in names("around", "rooms"):
        return PlaceKind.OFFICE
    kinds = {"": "", "Video call": PlaceKind.VIDEO, f"Where {story.child.name} lives": PlaceKind.HOME}
    return kinds.get(venue, PlaceKind.SCHOOL)


def _coming(story: Story) -> frozenset[str]:
    """All adults around the child but the parents, who are asked and come for a part."""
    people = reviews_named([story.review.reference])[story.review.reference].people
    return frozenset(each.id for each in people if each.role != "parent")


def _letter(story: Story, review_id: str, now: datetime) -> Iterator[Happening]:
    """Shown before it is final, two days after the meeting; the child says that it is right."""
    at = datetime.combine(working_day(story.review.day + 2 * DAY, 1), AT, clock.LONDON)
    for moment, happens in ((at, _show), (at + LATER, _check)):
        if moment < now:
            yield moment, partial(happens, story, review_id)


def _show(story: Story, review_id: str) -> None:
    words = str(bank("words/officers")["letter"]).format(name=story.child.name)
    officer = officer_of(review_id)
    save_letter(officer, review_id, WrittenToChild(words))
    say_for(officer, review_id, ToSay(SaidBy.LETTER, words))


def _check(_: Story, review_id: str) -> None:
    (said,), lock = said_for(officer_of(review_id), review_id), lock_of_child(review_id)
    if lock:
        note_meant(lock, said.said.id, MEANT)
