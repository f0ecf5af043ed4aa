"""Killing a server group while children send, again and again."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

from tests.durability.group import Group
from tests.durability.killable import POINTS
from tests.durability.pressing import PHONES, Phones

MOMENTS = "any moment"
LONGEST_DELAY = 0.03
"""Seconds after an acknowledgement within which the next sends are under way."""


@dataclass(frozen=True)
class Kill:
    """One kill: at which point, and how many sends had been acknowledged by then."""

    at: str
    acknowledged: int


def kill_again_and_again(group: Group, phones: Phones, kills: int, sends: int, seed: int) -> Iterator[Kill]:
    """Kill half of the times at any moment and else at each named point in turn, spread over so many sends.

    At the end the group is up again and the phones go on.
    """
    chance, points, each = random.Random(seed), cycle(POINTS), max(4, sends // (kills + 1) - PHONES)  # noqa: S311 - no secret
    for number in range(kills):
        point = next(points) if number % 2 else ""
        group.start(point, passes=chance.randint(each // 4, each // 2))
        if number == 0:
            phones.start()
        if point:
            group.wait_until_dead()
        else:
            phones.wait_for(len(phones.acknowledged) + chance.randint(each // 2, each))
            time.sleep(chance.uniform(0, LONGEST_DELAY))
            group.kill()
        yield Kill(point or MOMENTS, len(phones.acknowledged))
    group.start()
