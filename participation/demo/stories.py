"""What happened around one invented review: who was written to, who answered when, and who read it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from participation.demo.around import Adult
from participation.demo.chance import Chance, working_day
from participation.demo.children import AFTER, BEFORE, Invented
from participation.demo.history import DAY, Planned
from participation.demo.taking_part import TakingPart, code_of, taking_part
from participation.invitations.actions import ASKED_ROLES
from participation.invitations.models import CHILD
from participation.invitations.purposes import BEFORE as PURPOSES
from participation.outcomes.codes import COUNTED_FROM_AGE, Code
from participation.reviews.timetable import deadlines

IN_USE = timedelta(days=365)
"""The service began to send letters a year ago: what was sent is kept no longer than that."""
LEAD = timedelta(days=15)
WEEK = timedelta(days=7)
POST = timedelta(hours=20)
"""Nobody answers before the letter has come."""
MOMENTS_AGO = timedelta(minutes=20)
BETWEEN_FORMS = timedelta(minutes=7)
AFTERWARDS = timedelta(days=20)
ANSWERS = {"foster_carer": 68, "key_worker": 70, "parent": 38, "school": 64, "health": 48}
"""How many of a hundred send a form."""
SENDS = {Code.PN6: 92, Code.PN5: 30, Code.PN7: 0}
"""How many of a hundred children sent their views, by how they took part; of those who came:"""
SENDS_AND_COMES = 56
NOW = {"unprinted": 1, "unopened": 2, "opened": 1, "begun": 2, "sent": 3, "revoked": 1}
"""How far letters are for a review that is about to come."""
# Of the two whose letters are shown: these have not been opened.
UNTOUCHED = (CHILD, "foster_carer", "parent", "school")


Key = tuple[str, str, str, str]
"""Review, respondent, name and purpose of a reply."""


@dataclass(frozen=True)
class Reply:
    """A questionnaire that was filled in, and sent or left lying."""

    purpose: str
    at: datetime
    is_sent: bool = True


@dataclass(frozen=True)
class Letter:
    """One invitation and what came of it; of the child, if it names no adult."""

    adult: Adult | None
    state: str
    printed_at: datetime | None = None
    opened_at: datetime | None = None
    revoked_at: datetime | None = None
    printings: int = 1
    replies: tuple[Reply, ...] = ()

    @property
    def respondent(self) -> str:
        """The child, or the adult's role."""
        return self.adult.role if self.adult else CHILD

    @property
    def name(self) -> str:
        """The adult's; two of one role may be asked."""
        return self.adult.name if self.adult else ""


@dataclass(frozen=True)
class Story:
    """One review with everything around it."""

    child: Invented
    review: Planned
    adults: tuple[Adult, ...]
    slots: Mapping[str, str]
    """What stands in the braces of what is written about this child."""
    invited_at: datetime | None = None
    letters: tuple[Letter, ...] = ()
    readings: tuple[datetime, ...] = ()
    taking_part: TakingPart | None = None

    @property
    def filled_in(self) -> list[tuple[Key, Reply]]:
        """Everything that was filled in, under what makes it one reply of all."""
        return [
            ((self.review.reference, letter.respondent, letter.name, reply.purpose), reply)
            for letter in self.letters
            for reply in letter.replies
        ]

    @property
    def replies(self) -> list[Reply]:
        """Everything that was sent, by anyone, in the order of time."""
        return sorted((reply for _, reply in self.filled_in if reply.is_sent), key=lambda reply: reply.at)


def story(
    child: Invented,
    review: Planned,
    adults: tuple[Adult, ...],
    slots: Mapping[str, str],
    now: datetime,
    chance: Chance,
) -> Story:
    """Invent what happened around a review until now."""
    if review.meets_on is None:
        return Story(child, review, adults, slots)
    is_over = review.day < now.date()
    code = code_of(child.age(review.day), chance) if is_over else None
    invited_at = _invited_at(child, review.day, now, chance)
    if invited_at is None:
        known = () if review.day < now.date() - IN_USE else adults
        taken = taking_part(child, review, code, (), now, chance, None) if code else None
        return Story(child, review, known, slots, taking_part=taken)
    letters = tuple(_letters(child, review, adults, invited_at, code, now, chance))
    mine = (reply for letter in letters if not letter.adult for reply in letter.replies)
    views = tuple(reply.at for reply in mine if reply.purpose in ("my_views", "my_meeting"))
    is_recorded = code and child.number != AFTER
    taken = taking_part(child, review, code, views, now, chance, child.officer) if code and is_recorded else None
    told = Story(child, review, adults, slots, invited_at, letters, (), taken)
    return replace(told, readings=tuple(_readings(told, now, chance)))


