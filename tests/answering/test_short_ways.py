"""Each request does its work once: the draft is opened once, and nothing is asked for twice."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from participation import clock, sealing
from participation.answering.visits import IDLE
from participation.sealing import open_draft
from tests.answering.conftest import TWO_WEEKS_BEFORE, Letter, Write
from tests.answering.test_after import officer_answers, officer_reads, says
from tests.answering.test_lock import put_on
from tests.walking import Phone, hidden_fields, words_of

FEELINGS = "/answer/my_views/feelings"
WORDS = "My room is loud at night"


class Work:
    """What a request has done: which rows it asked the database for, and which seals it broke."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.opened: list[str] = []

    def note(self, _connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        """As the engine tells it, before each statement."""
        if statement.startswith("SELECT"):
            self.asked.append((statement, repr(parameters)))

    def open(self, root: bytes, sealed: bytes, context: str) -> bytes:
        """The real opening, counted."""
        self.opened.append(context)
        return open_draft(root, sealed, context)

    def asks_of(self, table: str) -> int:
        """How often the rows of a table were asked for."""
        asks = f"\nFROM {table} ", f" JOIN {table} "
        return sum(any(each in statement for each in asks) for statement, _ in self.asked)

    @property
    def asked_twice(self) -> list[str]:
        """What was asked for more than once in the same words."""
        return [statement for (statement, _), times in Counter(self.asked).items() if times > 1]


@contextmanager
def watched(app: Flask) -> Iterator[Work]:
    """Count what is done from here on."""
    work, engine = Work(), app.extensions["engine"]
    event.listen(engine, "before_cursor_execute", work.note)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "open_draft", work.open)
        yield work
    event.remove(engine, "before_cursor_execute", work.note)


@pytest.fixture
def letter(write: Write) -> Letter:
    return write()


@pytest.fixture
def maya(app: Flask, letter: Letter) -> Phone:
    """A child who has written something, and looks at it again."""
    phone = Phone(app, letter.secrets)
    phone.begin("my_views", "feelings")
    phone.press("next", answer_feel_today="sad", answer_feel_today_words=WORDS)
    phone.open(FEELINGS)
    return phone


@pytest.fixture
def checking(maya: Phone) -> Phone:
    """A child who has answered, on the page with all answers."""
    maya.open("/answer/my_views")
    maya.skip_to_check()
    assert WORDS in maya.page.text
    return maya


def posted(app: Flask, phone: Phone, path: str = FEELINGS, **typed: str) -> tuple[int, Work]:
    """What comes of posting the page that is shown, and what was done for it."""
    with watched(app) as work:
        answer = phone.browser.post(path, data={**hidden_fields(phone.page), **typed})
    return answer.status_code, work


def is_opened_once(work: Work) -> bool:
    return len(work.opened) == work.asks_of("draft") == 1


@pytest.mark.parametrize("go", ["next", "skip", "back", "later", "help", "contact", "stay"])
def test_a_page_that_is_posted_opens_its_draft_once_wherever_it_leads(app: Flask, maya: Phone, go: str) -> None:
    status, work = posted(app, maya, go=go, answer_feel_today="happy")
    assert status == 303
    assert is_opened_once(work)


def test_so_does_a_page_on_which_nothing_was_changed(app: Flask, maya: Phone) -> None:
    status, work = posted(app, maya, answer_feel_today="sad", answer_feel_today_words=WORDS)
    assert status == 303
    assert is_opened_once(work)


def test_so_does_a_page_that_is_shown_again_with_what_is_wrong(app: Flask, maya: Phone) -> None:
    status, work = posted(app, maya, answer_feel_today_words="a" * 2001)
    assert status == 422
    assert is_opened_once(work)


def test_so_does_another_language(app: Flask, maya: Phone) -> None:
    status, work = posted(app, maya, "/language", language="ar", answer_feel_today="happy")
    assert status == 303
    assert is_opened_once(work)


def test_so_does_leaving(app: Flask, maya: Phone) -> None:
    _, work = posted(app, maya, "/leave", answer_feel_today="happy")
    assert is_opened_once(work)


@pytest.mark.parametrize(("keep", "status"), [("", 409), ("there", 303), ("here", 303), ("both", 303)])
def test_so_does_a_page_that_was_written_in_two_windows(app: Flask, maya: Phone, keep: str, status: int) -> None:
    typed = {"edition": "0", "answer_feel_today_words": "and this in the other window"}
    if keep:
        maya.page = maya.browser.post(FEELINGS, data={**hidden_fields(maya.page), **typed})
        typed = {"keep": keep}
    came, work = posted(app, maya, **typed)
    assert came == status
    assert is_opened_once(work)


def test_so_does_a_page_that_is_saved_after_the_idle_time(app: Flask, maya: Phone) -> None:
    with clock.frozen(TWO_WEEKS_BEFORE + IDLE + timedelta(minutes=1)):
        status, work = posted(app, maya, answer_feel_today="happy")
    assert status == 200
    assert is_opened_once(work)


def test_so_does_sending(app: Flask, checking: Phone) -> None:
    with watched(app) as work:
        answer = checking.browser.post("/answer/my_views/send", data=hidden_fields(checking.page))
    assert answer.location == "/answer/my_views/done"
    assert is_opened_once(work)


def test_so_does_sending_what_is_not_finished(app: Flask, checking: Phone) -> None:
    finished = hidden_fields(checking.page)
    checking.open("/answer/my_views/finish")
    checking.press("stay", answer_anything_else="a" * 3000)
    with watched(app) as work:
        answer = checking.browser.post("/answer/my_views/send", data=finished)
    assert answer.location == "/answer/my_views/finish"
    assert is_opened_once(work)


@pytest.mark.parametrize("path", [FEELINGS, "/answer/my_views/check"])
def test_a_page_that_is_shown_opens_its_draft_once(app: Flask, checking: Phone, path: str) -> None:
    with watched(app) as work:
        assert WORDS in checking.browser.get(path).text
    assert is_opened_once(work)


@pytest.mark.parametrize("path", ["/home", "/answer/my_views/done"])
def test_home_and_the_page_after_sending_ask_for_receipts_once(app: Flask, checking: Phone, path: str) -> None:
    checking.send("my_views")
    with watched(app) as work:
        assert "Receipt number:" in words_of(checking.browser.get(path))
    assert work.asks_of("receipt") == 1


@pytest.mark.parametrize(
    "path",
    ["/home", FEELINGS, "/answer/my_views/check", "/answer/my_views/done", "/officer", "/lock", "/after", "/contact"],
)
def test_no_page_asks_for_anything_twice(app: Flask, letter: Letter, path: str) -> None:
    maya = Phone(app, letter.secrets)
    put_on(maya)
    says(maya)
    officer_reads(app, letter)
    officer_answers(app, letter)
    maya.begin("my_views", "feelings")
    maya.press("next", answer_feel_today="sad")
    maya.skip_to_check()
    with watched(app) as work:
        assert maya.browser.get(path).status_code == 200
    assert work.asked_twice == []


def test_withdrawing_gathers_what_was_sent_once(app: Flask, letter: Letter) -> None:
    maya = Phone(app, letter.secrets)
    put_on(maya)
    says(maya)
    page = maya.open("/after")
    id = page.text.split('name="take_back" value="')[1].split('"')[0]
    status, work = posted(app, maya, "/after", sure=id)
    assert status == 303
    assert work.asks_of("own_copy") == 1
