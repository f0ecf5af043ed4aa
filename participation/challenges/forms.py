"""What an officer raises, and what came of it."""

from collections.abc import Sequence
from datetime import timedelta
from secrets import token_hex
from typing import Any

from flask_babel import lazy_pgettext, pgettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice as Choice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from participation import clock, service
from participation.challenges.actions import ChallengeAnswer, Raised
from participation.challenges.models import (
    ChallengeCategory,
    ChallengedAgency,
    ChallengeKind,
    ChallengeOutcome,
    ChallengeStep,
)
from participation.challenges.queries import Wish
from participation.challenges.wording import (
    agency_words,
    category_words,
    kind_words,
    level_words,
    outcome_words,
    wish_words,
)
from participation.staff.fields import NO_DAY, DayField

# L10N: to an officer, beside words that are too long
TOO_LONG = Length(max=10_000, message=lazy_pgettext("staff", "This is too long: 10,000 letters at most."))
OLDEST = 365
# L10N: to an officer, beside a name that is too long
NAME = Length(max=200, message=lazy_pgettext("staff", "This is too long: 200 letters at most."))


def one_of_these(_form: FlaskForm, field: Any) -> None:
    """Something that is offered was chosen."""
    if field.data not in [choice.value for choice in field.choices]:
        # L10N: to an officer, under a choice in which nothing was chosen
        raise ValidationError(pgettext("staff", "Please choose one."))


def not_to_come(_form: FlaskForm, field: DayField) -> None:
    """It has been."""
    if field.data and field.data > clock.today():
        # L10N: to an officer, beside a day that has not come
        raise ValidationError(pgettext("staff", "This day has not come yet."))


def still_worked_with(_form: FlaskForm, field: DayField) -> None:
    """No more than a year back: what was written longer ago is deleted, so it would go as soon as it came."""
    if field.data and field.data < clock.today() - timedelta(days=OLDEST):
        # L10N: to an officer, beside the day on which something was raised
        raise ValidationError(pgettext("staff", "This day is more than a year back."))


class RaiseForm(FlaskForm):  # type: ignore[misc]
    """What is raised, about what, with whom, at which level."""

    key = HiddenField(default=lambda: token_hex(16))
    # L10N: to an officer, over a choice: a challenge or good practice
    kind = RadioField(lazy_pgettext("staff", "What do you raise?"), [one_of_these], validate_choice=False)
    # L10N: to an officer, label of a list of categories
    category = SelectField(lazy_pgettext("staff", "About what?"), [one_of_these], validate_choice=False)
    # L10N: to an officer, label of a list of agencies
    agency = SelectField(lazy_pgettext("staff", "Whose work is it?"), [one_of_these], validate_choice=False)
    # L10N: to an officer, label of a field: the name of the person who is asked
    to_whom = StringField(lazy_pgettext("staff", "To whom?"), [NAME])
    # L10N: to an officer, label of a list: informal, formal levels
    level = SelectField(lazy_pgettext("staff", "At which level?"), [one_of_these], validate_choice=False)
    # L10N: to an officer, label of a field: the day on which something was raised
    raised_on = DayField(lazy_pgettext("staff", "Raised on"), [InputRequired(NO_DAY), not_to_come, still_worked_with])
    # L10N: to an officer, label of a list of what the child asked for
    wish = SelectField(lazy_pgettext("staff", "Is it about something the child asked for?"), validate_choice=False)
    # L10N: to an officer, label of a box
    words = TextAreaField(lazy_pgettext("staff", "What is to change for the child, or what was good?"), [TOO_LONG])

    def __init__(self, wishes: Sequence[Wish], **given: Any) -> None:
        super().__init__(**given)
        # L10N: to an officer, in a list: none of these is chosen yet
        choose = Choice("", pgettext("staff", "Please choose"))
        levels = range(len(service.current().challenge_levels))
        self.kind.choices = [Choice(kind.value, kind_words(kind)) for kind in ChallengeKind]
        self.category.choices = [choose, *(Choice(each.value, category_words(each)) for each in ChallengeCategory)]
        self.agency.choices = [Choice(each.value, agency_words(each)) for each in ChallengedAgency]
        self.level.choices = [Choice(str(level), level_words(level)) for level in levels]
        # L10N: to an officer, in a list of what a child asked for: none of it
        self.wish.choices = [
            Choice("", pgettext("staff", "No")),
            *(Choice(each.id, wish_words(each)) for each in wishes),
        ]

    def validate_category(self, field: SelectField) -> None:
        """One of the list."""
        if not field.data:
            # L10N: to an officer, under a choice in which nothing was chosen
            raise ValidationError(pgettext("staff", "Please choose one."))

    def validate_words(self, field: TextAreaField) -> None:
        """Without words nobody knows what to put right."""
        if not (field.data or "").strip():
            # L10N: to an officer who raises something without a word
            raise ValidationError(pgettext("staff", "Please say in a few words what it is."))

    @property
    def raised(self) -> Raised:
        """As it is kept."""
        return Raised(
            kind=self.kind.data,
            category=self.category.data,
            agency=self.agency.data,
            to_whom=" ".join((self.to_whom.data or "").split()),
            raised_on=self.raised_on.data,
            words=(self.words.data or "").strip(),
            level=int(self.level.data),
            outcome_id=self.wish.data or None,
        )


class ChallengeAnswerForm(FlaskForm):  # type: ignore[misc]
    """When it was answered, what changed for the child, and words."""

    # L10N: to an officer, label of a field: when somebody answered a challenge
    answered_on = DayField(lazy_pgettext("staff", "Answered on"), [Optional(), not_to_come])
    # L10N: to an officer, over a choice
    outcome = RadioField(
        lazy_pgettext("staff", "What has changed for the child?"), [one_of_these], validate_choice=False
    )
    # L10N: to an officer, label of a box
    words = TextAreaField(lazy_pgettext("staff", "What was answered?"), [TOO_LONG])

    def __init__(self, now: ChallengeStep | None, **given: Any) -> None:
        super().__init__(**given)
        self.now = now
        """Where a challenge stands; nobody has to answer good practice."""
        self.outcome.choices = [Choice(each, outcome_words(each)) for each in ("", *ChallengeOutcome)]

    def validate_answered_on(self, field: DayField) -> None:
        """Not before anybody was asked."""
        if field.data and self.now and field.data < self.now.asked_on:
            # L10N: to an officer, beside the day of an answer
            raise ValidationError(pgettext("staff", "This day is before it was asked."))

    def validate_outcome(self, field: RadioField) -> None:
        """Nothing changes by an answer that has no day."""
        if self.now and field.data and not self.answered_on.data and not self.answered_on.errors:
            # L10N: to an officer who says what a challenge has changed and not when it was answered
            raise ValidationError(pgettext("staff", "Please give the day of the answer first."))

    @property
    def answer(self) -> ChallengeAnswer:
        """As it is kept."""
        return ChallengeAnswer(self.answered_on.data, self.outcome.data, (self.words.data or "").strip())
