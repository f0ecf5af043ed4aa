"""Fields that staff forms share."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_pgettext
from wtforms import DateField

# L10N: to staff, under a day that was left empty or could not be read
NO_DAY = lazy_pgettext("staff", "Please give a day.")


class DayField(DateField):  # type: ignore[misc]
    """A day, with our own words for what is none."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read what was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(NO_DAY) from None
