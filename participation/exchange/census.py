"""Who was here before a list came: found under another way of writing their number, or by name and birthday."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from participation.children.numbers import number_key
from participation.exchange import queries
from participation.exchange.identity import name_key


class Census:
    """The numbers and names of all children. It is taken only once somebody is not found by the number as it stands."""

    def __init__(self) -> None:
        self._numbers: dict[str, str] | None = None
        self._review_numbers: dict[str, str] | None = None
        self._namesakes: dict[tuple[str, date], list[str]] = defaultdict(list)

    def children(self, references: Collection[str]) -> dict[str, queries.Known]:
        """The children of these numbers, by the number as it is written here."""
        found = queries.children_by_reference(references)
        if len(found) == len(references) or not self._take():
            return found
        written = {reference: self._as_known(reference) for reference in references if reference not in found}
        others = queries.children_by_reference(set(filter(None, written.values())))
        return found | {here: others[there] for here, there in written.items() if there}

    def reviews(self, references: Collection[str]) -> dict[str, queries.Known]:
        """The reviews of these numbers, by the number as it is written here."""
        found = queries.reviews_by_reference(references)
        missing = [reference for reference in references if reference not in found]
        if missing and self._review_numbers is None:
            self._review_numbers = {number_key(number): number for number in queries.review_numbers()}
        written = {here: there for here in missing if (there := (self._review_numbers or {}).get(number_key(here)))}
        others = queries.reviews_by_reference(set(written.values())) if written else {}
        return found | {here: others[there] for here, there in written.items()}

    def namesakes(self, name: str, born_on: date) -> list[str]:
        """The numbers of the children of this name and birthday."""
        return self._namesakes.get((name_key(name), born_on), []) if self._take() else []

    def _as_known(self, reference: str) -> str:
        return self._take().get(number_key(reference), "")

    def _take(self) -> dict[str, str]:
        if self._numbers is None:
            self._numbers = {}
            for reference, name, born_on in queries.everybody():
                self._numbers[number_key(reference)] = reference
                if name and born_on:
                    self._namesakes[name_key(name), born_on].append(reference)
        return self._numbers
