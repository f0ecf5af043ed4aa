"""The square that a phone's camera reads: as SVG for letters, PNG for mail merge, blocks for a terminal."""

import io
from collections.abc import Iterator
from itertools import groupby

import qrcode
from markupsafe import Markup
from PIL import Image

QUIET = 4  # modules of white that the standard asks for on every side
SVG = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
    '<title>{title}</title><path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/><path stroke="#000" d="{path}"/></svg>'
)
BLACK_ON_WHITE, RESET = "\x1b[38;5;16;48;5;231m", "\x1b[0m"


def modules(text: str, border: int = QUIET) -> list[list[bool]]:
    """Rows of dark and light. Level Q still reads with a quarter of the square soiled, creased or torn."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_Q, border=border)
    code.add_data(text)
    return [[bool(dark) for dark in row] for row in code.get_matrix()]


def svg(text: str, title: str, border: int = QUIET) -> Markup:
    """One path of horizontal strokes, one for each run of dark modules: small, and quick to draw by the thousand.

    The title is what somebody hears who cannot see it.
    """
    rows = modules(text, border)
    path = "".join(f"M{x} {y}.5h{run}" for y, row in enumerate(rows) for x, run in _runs(row))
    size = len(rows)
    return SVG.format(size=size, path=path, title=title)


def png(text: str, scale: int = 12) -> bytes:
    """A picture with `scale` dots for each module: at the default, 44 mm print with over 250 dots an inch."""
    rows = modules(text)
    size = len(rows)
    image = Image.new("1", (size, size))
    image.putdata([0 if dark else 1 for row in rows for dark in row])
    out = io.BytesIO()
    image.resize((size * scale, size * scale), Image.Resampling.NEAREST).save(out, "PNG", optimize=True)
    return out.getvalue()


def blocks(text: str, colour: bool = True) -> str:
    """Two rows of modules a line, in half blocks. Without colour the terminal is taken to be dark."""
    rows = modules(text)
    if len(rows) % 2:
        rows.append([False] * len(rows))
    signs = " ▄▀█" if colour else "█▀▄ "
    lines = (
        "".join(signs[2 * upper + lower] for upper, lower in zip(rows[y], rows[y + 1], strict=True))
        for y in range(0, len(rows), 2)
    )
    return "\n".join(f"{BLACK_ON_WHITE}{line}{RESET}" if colour else line for line in lines)


def _runs(row: list[bool]) -> Iterator[tuple[int, int]]:
    at = 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            yield at, length
        at += length
