"""A figure's name and definition, to be put into the reader's language."""

from typing import NamedTuple

from flask_babel import LazyString


class Meaning(NamedTuple):
    """A short name, and a sentence that says what is counted and what it divides."""

    title: LazyString
    definition: LazyString
    of: LazyString | None = None
    """For a rate: so many of so many what."""
