"""What an officer marks as done after a review: the day, and to whom it went."""

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_pgettext, pgettext
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from participation import clock
from participation.afterwards.models import Act
from participation.invitations.wording import role_words
from participation.reviews.models import Review
from participation.staff.fields import NO_DAY, DayField
from participation.staff.wording import isolated


class DoneForm(FlaskForm):  # type: ignore[misc]
    """One act of one review; three of them stand on a page."""

    # L10N: to an officer, label of the day on which something was done after a review
    done_on = DayField(lazy_pgettext("staff", "On"), [InputRequired(NO_DAY)])
    sent_to = SelectMultipleField(
        # L10N: to an officer, over the people around a review: a tick for each who was sent the record
        lazy_pgettext("staff", "It went to"),
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )

    def __init__(self, review: Review, act: Act, **given: Any) -> None:
        """Today, and to everybody: most often that is so, and one press is enough."""
        people = list(_people(review)) if act is Act.DISTRIBUTION else []
        everybody = [person_id for person_id, _ in people]
        super().__init__(prefix=act, data={"done_on": clock.today(), "sent_to": everybody}, **given)
        self.sent_to.choices = people

    def validate_sent_to(self, field: Any) -> None:
        """What was sent to nobody is not sent; where nobody is named there is nobody to tick."""
        if field.choices and not field.data:
            # L10N: to an officer who marked that the record of a review was sent, and ticked nobody
            raise ValidationError(pgettext("staff", "Please tick who was sent it."))


def _people(review: Review) -> Iterator[tuple[str, str]]:
    for person in review.people:
        if person.ending_id is None:
            yield person.id, f"{role_words(person.role)}, {isolated(person.name)}"
