"""What children and adults are really asked: the files that are shipped."""

from dataclasses import replace

import pytest

from participation.questionnaires.answers import Answers
from participation.questionnaires.checker import check_folder
from participation.questionnaires.library import DEFINITIONS
from participation.questionnaires.model import FACTS, Questionnaire
from participation.questionnaires.path import first_unanswered, holds, path
from participation.questionnaires.pictures import PICTURES
from participation.questionnaires.published import LIST
from participation.reviews.models import PlaceKind
from tests.questionnaires.made import leading_to
from tests.questionnaires.shipped import LIBRARY
from tests.questionnaires.tiny import AMARA, posted

ALL = LIBRARY.all()
FOR_CHILDREN = tuple(each for each in ALL if each.level != "adult")


def name(questionnaire: Questionnaire) -> str:
    return questionnaire.name


def test_no_shipped_questionnaire_has_a_mistake() -> None:
    assert [str(mistake) for mistake in check_folder(DEFINITIONS)] == []


def test_every_shipped_questionnaire_is_published() -> None:
    listed = (DEFINITIONS / LIST).read_text("utf-8").split()[1::2]
    assert sorted(listed) == sorted(f"{each.name}.toml" for each in ALL)


def test_the_questionnaires_of_a_first_review_are_all_there() -> None:
    names = {each.name for each in ALL}
    assert names >= {
        "my_views.short.v1",
        "my_meeting.short.v1",
        "my_advocate.short.v1",
        "after_review.short.v1",
        "carer_view.adult.v1",
        "parent_view.adult.v1",
        "partner_view.adult.v1",
    }


@pytest.mark.parametrize("questionnaire", ALL, ids=name)
def test_every_page_can_be_reached(questionnaire: Questionnaire) -> None:
    for_all = questionnaire.for_somebody(FACTS)
    for page in for_all.pages:
        assert page in path(for_all, leading_to(for_all, page))


@pytest.mark.parametrize("questionnaire", ALL, ids=name)
def test_nobody_has_to_answer_anything(questionnaire: Questionnaire) -> None:
    answers = Answers()
    for page in path(questionnaire, answers):
        answers = answers.merge(page, posted(), keep_blank=True)
    assert first_unanswered(questionnaire, answers) is None
    assert answers.say_nothing(questionnaire)
    assert not any(question.required for question in questionnaire.questions)


@pytest.mark.parametrize("questionnaire", FOR_CHILDREN, ids=name)
def test_a_child_sees_a_picture_with_every_answer_and_on_every_page(questionnaire: Questionnaire) -> None:
    options = [option for question in questionnaire.questions for option in question.options]
    assert [option.id for option in options if not option.picture] == []
    assert [page.id for page in questionnaire.pages if not page.picture] == []


def test_every_picture_that_is_listed_is_used_and_there_are_few_enough_to_draw() -> None:
    pictures = {page.picture for each in ALL for page in each.pages}
    pictures |= {topic.picture for each in ALL for topic in each.topics}
    pictures |= {option.picture for each in ALL for question in each.questions for option in question.options}
    places = {kind.value for kind in PlaceKind}
    assert (pictures | places) - {""} == PICTURES
    # Four levels, of which the youngest reads nothing: who is meant and how much it is must be drawn, not written.
    assert len(PICTURES) < 90


@pytest.mark.parametrize("questionnaire", FOR_CHILDREN, ids=name)
def test_a_child_walks_few_pages_with_few_questions_on_each(questionnaire: Questionnaire) -> None:
    assert max(len(page.questions) for page in questionnaire.pages) <= 2
    if not questionnaire.topics:
        assert len(path(questionnaire, Answers())) <= (16 if questionnaire.level == "pictures" else 11)


@pytest.mark.parametrize("questionnaire", [each for each in ALL if each.topics], ids=name)
def test_a_topic_is_soon_at_its_end(questionnaire: Questionnaire) -> None:
    for topic in questionnaire.topics:
        assert sum(page.topic == topic.id for page in questionnaire.pages) <= 6


