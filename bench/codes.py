"""Guessing typed codes at the real server: what is found, what a school and the square feel of it, what time tells."""

import argparse
import http.client
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from random import sample
from statistics import median, quantiles
from urllib.parse import urlencode

from flask import Flask

from bench.crowds import measure, report
from participation import clock, create_app, db
from participation.config import Config
from participation.db import session, transaction
from participation.db.migrations import upgrade
from participation.invitations.actions import Secrets, draw_secrets, revoke
from participation.invitations.models import Failure, Invitation
from participation.invitations.secrets import new_code, new_token
from participation.sealing.slow_hash import MOMENT
from tests import factories
from tests.attacks.installation import installed
from tests.durability.group import fit_keys

CODES, RATE, HANDS, SCHOOL, ROUNDS = 10_000, 100, 8, 40, 2000
BURSTS, MINUTES = 20, 10.0
PAUSE = 0.1
OPENED, UNKNOWN, TOLD_TO_WAIT, IN_A_MOMENT = 303, 404, 429, 503
HOME = "198.51.100.7"
"""The address that the school shares."""
ELSEWHERE = tuple(f"203.0.113.{last}" for last in range(4))
BAR_SECONDS, BAR_SHARE = 1.0, 0.05


class Door:
    """Start, as somebody at an address presses it."""

    def __init__(self, port: int, address: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.address = address

    def press(self, **typed: str) -> int:
        """Post one field; gives the status."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": self.address}
        self.connection.request("POST", "/start", urlencode(typed), headers)
        answer = self.connection.getresponse()
        answer.read()
        return answer.status

    def press_until_heard(self, **typed: str) -> int:
        """As the page asks those to do who were turned away: once more in a moment."""
        while (status := self.press(**typed)) == IN_A_MOMENT:
            self.connection.close()  # the server does not keep it as long as that
            time.sleep(MOMENT)
        return status

    def seconds(self, **typed: str) -> float:
        """How long that takes."""
        began = time.perf_counter()
        self.press(**typed)
        return time.perf_counter() - began


class Guesser:
    """Guesses random codes, so many a second: from one address, and when it is told to, from several."""

    def __init__(self, port: int, codes: int, rate: int) -> None:
        self.port, self.rate, self.found, self.spread = port, rate, Counter[int](), threading.Event()
        self._left, self._lock, self._began = iter(range(codes)), threading.Lock(), time.monotonic()
        self._threads = [threading.Thread(target=self._guess) for _ in range(HANDS)]
        for thread in self._threads:
            thread.start()

    def _guess(self) -> None:
        while True:
            with self._lock:
                number = next(self._left, None)
            if number is None:
                return
            time.sleep(max(0.0, self._began + number / self.rate - time.monotonic()))
            address = ELSEWHERE[number % 4] if self.spread.is_set() else ELSEWHERE[0]
            status = Door(self.port, address).press(code=new_code())
            with self._lock:
                self.found[status] += 1

    @property
    def is_guessing(self) -> bool:
        """Whether codes are left."""
        return any(thread.is_alive() for thread in self._threads)


def school(port: int, codes: list[str]) -> int:
    """Children behind one address, one in five mistypes twice; gives how many get in."""
    inside = 0
    for number, code in enumerate(codes):
        door = Door(port, HOME)
        for _ in range(2 if number % 5 == 0 else 0):
            door.press_until_heard(code=new_code())
        inside += door.press_until_heard(code=code) == OPENED
    return inside


def scans(port: int, token: str, guesser: Guesser) -> list[float]:
    """Seconds to open a letter by its square, again and again while somebody guesses."""
    waited = []
    while guesser.is_guessing:
        began = time.perf_counter()
        assert Door(port, HOME).press(token=token) == OPENED
        waited.append(time.perf_counter() - began)
        time.sleep(PAUSE)
    return waited


def differences(app: Flask, port: int, closed: dict[str, Secrets], rounds: int) -> dict[str, float]:
    """By how much the time for what opens no more differs from that for what never was, as a share.

    All are asked in turn, in ever other order, so that the machine's moods meet all of them.
    """
    found = {}
    for field, unknown, times in (("token", new_token, rounds), ("code", new_code, rounds // 10)):
        door, took = Door(port, HOME), {name: [] for name in ("unknown", *closed)}
        for number in range(times):
            if number % 5 == 0:
                _forget_failures(app)
            for name in sample(list(took), len(took)):
                typed = getattr(closed[name], field) if name in closed else unknown()
                took[name].append(door.seconds(**{field: typed}))
        found |= {f"{name} {field}": median(took[name]) / median(took["unknown"]) - 1 for name in closed}
    return found


def _forget_failures(app: Flask) -> None:
    with app.app_context(), transaction() as writing:
        writing.query(Failure).delete()


def letters(app: Flask, count: int) -> list[Secrets]:
    """So many letters of children, two weeks before their reviews."""
    with app.app_context():
        officer, _ = factories.staff()
        meets_on = clock.today() + timedelta(days=14)
        return [factories.letter(factories.review(officer, meets_on))[1] for _ in range(count)]


def closed_letters(app: Flask) -> dict[str, Secrets]:
    """One that is revoked, and one that has been printed anew."""
    made = {}
    for name, close in (("revoked", revoke), ("replaced", draw_secrets)):
        (made[name],) = letters(app, 1)
        with app.app_context():
            latest = session().query(Invitation).order_by(Invitation.printed_at.desc()).first()
            close(latest)
    return made


def report_guesses(found: Counter[int], inside: int, waited: list[float], told: dict[str, float]) -> None:
    """A table; fails where a bar is missed."""
    p95 = quantiles(waited, n=20)[-1]
    print("| what | figure | bar |\n| --- | --- | --- |")
    print(f"| random codes tried, {RATE} a second | {found.total()} | |")
    heard = f"{found[UNKNOWN]}; {found[TOLD_TO_WAIT]}; {found[IN_A_MOMENT]}"
    print(f"| of them looked for; told to wait; turned away for a moment | {heard} | |")
    print(f"| found | {found[OPENED]} | 0 |")
    print(f"| children of a school of {SCHOOL} who get in meanwhile | {inside} | {SCHOOL} |")
    print(f"| the square meanwhile, p95 | {p95 * 1000:.0f} ms | {BAR_SECONDS:.0f} s |")
    for what, share in told.items():
        print(f"| time for a {what}, beside an unknown one: difference | {share:+.1%} | {BAR_SHARE:.0%} |")
    assert found[OPENED] == 0
    assert inside == SCHOOL
    assert p95 < BAR_SECONDS


def main() -> None:
    """Guess, watch, and report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--codes", type=int, default=CODES)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--bursts", type=int, default=BURSTS)
    options.add_argument("--minutes", type=float, default=MINUTES)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        url, keys = f"sqlite:///{made}/participation.sqlite", fit_keys(Path(made) / "keys")
        engine = db.open_engine(url)
        upgrade(engine)
        engine.dispose()
        app = create_app(Config(database_url=url, keys_dir=str(keys)))
        pupils, scanned, closed = letters(app, SCHOOL), letters(app, 1)[0], closed_letters(app)
        with installed(url, Path(made), keys, proxies="1") as address:
            port = int(address.rpartition(":")[2])
            told = differences(app, port, closed, asked.rounds)
            _forget_failures(app)
            guesser = Guesser(port, asked.codes, RATE)
            with ThreadPoolExecutor(1) as phone:
                scanning = phone.submit(scans, port, scanned.token, guesser)
                inside = school(port, [pupil.code for pupil in pupils])
                guesser.spread.set()
                waited = scanning.result()
            took = measure(port, scanned.token, lambda: _forget_failures(app), asked.bursts, asked.minutes)
        app.extensions["engine"].dispose()
    report_guesses(guesser.found, inside, waited, told)
    report(took)


if __name__ == "__main__":
    main()
