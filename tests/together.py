"""Many who do something in the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

HANDS = 8
Result = TypeVar("Result")


def at_once(does: Callable[[int], Result], hands: int = HANDS) -> list[Result]:
    """Do it so often at once; gives what came of each, by the number that each was given."""
    together = Barrier(hands)

    def one(number: int) -> Result:
        together.wait()
        return does(number)

    with ThreadPoolExecutor(hands) as many:
        return list(many.map(one, range(hands)))
