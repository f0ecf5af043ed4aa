"""Forms of signing in."""

from flask_babel import lazy_pgettext
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from participation.staff.passwords import SHORTEST

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


class SetUpForm(FlaskForm):  # type: ignore[misc]
    """What the owner of a new account chooses, and the proof that their authenticator app holds its secret."""

    link = HiddenField()
    # L10N: page on which staff set up their account, label of a field
    password = PasswordField(
        lazy_pgettext("staff", "A password of your own"),
        [
            InputRequired(NEEDED),
            # L10N: page on which staff set up their account; %(min)d is a number of characters
            Length(min=SHORTEST, message=lazy_pgettext("staff", "Please choose at least %(min)d characters.")),
            Length(max=1000, message=TOO_LONG),
        ],
    )
    # L10N: page on which staff set up their account, label of a field
    again = PasswordField(
        lazy_pgettext("staff", "The password once more"),
        # L10N: page on which staff set up their account: two fields differ
        [EqualTo("password", lazy_pgettext("staff", "The two are not the same. Please type them again."))],
    )
    # L10N: page on which staff set up their account, label of a field for the six digits that the app shows
    code = StringField(
        lazy_pgettext("staff", "Code that the app shows"), [InputRequired(NEEDED), Length(max=20, message=TOO_LONG)]
    )
