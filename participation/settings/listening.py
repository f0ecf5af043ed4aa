"""What managers set about complaints and feedback, and numbers of working days."""

import re
from typing import Any

from flask_babel import lazy_pgettext, pgettext
from wtforms import Form, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

TARGETS = ("named_days", "decisions_days", "record_days", "distribution_days", "complaint_days")
LONGEST_TARGET = 60
"""Working days."""
LONGEST_THEME, MOST_THEMES = 60, 20


def working_days(typed: str | None) -> int:
    """What was typed as a number of working days; nought for what is none."""
    found = (typed or "").strip()
    return int(found) if re.fullmatch(r"[0-9]{1,2}", found) and int(found) <= LONGEST_TARGET else 0


def check_working_days(_form: Form, field: StringField) -> None:
    """At least the next working day."""
    if not working_days(field.data):
        # L10N: settings page, under a number of working days; %(num)d is the highest
        sentence = pgettext("staff", "Please give a whole number of working days from 1 to %(num)d.")
        raise ValidationError(sentence % {"num": LONGEST_TARGET})


def themes(typed: str) -> tuple[str, ...]:
    """One a line; each once."""
    lines = (" ".join(line.split()) for line in typed.splitlines())
    return tuple(dict.fromkeys(filter(None, lines)))


class OfListening(Form):  # type: ignore[misc]
    """How long a complaint waits, how one complains without a letter, and the themes of feedback."""

    # L10N: settings page, label of a field: a number of working days after a complaint came
    complaint_days = StringField(lazy_pgettext("staff", "Acknowledge within working days"), [check_working_days])
    complaints_contact = StringField(
        # L10N: settings page, label of a field: a telephone number, a mail or an address
        lazy_pgettext("staff", "How to complain without a letter"),
        # L10N: settings page, under a field that holds far more than it should
        [Length(max=200, message=lazy_pgettext("staff", "This is too long."))],
    )
    # L10N: settings page, label of a box with themes of feedback, one a line
    feedback_themes = TextAreaField(lazy_pgettext("staff", "Themes of feedback"))

    def validate_feedback_themes(self, field: TextAreaField) -> None:
        """A short list of short names."""
        typed = themes(field.data or "")
        if len(typed) > MOST_THEMES or any(len(each) > LONGEST_THEME for each in typed):
            # L10N: settings page, under a box with themes of feedback, one a line
            raise ValidationError(pgettext("staff", "Please keep to 20 themes, of 60 letters at most."))

    def of_listening(self) -> dict[str, Any]:
        """As typed."""
        contact = " ".join((self.complaints_contact.data or "").split())
        return {"complaints_contact": contact, "feedback_themes": themes(self.feedback_themes.data or "")}
