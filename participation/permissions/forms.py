"""An absence and who covers, and a reason to read what is not on one's own list."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_pgettext, pgettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from participation import clock
from participation.staff.fields import NO_DAY, DayField
from participation.staff.models import Absence, Role, Staff
from participation.staff.navigation import role_name

FEWEST_WORDS = 3
LONGEST_REASON = 500
LONGEST_YEARS = 1

# L10N: to staff, under a field that was left empty
NEEDED = lazy_pgettext("staff", "Please fill this in.")
# L10N: to staff, under a list of staff of whom nobody was chosen
NOBODY = lazy_pgettext("staff", "Please choose somebody.")
# L10N: to staff, in a form about an absence: nobody may be away without somebody who stands in for them
NO_DEPUTY = lazy_pgettext("staff", "Please name a deputy: nobody is away without one.")


class AbsenceForm(FlaskForm):  # type: ignore[misc]
    """Who is away and who covers; an officer enters only their own."""

    # L10N: label of a list of staff, in a form about an absence
    absent = SelectField(lazy_pgettext("staff", "Who is away"), [DataRequired(NOBODY)])
    # L10N: label of a list of staff, in a form about an absence
    deputy = SelectField(lazy_pgettext("staff", "Who covers"), [DataRequired(NO_DEPUTY)])
    # L10N: label of a day, in a form about an absence
    first_on = DayField(lazy_pgettext("staff", "From"), [InputRequired(NO_DAY)])
    # L10N: label of a day, in a form about an absence: the last day of it
    last_on = DayField(lazy_pgettext("staff", "To, this day included"), [InputRequired(NO_DAY)])
    # L10N: label of a tick, in a form about an absence: who covers may open an officer's reviews
    also_reads = BooleanField(lazy_pgettext("staff", "They also read the officer’s reviews, and record"), default=True)

    def offer(self, absent: Sequence[Staff], deputies: Sequence[Staff]) -> None:
        """Fill the lists; who can only be away themselves is not asked who is."""
        for field, people in ((self.absent, absent), (self.deputy, deputies)):
            # L10N: in a list of staff of whom one is to be chosen
            nobody = ("", pgettext("staff", "Choose"))
            field.choices = [nobody, *((each.id, _named(each)) for each in people)]
        if len(absent) == 1:
            self.absent.data = absent[0].id
        self._officers = {each.id for each in (*absent, *deputies) if each.role == Role.OFFICER}

    def validate_deputy(self, field: SelectField) -> None:
        """A colleague, not the one who is away; and an officer's reviews are read by officers."""
        if field.data == self.absent.data:
            # L10N: to staff, in a form about an absence
            raise ValidationError(pgettext("staff", "Please choose a colleague."))
        if self._is_read_from and field.data and field.data not in self._officers:
            # L10N: to a manager, in a form about an absence: the chosen deputy is no officer
            words = pgettext(
                "staff", "Only officers read an officer’s reviews: please choose an officer, or take the tick away."
            )
            raise ValidationError(words)

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
        return Absence(
            absent_id=self.absent.data,
            deputy_id=self.deputy.data,
            first_on=self.first_on.data,
            last_on=self.last_on.data,
            also_reads=self._is_read_from,
        )

    @property
    def _is_read_from(self) -> bool:
        """Only officers have reviews: of anybody else nobody reads any."""
        return bool(self.also_reads.data) and self.absent.data in self._officers

    def refuse(self, sentences: Iterable[str]) -> bool:
        """Say what the absence would leave, where another deputy can be chosen; whether there was anything."""
        self.deputy.errors = [*self.deputy.errors, *filter(None, sentences)]
        return bool(self.deputy.errors)


def _named(person: Staff) -> str:
    """Beside officers stands who is none."""
    return person.name if person.role == Role.OFFICER else f"{person.name} ({role_name(person.role)})"


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
