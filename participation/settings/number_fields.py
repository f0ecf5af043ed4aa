"""Numbers in the settings."""

from collections.abc import Sequence
from typing import Any

from flask_babel import pgettext
from wtforms import IntegerField


class WholeNumberField(IntegerField):  # type: ignore[misc]
    """A whole number, with our own words for what is none."""

    data: Any

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was typed; nothing is 0."""
        try:
            super().process_formdata([value.strip() or "0" for value in valuelist])
        except ValueError:
            # L10N: settings page, under a field in which something else than a number was typed
            raise ValueError(pgettext("staff", "Please give a whole number.")) from None
