"""Forms of signing in."""

from flask_babel import lazy_pgettext
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import InputRequired


class SignInForm(FlaskForm):  # type: ignore[misc]
    """The first factor."""

    # L10N: staff sign-in page, label of a field
    email = EmailField(lazy_pgettext("staff", "Email"), [InputRequired()])
    # L10N: staff sign-in page, label of a field
    password = PasswordField(lazy_pgettext("staff", "Password"), [InputRequired()])


class SecondFactorForm(FlaskForm):  # type: ignore[misc]
    """The second factor."""

    # L10N: staff sign-in page, label of a field for the six digits that an authenticator app shows
    code = StringField(lazy_pgettext("staff", "Code from your authenticator app"), [InputRequired()])
