"""What a questionnaire is: frozen data, the same for every kind of respondent."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

LEVELS = ("pictures", "short", "full", "leaving_care", "adult")
JOURNEYS = ("views", "meeting", "officer", "advocate", "after")
ENVELOPES = ("views", "feedback", "advocacy", "adult")

PERSON_ID = re.compile(r"[0-9a-hjkmnp-tv-z]{26}")
"""People of a review are options too; their ids are database ids, never ids of a file."""


WAY_OUT = "talk_to_"
"""How the ids of options begin that choose a person instead of an answer."""
ANY_QUESTION = "*"
"""In a condition: whichever question before it."""
ABOUT_PEOPLE = ("people", "guests")
"""The kinds of question that offer the people of a review."""
LEFT_OUT = ""
"""In a condition, among the answers: that the question was left out."""
GUEST_ANSWERS = ("yes", "part", "no")
"""The options of a `guests` question that are offered for each person; a file may leave one out."""
HELPER = "helper"
"""Of whom a page is asked: the grown-up who helps a young child."""
UNACCOMPANIED = "unaccompanied"
OTHER_LANGUAGE = "other_language"
FACTS = (UNACCOMPANIED, OTHER_LANGUAGE)
"""What may be known about a respondent, so that pages are only for them.

That a child came here without family; that they are spoken to in another language than English.
"""


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    text: str
    picture: str = ""
    reply: str = ""
    """The one line that comes when it is chosen."""
    called: str = ""
    """The text where a child has told what they call it: see own_words.py."""
    alone: bool = False
    """Whether it says that there is nothing, so that nothing else goes with it."""
    needs: str = ""
    """The question on its page without whose answer it comes to nothing ("" is none): a number, to be rung."""

    @property
    def is_person(self) -> bool:
        return PERSON_ID.fullmatch(self.id) is not None

    @property
    def is_way_out(self) -> bool:
        """Whether it may choose not to answer here: not knowing, or a person instead."""
        return self.id == "dont_know" or self.id.startswith(WAY_OUT)


@dataclass(frozen=True, slots=True)
class Condition:
    question: str
    is_any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    kind: str
    text: str
    hint: str = ""
    called: str = ""
    """The text in the words that a child uses, such as "How is it at {home}?": see own_words.py."""
    called_hint: str = ""
    options: tuple[Option, ...] = ()
    required: bool = False
    max_length: int = 2000
    asks_sharing: bool = False
    lowest: int = 0
    highest: int = 10
    lowest_text: str = ""
    highest_text: str = ""
    told_by_letter: bool = False
    """Whether the part that somebody's letter gives them, such as school, is the answer, where it is an option."""
    purpose: str = ""

    @property
    def own_answers(self) -> tuple[Option, ...]:
        """The options that answer it: what stands before one of them is an answer too, such as wanting to talk."""
        return self.options[: len(self.options) - len(self.ways_out)]

    @property
    def ways_out(self) -> tuple[Option, ...]:
        """The last options, that choose not to answer here."""
        return tuple(reversed([*takewhile(lambda option: option.is_way_out, reversed(self.options))]))

    @property
    def is_about_people(self) -> bool:
        return self.kind in ABOUT_PEOPLE

    @property
    def guest_answers(self) -> tuple[Option, ...]:
        """What can be said of each person."""
        return tuple(option for option in self.options if option.id in GUEST_ANSWERS)

    @property
    def beside_guests(self) -> tuple[Option, ...]:
        """What stands below the people."""
        return tuple(each for each in self.options if not each.is_person and each.id not in GUEST_ANSWERS)

    @property
    def context(self) -> str:
        """The gettext context of the text; the context of an option, a hint and so on begins with it."""
        return f"{self.purpose}.{self.id}"

    @property
    def hint_context(self) -> str:
        return f"{self.context}.hint"

    def option_context(self, option: Option) -> str:
        return f"{self.context}.{option.id}"

    def reply_context(self, option: Option) -> str:
        return f"{self.option_context(option)}.reply"

    def offering(self, options: Iterable[Option]) -> "Question":
        """This question with the people of one review put before the options of the file."""
        return replace(self, options=(*options, *self.options))


