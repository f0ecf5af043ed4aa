"""Nobody can come, stay away and come for a part: who is named twice, and where."""

from participation.questionnaires.answers import Answers
from participation.questionnaires.people import named_before, named_twice
from tests.questionnaires.shipped import LIBRARY
from tests.questionnaires.tiny import AMARA, BEN

MEETING = LIBRARY.get("my_meeting", "short", 1).offering([AMARA, BEN])


def titles(answers: Answers) -> dict[str, list[str]]:
    return {each.person.text: [page.title for page in each.pages] for each in named_twice(MEETING, answers)}


def test_who_is_chosen_on_two_pages_is_named_twice_and_who_on_one_is_not() -> None:
    answers = Answers({"people_come": (AMARA.id, BEN.id), "people_not": (AMARA.id,)})
    assert titles(answers) == {"Amara": ["Who comes", "Who does not come"]}


def test_on_all_three_pages_all_three_are_told() -> None:
    answers = Answers({"people_come": (BEN.id,), "people_not": (BEN.id,), "people_part": (BEN.id,)})
    assert titles(answers) == {"Ben": ["Who comes", "Who does not come", "Who comes for part of it"]}


def test_an_answer_of_the_file_is_no_person() -> None:
    assert titles(Answers({"people_come": ("someone_else", "dont_know"), "people_not": ("someone_else",)})) == {}


def test_in_a_list_of_guests_nobody_can_be_named_twice() -> None:
    guests = LIBRARY.latest("my_meeting", "short").offering([AMARA, BEN])
    assert named_twice(guests, Answers({"guests": (f"{AMARA.id}:yes", f"{BEN.id}:no")})) == ()


def test_a_questionnaire_without_people_names_nobody() -> None:
    assert named_twice(LIBRARY.latest("my_views", "short"), Answers({"feel_today": "ok"})) == ()


def test_a_page_knows_what_was_said_on_the_others_and_not_on_itself() -> None:
    answers = Answers({"people_come": (AMARA.id,), "people_not": (BEN.id,)})
    said = named_before(MEETING, answers, MEETING.question("people_not"))
    assert {id: [page.id for page in pages] for id, pages in said.items()} == {AMARA.id: ["who_comes"]}
