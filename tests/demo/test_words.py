"""The invented words fit the questions that are really asked."""

import string
from typing import Any

from participation.config import ROOT
from participation.demo.banks import bank
from participation.demo.chance import Chance
from participation.demo.children import invent
from participation.demo.words import ANY, slots_of
from participation.questionnaires.model import ANY_QUESTION, Question, Questionnaire
from participation.translating.known import LANGUAGES
from tests.demo.looking import NOW, lines
from tests.questionnaires.shipped import LIBRARY

CHILDRENS = ("little", "young", "older", "nearly", "leaving", "learning")
ADULTS = ("adults", "adults_small", "adults_alone", "adults_grown")
ASKED = [each for each in LIBRARY.all() if each == LIBRARY.latest(each.purpose, each.level)]
"""The newest words: nothing older is asked."""


def questions(of_adults: bool) -> dict[str, list[tuple[Questionnaire, Question]]]:
    """Every question by what it is called in the banks."""
    found: dict[str, list[tuple[Questionnaire, Question]]] = {}
    for asked in ASKED:
        if (asked.level == "adult") == of_adults:
            for question in asked.questions:
                name = f"{asked.purpose}.{question.id}" if of_adults else question.id
                found.setdefault(name, []).append((asked, question))
    return found


def choices_beside(asked: Questionnaire, question: Question) -> set[str]:
    """What may have been chosen on the same page, or to come to it."""
    page = next(page for page in asked.pages if question in page.questions)
    beside = [each for each in page.questions if each is not question]
    if page.show_if and page.show_if.question != ANY_QUESTION:
        beside.append(asked.question(page.show_if.question))
    return {option.id for each in beside for option in each.options}


def test_there_are_many_words_about_everything_that_children_are_asked() -> None:
    assert len(lines(*CHILDRENS)) > 500
    written = {question for voice in CHILDRENS for question in bank(f"words/{voice}")}
    asked = {name for name, found in questions(False).items() if found[0][1].kind in ("short_text", "long_text")}
    assert asked - written == set()


def test_every_word_answers_a_question_and_goes_with_one_of_its_choices() -> None:
    for of_adults, voices in ((False, CHILDRENS), (True, ADULTS)):
        known = questions(of_adults)
        for voice in voices:
            for name, by_choice in _named(bank(f"words/{voice}"), of_adults):
                assert name in known, f"{voice}: {name}"
                possible = set().union(*(choices_beside(*each) for each in known[name])) | {ANY}
                assert set(by_choice) <= possible, f"{voice}: {name}"
                longest = max(len(line) for some in by_choice.values() for line in some)
                assert longest < min(question.max_length for _, question in known[name])


def _named(words: dict[str, Any], of_adults: bool) -> list[tuple[str, dict[str, list[str]]]]:
    if not of_adults:
        return list(words.items())
    return [(f"{purpose}.{id}", by_choice) for purpose, asked in words.items() for id, by_choice in asked.items()]


def test_every_leaning_is_towards_an_option_or_a_role() -> None:
    people = {"foster_carer", "key_worker", "parent", "school", "health", "social_worker", "advocate", "other"}
    for purpose, leanings in bank("leanings").items():
        for id, options in leanings.items():
            found = [q for asked in ASKED if asked.purpose == purpose for q in asked.questions if q.id == id]
            assert found, f"{purpose}.{id}"
            numbers = {str(number) for q in found if q.kind == "scale" for number in range(q.lowest, q.highest + 1)}
            known = {option.id for q in found for option in q.options} | numbers
            assert set(options) <= known | (people if found[0].is_about_people else set()), f"{purpose}.{id}"


def test_what_stands_in_braces_is_always_known() -> None:
    child = invent(2, 8, NOW.date(), Chance(1))[0]
    adults = (by_choice for voice in ADULTS for _, by_choice in _named(bank(f"words/{voice}"), True))
    texts = [*lines(*CHILDRENS), *(line for by_choice in adults for some in by_choice.values() for line in some)]
    used = {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}
    assert used <= set(slots_of(child, (), Chance(1)))


def test_children_write_in_languages_that_the_program_knows() -> None:
    assert set(bank("words/elsewhere")) <= set(LANGUAGES)


def test_banks_stay_short_enough_to_be_read() -> None:
    for path in (ROOT / "participation" / "demo").rglob("*.toml"):
        assert len(path.read_text("utf-8").splitlines()) <= 300, path
