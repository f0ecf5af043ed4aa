"""What goes into files for spreadsheets: somebody's words must not run there as a formula."""

import unicodedata

STARTS = frozenset("=+-@")
MINUS = "\u2212"
"""The sign of a printed sum; some programs calculate with it."""
BLANK = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Kinds of characters that a program may pass over before it looks for a formula."""


def as_text(cell: str) -> str:
    """What a spreadsheet shows as it stands: what begins like a formula, in letters of any width, is marked as text."""
    if cell[:1] in ("\t", "\r", "\n", "\0"):
        return f"'{cell}"
    first = next((letter for letter in cell if unicodedata.category(letter) not in BLANK), "")
    is_live = first == MINUS or bool(STARTS & set(unicodedata.normalize("NFKC", first)[:1]))
    return f"'{cell}" if is_live else cell
