"""Which pages somebody walks: a few walks by hand, then what holds for every questionnaire."""

from dataclasses import replace

from hypothesis import given

from participation.questionnaires.answers import Answers
from participation.questionnaires.model import ANY_QUESTION, Condition, Page, Questionnaire, Topic
from participation.questionnaires.path import (
    first_unanswered,
    holds,
    in_the_way,
    may_visit,
    next_page,
    path,
    previous_page,
    spots,
    step,
)
from tests.questionnaires.made import answered, leading_to, optional, questionnaires
from tests.questionnaires.tiny import posted, tiny

FOLLOWING = tiny("following.adult.v1")
REQUIRED = tiny("required.adult.v1")
SIGNALS = tiny("signals.short.v1")


def ids(pages: tuple[Page, ...]) -> list[str]:
    return [page.id for page in pages]


def test_a_page_appears_when_the_answer_that_it_follows_from_is_given() -> None:
    assert ids(path(FOLLOWING, Answers())) == ["pet", "end"]
    assert ids(path(FOLLOWING, Answers({"has_pet": "soon"}))) == ["pet", "kinds", "end"]
    both = Answers({"has_pet": "yes", "pets": ("dog", "other")})
    assert ids(path(FOLLOWING, both)) == ["pet", "kinds", "other", "end"]


def test_the_path_of_the_same_answers_is_walked_once_for_each_questionnaire() -> None:
    answers, longer = Answers({"has_pet": "yes"}), replace(FOLLOWING)
    assert path(FOLLOWING, answers) is path(FOLLOWING, answers)
    assert ids(path(SIGNALS, answers)) != ids(path(FOLLOWING, answers)) == ids(path(longer, answers))
    assert ids(path(FOLLOWING, replace(answers, values={}))) == ["pet", "end"]


def test_an_answer_left_on_a_hidden_page_opens_no_other_page() -> None:
    assert ids(path(FOLLOWING, Answers({"has_pet": "no", "pets": ("other",)}))) == ["pet", "end"]


def test_the_way_leads_past_pages_that_do_not_apply() -> None:
    no_pet = Answers({"has_pet": "no"})
    assert next_page(FOLLOWING, no_pet, FOLLOWING.page("pet")) == FOLLOWING.page("end")
    assert previous_page(FOLLOWING, no_pet, FOLLOWING.page("end")) == FOLLOWING.page("pet")
    assert previous_page(FOLLOWING, no_pet, FOLLOWING.page("pet")) is None
    assert next_page(FOLLOWING, no_pet, FOLLOWING.page("end")) is None


def test_somebody_on_a_page_that_has_just_left_the_path_finds_the_way_on_and_back() -> None:
    no_pet = Answers({"has_pet": "no"})
    assert next_page(FOLLOWING, no_pet, FOLLOWING.page("kinds")) == FOLLOWING.page("end")
    assert previous_page(FOLLOWING, no_pet, FOLLOWING.page("kinds")) == FOLLOWING.page("pet")


def test_the_way_is_said_to_be_as_long_as_it_is_by_what_was_answered() -> None:
    assert step(FOLLOWING, Answers(), FOLLOWING.page("pet")) == (1, 2)
    assert step(FOLLOWING, Answers({"has_pet": "no"}), FOLLOWING.page("end")) == (2, 2)
    assert step(FOLLOWING, Answers({"has_pet": "soon"}), FOLLOWING.page("kinds")) == (2, 3)


def test_a_page_that_has_just_left_the_path_still_knows_where_it_stands() -> None:
    assert step(FOLLOWING, Answers({"has_pet": "no"}), FOLLOWING.page("kinds")) == (2, 3)


MAP = replace(
    FOLLOWING,
    topics=(Topic("pets", "Pets", "star"), Topic("rest", "The rest", "heart")),
    pages=tuple(replace(page, topic="rest" if page.id == "end" else "pets") for page in FOLLOWING.pages),
)
"""Those three pages, of which two stand in one topic."""


def test_on_a_map_every_topic_may_be_opened_first() -> None:
    assert may_visit(MAP, Answers(), MAP.page("end"))
    assert not may_visit(MAP, Answers(), MAP.page("kinds"))


