"""The rules without which a questionnaire would not work: ids, kinds, options, conditions.

What is missing altogether has been noted by the reader of the tables and is passed over here.
"""

import re
from collections.abc import Iterator

from participation.questionnaires.kinds import KINDS
from participation.questionnaires.lines import Place
from participation.questionnaires.mistakes import Notes
from participation.questionnaires.model import (
    ABOUT_PEOPLE,
    ANY_QUESTION,
    ENVELOPES,
    FACTS,
    GUEST_ANSWERS,
    HELPER,
    JOURNEYS,
    LEFT_OUT,
    LEVELS,
    Condition,
    Page,
    Question,
    Questionnaire,
)
from participation.questionnaires.pictures import PICTURES

ID = re.compile(r"[a-z][a-z0-9_]*")
WITH_OPTIONS = ("choice", "choices", "faces")
MAY_HAVE_OPTIONS = (*WITH_OPTIONS, *ABOUT_PEOPLE)
NOT_FOR_PAGES = ("check", "send", "done")
"""The last steps of every walk have these addresses beside the pages."""


def note_broken_rules(questionnaire: Questionnaire, notes: Notes) -> None:
    """Note every rule that this questionnaire breaks by itself."""
    _check_head(questionnaire, notes)
    _check_ids(questionnaire, notes)
    for place, page in _pages(questionnaire):
        _check_picture(page.picture, place, notes)
        if page.asked_of not in ("", HELPER):
            notes.add((*place, "asked_of"), f"A page is asked of “{HELPER}” or of nobody in particular.")
        if page.only_for not in ("", *FACTS):
            notes.add((*place, "only_for"), f"A page is only for {', '.join(FACTS)}, or for everybody.")
    _check_map(questionnaire, notes)
    for place, question in placed_questions(questionnaire):
        _check_question(question, place, notes)
    for place, page in _pages(questionnaire):
        _check_needs(page, place, notes)
    _check_conditions(questionnaire, notes)


def _check_map(questionnaire: Questionnaire, notes: Notes) -> None:
    topics = [topic.id for topic in questionnaire.topics]
    _check_unique("topic", [(("topics", at), id) for at, id in enumerate(topics)], notes)
    for at, topic in enumerate(questionnaire.topics):
        _check_picture(topic.picture, ("topics", at), notes)
        if all(page.topic != topic.id for page in questionnaire.pages):
            notes.add(("topics", at), f"No page stands in the topic “{topic.id}”.")
    for place, page in _pages(questionnaire):
        if page.topic not in (topics or [""]):
            notes.add((*place, "topic"), f"The page “{page.id}” must stand in a topic of this file, or none has any.")
    asked = {question.id: question.kind for question in questionnaire.questions}
    if questionnaire.just_one_thing and asked.get(questionnaire.just_one_thing) != "long_text":
        sentence = f"There is no long_text “{questionnaire.just_one_thing}” in this file."
        notes.add(("just_one_thing",), sentence)


def placed_questions(questionnaire: Questionnaire) -> Iterator[tuple[Place, Question]]:
    for place, page in _pages(questionnaire):
        for position, question in enumerate(page.questions):
            yield (*place, "questions", position), question


def _pages(questionnaire: Questionnaire) -> Iterator[tuple[Place, Page]]:
    for position, page in enumerate(questionnaire.pages):
        yield ("pages", position), page


def _check_head(questionnaire: Questionnaire, notes: Notes) -> None:
    if questionnaire.level not in LEVELS:
        notes.add_at(1, f"The level “{questionnaire.level}” is none of {', '.join(LEVELS)}.")
    if questionnaire.journey not in ("", *JOURNEYS):
        notes.add(("journey",), f"The journey “{questionnaire.journey}” is none of {', '.join(JOURNEYS)}.")
    if questionnaire.envelope not in ("", *ENVELOPES):
        notes.add(("envelope",), f"The envelope “{questionnaire.envelope}” is none of {', '.join(ENVELOPES)}.")


def _check_ids(questionnaire: Questionnaire, notes: Notes) -> None:
    _check_unique("page", [(place, page.id) for place, page in _pages(questionnaire)], notes)
    for place, page in _pages(questionnaire):
        if page.id in NOT_FOR_PAGES:
            notes.add((*place, "id"), f"The page id “{page.id}” is the address of something else.")
    questions = list(placed_questions(questionnaire))
    _check_unique("question", [(place, question.id) for place, question in questions], notes)
    for place, question in questions:
        options = [((*place, "options", at), option.id) for at, option in enumerate(question.options)]
        _check_unique("option", options, notes)
        for option_place, option in zip((place for place, _ in options), question.options, strict=True):
            if option.is_person:
                notes.add(option_place, f"The option id “{option.id}” looks like the id of a person.")


