"""The form that holds something back."""

import re

from flask_babel import lazy_pgettext
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

_LAST_OF_ADDRESS = re.compile(r"([0-9a-z]{26})/?$")


class HoldForm(FlaskForm):  # type: ignore[misc]
    """What is held back, and why."""

    # L10N: page about keeping, label of a field: the address of the page of something that was sent, or its number
    number = StringField(
        lazy_pgettext("staff", "Its number, or the address of its page"),
        # L10N: page about keeping, under a field that was left empty
        [InputRequired(lazy_pgettext("staff", "Please say which one.")), Length(max=300)],
    )
    # L10N: page about keeping, label of a field
    reason = TextAreaField(
        lazy_pgettext("staff", "The reason"),
        # L10N: page about keeping, under a field that was left empty
        [InputRequired(lazy_pgettext("staff", "Please give the reason: it is kept sealed.")), Length(max=2000)],
    )

    @property
    def submission_id(self) -> str:
        """The number, out of whatever was pasted."""
        found = _LAST_OF_ADDRESS.search((self.number.data or "").strip())
        return found[1] if found else ""
