"""The words of a questionnaire, where they stand, and the rules that children's words keep."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from participation.questionnaires.lines import Place
from participation.questionnaires.mistakes import Notes
from participation.questionnaires.model import HELPER, WAY_OUT, Page, Question, Questionnaire
from participation.questionnaires.own_words import OWN_WORDS, called_context
from participation.questionnaires.words import CHILD, IN_BRACES

WORDS_IN_A_SENTENCE = 12
END_OF_SENTENCE = re.compile(r"[.!?]+(?:\s+|$)")
FOR_THE_YOUNGEST = "pictures"
SAFETY = "Safety: "
"""How translators are told that somebody's safety may hang on the words of a page."""
EMERGENCY = "999"
"""What stands on a page on which it always does."""
CALLED = "said with what the child calls it, such as “Nan’s”, in the place of the braces; it takes no ending"


@dataclass(frozen=True, slots=True)
class Words:
    """One text of a questionnaire, as a translator and a reader of the file meet it."""

    place: Place
    context: str
    text: str
    comment: str
    is_called: bool = False
    """Whether it is said in the words that a child has told."""

    @property
    def is_for_translators(self) -> bool:
        """Whether there is more in it than what somebody else will have written."""
        return any(letter.isalpha() for letter in IN_BRACES.sub("", self.text))


def words_in(questionnaire: Questionnaire) -> Iterator[Words]:
    """Every text that a respondent can see, in the order of the file."""
    purpose = questionnaire.purpose
    comment = f"Questionnaire {purpose}"
    yield Words(("title",), purpose, questionnaire.title, f"{comment}, title")
    yield Words(("short_title",), f"{purpose}.short_title", questionnaire.short_title, f"{comment}, short title")
    if questionnaire.intro:
        yield Words(("intro",), f"{purpose}.intro", questionnaire.intro, f"{comment}, introduction")
    for position, topic in enumerate(questionnaire.topics):
        place: Place = ("topics", position, "title")
        told = f"{comment}, topic {topic.id} on the map"
        yield Words(place, topic.context, topic.title, told)
        yield from _called(topic.called, ("topics", position, "called"), topic.context, told)
    read_first = {rule.question for rule in questionnaire.read_first_if}
    for position, page in enumerate(questionnaire.pages):
        is_for_safety = EMERGENCY in page.intro or any(question.id in read_first for question in page.questions)
        yield from _page_words(page, ("pages", position), f"{SAFETY}{comment}" if is_for_safety else comment)


def _page_words(page: Page, place: Place, comment: str) -> Iterator[Words]:
    comment_on_page = f"{comment}, page {page.id}"
    if not page.topic:
        yield Words((*place, "title"), page.context, page.title, f"{comment_on_page}, title")
    if page.intro:
        intro = f"{comment_on_page}, introduction"
        yield Words((*place, "intro"), f"{page.context}.intro", page.intro, intro)
    for position, question in enumerate(page.questions):
        yield from _question_words(question, (*place, "questions", position), comment)


def _question_words(question: Question, place: Place, comment: str) -> Iterator[Words]:
    comment = f"{comment}, question {question.id}"
    yield Words((*place, "text"), question.context, question.text, comment)
    yield from _called(question.called, (*place, "called"), question.context, comment)
    yield from _called(question.called_hint, (*place, "called_hint"), question.hint_context, f"{comment}, hint")
    for key, text in (
        ("hint", question.hint),
        ("lowest_text", question.lowest_text),
        ("highest_text", question.highest_text),
    ):
        if text:
            yield Words((*place, key), f"{question.context}.{key}", text, f"{comment}, {key}")
    for position, option in enumerate(question.options):
        option_place = (*place, "options", position)
        yield Words(option_place, question.option_context(option), option.text, f"{comment}, answer {option.id}")
        if option.reply:
            context = question.reply_context(option)
            yield Words(option_place, context, option.reply, f"{comment}, the officer's line after {option.id}")
        called = question.option_context(option)
        yield from _called(option.called, option_place, called, f"{comment}, answer {option.id}")


def _called(text: str, place: Place, context: str, comment: str) -> Iterator[Words]:
    if text:
        yield Words(place, called_context(context), text, f"{comment}, {CALLED}", is_called=True)


def note_wording(questionnaire: Questionnaire, notes: Notes) -> None:
    """Note what is filled by nothing; and in a questionnaire for children, what is too long or leaves no way out."""
    _note_braces(questionnaire, notes)
    if questionnaire.level == "adult":
        return
    for words in words_in(questionnaire):
        for sentence in END_OF_SENTENCE.split(words.text):
            count = len(sentence.split())
            if count > WORDS_IN_A_SENTENCE:
                notes.add(words.place, f"A child's sentence has {count} words, over 12: “{sentence}”.")
    for at, page in enumerate(questionnaire.pages):
        for position, question in enumerate(page.questions):
            if question.kind in ("choice", "faces") and page.asked_of != HELPER:
                place = ("pages", at, "questions", position)
                _note_ways_out(question, place, notes, needs_a_person=questionnaire.level != FOR_THE_YOUNGEST)


def _note_braces(questionnaire: Questionnaire, notes: Notes) -> None:
    """Only an adult is asked about somebody whose name they may not have in mind; only a child has told own words."""
    own, adults = {f"{{{each}}}" for each in OWN_WORDS}, questionnaire.level == "adult"
    for words in words_in(questionnaire):
        known = {CHILD} if adults else own if words.is_called else set()
        found = set(IN_BRACES.findall(words.text))
        for each in sorted(found - known):
            notes.add(words.place, f"Nothing is put in for “{each}”; only an adult’s form may say “{CHILD}”.")
        if words.is_called and not found & own:
            notes.add(words.place, f"Nothing of {', '.join(sorted(own))} stands in “{words.text}”.")


def _note_ways_out(question: Question, place: Place, notes: Notes, *, needs_a_person: bool) -> None:
    """A child who must choose between answers that all hurt needs two others: not knowing, and a person.

    The youngest choose between two answers, with somebody beside them: a fourth would be one too many.
    """
    ids = [option.id for option in question.options]
    if "dont_know" not in ids:
        notes.add(place, f"“{question.id}” has no option “dont_know”.")
    if needs_a_person and not any(id.startswith(WAY_OUT) for id in ids):
        notes.add(place, f"“{question.id}” has no option “{WAY_OUT}…”, such as talk_to_officer.")
