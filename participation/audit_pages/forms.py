"""What a manager looks for in the audit."""

from flask_babel import lazy_pgettext, pgettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import Length, Optional, ValidationError

from participation.staff.fields import DayField
from participation.staff.models import Staff


class LookForm(FlaskForm):  # type: ignore[misc]
    """Nothing in it changes anything: it is sent by GET, and may be empty."""

    class Meta:
        csrf = False

    # L10N: label of a field for the number of a review or of a child, as the council writes it
    number = StringField(
        lazy_pgettext("staff", "Number of the review or of the child"),
        [Optional(), Length(max=64)],
        filters=[lambda typed: (typed or "").strip()],
    )
    # L10N: label of a list of staff: whose acts to show
    staff = SelectField(lazy_pgettext("staff", "Who"), default="")
    # L10N: label of a day: the first to show
    first_on = DayField(lazy_pgettext("staff", "From"), [Optional()])
    # L10N: label of a day: the last to show
    last_on = DayField(lazy_pgettext("staff", "To, this day included"), [Optional()])
    # L10N: label of a tick: show also what no person did, such as counting
    with_program = BooleanField(lazy_pgettext("staff", "Also what the program did by itself"))

    def validate_last_on(self, field: DayField) -> None:
        """No list is empty only because its days are the wrong way round."""
        if self.first_on.data and field.data < self.first_on.data:
            # L10N: to a manager, beside the last of two days
            raise ValidationError(pgettext("staff", "This is before the first day."))

    def offer(self, staff: list[Staff]) -> None:
        """Fill the list."""
        # L10N: in a list of staff: no matter who
        self.staff.choices = [("", pgettext("staff", "Anybody")), *((each.id, each.name) for each in staff)]
