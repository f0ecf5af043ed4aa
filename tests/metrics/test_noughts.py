"""A nought beside what is hidden says what everybody in it did; beside what is shown it says no more than is meant."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from participation.metrics.composing import Figure
from participation.metrics.definitions import Rate
from participation.metrics.publication.comparing import kept_back
from participation.metrics.publication.relations import numbers
from participation.metrics.rows import Edition

QUESTION = "feedback.listened_to"


def asked(invited: int, on_time: int) -> dict[str, Figure]:
    """So many parents who were asked and sent a form in time; the others sent none."""
    stages = ("opened", "started", "sent", "on_time", "returned")
    return {"invited.parent": invited, **{f"{stage}.parent": Rate(on_time, invited) for stage in stages}}


def answers(yes: int, no: int) -> dict[str, Figure]:
    """One question after the review, with its base."""
    return {f"{QUESTION}.yes": yes, f"{QUESTION}.no": no, f"{QUESTION}.answered": yes + no}


def chosen(*times: int) -> dict[str, Figure]:
    """A question of which several answers may be chosen: by as many as the last number says."""
    options = {f"{QUESTION}.{number}": each for number, each in enumerate(times[:-1])}
    return {**options, f"{QUESTION}.no_answer": 0, f"{QUESTION}.answered": times[-1]}


def whys(**numbers: int) -> dict[str, Figure]:
    """Reviews that were moved, by reason, of 100."""
    reasons = ("child_asked", "child_could_not", "officer_could_not", "adult_could_not", "not_ready", "place", "other")
    told = {f"reviews.rearranged_why.{why}": numbers.get(why, 0) for why in (*reasons, "not_said")}
    return {"reviews.held": 100, "reviews.rearranged": Rate(sum(numbers.values()), 100), **told}


@pytest.mark.parametrize(
    ("values", "noughts"),
    [
        (asked(3, 0), {f"{stage}.parent.n" for stage in ("opened", "started", "sent", "on_time", "returned")}),
        (answers(3, 0), {f"{QUESTION}.no"}),
        (answers(0, 2), {f"{QUESTION}.yes"}),
        (chosen(3, 2, 0, 0, 3), {f"{QUESTION}.2", f"{QUESTION}.3"}),
        (whys(place=2), {name for name in whys() if "_why." in name} - {"reviews.rearranged_why.place"}),
    ],
)
def test_no_nought_stands_beside_a_base_that_is_hidden(values: Mapping[str, Figure], noughts: set[str]) -> None:
    assert noughts <= set(kept_back(numbers(values), ()))


@pytest.mark.parametrize(
    "values", [asked(30, 0), answers(30, 0), answers(0, 0), chosen(30, 20, 0, 40), whys(place=20), whys()]
)
def test_noughts_of_a_base_that_is_shown_are_shown(values: Mapping[str, Figure]) -> None:
    assert not kept_back(numbers(values), ())


def test_a_nought_that_was_shown_before_is_shown_again() -> None:
    before = Edition(datetime(2022, 6, 1, tzinfo=UTC), numbers(answers(30, 0)), {})
    hidden = kept_back(numbers(answers(28, 0)), [before])
    assert f"{QUESTION}.answered" in hidden
    assert f"{QUESTION}.no" not in hidden
