"""The walk past every screen: from the first page to what came of it, for each invented person in turn."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from flask import Flask

from participation import clock
from participation.invitations.models import CHILD
from participation.invitations.purposes import purposes
from participation.questionnaires.model import ANY_QUESTION, Page, Question, Questionnaire
from participation.screens.actions import TO_COME, Cast
from participation.screens.phone import Phone
from participation.service.questionnaires import library

TYPED = "★ ★ ★"
"""What is written into every box: in no language."""
LOCK = {f"picture_{number}": picture for number, picture in enumerate(("sun", "cat", "cat", "boat"), 1)}
WRONG_DIGITS, RIGHT_DIGITS = "111111", "482190"
MOST_TRIES = 6
RECEIPT = re.compile('name="take_back" value="([^"]+)"')
WITHOUT_LETTER = {
    "/": "The first page",
    "/s": "What the square on the letter opens",
    "/languages": "The languages",
    "/help": "I need help now",
    "/contact": "Ask to be contacted, without a letter",
    "/contact?interpreter=1": "Ask for an interpreter",
    "/privacy": "Privacy",
    "/accessibility": "Accessibility",
    "/nowhere": "A page that is not there",
}
WITH_LETTER = {"/home": "Home", "/officer": "The officer", "/contact": "Ask to be contacted", "/after": "No lock yet"}


class SeenPage(NamedTuple):
    """A page as it came, and what it is called here."""

    name: str
    page: str


@dataclass(frozen=True)
class Walker:
    """Somebody invented with their phone and their letter."""

    cast: Cast
    phone: Phone
    token: str

    @property
    def is_child(self) -> bool:
        """Whether it is a child's own letter."""
        return self.cast.respondent == CHILD

    @property
    def is_before(self) -> bool:
        """Whether the meeting is still to come."""
        return self.cast.meets_in == TO_COME


def before_any_letter(phone: Phone) -> Iterator[SeenPage]:
    """What anybody can open, and what is said to whoever types something wrong."""
    for path, name in WITHOUT_LETTER.items():
        yield SeenPage(name, phone.open(path))
    for code, name in (("0000 0000 0000 0001", "A digit is wrong"), ("12", "Digits are missing"), ("", "No letter")):
        phone.open("/")
        yield SeenPage(name, phone.press("/start", code=code))
    phone.open("/contact")
    yield SeenPage("Asked without a way to be reached", phone.press(message=TYPED))
    yield SeenPage("Asked to be contacted", phone.press(reach=TYPED))


def with_letter(app: Flask, walker: Walker, level: str) -> Iterator[SeenPage]:
    """Everything that one letter opens."""
    phone, who = walker.phone, walker.cast.name
    phone.open("/")
    yield SeenPage(f"The greeting: {who}", phone.press("/greeting", token=walker.token))
    phone.open("/")
    yield SeenPage(f"Home: {who}", phone.press("/start", token=walker.token))
    if walker.cast.meets_in is None:
        return
    if walker.is_child:
        for path, name in WITH_LETTER.items():
            yield SeenPage(f"{name}: {who}", phone.open(path))
    if level == "short" and walker.is_before:
        yield from _lock_put_on(phone)
    for purpose in purposes(walker.cast.respondent, *_days(walker)):
        with app.app_context():
            asked = _asked(purpose, level)
        if asked:
            yield from _questionnaire(phone, asked, f"{purpose}, {who}".replace("_", " ").capitalize())
    yield SeenPage(f"Home when everything is sent: {who}", phone.open("/home"))
    if level == "short" and walker.is_before:
        yield from _behind_the_lock(phone)


def _days(walker: Walker) -> tuple[date | None, date]:
    meets_in = walker.cast.meets_in
    return None if meets_in is None else clock.today() + meets_in, clock.today()


def _asked(purpose: str, level: str) -> Questionnaire | None:
    return library().latest(purpose, level) if level in library().levels(purpose) else None


