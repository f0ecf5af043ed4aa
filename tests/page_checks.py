"""What holds on every page that any test fetches: a rule is a question to the page, and its answer what is wrong."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from tests.document import Document, Element

LOADS = {"src", "srcset", "poster", "data", "action", "formaction", "background"}
LINKS_THAT_LOAD = ("link", "use", "image")
SHOWN = ("value", "alt", "title", "placeholder", "aria-label", "content", "href", "id")
# A variable that was forgotten, a placeholder that was not filled, an object where words should stand.
LEAKS = re.compile(r"\bNone\b|\bundefined\b|\bNaN\b|%\(\w+\)[sd]| object at 0x|Markup\(")
CHECKED_BY_PEOPLE, PLACEHOLDERS = "/staff/words/screens/", re.compile(r"%\(\w+\)[sd]")
"""Where people who check a language see where something is put in."""
# "None on record." is English.
SENTENCE = re.compile(r"(^|[.!?]\s)None(?= [a-z])")
NOBODY_HIDES = "/interpret"
"""An interpreter's own pages."""
PARTS = {"/greeting"}
"""What a script puts into a page: it is checked there, in a browser."""
HEADERS = {
    "Cache-Control": re.compile(r"no-store"),
    "Content-Security-Policy": re.compile(r"(?=.*default-src 'none')(?=.*frame-ancestors 'none')(?!.*unsafe-)"),
    "X-Content-Type-Options": re.compile(r"nosniff$"),
    "Referrer-Policy": re.compile(r"same-origin$"),
}


@dataclass(frozen=True)
class Page:
    """A page as it came: where it was asked for, its headers, its elements."""

    path: str
    headers: Headers
    document: Document

    @property
    def is_public(self) -> bool:
        """Whether a respondent sees it."""
        return not self.path.startswith("/staff")

    def all(self, *tags: str) -> Iterator[Element]:
        """Its elements."""
        return self.document.all(*tags)


Rule = Callable[[Page], Iterator[str]]


class CheckedClient(FlaskClient):
    """A test client that checks every page it fetches."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Fetch, and check what came."""
        response = super().open(*args, **kwargs)
        check_page(response)
        return response


def check_page(response: TestResponse) -> None:
    """Fail with everything that is wrong with a page. What is no page passes."""
    is_put_in = response.request.path in PARTS or "X-Turned" in response.headers
    is_page = response.mimetype == "text/html" and not is_put_in
    if not is_page or response.status_code in range(300, 400):
        return
    page = Page(response.request.path, response.headers, Document.read(response.text))
    wrong = list(problems(page))
    assert not wrong, f"{response.request.method} {page.path}:\n  " + "\n  ".join(wrong)


def problems(page: Page) -> Iterator[str]:
    """Everything that is wrong with a page, one sentence each."""
    for rule in RULES:
        yield from rule(page)


def _is_a_whole_page(page: Page) -> Iterator[str]:
    if page.document.doctype != "doctype html":
        yield "does not begin with <!doctype html>"
    for tag in ("title", "h1", "main"):
        found = [element.text for element in page.all(tag) if _is_outside_drawings(element)]
        if len(found) != 1 or not found[0]:
            yield f"has {len(found)} <{tag}>, not one with words in it: {found}"
    if not any(meta["name"] == "viewport" for meta in page.all("meta")):
        yield "says nothing about the width of a phone (meta viewport)"


def _is_outside_drawings(element: Element) -> bool:
    return all(outer.tag != "svg" for outer in element.ancestors())


def _says_its_language(page: Page) -> Iterator[str]:
    for html in page.all("html"):
        if not html["lang"] or html["dir"] not in ("ltr", "rtl"):
            yield f"has no lang or no dir: {html}"


def _ids_are_unique_and_meant(page: Page) -> Iterator[str]:
    ids = page.document.ids
    for twice in sorted(one for one, times in ids.items() if times > 1 or not one):
        yield f"has the id {twice!r} {ids[twice]} times"
    for element in page.all():
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list"):
            for wanted in element[attribute].split():
                if wanted not in ids:
                    yield f"points to {wanted!r}, which is not there: {element}"
        if element.tag == "a" and element["href"].startswith("#") and element["href"][1:] not in ids:
            yield f"leads to {element['href']!r}, which is not there: {element}"


