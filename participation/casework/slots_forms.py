"""The page on which an officer lets the child choose between two or three days and places."""

from itertools import chain
from typing import Any

from flask_babel import lazy_pgettext, pgettext
from wtforms import Field, FieldList, Form, FormField, RadioField, StringField
from wtforms.validators import InputRequired, Optional, ValidationError

from participation import clock
from participation.arranging.actions import ToOffer, is_moved
from participation.arranging.models import MOST
from participation.arranging.slots import Slot
from participation.casework.settling_forms import (
    DAY,
    HOUR,
    LINE,
    NO_REASON,
    PLACE,
    WHY,
    RoomForm,
    in_one_line,
    place_kind_field,
    room_at_first,
    why_it_moves,
    wrong_day,
)
from participation.reviews.models import MoveReason, Review
from participation.staff.fields import NO_DAY, NO_HOUR, DayField, HourField

FEWEST = 2


class SlotRow(Form):  # type: ignore[misc]
    """One of them, or an empty line."""

    meets_on = DayField(DAY, [Optional()])
    hour = HourField(HOUR, [Optional()])
    venue = StringField(PLACE, [LINE])
    place_kind = place_kind_field()

    def validate(self, extra_validators: Any = None) -> bool:
        """A day to come and an hour, or nothing."""
        is_right = bool(super().validate(extra_validators))
        if self.is_begun and not self.meets_on.data and not self.meets_on.errors:
            self.meets_on.errors = [NO_DAY]
        if self.is_begun and not self.hour.data and not self.hour.errors:
            self.hour.errors = [NO_HOUR]
        if self.meets_on.data and (wrong := wrong_day(self.meets_on.data)):
            self.meets_on.errors = [wrong]
        return is_right and not self.errors

    @property
    def is_begun(self) -> bool:
        """Whether anything stands in it."""
        return bool(self.meets_on.data or self.hour.data or in_one_line(self.venue.data))

    @property
    def slot(self) -> Slot:
        """What was typed."""
        starts_at = clock.moment(self.meets_on.data, self.hour.data)
        return Slot(starts_at, in_one_line(self.venue.data), self.place_kind.data)


class SlotsForm(RoomForm):
    """Days, hours and places; who will be in the room; until when; why, where what is fixed would move."""

    slots = FieldList(FormField(SlotRow), min_entries=MOST, max_entries=MOST)
    # L10N: to an officer who lets a child choose between days: the last day to choose
    until_on = DayField(lazy_pgettext("staff", "The child may choose until"), [InputRequired(NO_DAY)])
    why = RadioField(WHY, validate_choice=False)

    def __init__(self, review: Review, **given: Any) -> None:
        super().__init__(review, **given, **room_at_first(review))
        self.why.choices = why_it_moves()

    @property
    def wrong(self) -> list[Field]:
        """What has to be put right, of each line too."""
        fields = (*chain.from_iterable(row.form for row in self.slots), self.coming, self.until_on, self.why)
        return [field for field in fields if field.errors]

    @property
    def to_offer(self) -> ToOffer:
        """What can be chosen; only of a form that is right."""
        slots = [row.form.slot for row in self.slots if row.form.is_begun]
        return ToOffer(slots, self.until_on.data, self.in_the_room, self.may_see_place.data, self.why.data or "")

    def validate_until_on(self, field: DayField) -> None:
        """Two or more of them, and a day on which all of them are to come."""
        if sum(row.form.is_begun for row in self.slots) < FEWEST:
            # L10N: to an officer who lets a child choose and gave one day or none
            raise ValidationError(pgettext("staff", "Please give two or three to choose from."))
        whole = [row.form.slot for row in self.slots if row.form.meets_on.data and row.form.hour.data]
        if len({(slot.starts_at, slot.venue) for slot in whole}) < len(whole):
            # L10N: to an officer who lets a child choose and gave the same day, hour and place twice
            raise ValidationError(pgettext("staff", "Two of these are the same."))
        days = [row.form.meets_on.data for row in self.slots if row.form.meets_on.data]
        if field.data < clock.today() or field.data > min(days, default=field.data):
            # L10N: to an officer, beside the last day on which a child may choose between days for a meeting
            raise ValidationError(pgettext("staff", "Please give a day from today to the first of these."))

    def validate_why(self, field: RadioField) -> None:
        """Asked where any of them would move what is fixed."""
        rows = [row.form for row in self.slots if row.form.meets_on.data and row.form.hour.data]
        moves = any(is_moved(self.review, row.slot.day, row.slot.starts_at) for row in rows)
        if moves and field.data not in set(MoveReason):
            raise ValidationError(NO_REASON)