def _questionnaire(phone: Phone, asked: Questionnaire, name: str) -> Iterator[SeenPage]:
    base = f"/answer/{asked.purpose}"
    if asked.topics:
        yield SeenPage(f"{name}: the map", phone.open(base))
    yield SeenPage(f"{name}: nothing said", phone.open(f"{base}/check"))
    for page in asked.pages:
        shown = _opened(phone, asked, page)
        if shown:
            yield SeenPage(f"{name}: {page.questions[0].text}", shown)
            phone.say(go="next", **_answers(asked, page))
    if asked.topics:
        yield SeenPage(f"{name}: the map with everything said", phone.open(base))
    yield SeenPage(f"{name}: all answers", phone.open(f"{base}/check"))
    yield SeenPage(f"{name}: sent", phone.press(f"{base}/send", copy="1"))


def _opened(phone: Phone, asked: Questionnaire, page: Page) -> str:
    """The page; where it depends on another, that one is answered so first. Empty if nothing leads to it."""
    address = f"/answer/{asked.purpose}/{page.id}"
    shown = phone.open(address)
    for earlier, question, answer in _ways_to(asked, page):
        if phone.is_at(address):
            break
        phone.open(f"/answer/{asked.purpose}/{earlier.id}")
        phone.say(**{f"answer_{question.id}": answer}, go="next")
        shown = phone.open(address)
    return shown if phone.is_at(address) else ""


def _ways_to(asked: Questionnaire, page: Page) -> Iterator[tuple[Page, Question, str]]:
    """Answers on earlier pages after which this one is asked."""
    shows, hides = page.show_if, page.hide_if
    for earlier in asked.pages:
        for question in earlier.questions:
            ids = [each.id for each in question.options]
            if shows and shows.question in (ANY_QUESTION, question.id):
                yield from ((earlier, question, id) for id in ids if id in shows.is_any_of)
            if hides and hides.question == question.id:
                yield from ((earlier, question, id) for id in ids if id not in hides.is_any_of)


def _answers(asked: Questionnaire, page: Page) -> dict[str, str]:
    """The answer that opens another page, or else the first; a few stars in every box."""
    return {f"answer_{question.id}": _answer(asked, question) for question in page.questions}


def _answer(asked: Questionnaire, question: Question) -> str:
    if question.options:
        opens = {id for page in asked.pages if page.show_if for id in page.show_if.is_any_of}
        offered = [each.id for each in question.options]
        return next((id for id in offered if id in opens), offered[0])
    return str(question.highest) if question.kind == "scale" else TYPED if question.kind.endswith("text") else ""


def _lock_put_on(phone: Phone) -> Iterator[SeenPage]:
    yield SeenPage("A lock of four pictures", phone.open("/lock"))
    yield SeenPage("A lock: a picture is missing", phone.press(go="show", kind="pictures"))
    yield SeenPage("A lock, shown once more", phone.press(go="show", kind="pictures", **LOCK))
    yield SeenPage("A lock of six digits", phone.press(go="digits"))
    yield SeenPage("A lock: digits are missing", phone.press(go="show", kind="digits", digits="12"))
    yield SeenPage("A lock of digits, shown once more", phone.press(go="show", kind="digits", digits=RIGHT_DIGITS))
    yield SeenPage("Behind the lock, before anything is sent", phone.press(go="keep"))


def _behind_the_lock(phone: Phone) -> Iterator[SeenPage]:
    yield from _taken_back(phone)
    yield SeenPage("The lock is open", phone.open("/lock"))
    yield SeenPage("Another lock: the old one first", phone.press(go="change"))
    yield SeenPage("Another lock", phone.press(go="old", digits=RIGHT_DIGITS))
    phone.open("/lock")
    phone.press(go="close")
    yield SeenPage("The lock is closed", phone.open("/after"))
    yield SeenPage("To open the lock", phone.open("/lock"))
    for number in range(MOST_TRIES):
        yield SeenPage(f"The lock was not opened ({number + 1})", phone.press(go="open", digits=WRONG_DIGITS))


def _taken_back(phone: Phone) -> Iterator[SeenPage]:
    yield SeenPage("Behind the lock", after := phone.open("/after"))
    if receipt := RECEIPT.search(after):
        yield SeenPage("Take it back?", phone.press(take_back=receipt[1]))
        yield SeenPage("Taken back, behind the lock", phone.press(sure=receipt[1]))
        yield SeenPage("Taken back, at home", phone.open("/home"))
