"""The calendar by which a soak knows who is reminded on which day, held against the program's own for a whole week."""

from datetime import timedelta

import pytest

from participation.reminders.timetable import step_on
from participation.reviews.timetable import forms_due_on
from participation.service.reminder_times import ReminderTimes
from tests.soak.ledger import DAY, FIRST, FORMS_DUE, MONDAY
from tests.soak.week import reminded_between

PRINTED = (MONDAY - timedelta(days=7)).date()


@pytest.mark.parametrize("day", range(7))
def test_a_form_that_would_be_due_at_a_weekend_is_due_and_reminded_of_before_it(day: int) -> None:
    meets_on = (MONDAY + day * DAY + FIRST + FORMS_DUE).date()
    due_on = forms_due_on(meets_on, PRINTED, FORMS_DUE.days)
    days = [
        n for n in range(14) if step_on((MONDAY + n * DAY).date(), due_on, PRINTED, ReminderTimes("carer")) is not None
    ]
    first, due = reminded_between(day)
    assert days == [*range(first, due + 1)]
    assert (MONDAY + due * DAY).weekday() < 5