def test_on_a_map_the_way_on_ends_with_the_topic() -> None:
    assert next_page(MAP, Answers({"has_pet": "yes"}), MAP.page("pet")) == MAP.page("kinds")
    assert next_page(MAP, Answers({"has_pet": "no"}), MAP.page("pet")) is None
    assert previous_page(MAP, Answers(), MAP.page("end")) is None
    assert step(MAP, Answers({"has_pet": "yes"}), MAP.page("kinds")) == (2, 2)
    assert step(MAP, Answers(), MAP.page("pet")) == (1, 1)
    assert step(MAP, Answers(), MAP.page("end")) == (1, 1)


def test_a_topic_is_said_when_something_is_in_it() -> None:
    assert [spot.is_said for spot in spots(MAP, Answers({"has_pet": ""}))] == [False, False]
    assert [spot.is_said for spot in spots(MAP, Answers({"has_pet": "no"}))] == [True, False]


def test_a_topic_of_which_nothing_is_asked_does_not_stand_on_the_map() -> None:
    apart = replace(MAP, topics=(*MAP.topics, Topic("kinds", "Kinds", "eye")))
    pages = tuple(replace(page, topic="kinds") if page.id == "kinds" else page for page in MAP.pages)
    questionnaire = replace(apart, pages=pages)
    assert [spot.topic.id for spot in spots(questionnaire, Answers())] == ["pets", "rest"]
    assert [spot.topic.id for spot in spots(questionnaire, Answers({"has_pet": "yes"}))] == ["pets", "rest", "kinds"]


def test_only_what_has_to_be_put_right_stands_in_the_way_of_sending_and_no_page_that_nobody_has_seen() -> None:
    assert in_the_way(MAP, Answers()) is None
    assert in_the_way(FOLLOWING, Answers({"has_pet": "yes"})) is None
    assert in_the_way(REQUIRED, Answers()) == REQUIRED.page("needed")
    assert in_the_way(REQUIRED, Answers({"name": "Mai", "agrees": "yes"})) is None


def test_a_page_is_hidden_by_an_answer_and_shown_without_one() -> None:
    kinds = replace(FOLLOWING.page("kinds"), show_if=None, hide_if=Condition("has_pet", ("no",)))
    questionnaire = replace(FOLLOWING, pages=(FOLLOWING.page("pet"), kinds))
    assert kinds in path(questionnaire, Answers())
    assert kinds not in path(questionnaire, Answers({"has_pet": "no"}))


def test_a_page_can_follow_the_same_answer_to_any_question_before_it() -> None:
    end = replace(FOLLOWING.page("end"), show_if=Condition(ANY_QUESTION, ("no",)))
    questionnaire = replace(FOLLOWING, pages=(*FOLLOWING.pages[:-1], end))
    assert end in path(questionnaire, Answers({"has_pet": "no"}))
    assert end not in path(questionnaire, Answers({"has_pet": "yes"}))


def test_what_is_only_for_some_is_asked_of_nobody_else() -> None:
    end = replace(FOLLOWING.page("end"), only_for="unaccompanied")
    questionnaire = replace(FOLLOWING, pages=(*FOLLOWING.pages[:-1], end))
    assert ids(path(questionnaire, Answers())) == ["pet"]
    assert ids(path(questionnaire.for_somebody(()), Answers())) == ["pet"]
    assert ids(path(questionnaire.for_somebody(["unaccompanied"]), Answers())) == ["pet", "end"]


def test_whoever_reads_finds_what_was_answered_there_without_knowing_for_whom_it_is() -> None:
    end = replace(FOLLOWING.page("end"), only_for="unaccompanied")
    questionnaire = replace(FOLLOWING, pages=(*FOLLOWING.pages[:-1], end))
    assert ids(path(questionnaire, Answers({"anything_else": "My uncle"}))) == ["pet", "end"]
    assert Answers({"anything_else": "My uncle"}).on_path(questionnaire).values == {"anything_else": "My uncle"}


