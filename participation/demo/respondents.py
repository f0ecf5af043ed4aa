"""Fills a questionnaire in as somebody would: page by page, leaning by mood, skipping some, writing now and then."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from participation.demo.banks import bank
from participation.demo.chance import Chance
from participation.demo.children import WORRIED
from participation.demo.correspondence import LetterStory
from participation.demo.stories import Story
from participation.demo.words import Voice, voice_of, voice_of_adult
from participation.questionnaires.answers import IN_THE_MEETING, ONLY_OFFICER, Answers
from participation.questionnaires.kinds import Value
from participation.questionnaires.model import Option, Page, Question, Questionnaire
from participation.questionnaires.path import first_unanswered
from participation.reviews.models import PersonRole
from participation.reviews.timetable import YOUNGEST

SELDOM = 2
ALONE = {"nothing", "nobody", "none", "no", "not_much", "dont_mind", "any_time", "dont_know"}
"""Options that go with no other; and whoever would rather talk chooses nothing else."""
SEVERAL = ("choices", "people", "guests")
LONGEST_AGO = 260
MOST_CHOSEN = 3
MUCH = 88
"""Of a hundred boxes, those who are shown first write something in so many."""
NURSE = "community_health"
THERAPY = {"Tidewell Family Therapy": "mental_health"}
CHECKED = {"yes": 4, "partly": 1, "no": 1}
"""How often the carer's form was gone through."""
HELPED_UNTIL = 6
"""Years of age at which a carer reads the questions out."""


@dataclass(frozen=True)
class Respondent:
    """Somebody who fills in a questionnaire."""

    voice: Voice
    mood: int = 0
    writes: int = 50
    """In how many of a hundred boxes they write something."""
    certain: Mapping[str, Value] = field(default_factory=dict)
    """Answers that follow from who they are."""


def respondent_of(story: Story, letter: LetterStory, chance: Chance) -> Respondent:
    """Who fills in what a letter asks for."""
    child, adult = story.child, letter.adult
    age = child.age(story.review.day)
    certain: dict[str, Value] = {"promises_kept": "first_meeting"} if story.review.is_first else {}
    if child.is_unaccompanied:
        certain["family_time"] = "not_enough"
    if adult and age < YOUNGEST:
        certain["told_child"] = ("none",)
    if adult:
        certain["service"] = "school" if adult.role == "school" else THERAPY.get(adult.agency, NURSE)
        if adult.role == PersonRole.FOSTERING_WORKER:
            certain["gone_through"] = chance.deal("carer's form", CHECKED)
        return Respondent(voice_of_adult(adult, child, age, story.slots), child.mood, 64, certain)
    if child.number == WORRIED and not story.taking_part:
        certain |= {"feel_safe": "not_always", "unsafe_where": ("school", "online")}
    if age <= HELPED_UNTIL:
        certain["helped_by"] = "carer"
    writes = MUCH if child.is_known else 40 if age < 12 else 52
    return Respondent(voice_of(child, age, story.slots, chance), child.mood, writes, certain)


def answered(asked: Questionnaire, by: Respondent, today: date, chance: Chance, pages: int | None = None) -> Answers:
    """The answers after so many pages, or after the last."""
    answers = Answers()
    for _ in range(len(asked.pages) if pages is None else pages):
        page = first_unanswered(asked, answers)
        if page is None:
            break
        answers = _Page(asked, page, by, answers, today, chance).filled()
    return answers


@dataclass(frozen=True)
class _Page:
    """One page while it is being filled in."""

    asked: Questionnaire
    page: Page
    by: Respondent
    before: Answers
    today: date
    chance: Chance

    def filled(self) -> Answers:
        values, sharing = dict(self.before.values), dict(self.before.sharing)
        for question in self.page.questions:
            values[question.id] = self._value(question, values)
            if question.asks_sharing and values[question.id]:
                sharing[question.id] = IN_THE_MEETING if self.chance.happens(58) else ONLY_OFFICER
        return Answers(values, sharing)

    def _value(self, question: Question, values: Mapping[str, Value]) -> Value:
        if question.id in self.by.certain:
            return self.by.certain[question.id]
        if question.kind in ("short_text", "long_text"):
            return self._words(question, values) if self.chance.happens(self.by.writes) else ""
        rule = self.asked.asks_for_advocate_if
        if self.chance.happens(5) and not (rule and rule.question == question.id):
            return () if question.kind in SEVERAL else ""
        if question.kind == "date":
            return (self.today - timedelta(days=self.chance.between(5, LONGEST_AGO))).isoformat()
        if question.kind == "scale":
            numbers = range(question.lowest, question.highest + 1)
            return self._one(question, tuple(Option(str(number), "") for number in numbers))
        if question.kind == "guests":
            return self._guests(question)
        return self._several(question, values) if question.kind in SEVERAL else self._one(question)

    def _guests(self, question: Question) -> tuple[str, ...]:
        """Something of most people, and now and then somebody else."""
        said = ((person, self._of_guest(question, person)) for person in question.options if person.is_person)
        more = self._one(question, question.beside_guests) if self.chance.happens(12) else ""
        return (*(f"{person.id}:{given}" for person, given in said if given), *filter(None, [more]))

    def _of_guest(self, question: Question, person: Option) -> str:
        leanings = bank("leanings")[self.asked.purpose][question.id].get(person.picture, {})
        options = [option for option in question.guest_answers if option.id in leanings]
        weights = [float(leanings[option.id]) for option in options]
        return self.chance.random.choices(options, weights)[0].id if any(weights) else ""

    def _words(self, question: Question, values: Mapping[str, Value]) -> str:
        """They go with what was chosen on this page, or with the choice that led to it."""
        about = [each.id for each in self.page.questions if each.id != question.id]
        if self.page.show_if:
            about.append(self.page.show_if.question)
        chosen = [value for id in about for value in _listed(values.get(id, ""))]
        return self.by.voice.line(self.asked.purpose, question.id, chosen, self.chance)[: question.max_length]

    def _one(self, question: Question, options: tuple[Option, ...] = ()) -> str:
        options = options or question.options
        weights = [self._weight(question, option) for option in options]
        return self.chance.random.choices(options, weights)[0].id if any(weights) else ""

    def _several(self, question: Question, values: Mapping[str, Value]) -> tuple[str, ...]:
        """People whom somebody wants there are not also those who should not come."""
        wanted_elsewhere = {id for value in values.values() for id in _listed(value) if Option(id, "").is_person}
        options = tuple(option for option in question.options if option.id not in wanted_elsewhere)
        chosen: set[str] = set()
        for _ in range(self.chance.between(1, MOST_CHOSEN)):
            one = self._one(question, options)
            if one in ALONE or one.startswith("talk_to"):
                return (one,) if not chosen else self._in_order(question, chosen)
            chosen.add(one)
        return self._in_order(question, chosen)

    def _in_order(self, question: Question, chosen: set[str]) -> tuple[str, ...]:
        return tuple(option.id for option in question.options if option.id in chosen)

    def _weight(self, question: Question, option: Option) -> float:
        leanings: Mapping[str, Any] = bank("leanings").get(self.asked.purpose, {}).get(question.id, {})
        leaning = leanings.get(option.picture if option.is_person else option.id, SELDOM)
        return float(leaning[self.by.mood] if isinstance(leaning, list) else leaning)


def _listed(value: Value) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value
