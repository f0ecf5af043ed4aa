"""What a child is asked about their life: four levels, each with the bar of its age, and a few questions in all."""

import re

import pytest

from participation.questionnaires.answers import ABOUT_THE_ANSWERS, Answers
from participation.questionnaires.contradictions import contradictions
from participation.questionnaires.kinds import KINDS, ShortText
from participation.questionnaires.model import FACTS, HELPER, Page, Question, Questionnaire
from participation.questionnaires.path import next_page, path, spots
from participation.questionnaires.wording import words_in
from tests.questionnaires.shipped import LIBRARY

PICTURES, SHORT, FULL, LEAVING = (
    LIBRARY.latest("my_views", level) for level in ("pictures", "short", "full", "leaving_care")
)
LEVELS = (PICTURES, SHORT, FULL, LEAVING)
MAPS = (SHORT, FULL, LEAVING)
MOST_ITEMS = {"pictures": 13, "short": 20, "full": 25, "leaving_care": 20}
IN_ALL = ("feel_today", "where_i_live", "family_time", "free_time", "trusted_adult", "feel_safe", "helped_by")
ADULTS_TOPICS = ("home", "school", "family_time", "health", "free_time", "safe", "promises")
PRAISE = re.compile(r"great|brave|proud|amazing|well done|fantastic|!", re.IGNORECASE)
NEGATIVE = re.compile(r"\b(not|no|never|nobody|nothing|\w+n’t)\b", re.IGNORECASE)

each_level = pytest.mark.parametrize("questionnaire", LEVELS, ids=lambda each: each.name)
each_map = pytest.mark.parametrize("questionnaire", MAPS, ids=lambda each: each.name)


def about_their_life(questionnaire: Questionnaire) -> list[Page]:
    """The pages of a child who sees all of them; not those of their helper, of a few, or about words and answers."""
    return [
        page
        for page in questionnaire.pages
        if page.asked_of != HELPER and not page.only_for and page.topic not in ("my_words", "finish", "talk")
    ]


def own_answers(question: Question) -> list[str]:
    """Without the ways out, and without what only says that the question is not about this child."""
    apart = ("not_going", "first_meeting", "only_me", "none", "no_need", "not_seen")
    return [option.id for option in question.own_answers if option.id not in apart]


def is_words(question: Question) -> bool:
    return isinstance(KINDS[question.kind], ShortText)


@each_level
def test_nobody_is_asked_more_than_their_age_bears(questionnaire: Questionnaire) -> None:
    assert 0 < len(about_their_life(questionnaire)) <= MOST_ITEMS[questionnaire.level]


@each_level
def test_a_page_holds_one_question_and_at_most_one_box_for_words(questionnaire: Questionnaire) -> None:
    assert [page.id for page in questionnaire.pages if not all(map(is_words, page.questions[1:]))] == []


@each_level
def test_the_youngest_questions_stand_in_every_level_so_that_figures_compare(questionnaire: Questionnaire) -> None:
    assert {question.id for question in questionnaire.questions} >= set(IN_ALL)


@each_map
def test_the_topics_of_the_adults_are_on_the_map(questionnaire: Questionnaire) -> None:
    assert {topic.id for topic in questionnaire.topics} >= set(ADULTS_TOPICS)


def test_a_page_for_the_youngest_is_about_the_topic_that_it_has_the_name_of() -> None:
    topics = {question.id: page.topic for page in SHORT.pages for question in page.questions}
    shared = [page for page in PICTURES.pages if page.id in {topic.id for topic in SHORT.topics}]
    assert {page.id for page in shared} >= set(ADULTS_TOPICS) - {"promises"} | {"feelings"}
    assert [page.id for page in shared if topics.get(page.questions[0].id, page.id) != page.id] == []


def test_the_youngest_choose_between_two_answers_and_type_nothing() -> None:
    for question in (page.questions[0] for page in PICTURES.pages if page.asked_of != HELPER):
        assert len(own_answers(question)) == (4 if question.id == "feel_today" else 2)
        assert len(question.text.split()) <= 8
    assert [page.id for page in PICTURES.pages if page.asked_of != HELPER and len(page.questions) > 1] == []


def test_the_grown_up_who_helps_says_first_who_they_are_and_is_asked_five_things_at_most() -> None:
    assert PICTURES.pages[0].questions[0].id == "helped_by"
    assert len([page for page in PICTURES.pages if page.asked_of == HELPER]) == 5


def test_a_child_who_does_not_understand_the_answers_is_asked_nothing_more() -> None:
    asked = [page.asked_of for page in path(PICTURES, Answers({"understands": "no"}))]
    assert asked == [HELPER, "", HELPER, HELPER, HELPER, HELPER]
    assert [page.asked_of for page in path(PICTURES, Answers({"understands": "yes"}))].count(HELPER) == 2


def test_nobody_is_asked_whether_they_understand_themselves() -> None:
    alone = path(PICTURES, Answers({"helped_by": "nobody"}))
    assert "understood" not in [page.id for page in alone]
    assert [page.asked_of for page in alone].count(HELPER) == 1
    assert "feelings" in [page.id for page in alone]


def test_no_answer_of_the_grown_up_takes_away_what_the_child_has_said() -> None:
    said = Answers({"helped_by": "carer", "understands": "yes", "feel_today": "sad", "feel_safe": "no"})
    set_aside = Answers({**said.values, "understands": "no"})
    assert set_aside.on_path(PICTURES) == set_aside
    assert set_aside.is_read_first(PICTURES)
    assert not set_aside.is_observed(PICTURES)
    assert [page.id for page in path(PICTURES, set_aside)][3:6] == ["feelings", "safe", "seen_happy"]
    assert next_page(PICTURES, set_aside, PICTURES.page("understood")) == PICTURES.page("seen_happy")


