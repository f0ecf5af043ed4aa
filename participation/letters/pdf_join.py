"""Binds drawn documents into one tagged file as they come, so that memory does not grow with the pages."""

import re
from array import array
from typing import Any, BinaryIO

import pydyf  # type: ignore[import-untyped]

# Numbers of the objects that hold the whole together; they are written last.
CATALOGUE, PAGES, TREE, PARENTS, DOCUMENT, INFO = range(1, 7)

# A reference, or a string, in which nothing is a reference.
_REFERENCE = re.compile(rb"\((?:[^()\\]|\\.)*\)|(-?\d+) 0 R\b", re.DOTALL)


class Binding:
    """One file that grows by whole documents. Each must be tagged and free of links, as our letters are.

    Only the place of each object is remembered. A document's objects are numbered anew by adding how many came
    before; so a reference to an object of the whole is first written as that much less.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._at = 0
        self._places = array("Q", [0] * (INFO + 1))
        self._page_count = 0
        self._parts: dict[str, list[int]] = {"pages": [], "tags": [], "parents": []}
        self._catalogue: dict[str, Any] = {}
        self._info: Any = None

    def add(self, pdf: Any) -> None:
        """Append a document that WeasyPrint has drawn and not yet written."""
        before = len(self._places) - 1
        tree = _object(pdf, pdf.catalog["StructTreeRoot"])
        parents, tags = _object(pdf, tree["ParentTree"]), _object(pdf, tree["K"][0])
        pdf.pages["Parent"] = _reference(PAGES - before)
        tags.update(S="/Part", P=_reference(DOCUMENT - before))
        self._renumber_pages(pdf, parents)
        for kind, part in (("pages", pdf.pages), ("tags", tags), ("parents", parents)):
            self._parts[kind].append(part.number + before)
        if not self._at:
            self._write(b"%PDF-1.7\n%\xf0\x9f\x93\x96\n")
            self._info = pdf.info
            metadata = _object(pdf, pdf.catalog["Metadata"])
            self._catalogue = {**pdf.catalog, "Metadata": _reference(metadata.number + before)}
        for part in pdf.objects[1:]:
            is_left_out = part is pdf.catalog or part is tree
            self._places.append(0 if is_left_out else self._at)
            if not is_left_out:
                self._write_object(part.number + before, _shifted(part, before))
        self._page_count += pdf.pages["Count"]

    def _renumber_pages(self, pdf: Any, parents: Any) -> None:
        for reference in pdf.page_references:
            _object(pdf, reference)["StructParents"] += self._page_count
        keys = [key + self._page_count for key in parents["Nums"][::2]]
        parents["Nums"][::2] = keys
        parents["Limits"] = pydyf.Array([keys[0], keys[-1]])

    def close(self) -> None:
        """Write what holds the documents together, and the table of places; nothing if there are none."""
        if not self._at:
            return
        parts = {kind: pydyf.Array(map(_reference, numbers)) for kind, numbers in self._parts.items()}
        whole = {
            CATALOGUE: {**self._catalogue, "Pages": _reference(PAGES), "StructTreeRoot": _reference(TREE)},
            PAGES: {"Type": "/Pages", "Kids": parts["pages"], "Count": self._page_count},
            TREE: {
                "Type": "/StructTreeRoot",
                "ParentTree": _reference(PARENTS),
                "K": pydyf.Array([_reference(DOCUMENT)]),
            },
            PARENTS: {"Kids": parts["parents"]},
            DOCUMENT: {"Type": "/StructElem", "S": "/Document", "P": _reference(TREE), "K": parts["tags"]},
            INFO: self._info,
        }
        for number, values in whole.items():
            self._places[number] = self._at
            self._write_object(number, pydyf.Dictionary(values).data)
        self._write_places()

    def _write_places(self) -> None:
        start, size = self._at, len(self._places)
        self._write(b"xref\n0 %d\n" % size)
        for place in self._places:
            self._write(b"%010d 00000 n \n" % place if place else b"0000000000 65535 f \n")
        trailer = b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        self._write(trailer % (size, CATALOGUE, INFO, start))

    def _write_object(self, number: int, data: bytes) -> None:
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, data))

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._at += len(data)


def mark_languages(pdf: Any, languages: list[str]) -> None:
    """Say in which language each page speaks: a document knows only one for the whole."""
    tags = _object(pdf, _object(pdf, pdf.catalog["StructTreeRoot"])["K"][0])
    for reference, language in zip(tags["K"], languages, strict=True):
        _object(pdf, reference)["Lang"] = pydyf.String(language)


def _reference(number: int) -> bytes:
    return b"%d 0 R" % number


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _shifted(part: Any, by: int) -> bytes:
    """An object's bytes with its references moved on. What a stream carries is left alone."""

    def move(found: re.Match[bytes]) -> bytes:
        return _reference(int(found[1]) + by) if found[1] else found[0]

    head, mark, body = part.data.partition(b"stream\n") if isinstance(part, pydyf.Stream) else (part.data, b"", b"")
    return _REFERENCE.sub(move, head) + mark + body
