"""On which days somebody is reminded."""

from datetime import date, timedelta

import pytest

from participation.reminders.timetable import step_on
from participation.service.reminder_times import ReminderTimes, kind_of

DUE = date(2026, 3, 5)
LONG_AGO = date(2026, 2, 20)


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (ReminderTimes("carer"), {-3: 0, -2: 0, -1: 0, 0: 1}),
        (ReminderTimes("carer", first=4, every=2), {-4: 0, -3: 0, -2: 1, -1: 1, 0: 2}),
        (ReminderTimes("carer", first=2, every=0), {-2: 0, -1: 0, 0: 0}),
        (ReminderTimes("carer", is_on=False), {}),
    ],
)
def test_each_day_has_its_newest_reminder_from_the_first_to_the_day_it_is_due(
    times: ReminderTimes, expected: dict[int, int]
) -> None:
    found = {days: step_on(DUE + timedelta(days=days), DUE, LONG_AGO, times) for days in range(-7, 8)}
    assert {days: step for days, step in found.items() if step is not None} == expected


def test_nobody_is_reminded_before_the_post_can_have_come() -> None:
    printed = DUE - timedelta(days=1)
    assert [step_on(DUE + timedelta(days=days), DUE, printed, ReminderTimes("carer")) for days in (-1, 0, 1)] == [
        None
    ] * 3


def test_who_is_neither_carer_nor_parent_has_the_timetable_of_partners() -> None:
    partners = ("school", "health", "personal_adviser", "youth_justice", "adult_services")
    asked = ("foster_carer", "key_worker", "parent", *partners)
    assert [kind_of(each) for each in asked] == ["carer", "carer", "parent", *["partner"] * 5]