@dataclass(frozen=True, slots=True)
class Topic:
    """A place on the map; its pages carry its title and its picture."""

    id: str
    title: str
    picture: str
    purpose: str = ""
    called: str = ""
    """The title in the words that a child uses: see own_words.py."""

    @property
    def context(self) -> str:
        return f"{self.purpose}.topic.{self.id}"


@dataclass(frozen=True, slots=True)
class Page:
    id: str
    title: str
    questions: tuple[Question, ...]
    show_if: Condition | None = None
    hide_if: Condition | None = None
    intro: str = ""
    picture: str = ""
    purpose: str = ""
    topic: str = ""
    """The place on the map where it stands; "" where there is no map."""
    asked_of: str = ""
    """HELPER, or "" for whoever the letter is to."""
    only_for: str = ""
    """One of FACTS: nobody else is asked; "" for everybody."""

    @property
    def context(self) -> str:
        return f"{self.purpose}.page.{self.id}"

    @property
    def title_context(self) -> str:
        return f"{self.purpose}.topic.{self.topic}" if self.topic else self.context

    @property
    def about(self) -> str:
        """The topic that readers lay side by side: each page is one where there is no map."""
        return self.topic or self.id


@dataclass(frozen=True)
class Questionnaire:
    purpose: str
    level: str
    version: int
    title: str
    short_title: str
    intro: str
    journey: str
    envelope: str
    pages: tuple[Page, ...]
    asks_for_advocate_if: Condition | None = None
    kept_from_officer_if: Condition | None = None
    read_first_if: tuple[Condition, ...] = ()
    topics: tuple[Topic, ...] = ()
    """The places of its map, in their order; () for a questionnaire that is walked from page to page."""
    just_one_thing: str = ""
    """The question that stands beside the map as one box ("" is none)."""
    can_be_voiced_by: str = ""
    """The role that may write it down in the respondent's place ("" is nobody)."""

    @property
    def name(self) -> str:
        return f"{self.purpose}.{self.level}.v{self.version}"

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for page in self.pages for question in page.questions)

    @cached_property
    def asks_about_people(self) -> bool:
        """Whether any question is answered with people."""
        return any(question.is_about_people for question in self.questions)

    def page(self, page_id: str) -> Page:
        """The page of that id; KeyError when there is none."""
        for page in self.pages:
            if page.id == page_id:
                return page
        raise KeyError(page_id)

    def question(self, question_id: str) -> Question:
        """The question of that id; KeyError when there is none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def says_more(self, question: Question) -> bool:
        """Whether a question tells more than its topic: one that is asked on several pages does not."""
        return sum(each.text == question.text for each in self.questions) == 1

    def offering(self, people: Iterable[Option]) -> "Questionnaire":
        """This questionnaire with the people of one review offered in every question about people."""
        offered = tuple(people)
        pages = tuple(
            replace(page, questions=tuple(_offered(question, offered) for question in page.questions))
            for page in self.pages
        )
        return replace(self, pages=pages)

    def told_by_letter(self, part: str) -> dict[str, str]:
        """What a letter tells of somebody who is asked in this part, such as school: answers by question."""
        known = (each for each in self.questions if each.told_by_letter)
        return {each.id: part for each in known if part in {option.id for option in each.options}}

    def for_somebody(self, facts: Collection[str]) -> "Questionnaire":
        """This questionnaire for a respondent of whom these FACTS are known: what is only for them is for everybody."""
        if not any(page.only_for in facts for page in self.pages):
            return self
        pages = (replace(page, only_for="") if page.only_for in facts else page for page in self.pages)
        return replace(self, pages=tuple(pages))


def _offered(question: Question, people: tuple[Option, ...]) -> Question:
    return question.offering(people) if question.is_about_people else question
