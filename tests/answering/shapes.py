"""What a page is but for its words: a barrier stands in the shape, so that each shape is looked at once."""

from collections.abc import Collection, Iterable
from hashlib import sha256

from tests.answering.many_pages import MAIN
from tests.document import Document, Element

SPOKEN = ("alt", "aria-label", "content", "placeholder", "title", "value")
"""What is said: whether there is anything to say belongs to the shape."""
NAMED = ("aria-controls", "aria-describedby", "aria-labelledby", "for", "form", "id", "list", "name")
"""What points to one another: by which words does not matter, to what does."""
LED_TO = ("action", "formaction", "href", "src")


def one_of_each_shape(pages: Iterable[str], apart_from: Collection[str] = ()) -> dict[str, str]:
    """Pages that differ in more than their words, from each other and from those of the other shapes; by shape."""
    found = {shape_of(page): page for page in pages}
    return {shape: page for shape, page in found.items() if shape not in apart_from}


def shape_of(page: str) -> str:
    """What stands between the words of what a page holds, as a digest."""
    held = Document.read("".join(MAIN.findall(page))).elements
    roots = [each for each in held if each.parent is None or not each.parent.tag]
    numbers: dict[str, int] = {}
    return sha256(repr([_shape(each, numbers) for each in roots]).encode()).hexdigest()


def _shape(element: Element, numbers: dict[str, int]) -> tuple[object, ...]:
    attributes = tuple(sorted((name, _kept(name, value, numbers)) for name, value in element.attributes.items()))
    # What a drawing is drawn of is neither read nor pressed.
    within = [] if element.tag == "svg" else element.children
    return element.tag, attributes, *(_inner(each, numbers) for each in within)


def _inner(child: Element | str, numbers: dict[str, int]) -> object:
    return bool(child.strip()) if isinstance(child, str) else _shape(child, numbers)


def _kept(name: str, value: str, numbers: dict[str, int]) -> object:
    if name in SPOKEN or name in LED_TO or name.startswith("data-"):
        return bool(value.strip())
    if name in NAMED:
        return tuple(numbers.setdefault(each, len(numbers)) for each in value.split())
    return value
