"""The forms about a picture."""

from flask_babel import lazy_pgettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField
from wtforms.validators import InputRequired


class FaceForm(FlaskForm):  # type: ignore[misc]
    """A picture that an adult has sent for the child."""

    photo = FileField(
        # L10N: page on which an officer gives a picture of a carer or social worker, label of a field for a file
        lazy_pgettext("staff", "The picture that they sent"),
        # L10N: to an officer who chose no file
        [FileRequired(lazy_pgettext("staff", "Please choose a picture."))],
    )
    is_agreed = BooleanField(
        # L10N: page on which an officer gives a picture of a carer or social worker, a tick
        lazy_pgettext("staff", "They sent it for this, and know that the child sees it"),
        # L10N: to an officer who did not tick that the adult has agreed
        [InputRequired(lazy_pgettext("staff", "Please ask them first, then tick this."))],
    )


class SeenForm(FlaskForm):  # type: ignore[misc]
    """A manager has looked at a picture."""

    seen_at = HiddenField()
