"""Two screens of Pashto, with texts of the real catalogue, and somebody with a link to them."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from participation.proofreading.actions import invite_to_check
from participation.proofreading.texts import Screen, Screens, ScreenText
from participation.screens.marks import numbered
from participation.translating.catalogue import TEMPLATE, english, forms, is_for_safety, key, path_of, read, texts, told
from participation.translating.known import LANGUAGES
from tests.walking import hidden_fields

LAST_DAY = date(2099, 1, 1)
BY = "AB, interpreter"
WANTED = {
    "leave": ("public", "Leave"),
    "home": ("public", "Home"),
    "officer": ("letter to a child", "I am %(officer)s, your reviewing officer."),
    "days": ("duration", "%(num)d day"),
}
"""What a test calls a text, and which it is."""


def of_the_catalogue(code: str = "ps") -> dict[str, ScreenText]:
    catalogue = read(path_of(LANGUAGES[code]))
    numbers, explained = dict(numbered(catalogue)), {key(each): each for each in texts(read(TEMPLATE))}
    found = {}
    for name, (context, source) in WANTED.items():
        message = next(m for m in texts(catalogue) if (m.context, english(m)) == (context, source))
        about = explained[key(message)]
        plural = "" if isinstance(message.id, str) else message.id[1]
        found[name] = ScreenText(
            numbers[context, source], key(message), context, source, plural, forms(message), told(about),
            is_for_safety(about),
        )  # fmt: skip
    return found


@pytest.fixture(scope="session")
def words() -> dict[str, ScreenText]:
    return of_the_catalogue()


@pytest.fixture
def screens(words: dict[str, ScreenText]) -> Screens:
    return two_screens(words)


def two_screens(words: dict[str, ScreenText]) -> Screens:
    """The second screen has the word of safety."""
    home = Screen("Home", f'<body><main id="main">{words["home"].forms[0]}</main></body>', ("css/public.css",), ())
    return Screens(
        "ps",
        "rtl",
        tuple(words.values()),
        (
            Screen(home.name, home.body, home.styles, (words["home"].number, words["officer"].number)),
            Screen("On no screen: here and there", "", (), (words["leave"].number, words["days"].number)),
        ),
    )


Give = Callable[..., str]


@pytest.fixture
def give(app: Flask, screens: Screens) -> Give:
    """Somebody is given a link; its secret."""

    def link(by: str = BY, ends_on: date = LAST_DAY) -> str:
        with app.app_context():
            return invite_to_check(screens, by, ends_on)

    return link


class Reader:
    """Somebody's phone."""

    def __init__(self, app: Flask) -> None:
        self.browser: FlaskClient = app.test_client()

    def open(self, secret: str) -> TestResponse:
        """Press Start."""
        data = {**hidden_fields(self.browser.get("/staff/words")), "link": f"https://x.example/staff/words#{secret}"}
        return self.browser.post("/staff/words/start", data=data)

    def say(self, at: int, go: str = "save", **fields: str) -> TestResponse:
        """Send the form below a screen."""
        address = f"/staff/words/screens/{at}"
        return self.browser.post(address, data={**hidden_fields(self.browser.get(address)), "go": go, **fields})
