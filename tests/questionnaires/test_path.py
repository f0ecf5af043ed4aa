"""Which pages somebody walks: a few walks by hand, then what holds for every questionnaire."""

from hypothesis import given

from participation.questionnaires.answers import Answers
from participation.questionnaires.model import Page, Questionnaire
from participation.questionnaires.path import (
    first_unanswered,
    holds,
    may_visit,
    next_page,
    path,
    previous_page,
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
    assert step(FOLLOWING, no_pet, FOLLOWING.page("kinds")) == (2, 2)


def test_the_step_counts_only_the_pages_of_this_path() -> None:
    assert step(FOLLOWING, Answers({"has_pet": "no"}), FOLLOWING.page("end")) == (2, 2)
    assert step(FOLLOWING, Answers({"has_pet": "yes"}), FOLLOWING.page("end")) == (3, 3)


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
        assert step(questionnaire, answers, page)[0] == len(walked)
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
