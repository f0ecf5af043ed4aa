"""The one page on which an officer settles a meeting."""

from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import lazy_pgettext, pgettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice as Choice
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from participation import clock
from participation.arranging.actions import Arrangement, is_moved
from participation.arranging.wording import place_words, reason_words
from participation.invitations.wording import role_words
from participation.reviews.models import MoveReason, PlaceKind, Review
from participation.staff.fields import NO_DAY, DayField, HourField

# L10N: to an officer who settles a meeting for a day that has passed
HAS_PASSED = lazy_pgettext("staff", "This day has passed.")
# L10N: to an officer who settles a meeting for a day that can only be a slip of the keyboard
IS_FAR = lazy_pgettext("staff", "This day is more than a year away.")
FARTHEST = timedelta(days=366)
"""The law leaves at most half a year between reviews, and the child is told at once."""
# L10N: to an officer who moves a meeting without a reason
NO_REASON = lazy_pgettext("staff", "Please say why it moves: the child is told.")
# L10N: to an officer who settles a meeting, label of a day
DAY = lazy_pgettext("staff", "Day")
# L10N: to an officer who settles a meeting, label of an hour
HOUR = lazy_pgettext("staff", "Time")
# L10N: to an officer who settles a meeting, label of a place
PLACE = lazy_pgettext("staff", "Place")
# L10N: to an officer who settles a meeting, label of a list: at school, in an office; the child sees a drawing of it
PLACE_KIND = lazy_pgettext("staff", "Kind of place, drawn for the child")
# L10N: to an officer who settles a meeting, over a few reasons
WHY = lazy_pgettext("staff", "If the day or the time moves: why?")
# L10N: to an officer, beside one line that is too long
LINE = Length(max=300, message=lazy_pgettext("staff", "This is too long: 300 letters at most."))


def why_it_moves() -> list[Choice]:
    """The few reasons."""
    return [Choice(each.value, reason_words(each)) for each in MoveReason]


def place_kind_field() -> SelectField:
    """What kind of place; nothing is an answer too."""
    return SelectField(PLACE_KIND, [_is_in_words_too], choices=kinds_of_place, default="")


def _is_in_words_too(form: FlaskForm, field: SelectField) -> None:
    """For the other kinds the child's own answer has words, in each language; for an office there are none."""
    if field.data == PlaceKind.OFFICE and not in_one_line(form.venue.data):
        # L10N: to an officer who says that a meeting is in an office, and not in which
        raise ValidationError(pgettext("staff", "Please say which office: the child would see a drawing alone."))


def kinds_of_place() -> list[Choice]:
    """The few kinds."""
    return [Choice("", "–"), *(Choice(each.value, place_words(each)) for each in PlaceKind)]


class RoomForm(FlaskForm):  # type: ignore[misc]
    """Who will be in the room, and whether the child may see it before."""

    coming = SelectMultipleField(
        # L10N: to an officer who settles a meeting, over the adults around the child, each with a tick
        lazy_pgettext("staff", "Who will be in the room, with you and the child"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,
    )
    # L10N: to an officer who settles a meeting: a tick
    may_see_place = BooleanField(lazy_pgettext("staff", "The child may see the place before"))

    def __init__(self, review: Review, **given: Any) -> None:
        super().__init__(**given)
        self.review = review
        stand = [person for person in review.people if person.ending_id is None]
        self.coming.choices = [Choice(each.id, f"{each.name} · {role_words(each.role)}") for each in stand]

    @property
    def in_the_room(self) -> frozenset[str]:
        """Who was ticked, by id."""
        return frozenset(self.coming.data or ())


class SettleForm(RoomForm):
    """When, where and with whom the meeting is; and why, where it moves."""

    seen = IntegerField(widget=HiddenInput())
    meets_on = DayField(DAY, [InputRequired(NO_DAY)])
    hour = HourField(HOUR, [Optional()])
    venue = StringField(PLACE, [LINE])
    place_kind = place_kind_field()
    why = RadioField(WHY, validate_choice=False)

    def __init__(self, review: Review, **given: Any) -> None:
        super().__init__(review, **given, **at_first(review))
        self.why.choices = why_it_moves()

    def validate_meets_on(self, field: DayField) -> None:
        """To come, or today."""
        if wrong := wrong_day(field.data):
            raise ValidationError(wrong)

    def validate_why(self, field: RadioField) -> None:
        """Asked only where something that was fixed moves."""
        moves = self.meets_on.data and is_moved(self.review, self.meets_on.data, self.starts_at)
        if moves and field.data not in set(MoveReason):
            raise ValidationError(NO_REASON)

    @property
    def starts_at(self) -> datetime | None:
        """Day and hour by English clocks."""
        day: date | None = self.meets_on.data
        return clock.moment(day, self.hour.data) if day and self.hour.data else None

    @property
    def arrangement(self) -> Arrangement:
        """What was settled."""
        return Arrangement(
            meets_on=self.meets_on.data,
            starts_at=self.starts_at,
            venue=in_one_line(self.venue.data),
            coming=self.in_the_room,
            may_see_place=self.may_see_place.data,
            place_kind=self.place_kind.data,
            why=self.why.data or "",
        )


def wrong_day(day: date) -> str:
    """Why no meeting can be settled for a day; "" of one that it can."""
    today = clock.today()
    return str(HAS_PASSED) if day < today else str(IS_FAR) if day > today + FARTHEST else ""


def in_one_line(typed: str | None) -> str:
    """A place as it is kept."""
    return " ".join((typed or "").split())


def at_first(review: Review) -> dict[str, Any]:
    """As it is settled now."""
    return {
        "seen": review.revision,
        "meets_on": review.meets_on,
        "hour": clock.local(review.starts_at).time() if review.starts_at else None,
        "venue": review.venue,
        "place_kind": review.place_kind,
        **room_at_first(review),
    }


def room_at_first(review: Review) -> dict[str, Any]:
    """Who is in the room as it is settled now."""
    coming = [person.id for person in review.people if person.is_coming]
    return {"coming": coming, "may_see_place": review.may_see_place}
