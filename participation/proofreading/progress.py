"""How far somebody has come, and which screen is next: words of safety first."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from participation.proofreading.models import Judgement
from participation.proofreading.saying import counts
from participation.proofreading.texts import Screens


@dataclass(frozen=True)
class Stop:
    """One screen on the list: its place, its name, and how many texts wait there."""

    at: int
    name: str
    left: int
    safety_left: int
    has_safety: bool


@dataclass(frozen=True)
class HowFar:
    """Everything, and what of it is done."""

    done: int
    texts: int
    safety_done: int
    safety: int
    stops: tuple[Stop, ...]

    def next_after(self, at: int) -> int | None:
        """The screen to go on with; None when everything is done."""
        later = [*self.stops[at + 1 :], *self.stops[: at + 1]]
        return next((stop.at for stop in later if stop.safety_left), next((s.at for s in later if s.left), None))


def progress_of(screens: Screens, kept: Mapping[str, Judgement]) -> HowFar:
    """Count it."""
    done = {text.number for text in screens.texts if counts(text, kept.get(text.key))}
    safety = {text.number for text in screens.texts if text.is_for_safety}
    stops = tuple(
        Stop(at, screen.name, *_left(screen.texts, done, safety), bool(safety & set(screen.texts)))
        for at, screen in enumerate(screens.screens)
    )
    return HowFar(len(done), len(screens.texts), len(done & safety), len(safety), stops)


def _left(numbers: Iterable[int], done: Collection[int], safety: Collection[int]) -> tuple[int, int]:
    left = [number for number in numbers if number not in done]
    return len(left), sum(number in safety for number in left)
