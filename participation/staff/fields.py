"""Fields that staff forms share."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_pgettext
from wtforms import DateField, TimeField

# L10N: to staff, under a day that was left empty or could not be read
NO_DAY = lazy_pgettext("staff", "Please give a day.")


YEARS = range(1900, 2200)
"""What nobody means: a day beyond these is a slip of the keyboard, and nothing can be counted from it."""


class DayField(DateField):  # type: ignore[misc]
    """A day, with our own words for what is none."""

    data: Any

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read what was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(NO_DAY) from None
        if self.data and self.data.year not in YEARS:
            self.data = None
            raise ValueError(NO_DAY)


# L10N: to staff, under an hour that was left empty or could not be read
NO_HOUR = lazy_pgettext("staff", "Please give a time like 15:30.")


class HourField(TimeField):  # type: ignore[misc]
    """An hour and its minutes, with our own words for what is none."""

    data: Any

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read what was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(NO_HOUR) from None
