"""Making the screens of a language: a whole service in a folder of its own for as long as it takes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.catalog import Catalog, Message
from flask import Flask
from flask_babel import get_babel

from participation import create_app
from participation.config import Config
from participation.console import Refused
from participation.db.migrations import upgrade
from participation.invitations.actions import draw_secrets, invite
from participation.invitations.queries import invitations_of
from participation.proofreading.texts import Screen, Screens, ScreenText
from participation.screens.actions import EVERYBODY, add_invented
from participation.screens.marks import MarkedWords, numbered, read_marks, shown_before
from participation.screens.phone import Phone
from participation.screens.queries import review_named
from participation.screens.rare import letter_page, rare_pages
from participation.screens.still import sheets_of, still
from participation.screens.tour import SeenPage, Walker, before_any_letter, with_letter
from participation.sealing.keyring import Keyring
from participation.translating.catalogue import (
    SAFETY,
    TEMPLATE,
    english,
    forms,
    is_for_safety,
    key,
    path_of,
    read,
    texts,
    told,
)
from participation.translating.known import Language
from participation.web.languages import written

ON_A_LIST = 25
"""Texts that no screen shows stand together on lists, so many on each."""


def screens_of(spoken: Language) -> Screens:
    """Every text of a language, on the screen on which somebody comes by it first, or on a list at the end."""
    if spoken not in written():
        raise Refused(f"{spoken.english_name} has not been compiled: make compile.")
    catalogue = read(path_of(spoken))
    numbers = dict(numbered(catalogue))
    with _invented_service(spoken, MarkedWords(catalogue, numbers)) as app:
        found = list(_first_seen(_shown(app, spoken), Phone(app, spoken.code)))
    asked = tuple(_asked(catalogue, read(TEMPLATE), numbers))
    seen = {number for screen in found for number in screen.texts}
    lists = _lists(text for text in asked if text.number not in seen)
    return Screens(spoken.code, spoken.direction, asked, (*found, *lists))


def _asked(catalogue: Catalog, template: Catalog, numbers: Mapping[tuple[str, str], int]) -> Iterator[ScreenText]:
    explained = {key(message): message for message in texts(template)}
    for message in texts(catalogue):
        about = explained.get(key(message))
        yield ScreenText(
            numbers[message.context or "", english(message)],
            key(message),
            message.context or "",
            english(message),
            _plural(message),
            forms(message),
            told(about).removeprefix(SAFETY) if about else "",
            about is not None and is_for_safety(about),
        )


def _plural(message: Message) -> str:
    return "" if isinstance(message.id, str) else str(message.id[1])


def _first_seen(pages: Iterable[SeenPage], phone: Phone) -> Iterator[Screen]:
    """The screens that show something which none before them has shown."""
    seen = set[int]()
    for name, page in pages:
        marked = read_marks(page)
        new = tuple(number for number in marked.numbers if number not in seen)
        seen.update(new)
        if new:
            body = shown_before(still(marked.html, phone.picture), new)
            yield Screen(name, body, sheets_of(page), new)


def _lists(left: Iterable[ScreenText]) -> Iterator[Screen]:
    """By what they belong to, such as a questionnaire that is no longer asked of anybody new."""
    groups: dict[str, list[int]] = {}
    for text in left:
        groups.setdefault(re.split("[.]", text.context)[0].replace("_", " "), []).append(text.number)
    small = [number for numbers in groups.values() if len(numbers) < ON_A_LIST for number in numbers]
    large = {name: numbers for name, numbers in groups.items() if len(numbers) >= ON_A_LIST}
    for name, numbers in {**large, "here and there": small}.items():
        waiting = iter(numbers)
        while part := tuple(islice(waiting, ON_A_LIST)):
            yield Screen(f"On no screen: {name}", "", (), part)


@contextmanager
def _invented_service(spoken: Language, words: MarkedWords) -> Iterator[Flask]:
    """Both sides with nobody real in them; what was in their folder is gone afterwards."""
    with TemporaryDirectory() as folder:
        keys = Path(folder, "keys")
        Keyring.create(keys)
        app = create_app(Config(database_url=f"sqlite:///{folder}/screens.sqlite", keys_dir=str(keys)))
        try:
            upgrade(app.extensions["engine"])
            with app.app_context():
                add_invented(spoken)
                get_babel().instance.domain_instance.cache[spoken.locale, "messages"] = words
            yield app
        finally:
            app.extensions["engine"].dispose()


def _shown(app: Flask, spoken: Language) -> Iterator[SeenPage]:
    """Every page of everybody."""
    yield from before_any_letter(Phone(app, spoken.code))
    for cast in EVERYBODY:
        with app.app_context():
            review = review_named(cast.reference)
            invite([review], [cast.respondent])
            invitation = next(each for each in invitations_of(review.id) if each.respondent == cast.respondent)
            yield SeenPage(f"The letter: {cast.name}", letter_page(invitation))
            level, token = invitation.level, draw_secrets(invitation).token
        yield from with_letter(app, Walker(cast, Phone(app, spoken.code), token), level)
    yield from rare_pages(app, spoken)
