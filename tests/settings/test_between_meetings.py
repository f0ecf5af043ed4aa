"""When midway reviews are due, and the levels at which officers challenge."""

import pytest

from participation.service.challenge_levels import CHALLENGE_LEVELS, ChallengeLevel
from tests.settings.desk import Desk, at_five_to_nine, desk

__all__ = ["at_five_to_nine", "desk"]


def test_without_a_word_of_a_manager_there_are_four_levels_and_midway_reviews_after_half_of_the_time(
    desk: Desk,
) -> None:
    assert desk.save().status_code == 303
    kept = desk.kept()
    assert (kept.has_midway, kept.midway_days, kept.challenge_levels) == (True, 0, CHALLENGE_LEVELS)


def test_a_manager_names_levels_gives_them_days_and_drops_those_without_a_name(desk: Desk) -> None:
    levels = {"challenge_levels_1_name": "", "challenge_levels_0_name": "Team", "challenge_levels_0_working_days": "3"}
    assert desk.save(midway_days="60", **levels).status_code == 303
    kept = desk.kept()
    assert kept.midway_days == 60
    assert kept.challenge_levels == (ChallengeLevel("Team", 3), *CHALLENGE_LEVELS[2:])


def test_whoever_drops_every_level_has_the_first_four_again(desk: Desk) -> None:
    assert desk.save(**{f"challenge_levels_{number}_name": "" for number in range(4)}).status_code == 303
    assert desk.kept().challenge_levels == CHALLENGE_LEVELS


def test_what_no_service_means_is_said_beside_its_field(desk: Desk) -> None:
    wrong = {"challenge_levels_1_name": "", "challenge_levels_2_working_days": "200"}
    answer = desk.save(midway_days="-1", challenge_levels_3_working_days="soon", **wrong)
    assert answer.status_code == 422
    for sentence in ("Please give 0 to 180 days", "working days together", "Please give a whole number."):
        assert sentence in answer.text
    assert desk.kept().midway_days == 0


@pytest.mark.parametrize(("typed", "sentence"), [
    ({"challenge_levels_1_working_days": "11"},
     "The formal levels have 21 working days together: no more than the 20 in all. Give one fewer."),
    ({"challenge_days": "14"}, "The formal levels have 15 working days together: no more than the 14 in all."),
    ({"challenge_days": "61"}, "Please give 1 to 60 working days."),
    ({"challenge_days": "0"}, "Please give 1 to 60 working days."),
    ({"challenge_levels_1_working_days": "0"}, "Please give at least 1 working day."),
    ({"challenge_levels_2_name": f" {CHALLENGE_LEVELS[1].name.upper()}"}, "Another level has this name already."),
])  # fmt: skip
def test_levels_with_too_many_days_or_one_name_are_not_kept(desk: Desk, typed: dict[str, str], sentence: str) -> None:
    answer = desk.save(**typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    kept = desk.kept()
    assert (kept.challenge_days, kept.challenge_levels) == (20, CHALLENGE_LEVELS)


def test_the_informal_level_comes_before_the_whole_and_has_days_of_its_own(desk: Desk) -> None:
    assert desk.save(challenge_levels_0_working_days="10", challenge_levels_1_working_days="10").status_code == 303
    assert [each.working_days for each in desk.kept().challenge_levels] == [10, 10, 5, 5]


def test_the_whole_may_be_another_one_with_levels_that_fit_in(desk: Desk) -> None:
    assert desk.save(challenge_days="25", challenge_levels_1_working_days="10").status_code == 303
    assert desk.kept().challenge_days == 25
