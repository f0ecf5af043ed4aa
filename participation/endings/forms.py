"""Why something is no longer so."""

from typing import Any

from flask_babel import lazy_pgettext, pgettext
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from participation.endings.reasons import LONGEST_WORDS, OTHER, REASONS, Cause
from participation.endings.wording import question_of, reason_words

# L10N: to staff, under a choice in which nothing was chosen
CHOOSE = lazy_pgettext("staff", "Please choose one.")


class EndingForm(FlaskForm):  # type: ignore[misc]
    """A reason of the short list, and a few words."""

    reason = RadioField("", [InputRequired(CHOOSE)])
    # L10N: label of a field in which staff say more about why something has ended
    words = TextAreaField(lazy_pgettext("staff", "In a few words"), filters=[lambda typed: (typed or "").strip()])

    def __init__(self, what: str) -> None:
        """For a letter, a person, a review or a child: each has reasons of its own."""
        super().__init__()
        self.reason.choices = [(reason, reason_words(reason)) for reason in REASONS[what]]
        self.reason.label.text = question_of(what)

    def validate_words(self, field: Any) -> None:
        """Needed where no reason of the list holds."""
        if self.reason.data == OTHER and not field.data:
            # L10N: to staff who chose "Another reason" and did not say which
            raise ValidationError(pgettext("staff", "Please say which reason."))
        if len(field.data) > LONGEST_WORDS:
            # L10N: to staff whose reason is too long; %(num)d is a number of letters
            raise ValidationError(pgettext("staff", "Please keep to %(num)d letters.", num=LONGEST_WORDS))

    @property
    def why(self) -> Cause:
        """What was given, once it is valid."""
        return Cause(self.reason.data, self.words.data)
