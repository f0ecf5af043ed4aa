"""How long help, the square and an open page take while a crowd types wrong codes, beside two busy loops."""

import http.client
import multiprocessing
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from math import inf
from statistics import quantiles
from urllib.parse import urlencode

from participation.invitations.secrets import new_code

AT_ONCE, HANDS, A_MINUTE = 60, 40, 60
EVERY, BUSY_SECONDS = 0.1, 10
FIELDS = {"Content-Type": "application/x-www-form-urlencoded"}
BAR_TIMES, BAR_SECONDS = 3, 1.0
QUIET, BUSY = "on this machine as it is", "beside two busy loops"
BURSTS, TRICKLE = f"while {AT_ONCE} codes are typed at once", f"while {A_MINUTE} a minute are typed"
_spawning = multiprocessing.get_context("spawn")


def guess(port: int, address: int) -> int:
    """One wrong code from an address of its own; gives the status."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    forwarded = {"X-Forwarded-For": f"203.0.{address // 250 % 250}.{address % 250 + 1}"}
    connection.request("POST", "/start", urlencode({"code": new_code()}), FIELDS | forwarded)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def burst(port: int) -> Counter[int]:
    """So many at once, by so many hands; gives the statuses."""
    with ThreadPoolExecutor(HANDS) as hands:
        return Counter(hands.map(guess, [port] * AT_ONCE, range(AT_ONCE)))


def trickle(port: int, minutes: float) -> Counter[int]:
    """So many a minute, whatever is answered; gives the statuses."""
    found, began = Counter[int](), time.monotonic()
    for number in range(int(A_MINUTE * minutes)):
        time.sleep(max(0.0, began + number * 60 / A_MINUTE - time.monotonic()))
        found[guess(port, number)] += 1
    return found


def spin() -> None:
    """Occupy a core."""
    while True:
        pass


@contextmanager
def two_busy_loops() -> Iterator[None]:
    """Both cores have something else to do."""
    loops = [_spawning.Process(target=spin, daemon=True) for _ in range(2)]
    for each in loops:
        each.start()
    try:
        yield
    finally:
        for each in loops:
            each.kill()


class Onlookers:
    """Three people who look at a page each, again and again."""

    def __init__(self, port: int, token: str) -> None:
        self.port, self.token = port, token
        self.cookie = self._fetch("POST", "/start", {"token": token})[1].partition(";")[0]

    def _fetch(self, method: str, path: str, typed: dict[str, str], **headers: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request(method, path, urlencode(typed), FIELDS | headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status, answer.getheader("Set-Cookie") or ""

    def _looks(self) -> tuple[Callable[[], bool], ...]:
        return (
            lambda: self._fetch("GET", "/help", {})[0] == 200,
            lambda: self._fetch("POST", "/start", {"token": self.token})[0] == 303,
            lambda: self._fetch("GET", "/answer/my_views/feelings", {}, Cookie=self.cookie)[0] == 200,
        )

    def during(self, does: Callable[[], object]) -> list[float]:
        """Seconds of each page that somebody waited for meanwhile."""
        took, until = list[float](), [inf]

        def look_at(page: Callable[[], bool]) -> None:
            begins = time.perf_counter()
            while begins < until[0]:
                time.sleep(max(0.0, begins - time.perf_counter()))
                assert page()
                # From when they wanted to look: else whoever is held up would hardly ever look at what holds them up.
                took.append(time.perf_counter() - begins)
                begins += EVERY

        with ThreadPoolExecutor(3) as people:
            looking = [people.submit(look_at, page) for page in self._looks()]
            try:
                does()
            finally:
                until[0] = time.perf_counter()
            for each in looking:
                each.result()
        return took


def p95(took: list[float]) -> float:
    """What 95 of 100 do not exceed."""
    return quantiles(took, n=20)[-1]


def measure(port: int, token: str, forget: Callable[[], None], bursts: int, minutes: float) -> dict[str, list[float]]:
    """Seconds of each page: quiet, beside two busy loops, in so many bursts, and in a trickle."""
    onlookers, took = Onlookers(port, token), dict[str, list[float]]()
    with ProcessPoolExecutor(1, _spawning) as crowd:
        crowd.submit(guess, port, 0).result()  # it is there before anybody measures
        took[QUIET] = onlookers.during(lambda: time.sleep(BUSY_SECONDS))
        with two_busy_loops():
            took[BUSY] = onlookers.during(lambda: time.sleep(BUSY_SECONDS))
        took[BURSTS] = []
        for _ in range(bursts):
            forget()
            took[BURSTS] += onlookers.during(lambda: crowd.submit(burst, port).result())
        forget()
        took[TRICKLE] = onlookers.during(lambda: crowd.submit(trickle, port, minutes).result())
    return took


def report(took: dict[str, list[float]]) -> None:
    """Lines of the table; fails where a bar is missed."""
    for name, seconds in took.items():
        share = p95(seconds) / p95(took[BUSY])
        figures = f"{p95(seconds) * 1000:.0f} ms, {share:.2f} times; {max(seconds):.2f} s"
        bar = f"{BAR_TIMES} times; {BAR_SECONDS:.0f} s" if name in (BURSTS, TRICKLE) else ""
        print(f"| help, the square and an open page {name}, p95, beside busy; the longest | {figures} | {bar} |")
    for name in (BURSTS, TRICKLE):
        assert p95(took[name]) <= BAR_TIMES * p95(took[BUSY]), name
        assert max(took[name]) < BAR_SECONDS, name
