"""What an officer writes down of what they or an advocate said at a meeting for the child."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_pgettext, pgettext
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import Length, ValidationError

from participation.carried.actions import ToSay
from participation.carried.models import SaidBy
from participation.casework.forms import NO, YES
from participation.outcomes.codes import Carrier, How

LONGEST = 4000
"""Characters."""
WHO_SPOKE: Mapping[str, SaidBy] = {
    f"{YES}/{How.ADVOCATE_SPOKE}": SaidBy.SOMEBODY,
    f"{NO}/{Carrier.ADVOCATE}": SaidBy.ADVOCATE,
    f"{NO}/{Carrier.OFFICER}": SaidBy.OFFICER,
}
"""Who said it for the child, by what happened."""


class CarriedForm(FlaskForm):  # type: ignore[misc]
    """The views as they were told to the meeting."""

    carried = TextAreaField(
        # L10N: to an officer who records a meeting at which they or an advocate spoke for the child: label of a box
        lazy_pgettext("staff", "If you or an advocate spoke for them: what was said for them?"),
        # L10N: to an officer, beside words that are too long
        [Length(max=LONGEST, message=lazy_pgettext("staff", "Please write less: a child reads this."))],
    )

    def __init__(self, happened: str, **given: Any) -> None:
        super().__init__(**given)
        self.said_by = WHO_SPOKE.get(happened)

    @property
    def words(self) -> str:
        """As they are kept."""
        return (self.carried.data or "").replace("\r\n", "\n").strip()

    def validate_carried(self, field: TextAreaField) -> None:
        """Nobody spoke for a child who spoke for themselves."""
        if self.words and self.said_by is None:
            # L10N: to an officer who wrote what was said for a child, and not that anybody spoke for them
            raise ValidationError(pgettext("staff", "Please say above who spoke for them, or empty this box."))

    @property
    def to_say(self) -> ToSay | None:
        """What is to be kept; nothing where nothing was written."""
        return ToSay(self.said_by, self.words) if self.words and self.said_by else None