def test_a_young_child_whom_something_hurts_is_read_first_and_answered() -> None:
    assert Answers({"hurts_today": "yes"}).is_read_first(PICTURES)
    assert not Answers({"hurts_today": "no"}).is_read_first(PICTURES)
    assert [option.id for option in PICTURES.question("hurts_today").options if option.reply] == ["yes"]


def test_a_young_child_who_wants_to_talk_with_their_officer_wants_to_talk() -> None:
    asked = PICTURES.question("see_officer")
    assert [option.text for option in asked.own_answers] == ["Yes", "No"]
    wish = Answers({"see_officer": asked.own_answers[0].id})
    assert wish.to_talk_about(PICTURES) == (PICTURES.page("talk"),)


def test_who_helps_and_whether_the_answers_are_understood_says_nothing_yet() -> None:
    tried = Answers({"helped_by": "carer", "likes_rain": "yes", "understands": "yes"})
    assert tried.say_nothing(PICTURES)
    assert not Answers({**tried.values, "feel_today": "sad"}).say_nothing(PICTURES)


def test_from_8_to_11_there_are_three_answers_and_no_question_is_turned_round() -> None:
    chosen = [each for each in SHORT.questions if each.kind in ("choice", "faces") and each.id not in ABOUT_THE_ANSWERS]
    assert {each.id: len(own_answers(each)) for each in chosen if len(own_answers(each)) != 3} == {"feel_today": 6}
    assert [each.text for each in SHORT.questions if NEGATIVE.search(each.text)] == []


def test_from_12_there_are_five_worded_points_or_a_scale_from_0_to_10() -> None:
    scales = [each for each in FULL.questions if each.kind == "scale"]
    assert [(each.lowest, each.highest) for each in scales] == [(0, 10)] * 4
    facts = {"feel_today", "social_workers_changed", "solicitor", "helped_by"}
    for each in (each for each in FULL.questions if each.kind in ("choice", "faces") and each.id not in facts):
        assert len(own_answers(each)) == 5, each.id


@each_level
def test_a_child_who_does_not_feel_safe_is_read_first(questionnaire: Questionnaire) -> None:
    answers = {option.id for option in questionnaire.question("feel_safe").options}
    for answer in answers:
        is_first = Answers({"feel_safe": answer}).is_read_first(questionnaire)
        assert is_first == (answer not in ("yes", "mostly", "dont_know")), answer


@each_map
def test_somebody_who_was_told_what_to_say_is_read_first(questionnaire: Questionnaire) -> None:
    assert Answers({"helped_by": "told_what_to_say"}).is_read_first(questionnaire)


@each_level
def test_nothing_about_safety_is_offered_to_the_meeting(questionnaire: Questionnaire) -> None:
    confided = ("feel_safe", "unsafe_where", "unsafe_words", "unkind", "unkind_words", "trusted_adult", "hurts_today")
    assert [each.id for each in questionnaire.questions if each.asks_sharing and each.id in confided] == []


@each_map
def test_whoever_would_rather_talk_is_asked_when_and_nobody_else_is(questionnaire: Questionnaire) -> None:
    for question in questionnaire.questions:
        if question.kind in ("choice", "choices", "faces") and question.id != "talk_when":
            value = ("talk_to_officer",) if question.kind == "choices" else "talk_to_officer"
            here = next(page for page in questionnaire.pages if question in page.questions)
            chosen = Answers({**_leading_to(here), question.id: value})
            assert [spot.topic.id for spot in spots(questionnaire.for_somebody(FACTS), chosen)][-1] == "talk"
    assert "talk" not in [spot.topic.id for spot in spots(questionnaire, Answers())]


def _leading_to(page: Page) -> dict[str, str]:
    return {page.show_if.question: page.show_if.is_any_of[0]} if page.show_if else {}


@each_map
def test_only_children_who_came_alone_are_asked_about_it(questionnaire: Questionnaire) -> None:
    def topics(asked: Questionnaire) -> list[str]:
        return [spot.topic.id for spot in spots(asked, Answers())]

    assert "new_here" not in topics(questionnaire)
    assert "new_here" in topics(questionnaire.for_somebody(["unaccompanied"]))


@each_map
def test_just_one_thing_is_asked_for_alone_and_gets_an_answer(questionnaire: Questionnaire) -> None:
    alone = next(page for page in questionnaire.pages if page.questions[0].id == questionnaire.just_one_thing)
    assert [question.id for question in alone.questions] == ["ask_for"]


@each_map
def test_the_main_question_of_a_topic_answers_in_one_line_to_each_answer(questionnaire: Questionnaire) -> None:
    spoken_to = [each for each in questionnaire.questions if any(option.reply for option in each.options)]
    assert len(spoken_to) >= 6
    for question in spoken_to:
        assert [option.id for option in question.options if not option.reply] == []


def test_no_line_praises() -> None:
    replies = {words.text for each in LEVELS for words in words_in(each) if words.context.endswith(".reply")}
    assert replies
    assert [text for text in replies if PRAISE.search(text)] == []


@each_map
def test_nothing_and_something_at_once_is_noticed(questionnaire: Questionnaire) -> None:
    both = Answers({"health_help": ("nothing", "teeth"), "know_more": ("nothing", "my_plan")})
    assert [each.question.id for each in contradictions(questionnaire, both)] == ["health_help", "know_more"]
