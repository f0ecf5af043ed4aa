"""Cover for an absence, and a reason to read what is not on one's own list."""

from datetime import date
from typing import Any

from flask_babel import lazy_pgettext, pgettext
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from participation import clock
from participation.permissions.actions import Absence
from participation.staff.fields import NO_DAY, DayField
from participation.staff.models import Staff

FEWEST_WORDS = 3
LONGEST_REASON = 500
LONGEST_YEARS = 1

# L10N: to staff, under a field that was left empty
NEEDED = lazy_pgettext("staff", "Please fill this in.")
# L10N: to staff, under a list of officers of whom nobody was chosen
NOBODY = lazy_pgettext("staff", "Please choose somebody.")


class CoverForm(FlaskForm):  # type: ignore[misc]
    """Who is away and who covers; an officer gives cover only for themselves."""

    # L10N: label of a list of officers, in a form about an absence
    absent = SelectField(lazy_pgettext("staff", "Who is away"), [DataRequired(NOBODY)])
    # L10N: label of a list of officers, in a form about an absence
    covering = SelectField(lazy_pgettext("staff", "Who covers"), [DataRequired(NOBODY)])
    # L10N: label of a day, in a form about an absence
    first_on = DayField(lazy_pgettext("staff", "From"), [InputRequired(NO_DAY)])
    # L10N: label of a day, in a form about an absence: the last day of it
    last_on = DayField(lazy_pgettext("staff", "To, this day included"), [InputRequired(NO_DAY)])

    def offer(self, absent: list[Staff], covering: list[Staff]) -> None:
        """Fill the lists; who can only be away themselves is not asked who is."""
        for field, people in ((self.absent, absent), (self.covering, covering)):
            # L10N: in a list of officers of whom one is to be chosen
            nobody = ("", pgettext("staff", "Choose"))
            field.choices = [nobody, *((each.id, each.name) for each in people)]

    def validate_covering(self, field: SelectField) -> None:
        """A colleague, not the one who is away."""
        if field.data == self.absent.data:
            # L10N: to staff, in a form about an absence
            raise ValidationError(pgettext("staff", "Please choose a colleague."))

    def validate_last_on(self, field: DayField) -> None:
        """Not before it begins, not over already, not for ever."""
        last, first = field.data, self.first_on.data
        if last and first and last < first:
            # L10N: to staff, in a form about an absence
            raise ValidationError(pgettext("staff", "This is before the first day."))
        if last and last < clock.today():
            # L10N: to staff, in a form about an absence
            raise ValidationError(pgettext("staff", "This day has passed."))
        if last and last > _in_a_year(first or clock.today()):
            # L10N: to staff, in a form about an absence that would last for years
            raise ValidationError(pgettext("staff", "Cover lasts a year at most."))

    @property
    def absence(self) -> Absence:
        """What was given, once it is valid."""
        return Absence(self.absent.data, self.covering.data, self.first_on.data, self.last_on.data)


def _in_a_year(day: date) -> date:
    return date(day.year + LONGEST_YEARS, day.month, min(day.day, 28))


class ReasonForm(FlaskForm):  # type: ignore[misc]
    """Which review, and why."""

    # L10N: label of a field for the number of a review or of a child, as the council writes it
    number = StringField(
        lazy_pgettext("staff", "Number of the review or of the child"),
        [InputRequired(NEEDED), Length(max=64)],
        filters=[lambda typed: typed.strip() if typed else typed],
    )
    # L10N: label of a field in which staff say why they need to read a review that is not theirs
    reason = TextAreaField(
        lazy_pgettext("staff", "Why you need to read it"), filters=[lambda typed: (typed or "").strip()]
    )

    def validate_reason(self, field: Any) -> None:
        """A few words at least: it is kept, and told."""
        if len(field.data.split()) < FEWEST_WORDS:
            # L10N: to staff who gave no reason, or one word
            raise ValidationError(pgettext("staff", "Please say why in a few words, three at least."))
        if len(field.data) > LONGEST_REASON:
            # L10N: to staff whose reason is too long; %(num)d is a number of letters
            raise ValidationError(pgettext("staff", "Please keep to %(num)d letters.", num=LONGEST_REASON))
