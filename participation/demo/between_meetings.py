"""Visits between invented meetings, and what invented officers raise: each at its moment, by the program's actions."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from participation import clock
from participation.between.actions import PlannedAction, VisitFacts, VisitWords, write_down
from participation.between.midway import midway_due
from participation.challenges.actions import (
    ChallengeAnswer,
    Raised,
    challenge_id,
    go_further,
    note_answer,
    raise_challenge,
)
from participation.challenges.queries import wishes_of
from participation.demo.banks import bank
from participation.demo.chance import working_day
from participation.demo.children import AFTER
from participation.demo.families import Family
from participation.demo.history import DAY
from participation.demo.queries import officer_of
from participation.demo.stories import Story
from participation.reviews.timetable import YOUNGEST, add_working_days

AT = time(16, 20)
IN_USE = timedelta(days=360)
NOT_HELD = 4
"""One midway review in so many is not held."""
GROWN = 18
EVERY = 7
"""One review in so many stands between two of which something was raised."""
ANSWERED_IN = 14
"""Working days until what an officer has planned is to be done."""
LEVEL_DAYS = 5

Happening = tuple[datetime, Callable[[], object]]


def visits(families: Iterable[Family], review_ids: Mapping[str, str], now: datetime) -> Iterator[Happening]:
    """Before most meetings, and halfway between two."""
    since = (now - IN_USE).date()
    for family in families:
        for story in family.stories:
            taken = story.taking_part
            seen_on = taken.beside.seen_before_on if taken and taken.suggestion else None
            if seen_on:
                yield from _visit(story, _kind(story), seen_on, review_ids)
        for before, following in zip(family.stories, family.stories[1:], strict=False):
            held_on, next_on = before.review.meets_on, following.review.due_on or following.review.meets_on
            if held_on and next_on and family.child.number % NOT_HELD and held_on < next_on:
                made_on = working_day(midway_due(held_on, next_on) - DAY * (family.child.number % 9))
                if since < made_on < now.date():
                    yield from _visit(following, "midway", made_on, review_ids)


def _kind(story: Story) -> str:
    age = story.child.age(story.review.day)
    return "observation" if age < YOUNGEST else "pathway" if age >= GROWN else "visit"


def _visit(story: Story, kind: str, made_on: date, review_ids: Mapping[str, str]) -> Iterator[Happening]:
    if story.child.officer is None:
        return
    number = story.child.number + made_on.toordinal()
    facts = VisitFacts(
        made_on=made_on,
        kind=kind,
        is_virtual=kind != "observation" and number % 5 == 0,
        knows_advocacy=("yes", "yes", "no", "not_asked")[number % 4],
        has_advocate=("no", "no", "yes", "not_asked")[number % 4],
        own_view="not_asked" if kind == "observation" else ("said", "drawn", "sent", "said", "nothing")[number % 5],
        is_adviser_asked=kind == "pathway" and number % 3 > 0,
    )
    words, review_id = _words(story, facts, number), review_ids[story.review.reference]
    happens = partial(_write, review_id, f"{kind} {made_on}", facts, words)
    yield datetime.combine(made_on, AT, clock.LONDON), happens


def _words(story: Story, facts: VisitFacts, number: int) -> VisitWords:
    of, name = bank("words/officers"), story.child.name
    about = of["observed"] if facts.kind == "observation" else of["about"][number % len(of["about"])]
    due_on = add_working_days(facts.made_on, ANSWERED_IN)
    planned = (PlannedAction(of["actions"][number % len(of["actions"])], due_on),) if number % 2 else ()
    thinks = of["thinks"][number % len(of["thinks"])]
    return VisitWords(about.format(name=name), thinks.format(name=name), actions=planned)


def _write(review_id: str, key: str, facts: VisitFacts, words: VisitWords) -> None:
    write_down(officer_of(review_id), review_id, key, facts, words)


@dataclass(frozen=True)
class InventedChallenge:
    """What one officer raises about one review."""

    given: Mapping[str, Any]
    story: Story
    review_id: str
    raised_on: date

    def happenings(self, now: datetime) -> Iterator[Happening]:
        """Raised, taken further, answered, as far as that has been."""
        days = [(self.raised_on, self._raise)]
        asked_on = self.raised_on
        for level in range(self.given.get("further", 0)):
            asked_on = add_working_days(asked_on, LEVEL_DAYS + 1)
            days.append((asked_on, partial(self._go_further, level)))
        if "answered" in self.given:
            days.append((max(asked_on + DAY, self.raised_on + DAY * self.given["answered"]), self._answer))
        moments = ((datetime.combine(day, AT, clock.LONDON), happens) for day, happens in days)
        return (each for each in moments if each[0] < now)

    def _raise(self) -> None:
        officer = officer_of(self.review_id)
        wishes = wishes_of(officer, self.review_id) if self.given.get("about_wish") else ()
        raised = Raised(
            kind=self.given.get("kind", "challenge"),
            category=self.given["category"],
            agency=self.given["agency"],
            to_whom=self.given["to_whom"],
            raised_on=self.raised_on,
            words=self._said("words"),
            outcome_id=min(wishes, key=lambda wish: wish.state != "not_agreed").id if wishes else None,
        )
        raise_challenge(officer, self.review_id, self._key, raised)

    @property
    def _key(self) -> str:
        return f"raised {self.raised_on} {self.given['category']}"

    def _said(self, what: str) -> str:
        return str(self.given[what].format(name=self.story.child.name))

    def _go_further(self, level: int) -> None:
        officer = officer_of(self.review_id)
        go_further(officer, challenge_id(officer, self.review_id, self._key), level)

    def _answer(self) -> None:
        officer = officer_of(self.review_id)
        answer = ChallengeAnswer(clock.today(), self.given["outcome"], self._said("answer"))
        note_answer(officer, challenge_id(officer, self.review_id, self._key), answer)


def challenges(stories: Sequence[Story], review_ids: Mapping[str, str], today: date) -> Iterator[InventedChallenge]:
    """The first is about the child whose letter after a review is shown; of the others the newest come first."""
    held = [each for each in stories if each.review.meets_on and each.review.day < today - DAY * LEVEL_DAYS]
    known = [each for each in held if each.child.officer is not None]
    known.sort(key=lambda each: (each.review.day, each.review.reference), reverse=True)
    shown = [each for each in stories if each.child.number == AFTER and each.review.meets_on]
    shown = [each for each in shown if each.review.day < today]
    for number, given in enumerate(bank("words/officers")["raised"]):
        among = shown[-1:] if given.get("about_wish") else known[number * EVERY % max(1, len(known)) :]
        raised_on = working_day(today - DAY * given["days_ago"])
        if story := next((each for each in among if each.review.day < raised_on), None):
            yield InventedChallenge(given, story, review_ids[story.review.reference], raised_on)
