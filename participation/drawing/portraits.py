"""Drawn heads for officers without a photo: thick ink lines, made only from the constants in this file."""

import hashlib
from dataclasses import dataclass, replace
from typing import Literal

from markupsafe import Markup

INK = "#1d2136"
SKIN = {
    "fair": "#fbdcc4",
    "rosy": "#f3c3a0",
    "olive": "#dba878",
    "tan": "#c08552",
    "brown": "#96603a",
    "deep": "#75472d",
}
HAIR = {
    "black": "#2b2430",
    "brown": "#5b3a26",
    "chestnut": "#8a4b2a",
    "red": "#c2562b",
    "fair": "#e6b95c",
    "grey": "#a9adb8",
    "white": "#eceae4",
}
CLOTH = {
    "violet": "#5b36b5",
    "teal": "#0b6478",
    "rust": "#c2410c",
    "green": "#2a6b2e",
    "navy": "#2c3f78",
    "gold": "#e0a526",
    "berry": "#a3305f",
    "sky": "#7fb6de",
}
GROUND = {
    "lilac": "#e8defc",
    "mint": "#dcf2d9",
    "peach": "#ffe3d3",
    "aqua": "#d3f0f4",
    "butter": "#ffefc4",
    "rose": "#fbdde6",
}

Hair = Literal["bald", "bob", "bun", "crop", "curls", "afro", "long", "plaits", "side", "thin", "hijab", "turban"]


@dataclass(frozen=True)
class Portrait:
    """A head and shoulders; the words are names in the tables of this file, so nothing else can be drawn."""

    skin: str = "tan"
    style: Hair = "crop"
    hair: str = "black"
    top: str = "violet"
    ground: str = "lilac"
    wrap: str = "teal"
    beard: bool = False
    glasses: bool = False
    collar: bool = False
    earrings: bool = False


PEOPLE = {
    "round_curls": Portrait("brown", "afro", "black", "violet", "lilac", earrings=True),
    "brown_beard": Portrait("rosy", "side", "brown", "teal", "butter", beard=True, collar=True),
    "teal_hijab": Portrait("tan", "hijab", "black", "rust", "peach", wrap="teal"),
    "rust_turban": Portrait("tan", "turban", "black", "navy", "butter", wrap="rust", beard=True, collar=True),
    "grey_bob": Portrait("fair", "bob", "grey", "berry", "aqua", glasses=True),
    "bald_beard": Portrait("deep", "bald", "black", "gold", "mint", beard=True),
    "red_hair": Portrait("fair", "long", "red", "green", "mint", collar=True),
    "dark_curls": Portrait("olive", "curls", "black", "rust", "aqua", glasses=True),
    "white_hair": Portrait("rosy", "thin", "white", "green", "peach", glasses=True, collar=True),
    "plaits": Portrait("deep", "plaits", "black", "teal", "rose", earrings=True),
    "top_knot": Portrait("olive", "bun", "chestnut", "navy", "rose", earrings=True),
    "fair_crop": Portrait("fair", "crop", "fair", "sky", "lilac", collar=True),
    "gold_hijab": Portrait("brown", "hijab", "black", "green", "rose", wrap="gold", glasses=True),
    "dark_crop": Portrait("brown", "crop", "black", "berry", "aqua"),
    "long_dark_hair": Portrait("tan", "long", "black", "gold", "lilac"),
    "bald_glasses": Portrait("rosy", "bald", "grey", "navy", "mint", glasses=True),
}


def _drawn(line: str, fill: str = "{hair}") -> str:
    return f'<path d="{line}" fill="{fill}"/>'


def _pair(left: int, right: int, height: int, radius: float) -> str:
    return f'<circle cx="{left}" cy="{height}" r="{radius}"/><circle cx="{right}" cy="{height}" r="{radius}"/>'


