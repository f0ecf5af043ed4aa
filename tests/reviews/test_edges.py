"""The days on which a rule of the timetable ends and the next one begins."""

from datetime import date

import pytest

from participation.reviews.timetable import collection_year_days, is_old_enough, next_due

CAME = date(2026, 3, 16)


def test_a_review_on_the_day_of_coming_into_care_is_the_first_one() -> None:
    assert next_due("child_in_care", CAME, [CAME]) == date(2026, 6, 16)
    assert next_due("child_in_care", CAME, [CAME, date(2026, 6, 16)]) == date(2026, 12, 16)


def test_a_review_on_the_day_before_belongs_to_an_earlier_time_in_care() -> None:
    assert next_due("child_in_care", CAME, [date(2026, 3, 15)]) == date(2026, 4, 15)
    assert next_due("child_in_care", CAME, [date(2026, 3, 15), CAME]) == date(2026, 6, 16)


def test_the_day_of_coming_into_care_is_not_one_of_the_twenty_working_days() -> None:
    # February 2027: 1 (Monday) comes into care; 2=1 ... 5=4; 8=5 ... 12=9; 15=10 ... 19=14; 22=15 ... 26=19; 1=20
    assert next_due("child_in_care", date(2027, 2, 1), []) == date(2027, 3, 1)


def test_a_child_is_asked_by_letter_from_the_fourth_birthday_on_and_where_nobody_knows_it() -> None:
    assert not is_old_enough(date(2022, 3, 17), CAME)
    assert is_old_enough(date(2022, 3, 16), CAME)
    assert is_old_enough(date(2021, 3, 16), CAME)
    assert is_old_enough(None, CAME)


@pytest.mark.parametrize("wrong", ["2021-21", "2021-23"])
def test_a_collection_year_ends_in_the_year_after_the_one_it_starts_in(wrong: str) -> None:
    with pytest.raises(ValueError, match="is not a year like 2021-22"):
        collection_year_days(wrong)
