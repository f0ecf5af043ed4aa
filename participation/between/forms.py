"""What an officer writes down of a visit: one short page."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from secrets import token_hex
from typing import Any

from flask_babel import lazy_pgettext, pgettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice as Choice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from participation import clock
from participation.between.actions import PlannedAction, VisitFacts, VisitWords
from participation.between.models import Known, OfficerVisit, OfficerVisitKind, OwnView
from participation.between.wording import kind_words, known_words, own_view_words
from participation.staff.fields import NO_DAY, DayField

FACE, VIRTUAL = "face", "virtual"
ROWS = 3
"""So many lines for what is to be done; more are more than a child is promised at once."""
LONG_AGO = timedelta(days=366)
# L10N: to an officer, beside words that are too long
TOO_LONG = Length(max=10_000, message=lazy_pgettext("staff", "This is too long: 10,000 letters at most."))
# L10N: to an officer, beside one line that is too long
LINE = Length(max=300, message=lazy_pgettext("staff", "This is too long: 300 letters at most."))


def one_of_these(_form: Form, field: RadioField) -> None:
    """Something that is offered was chosen."""
    if field.data not in [choice.value for choice in field.choices]:
        # L10N: to an officer, under a choice in which nothing was chosen
        raise ValidationError(pgettext("staff", "Please choose one."))


class ActionRow(Form):  # type: ignore[misc]
    """One thing to be done, and by when."""

    # L10N: to an officer, heading of a column: what is to be done after a visit, and by whom
    what = StringField(lazy_pgettext("staff", "What, and who does it"), [LINE])
    # L10N: to an officer, heading of a column: the day by which something is to be done
    by_on = DayField(lazy_pgettext("staff", "By when"), [Optional()])

    def validate(self, extra_validators: Any = None) -> bool:
        """Something by that day, and a day for it: what has none is done by nobody."""
        is_right = bool(super().validate(extra_validators))
        what = (self.what.data or "").strip()
        if what and not self.by_on.data and not self.by_on.errors:
            # L10N: to an officer who wrote down what is to be done and not by when
            self.by_on.errors = [pgettext("staff", "Please say by when.")]
        if self.by_on.data and not what:
            # L10N: to an officer who gave a day and not what is to be done by then
            self.what.errors = [pgettext("staff", "Please say what is to be done by then.")]
        return is_right and not self.errors


class OfficerVisitForm(FlaskForm):  # type: ignore[misc]
    """Day, kind and how; what was talked about; what the child thinks; what is to be done."""

    key = HiddenField(default=lambda: token_hex(16))
    # L10N: to an officer, label of a field: the day of a visit
    made_on = DayField(lazy_pgettext("staff", "Day"), [InputRequired(NO_DAY)])
    # L10N: to an officer, over a choice: visit, midway review, observation
    kind = RadioField(lazy_pgettext("staff", "What was it?"), [one_of_these], validate_choice=False)
    how = RadioField(
        # L10N: to an officer, over a choice
        lazy_pgettext("staff", "How did you meet?"),
        [one_of_these],
        validate_choice=False,
        choices=[
            # L10N: to an officer: how they met a child
            Choice(FACE, lazy_pgettext("staff", "Face to face")),
            # L10N: to an officer: how they met a child
            Choice(VIRTUAL, lazy_pgettext("staff", "By video or telephone")),
        ],
    )
    # L10N: to an officer, label of a box
    about = TextAreaField(lazy_pgettext("staff", "What did you talk about, or see?"), [TOO_LONG])
    # L10N: to an officer, over a choice: how the child's own view was asked for
    own_view = RadioField(lazy_pgettext("staff", "What the child thinks themselves"), validate_choice=False)
    # L10N: to an officer, label of a field
    why_not_asked = StringField(lazy_pgettext("staff", "If they were not asked: why?"), [LINE])
    # L10N: to an officer, over a choice: yes, no, not asked
    knows_advocacy = RadioField(lazy_pgettext("staff", "Do they know what an advocate is?"), default=Known.NOT_ASKED)
    # L10N: to an officer, over a choice: yes, no, not asked
    has_advocate = RadioField(lazy_pgettext("staff", "Do they have one?"), default=Known.NOT_ASKED)
    # L10N: to an officer, a tick: the personal adviser of a young person over 18 was asked for their view
    is_adviser_asked = BooleanField(lazy_pgettext("staff", "I asked their personal adviser"))
    # L10N: to an officer, label of a box
    thinks = TextAreaField(lazy_pgettext("staff", "What do you think?"), [TOO_LONG])
    actions = FieldList(FormField(ActionRow), min_entries=ROWS, max_entries=ROWS)

    def __init__(self, *, is_grown: bool, **given: Any) -> None:
        super().__init__(**given)
        self.is_grown = is_grown
        """18 or over: only they have pathway plans."""
        kinds = [kind for kind in OfficerVisitKind if is_grown or kind != OfficerVisitKind.PATHWAY]
        self.kind.choices = [Choice(kind.value, kind_words(kind)) for kind in kinds]
        self.own_view.choices = [Choice(how.value, own_view_words(how)) for how in OwnView]
        for field in (self.knows_advocacy, self.has_advocate):
            field.choices = [Choice(answer.value, known_words(answer)) for answer in Known]

    def validate_made_on(self, field: DayField) -> None:
        """It has been, and not so long ago that the year is a slip."""
        if field.data > clock.today():
            # L10N: to an officer, beside a day that has not come
            raise ValidationError(pgettext("staff", "This day has not come yet."))
        if field.data < clock.today() - LONG_AGO:
            # L10N: to an officer, beside a day that is probably mistyped
            raise ValidationError(pgettext("staff", "This day is more than a year ago."))

    def validate_actions(self, field: FieldList) -> None:
        """Nothing is to be done before the visit after which it is."""
        # L10N: to an officer, beside the day by which something is to be done after a visit
        words = pgettext("staff", "This day is before the visit.")
        days = [row.form.by_on for row in field if row.form.by_on.data and self.made_on.data]
        early = [day for day in days if day.data < self.made_on.data]
        for day in early:
            day.errors = [words]
        if early:
            raise ValidationError(words)

    def validate_own_view(self, field: RadioField) -> None:
        """Asked in each but an observation: who does not speak is watched."""
        if self.kind.data != OfficerVisitKind.OBSERVATION:
            one_of_these(self, field)

    def validate_why_not_asked(self, field: StringField) -> None:
        """A child is not asked for a reason."""
        if self.own_view.data == OwnView.NOT_ASKED and not (field.data or "").strip():
            # L10N: to an officer who did not ask a child for their own view
            raise ValidationError(pgettext("staff", "Please say why the child was not asked."))

    def wrong(self) -> Iterator[tuple[str, str, str]]:
        """Each field that has to be put right: its id, its label, a sentence."""
        for form in (self, *(row.form for row in self.actions)):
            for field in form:
                if not isinstance(field, FieldList):
                    yield from ((field.id, field.label.text, sentence) for sentence in field.errors)

    @property
    def facts(self) -> VisitFacts:
        """What is counted."""
        asked = self.own_view.data if self.own_view.data in set(OwnView) else OwnView.NOT_ASKED.value
        return VisitFacts(
            made_on=self.made_on.data,
            kind=self.kind.data,
            is_virtual=self.how.data == VIRTUAL,
            knows_advocacy=self.knows_advocacy.data,
            has_advocate=self.has_advocate.data,
            own_view=asked,
            is_adviser_asked=self.is_grown and bool(self.is_adviser_asked.data),
        )

    @property
    def words(self) -> VisitWords:
        """What is sealed."""
        rows = ((row.form.what.data or "", row.form.by_on.data) for row in self.actions)
        return VisitWords(
            about=self.about.data or "",
            thinks=self.thinks.data or "",
            why_not_asked=(self.why_not_asked.data or "") if self.own_view.data == OwnView.NOT_ASKED else "",
            actions=tuple(PlannedAction(what.strip(), by_on) for what, by_on in rows if what.strip()),
        )


def given(visit: OfficerVisit, words: VisitWords) -> Mapping[str, Any]:
    """What was written down before, to be changed."""
    facts = {name: getattr(visit, name) for name in VisitFacts.__dataclass_fields__ if name != "is_virtual"}
    return {
        **facts,
        **vars(words),
        "how": VIRTUAL if visit.is_virtual else FACE,
        "actions": list(map(vars, words.actions)),
    }