def _fields_have_labels(page: Page) -> Iterator[str]:
    labelled = {label["for"] for label in page.all("label") if label.text}
    for element in page.all("input", "select", "textarea"):
        if element["type"] in ("hidden", "submit", "button"):
            continue
        in_label = any(outer.tag == "label" and outer.text for outer in element.ancestors())
        if not (in_label or element["id"] in labelled or element["aria-label"] or element["aria-labelledby"]):
            yield f"has a field without a label: {element}"
    for fieldset in page.all("fieldset"):
        if not (fieldset["aria-labelledby"] or any(legend.text for legend in fieldset.all("legend"))):
            yield f"has a group of fields without a name: {fieldset}"


def _everything_has_a_name(page: Page) -> Iterator[str]:
    for element in page.all("a", "button"):
        pictures = " ".join(image["alt"] for image in element.all("img"))
        if not (element.text or element["aria-label"] or pictures):
            yield f"has a nameless {element}"
    for image in page.all("img"):
        if "alt" not in image:
            yield f"has a picture without alt: {image}"


def _forms_stay_here(page: Page) -> Iterator[str]:
    for form in page.all("form"):
        if form["method"].lower() not in ("post", "get"):
            yield f"has a form without a method: {form}"
        if "action" in form and not form["action"]:
            yield f"has a form with an empty action: {form}"
        if page.is_public and form["autocomplete"] != "off":
            yield f"has a form that a browser may fill in from memory: {form}"


def _hash_of(style: Element) -> str:
    """As a content security policy names a style that stands in the page."""
    text = "".join(child for child in style.children if isinstance(child, str))
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _can_be_left(page: Page) -> Iterator[str]:
    if not page.is_public or page.path.startswith(NOBODY_HIDES):
        return
    if not any("data-leave" in button for button in page.all("button")):
        yield "has no button to leave at once"


def _nothing_is_inline(page: Page) -> Iterator[str]:
    for element in page.all():
        if element.tag == "style" and _hash_of(element) not in page.headers["Content-Security-Policy"]:
            yield f"has an inline {element} that the policy of this page does not name"
        if element.tag == "script" and (not element["src"] or element.text):
            yield f"has an inline {element}"
        for name, value in element.attributes.items():
            if name == "style" or name.startswith("on") or value.lower().startswith("javascript:"):
                yield f"has {name} on {element}"


def _nobody_else_is_asked(page: Page) -> Iterator[str]:
    for element in page.all():
        names = LOADS | {"href", "xlink:href"} if element.tag in LINKS_THAT_LOAD else LOADS
        for name in names & element.attributes.keys():
            if re.match(r"\s*(//|(?!data:)[a-z][a-z0-9+.-]*:)", element[name], re.IGNORECASE):
                yield f"loads from somebody else: {element}"


def _nothing_leaks(page: Page) -> Iterator[str]:
    for element in page.all():
        own = [child for child in element.children if isinstance(child, str)]
        for words in (*own, *(value for name, value in element.attributes.items() if name in SHOWN)):
            # Nearly nothing leaks, so what would excuse it is only looked for where it does.
            words = PLACEHOLDERS.sub("", words) if page.path.startswith(CHECKED_BY_PEOPLE) else words
            if LEAKS.search(words) and (found := LEAKS.search(SENTENCE.sub(r"\1", words.strip()))):
                yield f"shows {found[0]!r} in {element}: {words.strip()[:60]!r}"


def _headers_protect(page: Page) -> Iterator[str]:
    for name, wanted in HEADERS.items():
        if not wanted.search(page.headers.get(name, "")):
            yield f"has the header {name}: {page.headers.get(name)!r}"


RULES: tuple[Rule, ...] = (
    _is_a_whole_page,
    _says_its_language,
    _ids_are_unique_and_meant,
    _fields_have_labels,
    _everything_has_a_name,
    _forms_stay_here,
    _can_be_left,
    _nothing_is_inline,
    _nobody_else_is_asked,
    _nothing_leaks,
    _headers_protect,
)