# What lies behind the head, and what lies over it. Drawn on a square of 96.
_BEHIND: dict[Hair, str] = {
    "afro": _drawn("M48 7c38 0 38 58 0 58S10 7 48 7z"),
    "bob": _drawn("M22 62c-4-12-1-50 26-50s30 38 26 50c-3 4-9 5-13 4H35c-4 1-10 0-13-4z"),
    "bun": _drawn("M48 3c12 0 12 18 0 18S36 3 48 3z"),
    "long": _drawn("M18 84c4-14 2-26 3-40 1-42 53-42 54 0 1 14-1 26 3 40z"),
    "plaits": _drawn("M27 34c-9 8-10 16-8 24-3 6-2 12 1 17-1 6 6 6 6 0 4-5 5-12 2-18")
    + _drawn("M69 34c9 8 10 16 8 24 3 6 2 12-1 17 1 6-6 6-6 0-4-5-5-12-2-18"),
    "curls": _drawn(
        "M25 52a8 8 0 0 1-3-13 9 9 0 0 1 3-15 10 10 0 0 1 12-11 11 11 0 0 1 20-1 10 10 0 0 1 13 9"
        " 9 9 0 0 1 5 15 8 8 0 0 1-3 16z"
    ),
}
_OVER: dict[Hair, str] = {
    "afro": _drawn("M20 40C16-4 80-4 76 40c-2 6-6 8-8 3 0-10-6-16-20-16s-20 6-20 16c-2 5-6 3-8-3z"),
    "bob": _drawn("M28 46c-2-14 4-18 9-24 6 7 19 8 27 7 4 4 5 9 4 17 5-18-2-33-20-33S23 28 28 46z"),
    "bun": _drawn("M28 42c-2-16 8-24 20-24s22 8 20 24c-2-9-9-14-20-14s-18 5-20 14z"),
    "long": _drawn("M28 46c0-12 8-14 20-24 12 10 20 12 20 24 4-18-4-31-20-31S24 28 28 46z"),
    "plaits": _drawn("M28 42c-2-18 8-25 20-25s22 7 20 25c-2-9-10-13-20-17-10 4-18 8-20 17z"),
    "curls": _drawn(
        "M28 42a7 7 0 0 1 2-11 7 7 0 0 1 11-6 8 8 0 0 1 14 0 7 7 0 0 1 11 6 7 7 0 0 1 2 11c4-16-5-27-20-27S24 26 28 42z"
    ),
    "crop": _drawn("M28 42c-3-18 7-27 20-27s23 9 20 27c-2-3-3-6-3-10-9-5-25-5-34 0 0 4-1 7-3 10z"),
    "side": _drawn("M27 43c-5-18 3-27 12-28 9-4 33-4 31 15l-2 13-3-9c-10 1-21-1-27-7-3 5-8 9-11 16z"),
    "thin": _drawn("M30 51a7 7 0 0 1-5-11 7 7 0 0 1 2-12q6 3 3 23z")
    + _drawn("M66 51a7 7 0 0 0 5-11 7 7 0 0 0-2-12q-6 3-3 23z"),
    "hijab": _drawn(
        "M48 10c-22 0-28 18-27 36 1 12-3 20-7 26 8 14 60 14 68 0-4-6-8-14-7-26 1-18-5-36-27-36z"
        # Once round the face the other way, so that the fill leaves it open.
        "M48 24c12 0 18 7 18 20 0 14-8 22-18 22s-18-8-18-22c0-13 6-20 18-20z",
        "{wrap}",
    )
    + _drawn("M35 65c10 9 26 8 39-2", "none"),
    "turban": _drawn("M26 39C16 13 32 5 48 5s32 8 22 34c-6-7-13-10-22-10s-16 3-22 10z", "{wrap}")
    + _drawn("M27 37c6-13 16-20 33-29M23 26c3-7 9-13 17-17M69 37c-3-9-10-15-19-19", "none"),
}
_SHOULDERS = _drawn("M8 100c0-20 14-29 40-29s40 9 40 29z", "{top}") + _drawn("M39 58v13c2 8 16 8 18 0V58z", "{skin}")
_COLLAR = _drawn("M38 69l-8 4 9 13 9-10 9 10 9-13-8-4c-3 6-17 6-20 0z", "#fff")
_EARS = f'<g fill="{{skin}}">{_pair(28, 68, 45, 5)}</g>'
_EARS_COVERED = {"bob", "long", "hijab"}
_EARRINGS = f'<g fill="#e0a526" stroke-width="2">{_pair(27, 69, 55, 4)}</g>'
_HEAD = _drawn("M28 38c0-28 40-28 40 0v7c0 28-40 28-40 0z", "{skin}")
_BEARD = _drawn("M28 43c1 6 4 9 8 9 5-4 19-4 24 0 4 0 7-3 8-9 3 36-43 36-40 0z") + _drawn("M40 54q8 10 16 0z", "#fff")
_SMILE = f'<g fill="#e8503c" fill-opacity=".22" stroke="none">{_pair(35, 61, 50, 4)}</g>' + _drawn(
    "M40 54q8 8 16 0", "none"
)
_GLASSES = f'<g fill="#fff" fill-opacity=".3">{_pair(40, 56, 42, 7)}{_drawn("M33 41l-4-1M63 41l4-1", "none")}</g>'
_FACE = f'<g fill="{{ink}}" stroke="none">{_pair(40, 56, 42, 2.6)}</g>' + _drawn(
    "M37 35q3-2 6 0M53 35q3-2 6 0M48 43q-2 4 1 5", "none"
)
_FRAME = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" aria-hidden="true" focusable="false">'
    '<path fill="{{ground}}" d="M0 0h96v96H0z"/><g stroke="{{ink}}" stroke-width="3"'
    ' stroke-linecap="round" stroke-linejoin="round">{big}<g stroke-width="2.3">{fine}</g></g></svg>'
)


def portrait(who: Portrait | str) -> Markup:
    """A drawing of somebody in PEOPLE, or of whomever a seed makes.

    Hidden from screen readers, as the name stands beside it; free of ids, so that many stand on one page.
    """
    if isinstance(who, str):
        who = PEOPLE.get(who) or person(who)
    big = (
        _BEHIND.get(who.style, ""),
        _SHOULDERS,
        _COLLAR if who.collar else "",
        "" if who.style in _EARS_COVERED else _EARS,
        _EARRINGS if who.earrings else "",
        _HEAD,
        _BEARD if who.beard else _SMILE,
        _OVER.get(who.style, ""),
    )
    fine = (_GLASSES if who.glasses else "", _FACE)
    drawing = Markup(_FRAME.format(big="".join(big), fine="".join(fine)))  # noqa: S704 - our own constants
    return drawing.format(
        ink=INK,
        skin=SKIN[who.skin],
        hair=HAIR[who.hair],
        top=CLOTH[who.top],
        wrap=CLOTH[who.wrap],
        ground=GROUND[who.ground],
    )


def person(seed: str) -> Portrait:
    """One person for one seed, for ever; clothes and ground vary so that two seldom look alike."""
    draw = hashlib.sha256(seed.encode()).digest()
    chosen = list(PEOPLE.values())[draw[0] % len(PEOPLE)]
    return replace(chosen, top=list(CLOTH)[draw[1] % len(CLOTH)], ground=list(GROUND)[draw[2] % len(GROUND)])
