"""Every page of every level, and of the adults' forms: fresh, with a mistake, before sending and after it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page

from participation import clock
from participation.service.questionnaires import library
from participation.translating.known import LANGUAGES, Language
from tests.answering.conftest import PEOPLE, TWO_WEEKS_BEFORE, Write
from tests.answering.many_pages import BROKEN_BUTTONS, barriers_in_each, under_one_head
from tests.answering.shapes import one_of_each_shape
from tests.answering.test_browser import CUT_OFF, SMALLEST_TARGET, TARGETS
from tests.parts.browser import BEYOND, OpenPage, Scheme
from tests.parts.nu import html_errors
from tests.walking import Phone

PURPOSES = ("my_views", "my_meeting", "my_advocate", "my_helper", "after_review")
BORN = {
    "pictures": date(2020, 2, 1),
    "short": date(2015, 2, 1),
    "full": date(2011, 2, 1),
    "leaving_care": date(2006, 2, 1),
}
FORMS = {"foster_carer": "carer_view", "parent": "parent_view", "school": "partner_view", "health": "partner_view"}
FORMS_AFTER = {"foster_carer": "carer_after", "parent": "parent_after", "school": "partner_after"}
TYPED = re.compile(r'<textarea[^>]* name="(answer_\w+)"')
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
CHOSEN = re.compile(r'type="(?:radio|checkbox)" name="(answer_\w+)"')
WOULD_TALK = "talk_to_officer"
LIKES_TO_TALK = re.compile(f'type="radio" name="(answer_\\w+)" value="{WOULD_TALK}"')
TOO_LONG = "word " * 1_100
MAIN = "main .tile, main .go .main, main .button.main, main [value=skip], main .places a"
"""What is answered with, gone on with and sent with: a finger of five is not exact."""
MAIN_TARGETS = TARGETS.replace("e.checkVisibility()", f"e.matches('{MAIN}') && e.checkVisibility()")
SMALLEST_MAIN = 56


def pages_of(app: Flask, phone: Phone, purpose: str, level: str) -> Iterator[tuple[str, str]]:
    """Each page by its name: as it comes, and where something can be typed, with more than it takes.

    Whatever opens another page is answered; what is only for somebody else is passed by.
    """
    with app.app_context():
        pages = library().latest(purpose, level).pages
    opening = {f"answer_{each.show_if.question}": each.show_if.is_any_of[0] for each in pages if each.show_if}
    for page in pages:
        path = f"/answer/{purpose}/{page.id}"
        fresh = phone.open(path)
        if fresh.request.path != path:
            continue
        yield page.id, fresh.text
        answers = {name: opening[name] for name in CHOSEN.findall(fresh.text) if name in opening}
        answers |= {name: WOULD_TALK for name in LIKES_TO_TALK.findall(fresh.text)[:1] if not answers}
        if typed := dict.fromkeys(TYPED.findall(fresh.text), TOO_LONG):
            wrong = phone.press(**typed).text
            assert 'class="problem"' in wrong
            yield f"{page.id} with a mistake", wrong
            phone.open(path)
        phone.press(**answers, **dict.fromkeys(typed, "Some words about it."))
    yield "all of it", phone.open(f"/answer/{purpose}").text
    yield "check", phone.open(f"/answer/{purpose}/check").text
    yield "done", phone.send(purpose).text


def of_a_child(app: Flask, write: Write, level: str, language: str) -> dict[str, str]:
    """The whole of what a child of that level is asked, before the review and after it."""
    letter, found = write(born_on=BORN[level], is_unaccompanied=True), {}
    for purpose in PURPOSES:
        later = timedelta(days=15) if purpose == "after_review" else timedelta()
        with clock.frozen(TWO_WEEKS_BEFORE + later), app.app_context():
            has = library().levels(purpose)
            phone = Phone(app, letter.secrets, language=language)
            pages = pages_of(app, phone, purpose, level if level in has else has[-1])
            found |= {f"{purpose}: {name}": html for name, html in pages}
    return found


def of_adults(app: Flask, write: Write, language: str) -> dict[str, str]:
    """The forms of carers, parents and partners, before the review and after it."""
    found = {}
    for respondent, purpose in FORMS.items():
        phone = Phone(app, write(respondent, people=[*PEOPLE, ("health", "Dr Lee")]).secrets, language=language)
        found |= {f"{respondent}: {name}": html for name, html in pages_of(app, phone, purpose, "adult")}
    with clock.frozen(TWO_WEEKS_BEFORE + timedelta(days=15)):
        for respondent, purpose in FORMS_AFTER.items():
            phone = Phone(app, write(respondent, people=PEOPLE).secrets, language=language)
            found |= {f"{respondent}, after: {name}": html for name, html in pages_of(app, phone, purpose, "adult")}
    return found


def wrong_in(page: Page, shown: list[str], shapes: list[str], spoken: Language) -> Iterator[str]:
    """What keeps somebody out, by day and by night, on the narrowest phone, with text at twice its size."""
    for scheme in SCHEMES:
        found = barriers_in_each(page, shapes, spoken, scheme)
        yield from (f"{scheme}: {barrier}" for barrier in found)
    under_one_head(page, shown, spoken)
    yield from (f"small: {target}" for target in page.evaluate(TARGETS % (SMALLEST_TARGET, SMALLEST_TARGET)))
    yield from (f"small: {target}" for target in page.evaluate(MAIN_TARGETS % (SMALLEST_MAIN, SMALLEST_MAIN)))
    yield from (f"cut off: {cut}" for cut in page.evaluate(CUT_OFF))
    yield from (f"broken: {word}" for word in page.evaluate(BROKEN_BUTTONS))
    if page.evaluate(BEYOND) > 0:
        yield "scrolls sideways"
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    if page.evaluate(BEYOND) > 0:
        yield "large and too wide"


@pytest.mark.long
@pytest.mark.parametrize("level", [*BORN, "adult"])
def test_no_page_of_any_level_keeps_anybody_out(app: Flask, write: Write, open_page: OpenPage, level: str) -> None:
    """From left to right, and from right to left, where a page that differs in its words alone is asked less."""
    app.test_client_class = FlaskClient
    page, known, wrong = open_page(), dict[str, str](), list[str]()
    for spoken in (LANGUAGES["en"], LANGUAGES["ar"]):
        code = spoken.code
        pages = of_adults(app, write, code) if level == "adult" else of_a_child(app, write, level, code)
        assert len(pages) > 35
        others = one_of_each_shape(pages.values(), apart_from=known)
        wrong += [*wrong_in(page, [*pages.values()], [*others.values()], spoken), *html_errors(pages)]
        known |= others
    assert wrong == []
