"""Which children, and how many."""

import re
from collections.abc import Iterator, Mapping
from secrets import randbelow

from flask_babel import lazy_pgettext
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from participation.inspection.choosing import MOST, PARTED, WantedChildren
from participation.metrics.breakdowns.tables import in_address, in_order
from participation.metrics.breakdowns.wording import TITLES, row_words

SEEDS = 1_000_000
LONGEST = 2_000
# L10N: to a manager, under the field that asks how many children
HOW_MANY = lazy_pgettext("staff", "Please give a number from 1 to 50.")


class ChildrenForm(FlaskForm):  # type: ignore[misc]
    """Some children by their numbers, or so many drawn."""

    # L10N: label of a field: how many children's year an inspector asks to see
    many = IntegerField(
        lazy_pgettext("staff", "How many children"), [InputRequired(HOW_MANY), NumberRange(1, MOST, HOW_MANY)]
    )
    # L10N: label of a list: all children, or those of one age, sex and so on, among whom some are drawn
    among = SelectField(lazy_pgettext("staff", "Drawn from"), choices=[])
    # L10N: label of a field: a short text with which the same children are drawn again
    seed = StringField(lazy_pgettext("staff", "Seed"), [Length(max=40)])
    # L10N: label of a field: the council's numbers of children, one on each line
    numbers = TextAreaField(lazy_pgettext("staff", "Or these children, by their numbers"), [Length(max=LONGEST)])

    def offer(self, parts: Mapping[str, Mapping[str, object]]) -> None:
        """Fill the list, and draw a seed where none was given."""
        # L10N: the first in a list: nobody is left out
        everybody = ("", lazy_pgettext("staff", "All children in care with a review in the year"))
        self.among.choices = [everybody, *_offered(parts)]
        self.seed.data = (self.seed.data or "").strip() or str(randbelow(SEEDS))

    @property
    def wanted(self) -> WantedChildren:
        """What was asked for."""
        numbers = (
            tuple(dict.fromkeys(re.split(r"[\s,;]+", (self.numbers.data or "").strip()))) if self.numbers.data else ()
        )
        return WantedChildren(self.many.data, self.seed.data, self.among.data, tuple(filter(None, numbers)))


def _offered(parts: Mapping[str, Mapping[str, object]]) -> Iterator[tuple[str, str]]:
    for dimension, own in parts.items():
        for part in in_order(own):
            yield f"{dimension}{PARTED}{in_address(dimension, part)}", f"{TITLES[dimension]}: {row_words(part)}"
