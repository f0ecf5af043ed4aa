"""What an officer notes before a meeting, and says after it of how the child took part."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from flask_babel import lazy_pgettext, pgettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice as Choice
from wtforms.validators import Length, Optional, ValidationError

from participation.outcomes.actions import Beside
from participation.outcomes.codes import ATTENDED, Carrier, Code, How, Reason
from participation.outcomes.models import Participation
from participation.outcomes.queries import why_of
from participation.outcomes.wording import meaning
from participation.staff.fields import DayField

YES, NO = "yes", "no"
CARRIERS = "", *Carrier
"""Who carried the views of a child who did not come; at first nobody."""
CHAIRED = ("none", "part", "all")
LONG_BEFORE = timedelta(days=366)
"""What was said so long before a meeting was not said for it: the year is a slip."""
LONGEST_WHY, LONGEST_CRIB = 500, 4000
"""Characters."""


class CribForm(FlaskForm):  # type: ignore[misc]
    """What an officer notes for themselves before a meeting."""

    crib = TextAreaField(
        # L10N: label of a box on the officer's page for their own notes, which nobody else reads
        lazy_pgettext("staff", "Your crib"),
        # L10N: to an officer, beside notes that are too long
        [Length(max=LONGEST_CRIB, message=lazy_pgettext("staff", "Please write less: 4,000 letters at most."))],
    )


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

    @property
    def attendance(self) -> str:
        """Whether they came, as it was said or as it follows from how they took part."""
        if not self.attended.data and self.how.data in set(How):
            return YES
        if not self.attended.data and self.carried_by.data in set(Carrier):
            return NO
        return self.attended.data or ""

    def validate_attended(self, field: RadioField) -> None:
        """One of the two, for a child whose part is counted."""
        if self.is_counted and self.attendance not in (YES, NO):
            # L10N: to an officer, beside a question that was not answered
            raise ValidationError(pgettext("staff", "Please choose yes or no."))

    def validate_how(self, field: RadioField) -> None:
        """Needed where the child came."""
        if self.is_counted and self.attendance == YES and field.data not in set(How):
            # L10N: to an officer, beside a question that was not answered
            raise ValidationError(pgettext("staff", "Please choose how the child took part."))

    def validate_seen_before_on(self, field: DayField) -> None:
        """A day before the meeting, or its own; so long before only where a visit of that day was written down."""
        if field.data and self.meets_on and field.data > self.meets_on:
            # L10N: to an officer, beside a day that comes after the meeting
            raise ValidationError(pgettext("staff", "This day is after the meeting."))
        is_typed = field.data and field.data != field.object_data
        if is_typed and self.meets_on and field.data < self.meets_on - LONG_BEFORE:
            # L10N: to an officer, beside a day that is probably mistyped
            raise ValidationError(pgettext("staff", "This day is more than a year before the meeting."))

    @property
    def came(self) -> bool | None:
        """Whether the child came; None where it does not matter or nobody has said."""
        return {YES: True, NO: False}.get(self.attendance) if self.is_counted else None

    @property
    def happened(self) -> str:
        """What the code hangs on, as one word: whether they came, and in which way. Nothing where it is the age."""
        if not self.is_counted:
            return ""
        return f"{self.attendance}/{(self.how.data if self.came else self.carried_by.data) or ''}"

    @property
    def is_said(self) -> bool:
        """Whether anything was said at all."""
        parts = (self.attended.data, self.how.data, self.carried_by.data, self.observed.data)
        return any(parts) or self.chaired.data in ("part", "all") or self.is_day_typed

    @property
    def is_day_typed(self) -> bool:
        """Something else stands where the day of a visit is asked than was offered there, be it no day."""
        day, offered = self.seen_before_on.data, self.seen_before_on.object_data
        return any(self.seen_before_on.raw_data or ()) and (day is None or day != offered)

    def beside(self, why: str) -> Beside:
        """What is recorded beside the code."""
        chaired = self.chaired.data if self.came and self.chaired.data in CHAIRED else ""
        return Beside(chaired, self.seen_before_on.data, bool(self.observed.data), why)


class CodeForm(FlaskForm):  # type: ignore[misc]
    """The code that the officer confirms."""

    # L10N: to an officer, over a list of national codes
    code = RadioField(lazy_pgettext("staff", "Code"), validate_choice=False)
    why = StringField(
        # L10N: to an officer who chose another national code than the suggested one
        lazy_pgettext("staff", "Why is it not the suggested code?"),
        # L10N: to an officer, beside a reason that is too long
        [Length(max=LONGEST_WHY, message=lazy_pgettext("staff", "Please give the reason in a few words."))],
    )
    go = StringField()
    suggested: Code | None = None

    def offer(self, codes: Iterable[Code]) -> None:
        """Offer these codes, each with what it says of the child."""
        self.code.choices = [Choice(code.value, f"{code.value} · {meaning(code)}") for code in codes]

    def validate_why(self, field: StringField) -> None:
        """Asked of who knows better."""
        if self.suggested not in (None, self.code.data) and not (field.data or "").strip():
            # L10N: to an officer who chose another national code than the suggested one
            raise ValidationError(pgettext("staff", "Please say why it is not the suggested code."))

    def validate_code(self, field: RadioField) -> None:
        """One of those that are offered."""
        if field.data not in {choice.value for choice in field.choices}:
            # L10N: to an officer, over the list of national codes of which none was chosen
            raise ValidationError(pgettext("staff", "Please choose a code."))


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


def confirmed(recorded: Participation | None) -> dict[str, Any]:
    """The code that was confirmed before, to be changed."""
    return {"code": recorded.code, "why": why_of(recorded)} if recorded else {}
