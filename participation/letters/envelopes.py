"""Where an address stands on its sheet, so that it is seen through the window of an envelope. Pure.

The windows are those of British envelopes as they are mostly sold: 35 by 90 mm, 20 mm from the left, and 18 mm above
the lower edge of a DL, 60 mm above that of a C5. A folded sheet is smaller than its envelope and moves about in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from unicodedata import category, east_asian_width

PAGE_WIDTH = 210
"""Millimetres, like all here; of A4."""
FROM_LEFT, WIDE, HIGH = 20, 90, 35
MOST_LINES = 6
"""Of an address, the name with it."""
POINT = 0.3528
LARGEST, SMALLEST = 10.5, 6.5
"""Points."""
LINE_HEIGHT, AROUND = 1.15, 0.4
"""Beside the size of its letters: a line, and what is free above the first and below the last together."""
AT_THE_EDGE = 1
A_HAIR = 0.01
"""What a sum of fractions may be wrong by."""
CAPITAL, WIDE_SCRIPT, ANY_OTHER = 0.7, 1.0, 0.55
"""How wide a letter is beside its size, in our typefaces, as they follow each other in names and addresses."""
AT_A_BREAK = 0.8
"""How much of a line is filled that goes on in the next."""


@dataclass(frozen=True)
class Box:
    """A part of the sheet: millimetres from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From side to side."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Envelope:
    """An envelope with a window, and where A4 is folded for it."""

    width: float
    height: float
    window_above: float
    """How far the window's lower edge is above the envelope's."""
    folds: tuple[float, ...]
    """From the top of the sheet; the address is above the first."""

    @property
    def _spare(self) -> tuple[float, float]:
        return self.width - PAGE_WIDTH, self.height - self.folds[0]

    @property
    def always_seen(self) -> Box:
        """What the window shows wherever the sheet lies: the address stands in it."""
        (beside, below), top = self._spare, self.height - self.window_above - HIGH
        return Box(FROM_LEFT, top, FROM_LEFT + WIDE - beside, top + HIGH - below)

    @property
    def ever_seen(self) -> Box:
        """What the window may show: nothing but the address stands in it."""
        (beside, below), top = self._spare, self.height - self.window_above - HIGH
        return Box(FROM_LEFT - beside, top - below, FROM_LEFT + WIDE, top + HIGH)


ENVELOPES = {
    "dl": Envelope(width=220, height=110, window_above=18, folds=(99, 198)),
    "c5": Envelope(width=229, height=162, window_above=60, folds=(148.5,)),
}


@dataclass(frozen=True)
class Addressed:
    """The envelopes of a run of letters. It is used and forgotten: no address is kept here."""

    envelope: Envelope
    lines: Mapping[str, tuple[str, ...]]
    """Of whom there is an address, by the id of the invitation: name and address, line by line."""

    def sheet(self, id: str) -> "AddressSheet":
        """Of one letter; as without an address where it does not fit, for the window would show a part of it."""
        sheet = AddressSheet(self.envelope, self.lines.get(id, ()))
        return sheet if sheet.fits else AddressSheet(self.envelope, ())


@dataclass(frozen=True)
class AddressSheet:
    """The sheet that lies before one letter, or is its other side."""

    envelope: Envelope
    lines: tuple[str, ...]
    """None where no address is known: then the sheet says so."""

    @property
    def size(self) -> float:
        """Points in which every line stands in the window."""
        seen, longest = self.envelope.always_seen, max(map(_width, self.lines), default=1)
        high = seen.height / (len(self.lines or "-") * LINE_HEIGHT + AROUND)
        return max(SMALLEST, min(LARGEST, high / POINT, (seen.width - AT_THE_EDGE) / longest / POINT))

    @property
    def fits(self) -> bool:
        """Whether all of it is seen, with long lines going on in the next."""
        seen, point = self.envelope.always_seen, self.size * POINT
        line = (seen.width - AT_THE_EDGE) / point
        needed = sum(ceil(each / line / AT_A_BREAK) if each > line + A_HAIR else 1 for each in map(_width, self.lines))
        return (needed * LINE_HEIGHT + AROUND) * point <= seen.height + A_HAIR


def _width(line: str) -> float:
    """Beside the size of its letters."""
    return sum(_width_of(each) for each in line)


def _width_of(letter: str) -> float:
    if letter.isupper():
        return CAPITAL
    is_wide = east_asian_width(letter) in "WF" or category(letter) == "Lo" and "\u0900" <= letter < "\ufb00"
    return WIDE_SCRIPT if is_wide else ANY_OTHER


def lines_of(name: str, address: str) -> tuple[str, ...]:
    """An address as its lines: one for each line of it, or for each part between commas. The postcode stands alone."""
    parts = [part.strip() for part in address.replace("\n", ",").split(",")]
    return few_lines([part for part in (name.strip(), *parts) if part])


def few_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """As many lines as a window shows: those before the last share one where there are more."""
    kept = list(lines)
    if len(kept) > MOST_LINES:
        kept[MOST_LINES - 2 : -1] = [", ".join(kept[MOST_LINES - 2 : -1])]
    return tuple(kept)