def test_nobody_jumps_over_a_page_that_they_have_not_seen() -> None:
    assert may_visit(FOLLOWING, Answers(), FOLLOWING.page("pet"))
    assert not may_visit(FOLLOWING, Answers(), FOLLOWING.page("end"))
    assert may_visit(FOLLOWING, Answers({"has_pet": ""}), FOLLOWING.page("end"))
    assert not may_visit(FOLLOWING, Answers({"has_pet": ""}), FOLLOWING.page("kinds"))


def test_what_has_to_be_answered_is_not_done_by_being_seen() -> None:
    seen = Answers({"name": "", "agrees": "", "more": ""})
    assert first_unanswered(REQUIRED, seen) == REQUIRED.page("needed")
    assert not may_visit(REQUIRED, seen, REQUIRED.page("free"))
    assert first_unanswered(REQUIRED, Answers({"name": "Mai", "agrees": "yes", "more": ""})) is None


def test_a_condition_holds_for_one_answer_and_for_one_of_several() -> None:
    rule, on_scale = SIGNALS.asks_for_advocate_if, SIGNALS.read_first_if[1]
    assert rule is not None
    assert holds(rule, Answers({"wants_advocate": "dont_know"}))
    assert not holds(rule, Answers({"wants_advocate": "no"}))
    assert not holds(rule, Answers())
    kept = SIGNALS.kept_from_officer_if
    assert kept is not None
    assert holds(kept, Answers({"keep": ("no", "yes")}))
    assert not holds(kept, Answers({"keep": ()}))
    assert holds(on_scale, Answers({"feeling": "1"}))
    assert not holds(on_scale, Answers({"feeling": "10"}))


@given(answered())
def test_next_and_previous_undo_each_other(made: tuple[Questionnaire, Answers]) -> None:
    questionnaire, answers = made
    for page in path(questionnaire, answers):
        after, before = (walk(questionnaire, answers, page) for walk in (next_page, previous_page))
        assert after is None or previous_page(questionnaire, answers, after) == page
        assert before is None or next_page(questionnaire, answers, before) == page


@given(answered())
def test_next_after_next_walks_the_whole_path(made: tuple[Questionnaire, Answers]) -> None:
    questionnaire, answers = made
    walked: list[Page] = []
    page: Page | None = questionnaire.pages[0]
    while page:
        walked.append(page)
        assert step(questionnaire, answers, page) == (len(walked), len(path(questionnaire, answers)))
        page = next_page(questionnaire, answers, page)
    assert tuple(walked) == path(questionnaire, answers)


@given(answered())
def test_only_answers_on_the_path_are_kept_and_the_path_stays_the_same(
    made: tuple[Questionnaire, Answers],
) -> None:
    questionnaire, answers = made
    kept = answers.on_path(questionnaire)
    asked = {question.id for page in path(questionnaire, answers) for question in page.questions}
    assert kept.values == {id: value for id, value in answers.values.items() if id in asked}
    assert path(questionnaire, kept) == path(questionnaire, answers)
    assert kept.on_path(questionnaire) == kept


@given(answered())
def test_whoever_is_sent_to_the_first_unanswered_page_may_visit_it(
    made: tuple[Questionnaire, Answers],
) -> None:
    questionnaire, answers = made
    first = first_unanswered(questionnaire, answers)
    allowed = [page for page in questionnaire.pages if may_visit(questionnaire, answers, page)]
    walked = list(path(questionnaire, answers))
    assert allowed == (walked[: walked.index(first) + 1] if first else walked)


@given(questionnaires())
def test_every_page_can_be_reached(questionnaire: Questionnaire) -> None:
    for page in questionnaire.pages:
        assert page in path(questionnaire, leading_to(questionnaire, page))


@given(questionnaires())
def test_pressing_next_on_every_page_ends_complete_with_nothing_said(questionnaire: Questionnaire) -> None:
    questionnaire = optional(questionnaire)
    answers = Answers()
    page: Page | None = questionnaire.pages[0]
    while page:
        assert first_unanswered(questionnaire, answers) == page
        answers = answers.merge(page, posted(), keep_blank=True)
        page = next_page(questionnaire, answers, page)
    assert first_unanswered(questionnaire, answers) is None
    assert answers.say_nothing(questionnaire)
