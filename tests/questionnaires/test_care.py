"""On which pages a child is told what the officer has to do, and whom one can talk to now."""

from participation.questionnaires.answers import Answers
from participation.questionnaires.care import may_hear_of_harm, was_said_just_before
from tests.questionnaires.shipped import LIBRARY

VIEWS = LIBRARY.get("my_views", "short", 1)
MAP = LIBRARY.latest("my_views", "short")
MEETING = LIBRARY.latest("my_meeting", "short")


def test_the_pages_about_safety_and_what_is_not_said_in_front_of_everyone_may_hear_of_harm() -> None:
    careful = {page.id for each in (MAP, MEETING) for page in each.pages if may_hear_of_harm(each, page)}
    assert careful == {"unkind", "safe", "safe_more", "not_in_front"}


def test_who_is_asked_whether_somebody_helped_them_reads_no_threat() -> None:
    for each in (LIBRARY.latest("my_views", level) for level in ("short", "full", "leaving_care")):
        finish = each.page("finish")
        assert "helped_by" in {rule.question for rule in each.read_first_if} & {q.id for q in finish.questions}
        assert not may_hear_of_harm(each, finish)


def test_the_page_after_what_is_read_first_knows_it_and_no_other_does() -> None:
    answers = Answers({"feel_safe": "no"})
    after = [page.id for page in VIEWS.pages if was_said_just_before(VIEWS, answers, page)]
    assert after == ["safe_more"]
    assert not was_said_just_before(VIEWS, Answers({"feel_safe": "mostly"}), VIEWS.page("safe_more"))


def test_who_would_rather_talk_meets_it_on_the_page_that_is_next_for_them() -> None:
    answers = Answers({"feel_safe": "talk_to_officer"})
    assert was_said_just_before(VIEWS, answers, VIEWS.page("finish"))


def test_after_the_last_page_the_list_of_all_answers_knows_it() -> None:
    assert was_said_just_before(VIEWS, Answers({"helped_by": "told_what_to_say"}))
    assert not was_said_just_before(VIEWS, Answers({"feel_safe": "no", "helped_by": "nobody"}))


def test_on_a_map_the_next_page_of_the_topic_knows_it_and_the_list_from_whichever_topic_one_comes() -> None:
    answers = Answers({"feel_safe": "no"})
    assert [page.id for page in MAP.pages if was_said_just_before(MAP, answers, page)] == ["safe_more"]
    assert was_said_just_before(MAP, answers)
    assert not was_said_just_before(MAP, Answers({"feel_safe": "yes"}))
