"""Sending at fifty a second while twenty officers read: nothing is lost, and how long a child waits."""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from statistics import quantiles
from threading import Event, Lock, Thread

from flask import Flask
from sqlalchemy import insert

from participation import create_app
from participation.config import Config
from participation.db import new_id, open_engine, transaction
from participation.db.migrations import upgrade
from participation.staff.models import Role, Staff
from tests import factories
from tests.durability.balance import Balance, balance
from tests.durability.group import PATIENCE, Group, fit_keys
from tests.durability.prepared import Press, prepare
from tests.walking import signed_in

RATE, SECONDS, OFFICERS = 50, 600, 20
PHONES = 64
"""More than ever wait for an answer at once, so that the next child presses when it is their time."""
CASELOAD = 75
"""Children of one officer."""
LOOKS_AT_A_PAGE = (3.0, 7.0)
"""Seconds until an officer asks for the next page."""
Waits = list[float]


class Children:
    """They press send when it is their time, however many still wait for an answer."""

    def __init__(self, port: int, presses: Sequence[Press]) -> None:
        self.port, self.presses = port, presses
        self.sent: list[str] = []
        self.waits: Waits = []
        """Seconds from the moment in which each wanted to press."""
        self.wrong: list[str] = []
        self._numbers, self._lock = count(), Lock()

    def press_all(self) -> None:
        """Until the last one has an answer."""
        began = time.perf_counter()
        phones = [Thread(target=self._phone, args=[began]) for _ in range(PHONES)]
        for phone in phones:
            phone.start()
        for phone in phones:
            phone.join()

    def _phone(self, began: float) -> None:
        while True:
            with self._lock:
                number = next(self._numbers)
            if number >= len(self.presses):
                return
            due = began + number / RATE
            time.sleep(max(0.0, due - time.perf_counter()))
            self._press(self.presses[number])
            self.waits.append(time.perf_counter() - due)

    def _press(self, press: Press) -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("POST", press.path, press.body, press.headers)
            answer = connection.getresponse()
            answer.read()
        finally:
            connection.close()
        if answer.status == 303 and answer.headers["Location"].endswith("/done"):
            self.sent.append(press.draft_id)
        else:
            self.wrong.append(f"{answer.status} {answer.headers.get('Location')}")


class Officer(Thread):
    """Looks at the list, at a review, at the next."""

    def __init__(self, port: int, cookie: str, reviews: Sequence[str], closes: Event) -> None:
        super().__init__()
        self.port, self.cookie, self.reviews, self.closes = port, cookie, reviews, closes
        self.waits: Waits = []
        self.wrong: list[str] = []

    def run(self) -> None:
        """Until the day closes."""
        for page in self._pages():
            began = time.perf_counter()
            connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            connection.request("GET", page, headers={"Cookie": f"staff={self.cookie}"})
            answer = connection.getresponse()
            answer.read()
            connection.close()
            self.waits.append(time.perf_counter() - began)
            if answer.status != 200:
                self.wrong.append(f"{answer.status} {page}")

    def _pages(self) -> Iterator[str]:
        chance = random.Random(self.cookie)  # noqa: S311 - no secret
        while not self.closes.wait(chance.uniform(*LOOKS_AT_A_PAGE)):
            yield chance.choice(("/staff/", f"/staff/reviews/{chance.choice(self.reviews)}"))


def employed(app: Flask, number: int) -> tuple[list[str], list[str]]:
    """The ids of so many officers, and the cookies of those who read."""
    with app.app_context():
        reading = [factories.staff() for _ in range(OFFICERS)]
        known = [(staff.id, staff.email, secret) for staff, secret in reading]
        others = [new_id() for _ in range(number - OFFICERS)]
        if others:
            with transaction() as writing:
                rows = [{"id": id, "email": f"{id}@example.org", "name": id, "role": Role.OFFICER} for id in others]
                writing.execute(insert(Staff), rows)
    cookies = [signed_in(app, email, secret).get_cookie("staff") for _, email, secret in known]
    return [id for id, *_ in known] + others, [cookie.value for cookie in cookies if cookie]


def row(what: str, waits: Waits) -> str:
    """Half, nineteen in twenty, all: how long they waited at most."""
    cut = quantiles(waits, n=20)
    return f"| {what} | {len(waits)} | {cut[9]:.3f} | {cut[18]:.3f} | {max(waits):.3f} |"


def main() -> None:
    """Prepare, send and read, look; ends with 1 if anything is lost, doubled or refused."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=SECONDS)
    sends = options.parse_args().seconds * RATE
    with tempfile.TemporaryDirectory() as made:
        url, keys = f"sqlite:///{made}/participation.sqlite", fit_keys(Path(made) / "keys")
        engine = open_engine(url)
        upgrade(engine)
        engine.dispose()
        app, group = create_app(Config(database_url=url, keys_dir=str(keys))), Group(url, keys)
        ids, cookies = employed(app, max(OFFICERS, sends // CASELOAD))
        presses = prepare(app, sends, ids)
        app.extensions["engine"].dispose()
        closes, children = Event(), Children(group.port, presses)
        reviews = [[press.review_id for press in presses[place :: len(ids)]] for place in range(OFFICERS)]
        officers = [Officer(group.port, *each, closes) for each in zip(cookies, reviews, strict=True)]
        try:
            group.start()
            for officer in officers:
                officer.start()
            children.press_all()
        finally:
            closes.set()
            for officer in officers:
                officer.join()
            group.stop()
        found = balance(app, presses, children.sent)
    print("| waits, in seconds | number | half | 95% | longest |\n| --- | --- | --- | --- | --- |")
    print(row("sending (bar: 95% under 1)", children.waits))
    print(row("an officer's page", [wait for officer in officers for wait in officer.waits]))
    print(f"\nlost {found.lost}, doubled {found.doubled}, half {found.half}, of {len(children.sent)} acknowledged")
    wrong = [*children.wrong, *(each for officer in officers for each in officer.wrong)]
    assert not wrong, wrong[:3]
    assert found == Balance(sends, lost=0, doubled=0, half=0), found


if __name__ == "__main__":
    main()
