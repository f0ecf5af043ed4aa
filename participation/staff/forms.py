"""Forms of signing in."""

from flask_babel import lazy_pgettext
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

# L10N: staff sign-in page, under a field that was left empty
NEEDED = lazy_pgettext("staff", "Please fill this in.")
# L10N: staff sign-in page, under a field that holds far more than it should
TOO_LONG = lazy_pgettext("staff", "This is too long.")


class SignInForm(FlaskForm):  # type: ignore[misc]
    """The first factor."""

    # L10N: staff sign-in page, label of a field
    email = EmailField(lazy_pgettext("staff", "Email"), [InputRequired(NEEDED), Length(max=320, message=TOO_LONG)])
    # L10N: staff sign-in page, label of a field
    password = PasswordField(
        lazy_pgettext("staff", "Password"), [InputRequired(NEEDED), Length(max=1000, message=TOO_LONG)]
    )


class PasskeyForm(FlaskForm):  # type: ignore[misc]
    """Before a passkey is made: what to call it, and the password, so that nobody adds one at a desk left open."""

    # L10N: label of a field: what somebody calls their own passkey, such as "Work laptop"
    name = StringField(
        lazy_pgettext("staff", "What you call it"), [InputRequired(NEEDED), Length(max=60, message=TOO_LONG)]
    )
    # L10N: label of a field for the password of whoever is signed in
    password = PasswordField(
        lazy_pgettext("staff", "Your password"), [InputRequired(NEEDED), Length(max=1000, message=TOO_LONG)]
    )


class SecondFactorForm(FlaskForm):  # type: ignore[misc]
    """The second factor."""

    # L10N: staff sign-in page, label of a field for the six digits that an authenticator app shows
    code = StringField(
        lazy_pgettext("staff", "Code from your authenticator app"),
        [InputRequired(NEEDED), Length(max=20, message=TOO_LONG)],
    )
