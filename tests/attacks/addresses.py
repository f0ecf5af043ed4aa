"""Every address of the program, each with something that could stand in its gaps."""

import re
from collections.abc import Iterator

from flask import Flask

GAPS = {"purpose": "my_views", "page_id": "feelings", "name": "round_curls", "filename": "css/public.css"}
NOBODYS = "0" * 26
"""An id that is nobody's."""
GAP = re.compile(r"<(?:any\((?P<first>\w+)[^>]*|(?:\w+:)?(?P<name>\w+))>")


def addresses(app: Flask) -> Iterator[tuple[str, frozenset[str]]]:
    """Each address with the methods that it answers."""
    for rule in app.url_map.iter_rules():
        yield filled(rule.rule), frozenset(rule.methods or ())


def filled(rule: str) -> str:
    """An address without gaps."""
    return GAP.sub(lambda gap: gap["first"] or GAPS.get(gap["name"], NOBODYS), rule)
