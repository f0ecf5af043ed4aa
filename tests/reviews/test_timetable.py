"""Due dates, each worked out by hand on the calendar that stands beside it; brackets mark what is not counted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.reviews.hours import read_by
from participation.reviews.timetable import (
    Deadlines,
    Targets,
    add_months,
    add_working_days,
    age_on,
    collection_year,
    collection_year_days,
    deadlines,
    is_overdue,
    is_working_day,
    next_due,
    quarter,
    working_days_left,
)
from participation.service.chosen import Service

days = st.dates(date(2000, 1, 1), date(2060, 12, 31))


def first_due(came_into_care_on: date) -> date | None:
    return next_due("child_in_care", came_into_care_on, [])


def test_the_first_review_over_easter_2026() -> None:
    # March 2026    Mon     Tue  Wed  Thu  Fri
    #               [16]    17=1 18=2 19=3 20=4      came into care on Monday 16: not counted
    #               23=5    24=6 25=7 26=8 27=9
    # April         30=10   31=11 1=12 2=13 [3]      Good Friday
    #               [6]     7=14 8=15 9=16 10=17     Easter Monday
    #               13=18   14=19 15=20
    assert first_due(date(2026, 3, 16)) == date(2026, 4, 15)


def test_the_first_review_over_christmas_2026_with_boxing_day_on_a_saturday() -> None:
    # December 2026 Mon     Tue   Wed   Thu   Fri
    #               [14]    15=1  16=2  17=3  18=4
    #               21=5    22=6  23=7  24=8  [25]   Christmas Day
    #               [28]    29=9  30=10 31=11 [1]    substitute for Saturday 26; New Year's Day
    # January 2027  4=12    5=13  6=14  7=15  8=16
    #               11=17   12=18 13=19 14=20
    assert first_due(date(2026, 12, 14)) == date(2027, 1, 14)


def test_the_first_review_over_christmas_2027_with_three_substitute_days() -> None:
    # December 2027 Mon     Tue   Wed   Thu   Fri
    #                             [15]  16=1  17=2
    #               20=3    21=4  22=5  23=6  24=7
    #               [27]    [28]  29=8  30=9  31=10  substitutes for Saturday 25 and Sunday 26
    # January 2028  [3]     4=11  5=12  6=13  7=14   substitute for Saturday 1
    #               10=15   11=16 12=17 13=18 14=19
    #               17=20
    assert first_due(date(2027, 12, 15)) == date(2028, 1, 17)


def test_the_first_review_over_both_bank_holidays_of_may() -> None:
    # May 2026      Mon     Tue   Wed   Thu   Fri
    #                                   [30]  1=1    came into care on Thursday 30 April
    #               [4]     5=2   6=3   7=4   8=5    early May bank holiday
    #               11=6    12=7  13=8  14=9  15=10
    #               18=11   19=12 20=13 21=14 22=15
    #               [25]    26=16 27=17 28=18 29=19  spring bank holiday
    # June          1=20
    assert first_due(date(2026, 4, 30)) == date(2026, 6, 1)


def test_the_first_review_over_a_leap_day() -> None:
    # February 2028 Mon     Tue   Wed   Thu   Fri
    #               [14]    15=1  16=2  17=3  18=4
    #               21=5    22=6  23=7  24=8  25=9
    # March         28=10   29=11 1=12  2=13  3=14
    #               6=15    7=16  8=17  9=18  10=19
    #               13=20
    assert first_due(date(2028, 2, 14)) == date(2028, 3, 13)


@pytest.mark.parametrize("came", [date(2026, 1, 9), date(2026, 1, 10), date(2026, 1, 11)])
def test_a_child_who_comes_on_friday_saturday_or_sunday_has_monday_as_day_one(came: date) -> None:
    # January 2026  12=1 ... 16=5; 19=6 ... 23=10; 26=11 ... 30=15; February 2=16 ... 6=20
    assert first_due(came) == date(2026, 2, 6)


def test_a_child_who_comes_on_a_bank_holiday() -> None:
    # April 2026    Mon     Tue   Wed   Thu   Fri
    #               [6]     7=1   8=2   9=3   10=4   came into care on Easter Monday
    #               13=5    14=6  15=7  16=8  17=9
    #               20=10   21=11 22=12 23=13 24=14
    # May           27=15   28=16 29=17 30=18 1=19
    #               [4]     5=20                     early May bank holiday
    assert first_due(date(2026, 4, 6)) == date(2026, 5, 5)


def test_twenty_working_days_are_28_days_only_where_no_bank_holiday_is_among_them() -> None:
    # January 2027: 4 (Monday) comes into care; 5=1 ... 8=4; 11=5 ... 15=9; 18=10 ... 22=14; 25=15 ... 29=19
    assert first_due(date(2027, 1, 4)) == date(2027, 2, 1)
    # From 24 December 2026: [25] [28] 29=1 30=2 31=3 [1]; 4=4 ... 8=8; 11=9 ... 15=13; 18=14 ... 22=18; 25=19
    assert first_due(date(2026, 12, 24)) == date(2027, 1, 26)
    whole_year = (date(2026, 1, 1) + timedelta(days=days) for days in range(365))
    spans = {(add_working_days(day, 20) - day).days for day in whole_year if is_working_day(day)}
    assert spans == {28, 29, 30, 31, 32, 33}


@pytest.mark.parametrize(
    ("held", "due"),
    [
        ([date(2026, 4, 15)], date(2026, 7, 15)),  # the second: 3 months after the first was held, not due
        ([date(2026, 4, 1)], date(2026, 7, 1)),
        ([date(2026, 11, 30)], date(2027, 2, 28)),  # no 30 February
        ([date(2027, 11, 30)], date(2028, 2, 29)),
        ([date(2026, 4, 1), date(2026, 7, 1)], date(2027, 1, 1)),  # later ones: 6 months, bank holiday or not
        ([date(2026, 4, 1), date(2026, 8, 31)], date(2027, 2, 28)),
        ([date(2026, 4, 1), date(2027, 8, 31)], date(2028, 2, 29)),
        ([date(2026, 4, 1), date(2026, 7, 1), date(2026, 12, 31)], date(2027, 6, 30)),
        ([date(2026, 7, 1), date(2026, 4, 1)], date(2027, 1, 1)),  # in whatever order they come
        ([date(2026, 4, 1), date(2026, 4, 1)], date(2026, 7, 1)),  # one day is one review
    ],
)
def test_the_second_review_is_due_in_three_months_and_later_ones_in_six(held: list[date], due: date) -> None:
    assert next_due("child_in_care", date(2026, 3, 16), held) == due


def test_a_child_who_comes_back_into_care_starts_anew() -> None:
    held = [date(2024, 1, 10), date(2024, 4, 10), date(2024, 10, 9)]
    assert next_due("child_in_care", date(2026, 3, 16), held) == date(2026, 4, 15)
    assert next_due("child_in_care", date(2026, 3, 16), [*held, date(2026, 4, 15)]) == date(2026, 7, 15)


def test_pathway_plan_reviews_are_six_months_apart_from_the_start() -> None:
    assert next_due("pathway_plan", date(2020, 1, 1), [date(2026, 8, 31)]) == date(2027, 2, 28)
    assert next_due("pathway_plan", None, [date(2026, 1, 5), date(2026, 6, 1)]) == date(2026, 12, 1)


def test_nothing_is_due_where_nothing_is_known() -> None:
    assert next_due("child_in_care", None, []) is None
    assert next_due("pathway_plan", date(2020, 1, 1), []) is None


def test_a_review_is_overdue_the_day_after_it_was_due() -> None:
    due = date(2026, 4, 15)
    assert not is_overdue(due, None, today=due)
    assert is_overdue(due, None, today=date(2026, 4, 16))
    assert not is_overdue(due, due, today=date(2026, 12, 1))
    assert is_overdue(due, date(2026, 4, 16), today=date(2026, 12, 1))
    assert not is_overdue(None, None, today=due)


def test_what_is_due_around_a_meeting_before_easter() -> None:
    # March 2026    Mon     Tue   Wed   Thu   Fri
    #                                   [26]  27=1   the meeting, Thursday 26: not counted
    # April         30=2    31=3  1=4   2=5   [3]    decisions on 2; Good Friday
    #               [6]     7=6   8=7   9=8   10=9   Easter Monday
    #               13=10   14=11 15=12 16=13 17=14
    #               20=15   21=16 22=17 23=18 24=19  record on 20
    #               27=20                            distribution and answers on 27
    assert deadlines(date(2026, 3, 26), Targets(letters_days_before=14)) == Deadlines(
        letters_on=date(2026, 3, 12),
        decisions_on=date(2026, 4, 2),
        record_on=date(2026, 4, 20),
        answers_on=date(2026, 4, 27),
        distribution_on=date(2026, 4, 27),
    )


@pytest.mark.parametrize(
    ("due_on", "left"),
    [
        (date(2026, 4, 2), 0),
        (date(2026, 4, 3), 0),  # Good Friday, a Thursday before: no working day is left after today
        (date(2026, 4, 8), 2),  # over Easter
        (date(2026, 4, 1), -1),
        (date(2026, 3, 27), -4),  # Friday to Thursday, the weekend not counted
    ],
)
def test_working_days_that_are_left_and_those_that_it_is_late(due_on: date, left: int) -> None:
    assert working_days_left(date(2026, 4, 2), due_on) == left


@pytest.mark.parametrize(
    ("received", "last_day"),
    [
        (date(2026, 11, 18), date(2026, 11, 19)),  # Wednesday: by Thursday
        (date(2026, 11, 20), date(2026, 11, 23)),  # Friday: by Monday
        (date(2026, 11, 22), date(2026, 11, 23)),  # Sunday: by Monday
        (date(2026, 12, 24), date(2026, 12, 29)),  # Christmas Eve: 25 and 28 are bank holidays
        (date(2026, 4, 2), date(2026, 4, 7)),  # the Thursday before Easter
    ],
)
def test_what_comes_is_read_within_one_working_day_or_climbs(received: date, last_day: date) -> None:
    assert read_by(received) == last_day


@given(days, st.integers(1, 60))
def test_adding_working_days_passes_exactly_so_many(day: date, count: int) -> None:
    end = add_working_days(day, count)
    assert is_working_day(end)
    passed = [day + timedelta(days=each) for each in range(1, (end - day).days + 1)]
    assert sum(is_working_day(each) for each in passed) == count


def test_no_working_days_added_is_the_day_itself_and_none_are_taken_away() -> None:
    assert add_working_days(date(2026, 12, 25), 0) == date(2026, 12, 25)
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 12, 25), -1)


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 6, date(2028, 8, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 4, 30), 6, date(2026, 10, 30)),
        (date(2026, 10, 31), 3, date(2027, 1, 31)),
        (date(2026, 12, 15), 0, date(2026, 12, 15)),
        (date(2026, 11, 5), 1, date(2026, 12, 5)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
    ],
)
def test_months_end_where_they_end(day: date, count: int, later: date) -> None:
    assert add_months(day, count) == later


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2018, 5, 3), date(2022, 5, 2), 3),
        (date(2018, 5, 3), date(2022, 5, 3), 4),  # the birthday itself
        (date(2018, 12, 31), date(2023, 1, 1), 4),
        (date(2020, 2, 29), date(2024, 2, 28), 3),
        (date(2020, 2, 29), date(2024, 2, 29), 4),
        (date(2020, 2, 29), date(2025, 2, 28), 4),  # a common year: 5 on 1 March
        (date(2020, 2, 29), date(2025, 3, 1), 5),
        (date(2096, 2, 29), date(2100, 2, 28), 3),  # 2100 is a common year: 4 on 1 March
        (date(2096, 2, 29), date(2100, 3, 1), 4),
        (date(2022, 5, 3), date(2022, 5, 3), 0),
    ],
)
def test_age_in_whole_years(born: date, on: date, age: int) -> None:
    assert age_on(born, on) == age


@pytest.mark.parametrize(
    ("day", "year", "its_quarter"),
    [
        (date(2021, 3, 31), "2020-21", 4),
        (date(2021, 4, 1), "2021-22", 1),
        (date(2021, 6, 30), "2021-22", 1),
        (date(2021, 7, 1), "2021-22", 2),
        (date(2021, 9, 30), "2021-22", 2),
        (date(2021, 10, 1), "2021-22", 3),
        (date(2021, 12, 31), "2021-22", 3),
        (date(2022, 1, 1), "2021-22", 4),
        (date(1999, 5, 1), "1999-00", 1),
    ],
)
def test_collection_years_and_their_quarters(day: date, year: str, its_quarter: int) -> None:
    assert collection_year(day) == year
    assert quarter(day) == its_quarter


def test_a_collection_year_runs_from_1_april_to_31_march() -> None:
    assert collection_year_days("2021-22") == (date(2021, 4, 1), date(2022, 3, 31))
    assert collection_year_days("1999-00") == (date(1999, 4, 1), date(2000, 3, 31))


@pytest.mark.parametrize("wrong", ["2021", "2021-23", "2021/22", "21-22", "", "2021-022", "٢٠٢١-22", "0000-01"])
def test_a_year_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="is not a year like 2021-22"):
        collection_year_days(wrong)


def test_what_a_service_has_not_changed_is_due_as_the_country_asks() -> None:
    assert Targets.of(Service()) == Targets(letters_days_before=Service().invited_in_time_days)
