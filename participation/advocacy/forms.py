"""What an officer asks of the advocacy provider for a child: one short page."""

from secrets import token_hex
from typing import Any

from flask_babel import lazy_pgettext, pgettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice as Choice
from wtforms.validators import Length, ValidationError

from participation.advocacy.actions import ReferralWords, Referred
from participation.advocacy.models import ReferralSource
from participation.advocacy.wording import choice_words, language_words
from participation.translating.known import LANGUAGES

BY_OFFICERS = (ReferralSource.OFFICER, ReferralSource.NON_INSTRUCTED)
# L10N: to an officer, beside words that are too long
TOO_LONG = Length(max=10_000, message=lazy_pgettext("staff", "This is too long: 10,000 letters at most."))


def one_of_these(_form: FlaskForm, field: Any) -> None:
    """Something that is offered was chosen."""
    if field.data not in [choice.value for choice in field.choices]:
        # L10N: to an officer, under a choice in which nothing was chosen
        raise ValidationError(pgettext("staff", "Please choose one."))


class ReferralForm(FlaskForm):  # type: ignore[misc]
    """Who wants it, why, how to come to the child, in which language."""

    key = HiddenField(default=lambda: token_hex(16))
    # L10N: to an officer, over a choice: the child wants an advocate, or cannot ask
    source = RadioField(lazy_pgettext("staff", "Who asks?"), [one_of_these], validate_choice=False)
    # L10N: to an officer, label of a box: why a child is to have an advocate
    why = TextAreaField(lazy_pgettext("staff", "Why?"), [TOO_LONG])
    # L10N: to an officer, label of a box
    to_know = TextAreaField(lazy_pgettext("staff", "How and when can the advocate come to the child?"), [TOO_LONG])
    # L10N: to an officer, label of a list of languages
    language = SelectField(lazy_pgettext("staff", "Language of the child"), [one_of_these], validate_choice=False)
    # L10N: to an officer, a tick
    needs_interpreter = BooleanField(lazy_pgettext("staff", "An interpreter is needed"))

    def __init__(self, own_language: str, **given: Any) -> None:
        super().__init__(**given)
        self.source.choices = [Choice(each.value, choice_words(each)) for each in BY_OFFICERS]
        codes = dict.fromkeys((own_language, *sorted(LANGUAGES, key=language_words)))
        self.language.choices = [Choice(code, language_words(code)) for code in codes]

    def validate_why(self, field: TextAreaField) -> None:
        """An advocate who was not asked by the child has to know why they come."""
        if not (field.data or "").strip():
            # L10N: to an officer who asks for an advocate without a word
            raise ValidationError(pgettext("staff", "Please say in a few words why."))

    @property
    def referred(self) -> Referred:
        """As it is kept."""
        words = ReferralWords((self.why.data or "").strip(), (self.to_know.data or "").strip())
        return Referred(self.source.data, self.language.data, bool(self.needs_interpreter.data), words)
