"""What is kept of what somebody answers, and who may hear it."""

import json

from hypothesis import given
from hypothesis import strategies as st

from participation.questionnaires.answers import Answers
from participation.questionnaires.words import untranslated
from tests.questionnaires.shipped import LIBRARY
from tests.questionnaires.tiny import AMARA, posted, shouted, tiny

SHARING = tiny("sharing.short.v1")
FOLLOWING = tiny("following.adult.v1")
WORDS = SHARING.page("words")
END = FOLLOWING.page("end")

values = st.one_of(st.text(), st.lists(st.text()).map(tuple))
answers = st.builds(
    Answers, st.dictionaries(st.text(), values), st.dictionaries(st.text(), st.sampled_from(["officer", "meeting"]))
)


@given(answers)
def test_answers_come_back_from_storage_as_they_were(given_answers: Answers) -> None:
    stored = json.dumps(given_answers.to_json())
    assert Answers.from_json(json.loads(stored)) == given_answers


def test_next_records_what_was_left_blank_so_that_the_page_counts_as_seen() -> None:
    assert Answers().merge(END, posted(answer_anything_else=""), keep_blank=True).values == {"anything_else": ""}


def test_back_later_and_language_record_only_what_was_typed() -> None:
    assert Answers().merge(END, posted(answer_anything_else="  "), keep_blank=False).values == {}
    kept = Answers().merge(END, posted(answer_anything_else="hello"), keep_blank=False)
    assert kept.values == {"anything_else": "hello"}


def test_words_that_were_wiped_out_are_gone_whichever_button_was_pressed() -> None:
    before = Answers({"anything_else": "hello"})
    assert before.merge(END, posted(answer_anything_else=""), keep_blank=False).values == {"anything_else": ""}


def test_one_page_never_touches_the_answers_of_another() -> None:
    before = Answers({"has_pet": "yes"})
    after = before.merge(END, posted(answer_anything_else="x", answer_has_pet="no"), keep_blank=True)
    assert after.values == {"has_pet": "yes", "anything_else": "x"}


def test_merging_leaves_the_answers_before_it_unchanged() -> None:
    before = Answers({"anything_else": "first"})
    before.merge(END, posted(answer_anything_else="second"), keep_blank=True)
    assert before.values == {"anything_else": "first"}


def test_seen_but_all_left_blank_says_nothing() -> None:
    assert Answers({"anything_else": "", "pets": ()}).say_nothing(FOLLOWING)
    assert not Answers({"anything_else": "hello"}).say_nothing(FOLLOWING)


def test_who_helped_says_nothing_alone_but_that_somebody_was_told_what_to_say_does() -> None:
    views = LIBRARY.latest("my_views", "short")
    assert Answers({"feel_today": "", "helped_by": "carer"}).say_nothing(views)
    assert not Answers({"feel_today": "dont_know", "helped_by": "carer"}).say_nothing(views)
    assert not Answers({"feel_today": "", "helped_by": "told_what_to_say"}).say_nothing(views)


def test_what_may_be_repeated_says_nothing_alone() -> None:
    assert Answers({"may_share": "yes"}).say_nothing(LIBRARY.latest("carer_view", "adult"))
    assert Answers({"share_with_child": "yes"}).say_nothing(LIBRARY.latest("partner_view", "adult"))


def test_an_answer_that_another_took_off_the_path_says_nothing() -> None:
    hidden = Answers({"feel_safe": "", "unsafe_words": "A light at night"})
    assert hidden.say_nothing(LIBRARY.latest("my_views", "short"))


def test_a_changed_mind_takes_the_answers_that_followed_with_it() -> None:
    said = Answers(
        {"has_pet": "no", "pets": ("other",), "other_pet": "a snake", "anything_else": "bye"},
        {"other_pet": "meeting", "anything_else": "officer"},
    )
    kept = said.on_path(FOLLOWING)
    assert kept.values == {"has_pet": "no", "anything_else": "bye"}
    assert kept.sharing == {"anything_else": "officer"}


def test_words_stay_with_the_officer_unless_the_child_says_otherwise() -> None:
    said = Answers().merge(WORDS, posted(answer_wish="a dog"), keep_blank=True)
    assert said.lines(SHARING, untranslated)[0].sharing == "officer"
    for form in (posted(share="meeting"), posted(share="each", share_words="meeting")):
        assert said.shared(SHARING, form).lines(SHARING, untranslated)[0].sharing == "meeting"


def test_anything_but_a_clear_yes_stays_with_the_officer() -> None:
    said = Answers().merge(WORDS, posted(answer_wish="a dog"), keep_blank=True)
    for form in (posted(share="everybody"), posted(share="each", share_words="everybody"), posted(share="each")):
        assert said.shared(SHARING, form).sharing == {"wish": "officer"}


def test_words_that_were_never_offered_to_the_meeting_cannot_be_shared_with_it() -> None:
    said = Answers().merge(WORDS, posted(answer_secret="only you", answer_topics="home"), keep_blank=True)
    shared = said.shared(SHARING, posted(share="meeting", share_secret="meeting"))
    assert [line.sharing for line in shared.lines(SHARING, untranslated)] == ["officer", "officer", ""]


def test_whom_a_child_does_not_want_there_stays_with_the_officer() -> None:
    lines = Answers({"people_come": (AMARA.id,)}).lines(tiny("people.short.v1"), untranslated)
    assert lines[0].sharing == "officer"


def test_the_words_of_adults_and_feedback_carry_no_such_choice() -> None:
    assert {line.sharing for line in Answers().lines(FOLLOWING, untranslated)} == {""}


def test_a_reader_sees_every_question_of_the_path_in_order_with_and_without_answer() -> None:
    said = Answers({"has_pet": "yes", "pets": ("dog",)})
    lines = said.lines(FOLLOWING, untranslated)
    assert [(line.page_title, line.text, line.value, line.answered) for line in lines] == [
        ("Pets", "Is there a pet?", ("Yes",), True),
        ("Which pets", "Which pets?", ("A dog",), True),
        ("The end", "Anything else?", (), False),
    ]
    assert [line.page.id for line in lines] == ["pet", "kinds", "end"]


def test_a_reader_sees_questions_and_options_in_their_own_language_and_words_as_typed() -> None:
    said = Answers({"has_pet": "no", "anything_else": "Kot"})
    first, last = said.lines(FOLLOWING, shouted)
    assert first.page_title == "PETS [following.page.pet]"
    assert first.text == "IS THERE A PET? [following.has_pet]"
    assert first.value == ("NO [following.has_pet.no]",)
    assert last.value == ("Kot",)


def test_a_reader_sees_the_names_of_people() -> None:
    people = tiny("people.short.v1").offering([AMARA])
    said = Answers().merge(people.page("who"), posted(answer_people_come=AMARA.id), keep_blank=True)
    assert said.lines(people, untranslated)[0].value == ("Amara",)
