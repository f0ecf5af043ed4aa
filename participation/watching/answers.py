"""How many answers the processes of one server gave, with which code, and how long each took."""

import mmap
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from threading import Lock

from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric

SIDES = ("public", "staff")
CODES = ("200", "204", "302", "303", "304", "400", "403", "404", "405", "410", "413", "429", "500", "503", "other")
SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Up to how long an answer took that is counted in one group; the last group, of all that took longer, has no end."""
_OF_CODES = len(SIDES) * len(CODES)
_OF_TIMES = len(SECONDS) + 2
"""A group for each, that of the longest, and the sum of them all."""
_KEPT_BACK = _OF_CODES + len(SIDES) * _OF_TIMES
_CELLS = _KEPT_BACK + 1
_BYTES = 8


class AnswersGiven:
    """Numbers in memory that is made before the processes are, one place for each of these.

    No process waits for another one, and one that is killed leaves its numbers to whoever gets its place. Nothing is
    written to a disk, which may be full. A server that is restarted counts from nothing, as Prometheus expects.
    """

    def __init__(self, places: int = 1) -> None:
        self._cells = memoryview(mmap.mmap(-1, _BYTES * _CELLS * places)).cast("d")
        self._places = places
        self._first = 0
        self._lock = Lock()

    def take(self, place: int) -> None:
        """This process counts here from now on."""
        self._first = place % self._places * _CELLS

    def note(self, side: str, code: str, seconds: float) -> None:
        """An answer was given."""
        of_side = SIDES.index(side)
        times = _OF_CODES + of_side * _OF_TIMES
        with self._lock:
            self._add(of_side * len(CODES) + CODES.index(code if code in CODES else "other"), 1)
            self._add(times + bisect_left(SECONDS, seconds), 1)
            self._add(times + _OF_TIMES - 1, seconds)

    def note_kept_back(self, how_much: int) -> None:
        """So much was kept out of the log."""
        with self._lock:
            self._add(_KEPT_BACK, how_much)

    def _add(self, cell: int, number: float) -> None:
        self._cells[self._first + cell] += number

    def _total(self, cell: int) -> float:
        return float(sum(self._cells[cell::_CELLS]))

    def collect(self) -> Iterator[Metric]:
        """For Prometheus: all places together."""
        answers = CounterMetricFamily("participation_answers", "Answers given.", labels=("side", "code"))
        times = HistogramMetricFamily("participation_answer_seconds", "How long each answer took.", labels=("side",))
        for of_side, side in enumerate(SIDES):
            for of_code, code in enumerate(CODES):
                answers.add_metric((side, code), self._total(of_side * len(CODES) + of_code))
            *groups, together = (self._total(_OF_CODES + of_side * _OF_TIMES + cell) for cell in range(_OF_TIMES))
            named = zip((*map(str, SECONDS), "+Inf"), accumulate(groups), strict=True)
            times.add_metric((side,), list(named), together)
        yield from (answers, times)
        yield CounterMetricFamily(
            "participation_log_kept_back",
            "What was kept out of the log: a mistake of the program.",
            self._total(_KEPT_BACK),
        )
