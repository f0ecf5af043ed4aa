"""What is read fast is what the standard library reads; what is not written plainly is left to it."""

import pytest

from tests.document import Document, Element, _Reader, read_by_the_library

PAGE = """<!doctype html>
<html lang="en"><head><title>Fish &amp; chips</title><style>p > a::after { content: "&amp;" }</style>
<!-- <p>said by nobody</p> --></head><body data-leave>
<P Class="a &quot;b&quot; &lt;c&gt;" class="">one<br>two<br/>three &#39;four&#39; 5 > 4</P>
<svg viewBox="0 0 1 1"><path d="M0 0"/><use xlink:href="#x" /></svg>
<textarea name="more"
  rows="2">a
b</textarea></p></span></body></html>
"""


def laid_flat(reader: _Reader) -> list[object]:
    def one(element: Element) -> tuple[object, ...]:
        inside = [each if isinstance(each, str) else reader.elements.index(each) for each in element.children]
        outer = element.parent if element.parent in reader.elements else None
        return element.tag, element.attributes, inside, outer and reader.elements.index(outer)

    return [reader.doctype, *map(one, reader.elements)]


def test_a_plain_page_is_read_as_the_standard_library_reads_it() -> None:
    fast = _Reader()
    assert fast.reads_plainly(PAGE)
    assert laid_flat(fast) == laid_flat(read_by_the_library(PAGE))
    assert [each["class"] for each in Document.read(PAGE).all("p")] == [""]
    assert next(Document.read(PAGE).all("title")).text == "Fish & chips"


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("<p onclick='go()'>one</p>", ["p"]),
        ("<img src=x onerror=alert(1)>", ["img"]),
        ('<p class="one>two</p><b class="three">', ["p"]),
        ("<script>if (1 <2) { '<b>' }</script><i>", ["script", "i"]),
        ("<p>1 < 2", ["p"]),
        ("<style><b></style>", ["style"]),
    ],
)
def test_what_is_not_written_plainly_is_read_by_the_standard_library(written: str, tags: list[str]) -> None:
    assert not _Reader().reads_plainly(written)
    assert [each.tag for each in Document.read(written).all()] == tags
