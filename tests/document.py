"""An HTML page as elements: enough to ask it questions."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html import unescape
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

PLAIN = re.compile(
    r'<(/?)([a-z][a-z0-9]*)((?:\s+[a-z][a-z0-9:-]*(?:="[^"]*")?)*)\s*(/?)>|<!(doctype [^<>]*)>|<!--.*?-->',
    re.IGNORECASE | re.DOTALL,
)
"""A tag as our templates write it. Pages are read by the hundred thousand, and the standard library is slow at it."""
ATTRIBUTE = re.compile(r'([a-z][a-z0-9:-]*)(?:="([^"]*)")?', re.IGNORECASE)


@dataclass(eq=False)
class Element:
    """One element, with what stands in it."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: "list[Element | str]" = field(default_factory=list)

    def __getitem__(self, attribute: str) -> str:
        return self.attributes.get(attribute, "")

    def __contains__(self, attribute: str) -> bool:
        return attribute in self.attributes

    @property
    def text(self) -> str:
        """The words in it, with single spaces."""
        return " ".join(" ".join(self.strings()).split())

    def strings(self) -> Iterator[str]:
        """Each run of text in it."""
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child.strings()

    def all(self, *tags: str) -> "Iterator[Element]":
        """Every element in it, in the order of the page; of these tags, if any are given."""
        for child in self.children:
            if isinstance(child, Element):
                if not tags or child.tag in tags:
                    yield child
                yield from child.all(*tags)

    def ancestors(self) -> "Iterator[Element]":
        """What it stands in, from the inside out."""
        if self.parent is not None:
            yield self.parent
            yield from self.parent.ancestors()

    def __str__(self) -> str:
        shown = "".join(f' {name}="{value}"' for name, value in self.attributes.items())
        return f"<{self.tag}{shown}>"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = Element("", {})
        self.elements: list[Element] = []
        self.doctype = ""

    def handle_decl(self, decl: str) -> None:
        self.doctype = decl.lower()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.open = self.elements[-1]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # <path/> in a drawing closes itself; in HTML the slash means nothing, but only void elements carry it.
        element = Element(tag, {name: value or "" for name, value in attrs}, self.open)
        self.open.children.append(element)
        self.elements.append(element)

    def handle_endtag(self, tag: str) -> None:
        element: Element | None = self.open
        while element is not None and element.tag != tag:
            element = element.parent
        if element is not None and element.parent is not None:
            self.open = element.parent

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)

    def reads_plainly(self, html: str) -> bool:
        """Read it all, if it is written plainly."""
        read_to = 0
        for found in PLAIN.finditer(html):
            ends, tag, attributes, closed, doctype = found.groups()
            if not self._takes(html[read_to : found.start()]) or (self._is_in_a_script() and not ends):
                return False
            if doctype:
                self.handle_decl(doctype)
            elif ends:
                self.handle_endtag(tag.lower())
            elif tag:
                self._begin(tag.lower(), attributes, closed)
            read_to = found.end()
        return self._takes(html[read_to:])

    def _is_in_a_script(self) -> bool:
        return self.open.tag in self.CDATA_CONTENT_ELEMENTS

    def _begin(self, tag: str, attributes: str, closed: str) -> None:
        given = [
            (name.lower(), unescape(value) if "&" in value else value) for name, value in ATTRIBUTE.findall(attributes)
        ]
        (self.handle_startendtag if closed else self.handle_starttag)(tag, given)

    def _takes(self, text: str) -> bool:
        """Words between two tags, unless they are something else: in them no sign stands that begins or ends one."""
        if "<" in text:
            return False
        if text:
            self.handle_data(text if "&" not in text or self._is_in_a_script() else unescape(text))
        return True


def read_by_the_library(html: str) -> _Reader:
    """Whatever it is."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


@dataclass(frozen=True)
class Document:
    """A whole page."""

    doctype: str
    elements: list[Element]

    @staticmethod
    @lru_cache(maxsize=4)  # it is checked, and then the test that fetched it asks it something
    def read(html: str) -> "Document":
        """Read a page as a browser would, near enough."""
        reader = _Reader()
        if not reader.reads_plainly(html):
            reader = read_by_the_library(html)
        return Document(reader.doctype, reader.elements)

    def all(self, *tags: str) -> Iterator[Element]:
        """Every element of the page; of these tags, if any are given."""
        return (element for element in self.elements if not tags or element.tag in tags)

    @cached_property
    def ids(self) -> Counter[str]:
        """Every id, and how often it stands there."""
        return Counter(element["id"] for element in self.elements if "id" in element)