def test_what_is_not_for_everyone_is_never_offered_to_the_meeting() -> None:
    assert not LIBRARY.latest("my_meeting", "short").question("not_in_front_words").asks_sharing


@pytest.mark.parametrize("level", ["pictures", "short", "full"])
def test_the_officer_is_told_of_an_advocate_only_by_a_child_who_says_yes(level: str) -> None:
    asked = LIBRARY.latest("my_advocate", level)
    assert asked.envelope == "advocacy"
    assert asked.asks_for_advocate_if is not None
    assert asked.kept_from_officer_if is not None
    assert holds(asked.asks_for_advocate_if, Answers({"wants_advocate": "yes"}))
    assert not holds(asked.asks_for_advocate_if, Answers({"wants_advocate": "no"}))
    for silent in ({"officer_may_know": "no"}, {"officer_may_know": ""}, {}):
        assert holds(asked.kept_from_officer_if, Answers(silent))
    assert not holds(asked.kept_from_officer_if, Answers({"officer_may_know": "yes"}))


@pytest.mark.parametrize("level", ["short", "full"])
def test_somebody_else_has_a_box_and_who_comes_for_a_part_is_asked_for_which(level: str) -> None:
    meeting = LIBRARY.latest("my_meeting", level).offering([AMARA])
    asked, box = meeting.page("who_comes").questions
    assert (asked.kind, box.kind) == ("guests", "short_text")
    assert "someone_else" in {option.id for option in asked.beside_guests}
    part = meeting.page("who_part")
    assert part in path(meeting, Answers({"guests": (f"{AMARA.id}:part",)}))
    assert part not in path(meeting, Answers({"guests": (f"{AMARA.id}:no", "someone_else")}))


def test_who_may_not_come_is_never_offered_to_the_meeting() -> None:
    for meeting in (each for each in ALL if each.purpose == "my_meeting"):
        for page in meeting.pages:
            if any(question.is_about_people for question in page.questions) or page.id == "not_in_front":
                assert not any(question.asks_sharing for question in page.questions)


@pytest.mark.parametrize("level", ["pictures", "short", "full"])
def test_whoever_was_not_there_is_not_asked_how_it_was_there(level: str) -> None:
    after = LIBRARY.latest("after_review", level)
    assert after.pages[0].questions[0].id == "was_there"
    shown = {question.id for page in path(after, Answers({"was_there": "no"})) for question in page.questions}
    assert not shown & {"right_people", "right_place", "right_length"}
    assert "right_people" in {
        each.id for page in path(after, Answers({"was_there": "part"})) for each in page.questions
    }


@pytest.mark.parametrize("purpose", ["my_meeting", "after_review", "my_advocate"])
def test_a_title_is_the_same_at_every_level(purpose: str) -> None:
    newest = [LIBRARY.latest(purpose, level) for level in LIBRARY.levels(purpose)]
    assert [each.level for each in newest] == ["pictures", "short", "full"]
    assert len({(each.title, each.short_title, each.journey, each.envelope) for each in newest}) == 1


ADULTS_AFTER = [LIBRARY.latest(purpose, "adult") for purpose in ("carer_after", "parent_after", "partner_after")]


@pytest.mark.parametrize("asked", ADULTS_AFTER, ids=name)
def test_adults_are_asked_little_after_a_review_and_what_is_shared_is_asked_alike(asked: Questionnaire) -> None:
    assert asked.envelope == "feedback"
    assert len(asked.pages) <= 5
    assert max(len(page.questions) for page in asked.pages) <= 2
    assert {"told_in_time", "listened_to", "form_used", "child_heard", "knows_decisions", "be_better"} <= {
        question.id for question in asked.questions
    }
    for other in ADULTS_AFTER:
        for question in other.questions:
            if question.id in {each.id for each in asked.questions}:
                assert replace(asked.question(question.id), purpose=other.purpose) == question


def test_feedback_about_an_officer_never_goes_to_the_officer() -> None:
    for after in (each for each in ALL if each.purpose == "after_review"):
        assert after.envelope == "feedback"
        asked = [question for question in after.questions if question.id != "talk_about_it"]
        assert "talk_to_officer" not in {option.id for question in asked for option in question.options}
