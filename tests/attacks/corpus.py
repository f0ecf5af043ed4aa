"""Strings that break programs: the big list of naughty strings, and what it lacks."""

import json
import unicodedata
from functools import cache
from itertools import accumulate, groupby
from pathlib import Path

from tests.parts.missing import MissingPart

LIST = Path(__file__).parents[1] / "parts" / "node_modules" / "big-list-of-naughty-strings" / "blns.json"
FORMULAS = tuple(
    start + formula
    for start in ("", " ", "\t", "\r", "\n", "\ufeff", "\u200e", "\u00a0", '"')
    for formula in (
        "=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://evil.test")', "＝1＋1", "＋1",
        "－1", "＠SUM(1)", "﹢1", "﹣1", "﹦1", "﹫SUM(1)", "−1",
    )
)  # fmt: skip
SCRIPTS = (
    "<script>alert(1)</script>",
    "</textarea><script>alert(2)</script>",
    '"><img src=x onerror=alert(3)>',
    "'><svg/onload=alert(4)>",
    "</title></style></script><script>alert(5)</script>",
    "javascript:alert(6)",
    "<a href=javascript:alert(7)>x</a>",
    "<iframe srcdoc='<script>alert(8)</script>'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(9)'>",
    "<link rel=stylesheet href=//evil.test/x.css>",
    "<form action=//evil.test><button>x",
    "<base href=//evil.test/>",
    "<!--><script>alert(10)</script>-->",
    "{{ 7 * 7 }}{% for x in config %}{{ x }}{% endfor %}${7*7}#{7*7}",
    "&lt;script&gt;alert(11)&lt;/script&gt;",
    "<style>*{background:url(//evil.test)}</style>",
    "<p style=background:url(//evil.test)>x</p>",
    "＜script＞alert(12)＜/script＞",
)
ODD = (
    "a\x00b", "\x00", "\x07\x08\x1b[2J\x7f", "\x85\x9b", "\uffff", "\ufffe\U0010ffff", "\ufeffstarts with a mark",
    "\u202egnorw\u202c", "\u2066isolated\u2069", "\u2067\u202b\u202d never closed", "a\r\nb\rc\nd",
    "%00%0d%0a%2e%2e%2f",
    "%ED%A0%80", "../../../etc/passwd", "' OR 1=1 --", "'; DROP TABLE submission; --", "%s%s%n%(name)s{0}{name}",
    "None", "null", "undefined", "NaN", "true", "-1", "1e999", "٤٢", "２０２６", "أريد أن أرى أخي", "می‌خواهم", "আমি",
    "ደስ ይለኛል", "我想", "ꙮ", "𝓱𝓮𝓵𝓵𝓸", "Z" + "\u0301" * 60, "👩‍👩‍👧‍👦🏳️‍🌈🧑🏿‍🚀", "🇬🇧" * 20,
    "\u00ad\u200b\u2060soft", "ﷺ﷽",
)  # fmt: skip
ENORMOUS = {
    "a megabyte of one letter": "a" * 1_000_000,
    "a hundred thousand marks on one letter": "e" + "\u0301" * 100_000,
    "twenty thousand joined emoji": "👩‍👩‍👧‍👦" * 5_000,
    "twenty thousand changes of direction": "\u202ea\u202c" * 10_000,
    "a hundred thousand lines": "a\n" * 100_000,
    "a hundred thousand tags": "<b>" * 100_000,
}


@cache
def naughty() -> tuple[str, ...]:
    """Everything short."""
    if not LIST.exists():
        raise MissingPart("big-list-of-naughty-strings (npm ci in tests/parts)", "npm")
    return (*json.loads(LIST.read_text(encoding="utf-8")), *FORMULAS, *SCRIPTS, *ODD)


def kept(typed: str) -> str:
    """What has to be kept of a string: all of it, but for ends of lines, what no page can show, and blank ends."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in lines if each in "\n\t" or unicodedata.category(each) != "Cc").strip()


def together(length: int) -> list[str]:
    """All of them in as few texts as fit, one string a line."""
    ends = accumulate(len(each) + 1 for each in naughty())
    return [
        "\n".join(each for _, each in some)
        for _, some in groupby(zip(ends, naughty(), strict=True), lambda at: at[0] // (length - 300))
    ]