def _check_unique(what: str, ids: list[tuple[Place, str]], notes: Notes) -> None:
    seen: set[str] = set()
    for place, id in ids:
        if not id:
            continue
        if not ID.fullmatch(id):
            notes.add((*place, "id"), f"The {what} id “{id}” must be small letters, digits and _, a letter first.")
        if id in seen:
            notes.add((*place, "id"), f"The {what} id “{id}” is used twice.")
        seen.add(id)


def _check_question(question: Question, place: Place, notes: Notes) -> None:
    kind = question.kind
    if not kind:
        return
    if kind not in KINDS:
        notes.add((*place, "kind"), f"The kind “{kind}” is none of {', '.join(KINDS)}.")
        return
    if kind in WITH_OPTIONS and len(question.options) < 2:
        notes.add(place, f"“{question.id}” is a {kind} and needs at least two options.")
    if kind == "guests" and len(question.guest_answers) < 2:
        notes.add(place, f"“{question.id}” needs at least two of the options {', '.join(GUEST_ANSWERS)}.")
    if question.options and kind not in MAY_HAVE_OPTIONS:
        notes.add((*place, "options"), f"“{question.id}” is a {kind} and has no use for options.")
    if question.lowest >= question.highest:
        notes.add((*place, "lowest"), f"“{question.id}” must have a lowest below its highest.")
    if question.max_length == 0:
        notes.add((*place, "max_length"), f"“{question.id}” leaves no room for a single letter.")
    for position, option in enumerate(question.options):
        _check_picture(option.picture, (*place, "options", position), notes)
        if kind == "faces" and not option.picture:
            notes.add((*place, "options", position), f"The option “{option.id}” is a face and needs a picture.")


def _check_needs(page: Page, place: Place, notes: Notes) -> None:
    here = {question.id for question in page.questions}
    for at, question in enumerate(page.questions):
        for position, option in enumerate(question.options):
            if option.needs and option.needs not in here - {question.id}:
                sentence = f"The option “{option.id}” needs “{option.needs}”, which is no other question of its page."
                notes.add((*place, "questions", at, "options", position), sentence)


def _check_picture(picture: str, place: Place, notes: Notes) -> None:
    if picture and picture not in PICTURES:
        notes.add((*place, "picture"), f"The picture “{picture}” is not drawn; see pictures.py for those that are.")


def _check_conditions(questionnaire: Questionnaire, notes: Notes) -> None:
    earlier: dict[str, Question] = {}
    for place, page in _pages(questionnaire):
        for key, condition in (("show_if", page.show_if), ("hide_if", page.hide_if)):
            if condition:
                _check_condition(condition, earlier, (*place, key), "an earlier page", notes)
        earlier.update((question.id, question) for question in page.questions)
    for key, condition in (
        ("asks_for_advocate_if", questionnaire.asks_for_advocate_if),
        ("kept_from_officer_if", questionnaire.kept_from_officer_if),
    ):
        if condition:
            _check_condition(condition, earlier, (key,), "this file", notes)
    for position, condition in enumerate(questionnaire.read_first_if):
        _check_condition(condition, earlier, ("read_first_if", position), "this file", notes)


def _check_condition(condition: Condition, known: dict[str, Question], place: Place, where: str, notes: Notes) -> None:
    """A condition that can never hold would make a page unreachable, or an alarm silent."""
    if not condition.question:
        return
    if condition.question == ANY_QUESTION:
        options = {option.id for question in known.values() for option in question.options}
        _check_answers(condition, options, place, notes)
        return
    question = known.get(condition.question)
    if question is None:
        notes.add((*place, "question"), f"There is no question “{condition.question}” in {where}.")
        return
    if question.kind == "scale":
        possible = {str(number) for number in range(question.lowest, question.highest + 1)}
    else:
        possible = {option.id for option in question.options}
    _check_answers(condition, {LEFT_OUT, *possible}, place, notes)


def _check_answers(condition: Condition, possible: set[str], place: Place, notes: Notes) -> None:
    for answer in condition.is_any_of:
        if answer not in possible:
            notes.add((*place, "is_any_of"), f"“{answer}” is no option of the question “{condition.question}”.")
