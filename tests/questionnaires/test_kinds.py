"""The whole life of an answer, kind by kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.questionnaires.kinds import KINDS, Value
from participation.questionnaires.model import Question
from participation.questionnaires.words import untranslated
from tests.questionnaires.tiny import AMARA, BEN, shouted, tiny

EVERY_KIND = tiny("every_kind.adult.v1").offering([AMARA, BEN])
REQUIRED = tiny("required.adult.v1")


def question(id: str) -> Question:
    return EVERY_KIND.question(id)


def read(id: str, *raw: str) -> Value:
    return KINDS[question(id).kind].read(question(id), raw)


def problem(asked: Question, value: Value) -> str | None:
    return KINDS[asked.kind].problem(asked, value, untranslated)


def display(id: str, value: Value) -> tuple[str, ...]:
    return KINDS[question(id).kind].display(question(id), value, shouted)


def tally(id: str, value: Value) -> tuple[str, ...]:
    return KINDS[question(id).kind].tally(question(id), value)


def test_there_is_a_question_of_every_kind_here() -> None:
    assert {each.kind for each in EVERY_KIND.questions} == set(KINDS)


@pytest.mark.parametrize("asked", EVERY_KIND.questions, ids=lambda asked: asked.kind)
def test_no_answer_is_no_problem_shows_nothing_and_is_counted_as_no_answer(asked: Question) -> None:
    kind = KINDS[asked.kind]
    for raw in ([], [""], ["   \r\n "]):
        value = kind.read(asked, raw)
        assert value in ("", ())
        assert kind.problem(asked, value, untranslated) is None
        assert kind.display(asked, value, untranslated) == ()
        assert kind.tally(asked, value) == ("no_answer",)


@given(st.sampled_from(EVERY_KIND.questions), st.lists(st.text(), max_size=4))
def test_what_was_stored_reads_back_as_the_same(asked: Question, raw: list[str]) -> None:
    kind = KINDS[asked.kind]
    value = kind.read(asked, raw)
    assert kind.read(asked, [value] if isinstance(value, str) else value) == value


def test_words_are_kept_as_typed_but_for_line_ends_and_what_no_page_can_show() -> None:
    assert read("story", "  I <b>dont</b>\r\nwant\x00 it 😀  ") == "I <b>dont</b>\nwant it 😀"
    assert read("name", "Mai\r\nLan") == "Mai Lan"
    assert display("story", "one\ntwo") == ("one", "two")
    assert tally("story", "one") == ("written",)


def test_too_long_a_text_is_kept_and_says_by_how_much() -> None:
    value = read("name", "a" * 23)
    assert value == "a" * 23
    assert problem(question("name"), value) == "This is too long by 3 letters. Please shorten it."
    assert problem(question("name"), "a" * 20) is None


def test_a_line_end_counts_as_one_letter_as_it_does_in_the_browser() -> None:
    assert problem(question("story"), read("story", "a" * 20 + "\r\n" + "b" * 19)) is None


def test_an_option_is_stored_by_id_and_shown_in_the_readers_language() -> None:
    assert read("animal", "dog") == "dog"
    assert display("animal", "dog") == ("A DOG [every_kind.animal.dog]",)
    assert tally("animal", "dog") == ("dog",)
    assert display("mood", "bad") == ("BAD [every_kind.mood.bad]",)


def test_options_that_are_not_in_the_file_are_dropped() -> None:
    assert read("animal", "A dog") == ""
    assert read("animal", "horse", "cat") == "cat"
    assert read("colours", "blue", "pink", "red", "blue") == ("red", "blue")


def test_several_options_are_shown_line_by_line_and_counted_each() -> None:
    assert display("colours", ("red", "blue")) == (
        "RED [every_kind.colours.red]",
        "BLUE [every_kind.colours.blue]",
    )
    assert tally("colours", ("red", "blue")) == ("red", "blue")


@pytest.mark.parametrize(("typed", "stored"), [("3", "3"), ("٣", "3"), ("৩", "3"), ("05", "5")])
def test_a_number_on_a_scale_is_read_in_any_digits(typed: str, stored: str) -> None:
    assert read("settled", typed) == stored


@pytest.mark.parametrize("typed", ["0", "6", "-1", "2.5", "two", "²", "9" * 5000])
def test_what_is_not_on_the_scale_is_no_answer(typed: str) -> None:
    assert read("settled", typed) == ""


def test_a_scale_says_from_where_to_where_it_goes() -> None:
    asked = question("settled")
    assert KINDS["scale"].display(asked, "3", untranslated) == ("3 on a scale from 1 to 5",)
    assert tally("settled", "3") == ("3",)


@pytest.mark.parametrize(
    "typed", ["2031-03-27", "27/03/2031", "27/3/2031", "27.03.2031", "27 3 2031", "٢٧/٠٣/٢٠٣١", "۲۷-۳-۲۰۳۱"]
)
def test_a_date_is_read_however_people_write_it(typed: str) -> None:
    assert read("seen_on", typed) == "2031-03-27"


@pytest.mark.parametrize("typed", ["last week", "30/02/2031", "27/03/31", "2031", "1/2/3/2031", "2031-0027-1"])
def test_what_is_not_a_date_is_kept_as_typed_so_that_it_can_be_put_right(typed: str) -> None:
    value = read("seen_on", typed)
    assert value == typed
    assert problem(question("seen_on"), value) == "Please write the date like this: 27/03/2031."
    assert display("seen_on", value) == (typed,)


def test_a_date_is_shown_as_it_is_written_in_britain() -> None:
    assert display("seen_on", "2031-03-27") == ("27/03/2031",)
    assert tally("seen_on", "2031-03-27") == ("written",)


def test_people_are_offered_before_the_options_of_the_file() -> None:
    assert [option.text for option in question("who").options] == ["Amara", "Ben", "Somebody else"]
    assert read("who", "someone_else", BEN.id) == (BEN.id, "someone_else")


def test_the_name_of_a_person_is_never_translated() -> None:
    assert display("who", (BEN.id, "someone_else")) == ("Ben", "SOMEBODY ELSE [every_kind.who.someone_else]")


def test_a_person_who_has_left_the_list_does_not_vanish_from_the_answer() -> None:
    asked = tiny("every_kind.adult.v1").offering([AMARA]).question("who")
    shown = KINDS["people"].display(asked, (BEN.id, AMARA.id), untranslated)
    assert shown == ("Amara", "Someone who is no longer on the list")


def test_people_are_counted_together_and_never_by_name() -> None:
    assert tally("who", (AMARA.id, BEN.id, "someone_else")) == ("person", "someone_else")


def test_each_guest_is_given_one_answer_and_stands_before_the_options_of_the_file() -> None:
    assert read("guests", "someone_else", f"{BEN.id}:no", f"{AMARA.id}:part") == (
        f"{AMARA.id}:part",
        f"{BEN.id}:no",
        "someone_else",
    )
    assert read("guests", f"{BEN.id}:maybe", BEN.id, "yes", "part", "nobody:yes") == ()


def test_a_guest_is_posted_under_a_name_of_their_own() -> None:
    fields = KINDS["guests"].fields(question("guests"))
    assert fields == ("answer_guests", f"answer_guests.{AMARA.id}", f"answer_guests.{BEN.id}")


def test_what_was_said_of_a_guest_stands_beside_their_name() -> None:
    assert display("guests", (f"{AMARA.id}:part", f"{BEN.id}:no", "someone_else")) == (
        "Amara: FOR A PART [every_kind.guests.part]",
        "Ben: NO [every_kind.guests.no]",
        "SOMEBODY ELSE [every_kind.guests.someone_else]",
    )


def test_a_guest_who_has_left_the_list_does_not_vanish_from_the_answer() -> None:
    asked = tiny("every_kind.adult.v1").offering([AMARA]).question("guests")
    stored = KINDS["guests"].restore(asked, [f"{BEN.id}:no", f"{AMARA.id}:yes", "nonsense", "no", f"{BEN.id}:<b>"])
    assert stored == (f"{BEN.id}:no", f"{AMARA.id}:yes")
    shown = KINDS["guests"].display(asked, stored, untranslated)
    assert shown == ("Someone who is no longer on the list: No", "Amara: Yes")


def test_guests_are_counted_by_what_was_said_of_them_and_never_by_name() -> None:
    said = (f"{AMARA.id}:no", f"{BEN.id}:no", "someone_else")
    assert tally("guests", said) == ("person_no", "someone_else")


def test_what_has_to_be_answered_says_so_in_one_sentence() -> None:
    assert problem(REQUIRED.question("name"), "") == "Please answer this question."
    assert problem(REQUIRED.question("agrees"), "") == "Please choose one answer."
    assert problem(REQUIRED.question("agrees"), "no") is None


def test_problems_are_said_in_the_language_of_the_respondent() -> None:
    asked = REQUIRED.question("name")
    said = KINDS[asked.kind].problem(asked, "", shouted)
    assert said == "PLEASE ANSWER THIS QUESTION. [question problem]"