def _invited_at(child: Invented, meets_on: date, now: datetime, chance: Chance) -> datetime | None:
    """Letters are made on Mondays, about two weeks before; a few too late. None: not yet, or before their time."""
    on = meets_on - LEAD
    on -= DAY * on.weekday()
    if chance.happens(9) and not child.has_letters_shown:
        on += WEEK
    if child.officer is None or on >= now.date() or on < now.date() - IN_USE:
        return None
    return chance.moment(working_day(on, 1), 9, 11)


def _letters(
    child: Invented,
    review: Planned,
    adults: tuple[Adult, ...],
    invited_at: datetime,
    code: Code | None,
    now: datetime,
    chance: Chance,
) -> Iterator[Letter]:
    if child.age(review.day) >= COUNTED_FROM_AGE:
        sends = SENDS.get(code, SENDS_AND_COMES) if code else 0
        state = "sent" if child.number == AFTER and code else _state(child, CHILD, bool(code), sends, chance)
        yield _letter(None, state, child, review, invited_at, now, chance)
    for adult in adults:
        if adult.role in ASKED_ROLES:
            state = _state(child, adult.role, bool(code), ANSWERS[adult.role], chance)
            yield _letter(adult, state, child, review, invited_at, now, chance)


def _state(child: Invented, respondent: str, is_over: bool, sends: float, chance: Chance) -> str:
    if not is_over:
        if child.number == BEFORE:
            return "unopened" if respondent in UNTOUCHED else "sent"
        return chance.deal("letters now", NOW)
    if chance.happens(sends):
        return "sent"
    return chance.deal("letters of the past", {"unopened": 15, "opened": 8, "revoked": 1})


def _letter(
    adult: Adult | None,
    state: str,
    child: Invented,
    review: Planned,
    invited_at: datetime,
    now: datetime,
    chance: Chance,
) -> Letter:
    if state == "unprinted":
        return Letter(adult, state, printings=0)
    printed_at = min(invited_at + BETWEEN_FORMS, now)
    replies: tuple[Reply, ...] = ()
    opened_at = revoked_at = None
    if state != "unopened":
        opened_at = _answered_at(review, printed_at, now, chance)
    if state == "revoked":
        revoked_at, opened_at = opened_at, None
    if opened_at and state in ("sent", "begun"):
        replies = tuple(_replies(adult, state == "sent", child, review, opened_at, now, chance))
    printings = 2 if chance.happens(4) else 1
    return Letter(adult, state, printed_at, opened_at, revoked_at, printings, replies)


def _answered_at(review: Planned, printed_at: datetime, now: datetime, chance: Chance) -> datetime:
    """Mostly by the day on which forms are due, sometimes on one of the few days that are left."""
    due = chance.moment(deadlines(review.day).forms_on, 20, 21)
    earliest, latest = printed_at + POST, due
    if due < earliest or (due + POST < now and chance.happens(22)):
        earliest, latest = max(due, earliest), chance.moment(review.day - DAY, 18, 20)
    latest = min(latest, now - MOMENTS_AGO)
    return chance.moment_within(min(earliest, latest), latest)


def _replies(
    adult: Adult | None,
    is_sent: bool,
    child: Invented,
    review: Planned,
    at: datetime,
    now: datetime,
    chance: Chance,
) -> Iterator[Reply]:
    if adult:
        yield Reply(PURPOSES[adult.role][0], at, is_sent)
        return
    yield Reply("my_views", at, is_sent)
    if is_sent and chance.happens(74):
        yield Reply("my_meeting", at + BETWEEN_FORMS, is_sent)
    if is_sent and chance.deal("asks for an advocate", {True: 1, False: 5}):
        yield Reply("my_advocate", at + 2 * BETWEEN_FORMS, is_sent)
    if review.day < now.date() and child.number != AFTER and chance.deal("feedback", {True: 4, False: 6}):
        latest = min(chance.moment(review.day, 18, 20) + AFTERWARDS, now - MOMENTS_AGO)
        yield Reply("after_review", chance.moment_within(chance.moment(review.day + DAY, 15, 18), latest))


def _readings(told: Story, now: datetime, chance: Chance) -> Iterator[datetime]:
    """On the working day after the first came, and once more on the morning of the last working day before."""
    meets_on = told.review.meets_on
    came = [reply.at for reply in told.replies if reply.purpose not in ("my_advocate", "after_review")]
    if not came or meets_on is None:
        return
    first = chance.moment(working_day(came[0].date() + DAY, 1), 9, 16)
    last = chance.moment(working_day(meets_on - DAY), 8, 16)
    if first.date() < meets_on and first < now and chance.happens(74):
        yield first
    else:
        first = came[0]
    if last < now and (came[-1] > first or first == came[0]) and chance.happens(86):
        yield max(last, first)
