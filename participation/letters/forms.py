"""Forms of the letters page."""

from flask_babel import lazy_pgettext
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from participation.staff.fields import NO_DAY, DayField


class InviteForm(FlaskForm):  # type: ignore[misc]
    """Up to which day reviews are invited for."""

    # L10N: letters page of support, label of a date field
    until = DayField(lazy_pgettext("staff", "Reviews up to"), [InputRequired(NO_DAY)])
