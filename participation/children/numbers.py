"""The numbers by which a council knows children and reviews: however one is written, it is the same number."""

import re
from functools import lru_cache

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import InstrumentedAttribute

_WHOLE_AS_FRACTION = re.compile(r"(.*[^.])\.0+")


def number_as_meant(text: str) -> str:
    """A number without the fraction that a program adds which reads numbers as fractions: `1001.0` is 1001."""
    if text.endswith("0") and (found := _WHOLE_AS_FRACTION.fullmatch(text)):
        return found[1]
    return text


@lru_cache(maxsize=2048)  # each is asked for several times while its part of a list is compared
def number_key(text: str) -> str:
    """Equal for two ways of writing one number: without leading zeros, a trailing `.0`, and case."""
    return number_as_meant(text).casefold().lstrip("0") or "0"


def is_like_number(
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None], text: str
) -> ColumnElement[bool]:
    """Part of a query: the number in this column is this one, as `number_key` compares."""
    bare = number_key(text).removeprefix("0")
    return func.lower(func.ltrim(column, "0")).in_([bare, f"{bare}.0", f"{bare}.00"])
