"""The fields of the settings about reminders."""

from typing import Any

from flask_babel import lazy_pgettext, pgettext
from wtforms import BooleanField, FieldList, Form, FormField, StringField

from participation.service.reminder_times import CARER, CHILD, PARENT, PARTNER, ReminderTimes
from participation.settings.number_fields import WholeNumberField


class ReminderRow(Form):  # type: ignore[misc]
    """The timetable of one kind of respondent."""

    who = StringField()
    # L10N: settings page, heading of a column of ticks: whether somebody is reminded of their form
    is_on = BooleanField(lazy_pgettext("staff", "Reminded"))
    # L10N: settings page, heading of a column: how many days before a form is due the first reminder goes
    first = WholeNumberField(lazy_pgettext("staff", "Days before it is due"), default=0)
    # L10N: settings page, heading of a column: how many days lie between two reminders
    every = WholeNumberField(lazy_pgettext("staff", "Then every … days"), default=0)


class ReminderFields:
    """What goes by mail and text message to those who are asked: letters to adults, and reminders; and when."""

    # L10N: settings page, a tick: adults who have not answered are reminded by mail
    reminds_by_mail = BooleanField(lazy_pgettext("staff", "Remind by mail"))
    # L10N: settings page, a tick: adults who have not answered are reminded by text message
    reminds_by_text = BooleanField(lazy_pgettext("staff", "Remind by text message"))
    # L10N: settings page, a tick: adults are invited by a link in a mail where a list has their address
    has_letters_by_mail = BooleanField(lazy_pgettext("staff", "Adults may get a link by mail in place of a letter"))
    reminders = FieldList(FormField(ReminderRow))

    def reminded(self, known: tuple[ReminderTimes, ...]) -> dict[str, Any]:
        """These settings as typed; nobody is added to those who have a timetable, or left out."""
        typed = {row.form.who.data: row.form for row in self.reminders}
        times = (
            ReminderTimes(each.who, bool(form.is_on.data), form.first.data or 0, form.every.data or 0)
            if (form := typed.get(each.who))
            else each
            for each in known
        )
        names = "reminds_by_mail", "reminds_by_text", "has_letters_by_mail"
        ticks = {name: bool(getattr(self, name).data) for name in names}
        return {**ticks, "reminders": tuple(times)}


def who_is_reminded(who: str) -> str:
    """A kind of respondent, in a row of the settings."""
    words = {
        # L10N: settings page, a row of a table: who is reminded; the days are counted from the meeting
        CHILD: pgettext("staff", "Children with a number of their own, by text, before the meeting"),
        # L10N: settings page, a row of a table: who is reminded
        CARER: pgettext("staff", "Carers and key workers"),
        # L10N: settings page, a row of a table: who is reminded
        PARENT: pgettext("staff", "Parents"),
        # L10N: settings page, a row of a table: schools, nurses, personal advisers, youth justice
        PARTNER: pgettext("staff", "Partners"),
    }
    return str(words[who])
