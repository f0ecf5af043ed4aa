"""Who asks a council that serves for its pages: children who open their letter and press send, an officer with a list.

They ask over the network. Their letters, their answers and the officer's signing in are made here, by the program's own
verbs on the council's own database.
"""

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException, HTTPResponse
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from flask import Flask

from participation import create_app
from participation.councils.folder import Council, councils_in
from participation.invitations.actions import draw_secrets
from participation.invitations.queries import invitations_of
from tests import factories
from tests.councils.serving import Serving
from tests.durability.group import HERE, PATIENCE
from tests.durability.prepared import VIEWS, Press, prepare
from tests.walking import let_in

PAUSE = 0.2
"""Seconds between two pages that one of them asks for."""


@dataclass(frozen=True)
class Wanted:
    """A page that somebody asks for, and how it is answered when all is well."""

    status: int
    path: str
    body: bytes | None = None
    cookie: str = ""
    """Where it is empty, what this browser was given last."""


class Caller:
    """One after the other they ask one side of a council for these pages."""

    def __init__(self, port: int, address: str, pages: Iterable[Wanted]) -> None:
        self.port, self.host, self.pages = port, urlsplit(address).netloc, pages
        self.cookie = ""
        self.answered: list[str] = []
        """The addresses of pages that came as they were wanted."""
        self.refused = 0
        """Where nothing answered."""
        self.wrong: list[str] = []
        """Where something else came: an error page above all."""
        self.longest = 0.0
        self.ends = threading.Event()

    def go_on(self) -> None:
        """Until it ends, or they have seen everything."""
        for wanted in self.pages:
            began = time.perf_counter()
            self.ask(wanted)
            self.longest = max(self.longest, time.perf_counter() - began)
            if self.ends.wait(PAUSE):
                return

    def ask(self, wanted: Wanted) -> None:
        """Once, on a connection of its own, as a proxy makes it."""
        try:
            answer = self._answer(wanted)
        except (OSError, HTTPException):
            self.refused += 1
            return
        if answer.status != wanted.status:
            self.wrong.append(f"{answer.status} {wanted.path}")
            return
        self.answered.append(wanted.path)
        if given := answer.headers["Set-Cookie"]:
            self.cookie = given.partition(";")[0]

    def _answer(self, wanted: Wanted) -> HTTPResponse:
        said = {"Host": self.host, "Cookie": wanted.cookie or self.cookie}
        if wanted.body is not None:
            said["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection(HERE, self.port, timeout=PATIENCE)
        try:
            connection.request("GET" if wanted.body is None else "POST", wanted.path, wanted.body, said)
            answer = connection.getresponse()
            answer.read()
        finally:
            connection.close()
        return answer


def callers(folder: Path, serving: Sequence[Serving], children: int) -> list[Caller]:
    """Of each council so many children, one after the other, and one officer whose list does not end."""
    return [caller for each in serving for caller in _of_one(folder, each, children)]


@contextmanager
def calling(callers: Sequence[Caller]) -> Iterator[None]:
    """All of them ask while the block runs."""
    threads = [threading.Thread(target=each.go_on) for each in callers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for each in callers:
            each.ends.set()
        for thread in threads:
            thread.join()


def _of_one(folder: Path, at: Serving, children: int) -> Iterator[Caller]:
    (council,), (public,) = (councils_in(side, [at.name]) for side in (folder, folder / "public"))
    staff_side = create_app(council.config)
    # What the children's side takes for its own cookies, with what the owner of the records may prepare.
    children_side = create_app(replace(public.config, database_url=council.config.database_url))
    try:
        officer, cookie = _signed_in(staff_side)
        *presses, last = prepare(children_side, children + 1, [officer])
        token = _letter(staff_side, last)
    finally:
        for app in (staff_side, children_side):
            app.extensions["engine"].dispose()
    yield _child(council, at, presses, token)
    yield Caller(at.staff, council.config.staff_url, _at_the_desk(cookie, presses))


def _child(council: Council, at: Serving, presses: Sequence[Press], token: str) -> Caller:
    return Caller(at.children, council.config.public_url, _with_letters(presses, token))


def _with_letters(presses: Sequence[Press], token: str) -> Iterator[Wanted]:
    for press in presses:
        yield Wanted(303, "/start", urlencode({"token": token, "language": "en"}).encode(), "none=yet")
        yield Wanted(200, "/home")
        yield Wanted(200, f"/answer/{VIEWS}")
        yield Wanted(303, press.path, press.body, press.cookie)


def _at_the_desk(cookie: str, presses: Sequence[Press]) -> Iterator[Wanted]:
    for press in cycle(presses):
        yield Wanted(200, "/staff/", cookie=cookie)
        yield Wanted(200, f"/staff/reviews/{press.review_id}", cookie=cookie)


def _signed_in(app: Flask) -> tuple[str, str]:
    """An officer who is past both factors: their id and their cookie."""
    with app.app_context():
        officer, secret = factories.staff()
        id, email = officer.id, officer.email
    name = "__Host-staff"
    found = let_in(app, email, secret).get_cookie(name)
    assert found is not None
    return id, f"{name}={found.value}"


def _letter(app: Flask, child: Press) -> str:
    """The secret in the square of a child's letter that is open now."""
    with app.app_context():
        (invitation,) = invitations_of(child.review_id)
        return draw_secrets(invitation).token
