"""What an officer says after the meeting: how the child took part, and what came of what they asked for."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import lazy_pgettext, pgettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice as Choice
from wtforms.validators import Length, Optional, ValidationError

from participation.outcomes.actions import Beside, Decision
from participation.outcomes.codes import ATTENDED, Carrier, Code, How, Reason
from participation.outcomes.models import ANSWERS, TOLD, Participation
from participation.outcomes.wording import meaning
from participation.staff.fields import DayField

YES, NO = "yes", "no"
LONGEST_ANSWER = 4000
"""Characters."""


class HappenedForm(FlaskForm):  # type: ignore[misc]
    """What happened, from which a code is suggested."""

    attended = RadioField(
        # L10N: to an officer who records a meeting
        lazy_pgettext("staff", "Did the child come?"),
        # L10N: to an officer who records a meeting: the child came, or joined by video or phone
        choices=[
            Choice(YES, lazy_pgettext("staff", "Yes, to all or part of it")),
            Choice(NO, lazy_pgettext("staff", "No")),
        ],
        validate_choice=False,
    )
    how = RadioField(
        # L10N: to an officer who records a meeting to which the child came
        lazy_pgettext("staff", "If they came: how did they take part?"),
        choices=[
            # L10N: to an officer: how a child took part in the meeting
            Choice(How.SPOKE.value, lazy_pgettext("staff", "They spoke for themselves")),
            # L10N: to an officer: how a child took part in the meeting
            Choice(How.ADVOCATE_SPOKE.value, lazy_pgettext("staff", "An advocate, or I, spoke for them")),
            # L10N: to an officer: how a child took part in the meeting
            Choice(How.WITHOUT_SPEECH.value, lazy_pgettext("staff", "They showed their views without speech")),
            # L10N: to an officer: how a child took part in the meeting
            Choice(How.NOTHING.value, lazy_pgettext("staff", "They conveyed nothing there")),
        ],
        validate_choice=False,
    )
    carried_by = RadioField(
        # L10N: to an officer who records a meeting to which the child did not come
        lazy_pgettext("staff", "If they did not come: did somebody speak with them before, and carry their views?"),
        choices=[
            # L10N: to an officer: who told the meeting what the child thinks
            Choice("", lazy_pgettext("staff", "Nobody")),
            # L10N: to an officer: who told the meeting what the child thinks
            Choice(Carrier.ADVOCATE.value, lazy_pgettext("staff", "An advocate")),
            # L10N: to an officer: who told the meeting what the child thinks
            Choice(Carrier.OFFICER.value, lazy_pgettext("staff", "I did")),
        ],
        default="",
        validate_choice=False,
    )
    chaired = RadioField(
        # L10N: to an officer who records a meeting to which the child came
        lazy_pgettext("staff", "If they came: did they run it?"),
        choices=[
            # L10N: to an officer: whether the child ran the meeting
            Choice("none", lazy_pgettext("staff", "No")),
            # L10N: to an officer: whether the child ran the meeting
            Choice("part", lazy_pgettext("staff", "Some of it")),
            # L10N: to an officer: whether the child ran the meeting
            Choice("all", lazy_pgettext("staff", "All of it")),
        ],
        default="none",
        validate_choice=False,
    )
    # L10N: to an officer who records a meeting: the day of a visit or talk with the child before it
    seen_before_on = DayField(lazy_pgettext("staff", "When did you see or speak with them before it?"), [Optional()])
    # L10N: to an officer who records a meeting: a tick
    observed = BooleanField(lazy_pgettext("staff", "I observed a baby, or a child who does not speak"))

    def __init__(self, meets_on: date | None, *, is_counted: bool, **given: Any) -> None:
        super().__init__(**given)
        self.meets_on = meets_on
        self.is_counted = is_counted
        """Four or over on the day: below, nobody asks how the child took part."""

    def validate_attended(self, field: RadioField) -> None:
        """One of the two, for a child whose part is counted."""
        if self.is_counted and field.data not in (YES, NO):
            # L10N: to an officer, beside a question that was not answered
            raise ValidationError(pgettext("staff", "Please choose yes or no."))

    def validate_how(self, field: RadioField) -> None:
        """Needed where the child came."""
        if self.is_counted and self.attended.data == YES and field.data not in {how.value for how in How}:
            # L10N: to an officer, beside a question that was not answered
            raise ValidationError(pgettext("staff", "Please choose how the child took part."))

    def validate_seen_before_on(self, field: DayField) -> None:
        """A day before the meeting, or its own."""
        if field.data and self.meets_on and field.data > self.meets_on:
            # L10N: to an officer, beside a day that comes after the meeting
            raise ValidationError(pgettext("staff", "This day is after the meeting."))

    @property
    def came(self) -> bool | None:
        """Whether the child came; None where it does not matter or nobody has said."""
        return {YES: True, NO: False}.get(self.attended.data or "") if self.is_counted else None

    @property
    def beside(self) -> Beside:
        """What is recorded beside the code."""
        chaired = self.chaired.data if self.came and self.chaired.data in ("none", "part", "all") else ""
        return Beside(chaired, self.seen_before_on.data, bool(self.observed.data))


class CodeForm(FlaskForm):  # type: ignore[misc]
    """The code that the officer confirms."""

    # L10N: to an officer, over a list of national codes
    code = RadioField(lazy_pgettext("staff", "Code"), validate_choice=False)
    go = StringField()

    def offer(self, codes: Iterable[Code]) -> None:
        """Offer these codes, each with what it says of the child."""
        self.code.choices = [Choice(code.value, f"{code.value} · {meaning(code)}") for code in codes]


class AnswerForm(FlaskForm):  # type: ignore[misc]
    """What came of one thing: words for the child where there is a lock, how they were told, or both."""

    state = RadioField(
        # L10N: to an officer who answers something that a child asked for
        lazy_pgettext("staff", "What came of it?"),
        choices=[
            # L10N: to an officer: what a child asked for was agreed
            Choice("agreed", lazy_pgettext("staff", "Agreed")),
            # L10N: to an officer: what a child asked for has been done
            Choice("done", lazy_pgettext("staff", "Done")),
            # L10N: to an officer: what a child asked for was not agreed
            Choice("not_agreed", lazy_pgettext("staff", "Not agreed, for now")),
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

    def __init__(self, *, has_lock: bool, **given: Any) -> None:
        super().__init__(**given)
        self.has_lock = has_lock

    def validate_state(self, field: RadioField) -> None:
        """One of the three."""
        if field.data not in ANSWERS:
            # L10N: to an officer, beside a question that was not answered
            raise ValidationError(pgettext("staff", "Please choose what came of it."))

    def validate_words(self, field: TextAreaField) -> None:
        """A decision alone is no answer to a child; but whose lock it is, only the officer can find out."""
        if self.has_lock and not (field.data or "").strip() and self.told.data not in TOLD:
            # L10N: to an officer who answers a child without a word
            raise ValidationError(pgettext("staff", "Please write to the child, or say how you told them."))

    @property
    def decision_made(self) -> Decision:
        """As it is kept. Words are passed on even where there is no lock, to be refused and not lost in silence."""
        told = self.told.data if self.told.data in TOLD else ""
        return Decision(self.state.data, (self.words.data or "").strip(), told)


def facts(recorded: Participation | None) -> dict[str, Any]:
    """What was said when this was recorded before, to be changed."""
    if recorded is None:
        return {}
    reasons = [Reason.parse(stored) for stored in recorded.reasons]
    carried = next((reason.about for reason in reasons if reason.id == "views_carried_by"), "")
    how = next((reason.id for reason in reasons if reason.id in {how.value for how in How}), None)
    return {
        "attended": YES if recorded.code in ATTENDED else NO,
        "how": how,
        "carried_by": carried,
        "chaired": recorded.chaired or "none",
        "seen_before_on": recorded.seen_before_on,
        "observed": recorded.observed,
    }
