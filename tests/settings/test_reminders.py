"""Who is reminded, how, and on which days."""

from participation.service.chosen import Service
from participation.service.reminder_times import REMINDER_TIMES, ReminderTimes
from tests.settings.desk import Desk, at_five_to_nine, desk

__all__ = ["at_five_to_nine", "desk"]


def test_nobody_is_reminded_until_a_manager_says_so(desk: Desk) -> None:
    assert desk.save().status_code == 303
    kept = desk.kept()
    assert (kept.reminds_by_mail, kept.reminds_by_text, kept.reminders) == (False, False, REMINDER_TIMES)


def test_a_manager_turns_it_on_and_gives_each_their_days(desk: Desk) -> None:
    fields = {**desk.fields(), "reminds_by_mail": "y", "reminders-0-first": "5", "reminders-1-every": "0"}
    del fields["reminders-2-is_on"]
    assert desk.browser.post("/staff/settings", data=fields).status_code == 303
    kept = desk.kept()
    assert (kept.reminds_by_mail, kept.reminds_by_text) == (True, False)
    carer, parent, partner, child = kept.reminders
    assert (carer.first, parent.every) == (5, 0)
    assert partner == ReminderTimes("partner", is_on=False)
    assert not child.is_on
    assert desk.save(**{"reminders_3_is_on": "y"}).status_code == 303
    assert desk.kept().reminders[3] == ReminderTimes("child", is_on=True, every=0)


def test_days_that_nobody_means_are_said_beside_their_field_and_typed_text_stays(desk: Desk) -> None:
    answer = desk.save(reminders_0_first="99", reminders_1_every="soon")
    assert answer.status_code == 422
    assert "Please give 0 to 14 days." in answer.text
    assert "Please give a whole number." in answer.text
    assert 'value="99"' in answer.text
    assert desk.kept().reminders == REMINDER_TIMES


def test_settings_that_were_kept_before_children_could_be_reminded_remind_none() -> None:
    before = Service(reminders=REMINDER_TIMES[:3]).to_row()
    assert Service.from_row(before).reminders == REMINDER_TIMES
