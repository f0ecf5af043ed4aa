"""The letters of one invented review: how far each has come, who answered when, and what with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from participation import clock
from participation.demo.around import Adult
from participation.demo.chance import Chance, own_dice
from participation.demo.children import AFTER, BEFORE, Invented
from participation.demo.history import DAY, Planned
from participation.invitations.actions import ASKED_ROLES
from participation.invitations.models import CHILD
from participation.invitations.purposes import AFTER as PURPOSES_AFTER
from participation.invitations.purposes import BEFORE as PURPOSES
from participation.outcomes.codes import Code
from participation.reviews.models import PersonRole
from participation.reviews.timetable import YOUNGEST, forms_due_on
from participation.service.chosen import Service

POST = timedelta(hours=20)
"""Nobody answers before the letter has come."""
MOMENTS_AGO = timedelta(minutes=20)
BETWEEN_FORMS = timedelta(minutes=7)
RECENTLY = timedelta(days=2)
SHORTLY = timedelta(days=14)
AFTERWARDS = timedelta(days=20)
ANSWERS = {"foster_carer": 68, "fostering_worker": 55, "key_worker": 70, "parent": 38, "school": 64, "health": 48}
"""How many of a hundred send a form."""
AT_WORK = ("school", "health", "key_worker", "fostering_worker")
SENDS = {Code.PN6: 92, Code.PN5: 30, Code.PN7: 0}
"""How many of a hundred children sent their views, by how they took part; of those who came:"""
SENDS_AND_COMES = 56
NOW = {"unprinted": 1, "unopened": 2, "opened": 1, "begun": 2, "sent": 3, "revoked": 1}
"""How far letters are for a review that is about to come."""
PAST = {"unopened": 15, "opened": 5, "begun": 3, "revoked": 1}
"""How far letters came that were not answered."""
UNTOUCHED = (CHILD, "foster_carer", "fostering_worker", "parent", "school")
"""Letters that a tester opens first, of the child before a review."""


@dataclass(frozen=True)
class FilledForm:
    """A questionnaire that was filled in, and sent or left lying."""

    purpose: str
    at: datetime
    is_sent: bool = True


@dataclass(frozen=True)
class LetterStory:
    """One invitation and what came of it; of the child, if it names no adult."""

    adult: Adult | None
    state: str
    printed_at: datetime | None = None
    opened_at: datetime | None = None
    revoked_at: datetime | None = None
    printings: int = 1
    replies: tuple[FilledForm, ...] = ()

    @property
    def respondent(self) -> str:
        """The child, or the adult's role."""
        return self.adult.role if self.adult else CHILD

    @property
    def name(self) -> str:
        """The adult's; two of one role may be asked."""
        return self.adult.name if self.adult else ""


def waits_for_tester(child: Invented, review: Planned, now: datetime) -> bool:
    """Nobody has said yet how this review was, and its officer has recorded nothing."""
    return child.number == AFTER and now.date() - review.day < SHORTLY


@dataclass(frozen=True)
class Correspondence:
    """What came of the letters of one review until now."""

    child: Invented
    review: Planned
    invited_at: datetime
    code: Code | None
    """How the child took part; None before the meeting."""
    now: datetime
    chance: Chance

    @property
    def is_for_tester(self) -> bool:
        """What has come for these reviews has just come, and nobody has read it."""
        return self.code is None and self.child.is_known

    def letters(self, adults: Iterable[Adult]) -> Iterator[LetterStory]:
        """To the child, unless under 4, and to each adult who is asked."""
        if self.child.age(self.review.day) >= YOUNGEST:
            yield self._letter(None)
        for adult in adults:
            if adult.role == PersonRole.FOSTERING_WORKER:  # with dice of their own: only some children have one
                yield replace(self, chance=Chance(self.child.number))._letter(adult)
            elif adult.role in ASKED_ROLES:
                yield self._letter(adult)

    def _letter(self, adult: Adult | None) -> LetterStory:
        state = self._state(adult)
        if state == "unprinted":
            return LetterStory(adult, state, printings=0)
        printed_at = min(self.invited_at + BETWEEN_FORMS, self.now)
        printings = 2 if self.chance.happens(4) else 1
        if state == "unopened":
            return LetterStory(adult, state, printed_at, printings=printings)
        at = self._answered_at(printed_at, at_work=adult is not None and adult.role in AT_WORK)
        if state == "revoked":
            return LetterStory(adult, state, printed_at, revoked_at=at, printings=printings)
        replies = tuple(self._replies(adult, at, is_sent=state == "sent")) if state in ("sent", "begun") else ()
        return LetterStory(adult, state, printed_at, at, printings=printings, replies=replies)

    def _state(self, adult: Adult | None) -> str:
        if self.is_for_tester:
            is_untouched = self.child.number == BEFORE and (adult.role if adult else CHILD) in UNTOUCHED
            return "unopened" if is_untouched else "sent"
        if self.code is None:
            return self.chance.deal(f"letters now {adult is None}", NOW)
        sends = ANSWERS[adult.role] if adult else SENDS.get(self.code, SENDS_AND_COMES)
        if self.chance.happens(sends) or (self.child.number == AFTER and adult is None):
            return "sent"
        return self.chance.deal("letters of the past", PAST)

    def _answered_at(self, printed_at: datetime, *, at_work: bool) -> datetime:
        """Mostly by the day on which forms are due, sometimes on one of the few days that are left."""
        due = self.chance.moment(
            forms_due_on(self.review.day, clock.local(printed_at).date(), Service().forms_due_days), 20, 21
        )
        earliest, latest = printed_at + POST, due
        if due < earliest or (due + POST < self.now and self.chance.happens(22)):
            earliest, latest = max(due, earliest), self.chance.moment(self.review.day - DAY, 18, 20)
        latest = min(latest, self.now - MOMENTS_AGO)
        if self.is_for_tester:
            earliest = latest - RECENTLY
        return self.chance.moment_within(min(earliest, latest), latest, at_work=at_work)

    def _replies(self, adult: Adult | None, at: datetime, *, is_sent: bool) -> Iterator[FilledForm]:
        if adult:
            yield FilledForm(PURPOSES[adult.role][0], at, is_sent)
            is_asked_after = is_sent and self.code and adult.role in PURPOSES_AFTER
            dice = own_dice(self.review.reference, adult.role, adult.name)
            if is_asked_after and dice.happens(35):
                yield FilledForm(PURPOSES_AFTER[adult.role][0], replace(self, chance=dice)._feedback_at())
            return
        yield FilledForm("my_views", at, is_sent)
        if is_sent and self.chance.happens(74):
            yield FilledForm("my_meeting", at + BETWEEN_FORMS)
        if is_sent and self.chance.deal("asks for an advocate", {True: 1, False: 5}):
            yield FilledForm("my_advocate", at + 2 * BETWEEN_FORMS)
        is_asked_after = self.code and not waits_for_tester(self.child, self.review, self.now)
        if is_asked_after and self.chance.deal("feedback", {True: 4, False: 6}):
            yield FilledForm("after_review", self._feedback_at())

    def _feedback_at(self) -> datetime:
        latest = min(self.chance.moment(self.review.day, 18, 20) + AFTERWARDS, self.now - MOMENTS_AGO)
        earliest = self.chance.moment(self.review.day + DAY, 15, 18)
        return self.chance.moment_within(min(earliest, latest), latest)
