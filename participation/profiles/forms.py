"""What an officer tells children, as a form."""

from typing import Any

from flask_babel import lazy_pgettext, pgettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, EmailField, HiddenField, RadioField, StringField, TelField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, Regexp

from participation.drawing.portraits import PEOPLE
from participation.profiles.actions import About
from participation.profiles.models import LONGEST_GREETING, OwnWords, Profile
from participation.profiles.rich_text import as_typed, written

LONGEST_TEXT = 4000
# L10N: to an officer, under a field of their page that was left empty
NEEDED = lazy_pgettext("staff", "Please fill this in.")
# L10N: to an officer, under a field of their page that holds more than fits
TOO_LONG = lazy_pgettext("staff", "This is too long.")
# L10N: to an officer, under the field for their telephone number
NO_NUMBER = lazy_pgettext("staff", "Please write the number with digits and spaces, such as 07700 900123.")
# L10N: to an officer, under the field for their email address
NO_EMAIL = lazy_pgettext("staff", "This is not an email address.")


def _words(most: int) -> Length:
    return Length(max=most, message=TOO_LONG)


class OwnWordsForm(FlaskForm):  # type: ignore[misc]
    """What an officer says in one language."""

    # L10N: officer's own page, label of a field: one line on the first page of a child's letter
    greeting = TextAreaField(
        lazy_pgettext("staff", "Your greeting, in one line"),
        # L10N: officer's own page, under the field of the greeting; %(max)d is a number of letters
        [Length(max=LONGEST_GREETING, message=lazy_pgettext("staff", "Please keep to %(max)d letters."))],
        filters=[lambda typed: " ".join((typed or "").split())],
    )
    # L10N: officer's own page, label of a field
    about = TextAreaField(lazy_pgettext("staff", "About you"), [_words(LONGEST_TEXT)])
    # L10N: officer's own page, label of a field: hobbies and favourite things
    likes = StringField(lazy_pgettext("staff", "What you like"), [_words(300)])
    # L10N: officer's own page, label of a field: such as "Monday to Thursday"
    works = StringField(lazy_pgettext("staff", "When you work"), [_words(200)])

    @property
    def own_words(self) -> OwnWords:
        """What was filled in."""
        given = {name: (self[name].data or "").strip() for name in ("likes", "works", "greeting")}
        return OwnWords(about=str(written(self.about.data or "")), **given)


class ApprovalForm(FlaskForm):  # type: ignore[misc]
    """A manager has looked at a page."""

    seen_at = HiddenField()
    # L10N: page on which a manager looks at what an officer wrote, label of a field
    words = TextAreaField(
        lazy_pgettext("staff", "What to change first"),
        [Length(max=300, message=TOO_LONG)],
        filters=[lambda typed: (typed or "").strip()],
    )


class ProfileForm(OwnWordsForm):
    """All of it on one page, with one button."""

    # L10N: officer's own page, label of a field
    known_as = StringField(lazy_pgettext("staff", "What children call you"), [DataRequired(NEEDED), _words(100)])
    # L10N: officer's own page, label of a field: such as "she/her"
    pronouns = StringField(lazy_pgettext("staff", "Pronouns"), [_words(40)])
    # L10N: officer's own page, label of a field
    speaks = StringField(lazy_pgettext("staff", "Languages besides English"), [_words(200)])
    # L10N: officer's own page, label of a field
    phone = TelField(
        lazy_pgettext("staff", "Telephone for children"),
        [Optional(), _words(40), Regexp(r"\+?[0-9][0-9 ()-]*\Z", message=NO_NUMBER)],
    )
    # L10N: officer's own page, label of a field
    email = EmailField(
        lazy_pgettext("staff", "Email for children"),
        [Optional(), _words(320), Regexp(r"[^@\s<>\"?&]+@[^@\s<>\"?&]+\.[^@\s<>\"?&]+\Z", message=NO_EMAIL)],
    )
    # L10N: officer's own page, label of a field for a file
    photo = FileField(lazy_pgettext("staff", "A photo of you"))
    # L10N: officer's own page, a tick
    without_photo = BooleanField(lazy_pgettext("staff", "Show no photo any more"))
    # L10N: officer's own page, heading over drawn heads of which one stands for somebody without a photo
    portrait = RadioField(lazy_pgettext("staff", "A drawing, where there is no photo"), validate_choice=True)
    # L10N: officer's own page, a tick
    is_shown = BooleanField(lazy_pgettext("staff", "Children whose reviews I lead may see this page"))

    def __init__(self, profile: Profile | None, name: str, *, is_shown: bool) -> None:
        """Filled with what is kept; at first with the name of the account."""
        super().__init__(
            data=_kept(profile, is_shown) if profile else {"known_as": name, "is_shown": True, "portrait": ""}
        )
        # L10N: officer's own page: choice of no drawing
        self.portrait.choices = [("", pgettext("staff", "No drawing"))] + [
            # L10N: officer's own page, to screen readers: one of the drawn heads, by its number
            (each, pgettext("staff", "Drawing %(number)d", number=number))
            for number, each in enumerate(PEOPLE, 1)
        ]

    @property
    def told(self) -> About:
        """What was filled in."""
        names = ("known_as", "pronouns", "likes", "speaks", "phone", "email", "works", "portrait", "greeting")
        given = {name: (self[name].data or "").strip() for name in names}
        return About(about=str(written(self.about.data or "")), **given)


def _kept(profile: Profile, is_shown: bool) -> dict[str, Any]:
    kept = {column.key: getattr(profile, column.key) for column in Profile.__mapper__.column_attrs}
    return {**kept, "about": as_typed(profile.about), "is_shown": is_shown, "photo": None}
