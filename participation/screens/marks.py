"""Which text of the catalogue stands where on a page: an invisible mark before and after it, until the page is read."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from gettext import c2py

from babel.messages.catalog import Catalog
from babel.support import NullTranslations
from markupsafe import escape

from participation.translating.catalogue import english, forms, texts

BEFORE, WITHIN, END = 0xF0000, 0xF8000, "\U0010fffd"
"""Private-use characters. With the number of a text: before it, or after its first letter; and what ends every text."""
MARK = re.compile("[\U000f0000-\U000ffffd]")
AFTER_ITS_LETTER = re.compile("(.)([\U000f8000-\U000ffffd])", re.DOTALL)
PIECES = re.compile(r"(<!--.*?-->|<[^>]+>)", re.DOTALL)
ELEMENT = re.compile(r'<span class="text" (?=data-text="(\d+)")([^>]*)>')
TAG = re.compile(r"</?\s*([a-zA-Z0-9]+)")
AS_IT_STANDS = {"title", "textarea", "option", "svg", "style", "script"}
"""Elements in which no other may stand, or none of ours."""


class MarkedWords(NullTranslations):
    """A language whose every text carries the number by which it is known."""

    def __init__(self, catalogue: Catalog, numbers: Mapping[tuple[str, str], int]) -> None:
        super().__init__()
        self._forms = {(m.context or "", english(m)): forms(m) for m in texts(catalogue)}
        self._numbers, self._plural = numbers, c2py(catalogue.plural_expr)

    def upgettext(self, context: str, message: str) -> str:
        """One text."""
        return self._marked(context, message, 0, message)

    def unpgettext(self, context: str, singular: str, plural: str, num: int) -> str:
        """A text with a number in it."""
        return self._marked(context, singular, self._plural(num), singular if num == 1 else plural)

    def _marked(self, context: str, source: str, form: int, untranslated: str) -> str:
        found = self._forms.get((context, source), ())
        number = self._numbers.get((context, source))
        if number is None or not found:
            return untranslated
        words = found[min(form, len(found) - 1)]
        if words[0].isalpha():  # else it could not be made a capital
            return f"{words[0]}{chr(WITHIN + number)}{words[1:]}{END}"
        return f"{chr(BEFORE + number)}{words}{END}"


def without_marks(text: str) -> str:
    """The words as somebody reads them."""
    return MARK.sub("", text).replace(END, "")


@dataclass
class Marked:
    """A page without marks: where they were there are elements with numbers."""

    html: str = ""
    numbers: dict[int, None] = field(default_factory=dict)
    """In the order in which they stand; also those that only assistive technology speaks."""


def read_marks(page: str) -> Marked:
    """Put an element with its number around each text of a page; in attributes and titles they are only counted."""
    page = AFTER_ITS_LETTER.sub(r"\2\1", page)
    marked, inside, closed = Marked(), list[int](), list[str]()
    out = list[str]()
    for piece in PIECES.split(page):
        marked.numbers |= dict.fromkeys(_numbers_in(piece))
        if piece.startswith("<"):
            out.append(without_marks(piece))
            closed = _closed(closed, piece)
        elif closed:
            out.append(without_marks(piece))
        else:
            spans, inside = _spans(piece, inside)
            out.append(spans)
    marked.html = "".join(out)
    return marked


def _numbers_in(piece: str) -> list[int]:
    return [_number(mark) for mark in MARK.findall(piece)]


def _number(mark: str) -> int:
    return ord(mark) - (WITHIN if ord(mark) >= WITHIN else BEFORE)


def _closed(inside: list[str], piece: str) -> list[str]:
    """The elements around the next words in which nothing may be put."""
    found = TAG.match(piece)
    name = found[1].lower() if found else ""
    if name not in AS_IT_STANDS or piece.endswith("/>"):
        return inside
    return inside[:-1] if piece.startswith("</") else [*inside, name]


def _spans(words: str, inside: list[int]) -> tuple[str, list[int]]:
    """Words between two tags, and which texts go on behind the second."""
    out, open_texts = list[str](), list(inside)
    for part in re.split(f"({MARK.pattern}|{END})", words):
        if part == END:
            open_texts = open_texts[:-1]
        elif MARK.fullmatch(part):
            open_texts = [*open_texts, _number(part)]
        elif part:
            out.append(_span(part, open_texts[-1]) if open_texts and part.strip() else part)
    return "".join(out), open_texts


def _span(words: str, number: int) -> str:
    return f'<span class="text" data-text="{escape(number)}">{words}</span>'


def shown_before(html: str, new: Collection[int]) -> str:
    """Tell the texts that an earlier screen has shown from the new ones."""
    return ELEMENT.sub(
        lambda found: found[0] if int(found[1]) in new else f'<span class="text before" {found[2]}>', html
    )


def numbered(catalogue: Catalog) -> Iterator[tuple[tuple[str, str], int]]:
    """Each text with the row in which it is written to a spreadsheet."""
    row = 2
    for message in texts(catalogue):
        yield (message.context or "", english(message)), row
        row += len(forms(message))
