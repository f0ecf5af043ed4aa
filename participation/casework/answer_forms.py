"""What an officer says of what came of something that a child asked for."""

from dataclasses import asdict
from datetime import date
from typing import Any

from flask_babel import lazy_pgettext, pgettext
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice as Choice
from wtforms.validators import Length, Optional, ValidationError

from participation import clock
from participation.casework.what_came import Thing
from participation.outcomes.actions import Decision
from participation.outcomes.models import ANSWERS, TOLD
from participation.outcomes.queries import Answer
from participation.staff.fields import DayField
from participation.submissions.models import Submission
from participation.web.languages import spoken_date

LONGEST_ANSWER, LONGEST_NAME = 4000, 120
"""Characters."""
SAID = ("state", "words", "told", "why", "who_does", "by_when", "talked_about_on")


class AnswerForm(FlaskForm):  # type: ignore[misc]
    """What came of one thing: words for the child where there is a lock, how they were told, or both."""

    state = RadioField(
        # L10N: to an officer who answers something that a child asked for
        lazy_pgettext("staff", "What came of it?"),
        choices=[
            # L10N: to an officer: what a child asked for was agreed
            Choice("agreed", lazy_pgettext("staff", "Agreed")),
            # L10N: to an officer: some of what a child asked for was agreed
            Choice("partly", lazy_pgettext("staff", "Partly")),
            # L10N: to an officer: what a child asked for was not agreed
            Choice("not_agreed", lazy_pgettext("staff", "Not agreed, for now")),
            # L10N: to an officer: what a child asked for has been done
            Choice("done", lazy_pgettext("staff", "Done")),
        ],
        validate_choice=False,
    )
    words = TextAreaField(
        # L10N: to an officer: the label of the box for words that only the child can open
        lazy_pgettext("staff", "Your words to the child"),
        [
            # L10N: to an officer, beside words that are too long
            Length(max=LONGEST_ANSWER, message=lazy_pgettext("staff", "Please write less: a child reads this."))
        ],
    )
    who_does = StringField(
        # L10N: to an officer: who is to do what was agreed for a child
        lazy_pgettext("staff", "Who does it"),
        # L10N: to an officer, beside a name that is too long
        [Length(max=LONGEST_NAME, message=lazy_pgettext("staff", "Please give a name only."))],
    )
    # L10N: to an officer: the day by which what was agreed is to be done
    by_when = DayField(lazy_pgettext("staff", "By"), [Optional()])
    # L10N: to an officer: the day on which something was talked about that a child asked for
    talked_about_on = DayField(lazy_pgettext("staff", "Talked about on"), [Optional()])
    told = RadioField(
        # L10N: to an officer, about a child who is not written to in this program
        lazy_pgettext("staff", "How does the child know?"),
        choices=[
            # L10N: to an officer: whether a child knows the answer
            Choice("", lazy_pgettext("staff", "They do not know yet")),
            # L10N: to an officer: whether a child knows the answer
            Choice("in_person", lazy_pgettext("staff", "I told them in person")),
            # L10N: to an officer: whether a child knows the answer
            Choice("by_letter", lazy_pgettext("staff", "I wrote them a letter")),
        ],
        default="",
        validate_choice=False,
    )
    why = StringField(
        # L10N: to an officer who does not write to the child here: why less than all was agreed, kept for the staff
        lazy_pgettext("staff", "Why not, or not all (for the record; the child does not read it)"),
        [Length(max=LONGEST_ANSWER, message=lazy_pgettext("staff", "Please give the reason in a few words."))],
    )

    def __init__(self, sent: Submission, *, has_lock: bool, may_stay_open: bool = False, **given: Any) -> None:
        super().__init__(**given)
        self.has_lock, self.asked_on, meets_on = has_lock, asked_on(sent), sent.review.meets_on
        self.held_on = meets_on if meets_on and meets_on <= clock.today() else None
        """When they met about it; None while the meeting is to come."""
        if may_stay_open:
            # L10N: to an officer: what a child asked for is not answered yet
            self.state.choices = [*self.state.choices, Choice("", pgettext("staff", "Not yet"))]
            self.state.data = self.state.data or ""

    @property
    def is_left_open(self) -> bool:
        """Nothing is said of it: it stays as it is."""
        said = (getattr(self, name).data for name in SAID if name != "talked_about_on")
        return not (any(said) or any(self.by_when.raw_data or ()))

    def validate_state(self, field: RadioField) -> None:
        """One of those that there are."""
        if field.data not in ANSWERS:
            # L10N: to an officer, beside a question that was not answered
            raise ValidationError(pgettext("staff", "Please choose what came of it."))

    def validate_by_when(self, field: DayField) -> None:
        """The child reads it: nothing is promised for a day that was over by then."""
        _not_before_asked(field, self.asked_on)
        if self.held_on and field.data < self.held_on:
            # L10N: to an officer, beside the day by which something is to be done
            raise ValidationError(pgettext("staff", "This day is before the meeting."))

    def validate_talked_about_on(self, field: DayField) -> None:
        """The child reads it: it was talked about once they had asked, and not on a day to come."""
        _not_before_asked(field, self.asked_on)
        if field.data > clock.today():
            # L10N: to an officer, beside a day that has not come
            raise ValidationError(pgettext("staff", "This day has not come yet."))

    def validate_words(self, field: TextAreaField) -> None:
        """A decision alone is no answer to a child; but whose lock it is, only the officer can find out."""
        if self.has_lock and not (field.data or "").strip() and self.told.data not in TOLD:
            # L10N: to an officer who answers a child without a word
            raise ValidationError(pgettext("staff", "Please write to the child, or say how you told them."))

    def validate_why(self, field: StringField) -> None:
        """Asked where nothing is written to the child that could say it."""
        if self.decision_made.is_unexplained and not self.words.errors:
            # L10N: to an officer, where less was agreed than a child asked for and nobody said why
            raise ValidationError(pgettext("staff", "Please say why not, or not all of it."))

    @property
    def decision_made(self) -> Decision:
        """As it is kept. Words are passed on even where there is no lock, to be refused and not lost in silence."""
        told = self.told.data if self.told.data in TOLD else ""
        words, why, who_does = ((each.data or "").strip() for each in (self.words, self.why, self.who_does))
        days = self.by_when.data, self.talked_about_on.data
        return Decision(self.state.data or "", words, told, why, who_does, *days)


def asked_on(sent: Submission) -> date:
    """On which day a child asked. Who says when is the public side: a day to come is none."""
    return min(clock.local(sent.sent_at).date(), clock.today())


def _not_before_asked(field: DayField, day: date) -> None:
    if field.data < day:
        # L10N: to an officer, beside the day of what a child was answered; %(day)s is the day on which the child asked
        words = pgettext("staff", "This day is before the child asked, on %(day)s.", day=spoken_date(day))
        raise ValidationError(words)


def decided(found: Answer | None) -> Decision | None:
    """What was answered before."""
    if found is None or found.outcome.answered_at is None:
        return None
    outcome, own = found.outcome, (found.words, found.outcome.told, found.why, found.who_does)
    return Decision(outcome.state, *own, outcome.by_when, outcome.talked_about_on)


def said_before(thing: Thing) -> dict[str, Any]:
    """What was answered before, to be changed; else only the day of the meeting, if anybody there could have heard it.

    A meeting that has not been has talked about nothing.
    """
    if before := decided(thing.answer):
        return asdict(before)
    sent = thing.said.submission
    day = sent.review.meets_on
    is_heard = day is not None and asked_on(sent) <= day <= clock.today() and not thing.said.is_private
    return {"talked_about_on": day if is_heard else None}
