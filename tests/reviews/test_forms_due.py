"""When forms are due: a working day before the meeting, and what a late letter leaves."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from participation.reviews.timetable import (
    forms_due_on,
    forms_printed_on,
    is_working_day,
)
from tests.reviews.test_timetable import days


def due_on(meets_on: date, printed_on: date | None = None) -> date:
    """Where forms are due five days before."""
    return forms_due_on(meets_on, printed_on, days_before=5)


def test_forms_are_due_on_a_working_day_five_days_before_the_meeting() -> None:
    # March 2026    Mon   Tue   Wed   Thu   Fri   Sat   Sun
    #               [16]  17=1  18=2  19=3  20    21    22    printed on 16; three working days leave until 19
    #               23    24    25    26    27                meetings
    printed = date(2026, 3, 16)
    assert due_on(date(2026, 3, 25), printed) == date(2026, 3, 20)
    assert due_on(date(2026, 3, 26), printed) == date(2026, 3, 20)  # not Saturday 21
    assert due_on(date(2026, 3, 27), printed) == date(2026, 3, 20)  # not Sunday 22
    assert due_on(date(2026, 3, 24), printed) == date(2026, 3, 19)


def test_forms_are_not_due_on_easter() -> None:
    # April 2026    Mon   Tue   Wed   Thu   Fri
    #               30    31    1     2     [3]   Good Friday
    #               [6]   7     8     9     10    Easter Monday; five days before Saturday 11 is Monday
    assert due_on(date(2026, 4, 11), date(2026, 3, 20)) == date(2026, 4, 2)


def test_a_letter_printed_late_leaves_three_working_days() -> None:
    # November 2026 Mon     Tue   Wed   Thu   Fri
    #               16      17    18    19    20    five days before the meeting was Thursday 19
    #               [23]    24=1  25=2  26=3  27    printed on Monday 23
    printed = date(2026, 11, 23)
    assert due_on(date(2026, 11, 27), printed) == date(2026, 11, 26)
    # Three working days end on the day of the meeting or after it: the working day before the meeting.
    assert due_on(date(2026, 11, 26), printed) == date(2026, 11, 25)
    assert due_on(date(2026, 11, 25), printed) == date(2026, 11, 24)
    # No working day is left: the day of the meeting, which stands for "before the meeting".
    assert due_on(date(2026, 11, 24), printed) == date(2026, 11, 24)
    assert due_on(date(2026, 11, 23), printed) == date(2026, 11, 23)
    assert due_on(date(2026, 11, 23), date(2026, 11, 20)) == date(2026, 11, 23)  # a Friday; only a weekend between


def test_a_service_can_ask_for_forms_ten_days_before_or_on_the_day_before() -> None:
    assert forms_due_on(date(2026, 3, 26), date(2026, 3, 2), days_before=10) == date(2026, 3, 16)
    assert forms_due_on(date(2026, 3, 26), date(2026, 3, 2), days_before=0) == date(2026, 3, 25)


@given(days, days, st.integers(0, 30))
def test_no_form_is_due_after_the_meeting_or_on_a_free_day_before_it(
    meets_on: date, printed: date, before: int
) -> None:
    due = forms_due_on(meets_on, printed, before)
    assert due <= meets_on
    assert due == meets_on or (is_working_day(due) and due > printed)


def test_a_form_is_due_by_the_rule_where_no_letter_was_printed() -> None:
    assert due_on(date(2026, 3, 26)) == date(2026, 3, 20)


@given(
    meets_on=st.dates(date(2025, 1, 1), date(2027, 1, 1)), days_before=st.integers(0, 21), earlier=st.integers(0, 30)
)
def test_a_letter_printed_by_its_last_day_is_due_as_if_printed_long_before(
    meets_on: date, days_before: int, earlier: int
) -> None:
    last, due_on = forms_printed_on(meets_on, days_before), forms_due_on(meets_on, None, days_before)
    assert forms_due_on(meets_on, last - timedelta(days=earlier), days_before) == due_on
    late = [last + timedelta(days=1 + number) for number in range((meets_on - last).days)]
    assert all(forms_due_on(meets_on, each, days_before) > due_on for each in late)
