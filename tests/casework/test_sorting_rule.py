"""Why something is read first, asked of the rule itself, and what is remembered of it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from participation.casework import sorting
from participation.casework.sorting import REMEMBERED, SortingReason, Why, reasons_for, reasons_in_english
from participation.db import session, transaction
from participation.interpreting.in_english import InEnglish
from participation.submissions.models import Submission
from tests import factories
from tests.casework.sending import send
from tests.contact.conftest import settle


@pytest.fixture(autouse=True)
def lists(app: Flask) -> Iterator[None]:
    """One English word; nothing that was sorted before is remembered."""
    sorting._known.clear()
    with app.app_context():
        settle(sorting_words={"en": ("good", "belt*")})
        yield
    sorting._known.clear()


def sent(language: str = "en", **typed: str) -> Submission:
    review = factories.review(meets_on=date(2026, 3, 20))
    return session().get_one(Submission, send(review, "my_views", language=language, **typed))


def test_a_word_of_the_lists_moves_what_was_written_up() -> None:
    written = sent(where_i_live_words="with the belts")
    assert reasons_for(written) == (SortingReason(Why.WORD, ("belt*",)),)
    assert reasons_for(sent(where_i_live_words="it is loud")) == ()


def test_a_word_is_looked_for_in_what_was_written_and_not_in_what_was_chosen() -> None:
    assert reasons_for(sent(where_i_live="good")) == ()
    assert reasons_for(sent(where_i_live="good", where_i_live_words="loud")) == ()


def test_an_answer_that_its_questionnaire_names_moves_up_before_any_word() -> None:
    both = sent(feel_safe="no", where_i_live_words="the belt")
    assert [reason.why for reason in reasons_for(both)] == [Why.ANSWER, Why.WORD]
    assert reasons_for(both)[0].answers == (("feel_safe", "no"),)


def test_a_language_without_a_list_moves_up_and_every_list_is_tried_on_it() -> None:
    alone, with_a_word = (sent("ti", where_i_live_words=words) for words in ("ሰላም", "the belt"))
    assert reasons_for(alone) == (SortingReason(Why.LANGUAGE),)
    assert reasons_for(with_a_word) == (SortingReason(Why.WORD, ("belt*",)), SortingReason(Why.LANGUAGE))


def test_what_does_not_open_moves_up_for_that_alone() -> None:
    spoilt = sent("ti", where_i_live_words="the belt")
    with transaction():
        spoilt.envelope = spoilt.envelope[:-1]
    assert reasons_for(spoilt) == (SortingReason(Why.UNOPENED),)


def in_english(words: str) -> InEnglish:
    return InEnglish(words, "J.K.", "Voices", datetime(2026, 3, 10, tzinfo=UTC), "Amara")


def test_a_word_in_what_an_interpreter_put_into_english_moves_it_up() -> None:
    loud, belt = in_english("it is loud"), in_english("the belt")
    assert reasons_in_english([loud, belt]) == (SortingReason(Why.ENGLISH, ("belt*",)),)
    assert reasons_in_english([loud]) == reasons_in_english([]) == ()


def test_the_next_list_sorts_anew() -> None:
    written = sent(where_i_live_words="with the belts")
    assert reasons_for(written)
    settle(sorting_words={"en": ("zzz",)})
    assert reasons_for(written) == ()


@pytest.mark.parametrize(("before", "after"), [(1, 2), (REMEMBERED - 1, REMEMBERED), (REMEMBERED, 1)])
def test_so_much_is_remembered_and_no_more(before: int, after: int) -> None:
    sorting._known.update({(str(number), 0): () for number in range(before)})
    written = sent(where_i_live_words="it is loud")
    assert reasons_for(written) == reasons_for(written) == ()
    assert len(sorting._known) == after
    assert REMEMBERED == 10_000
