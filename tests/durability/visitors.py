"""Who comes while the servers change: children who press send once each, and somebody who looks at one page."""

import time
from collections.abc import Iterator
from http.client import HTTPConnection
from threading import Condition, Event, Thread
from typing import Self

from tests.durability.group import PATIENCE
from tests.durability.prepared import Press

A_SECOND = 20
MOST = 2400
"""Children who are there to press: for two minutes, longer than any restart takes."""


class Visitors(Thread):
    """People who come twenty a second, until the end of a block."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.port, self.closes = port, Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def beats(self) -> Iterator[None]:
        """Twenty a second, and after a delay the more quickly: the clock counts, not the pauses."""
        due = time.monotonic()
        while not self.closes.wait(max(0, due - time.monotonic())):
            yield
            due += 1 / A_SECOND

    def __exit__(self, *_: object) -> None:
        self.closes.set()
        self.join(PATIENCE)


class Children(Visitors):
    """Each on a connection of their own, as a proxy makes it, and each presses send once."""

    def __init__(self, port: int, presses: list[Press]) -> None:
        super().__init__(port)
        self.presses, self.changed = iter(presses), Condition()
        self.sent: list[str] = []
        self.wrong: list[str] = []

    def run(self) -> None:
        """Nobody waits for anybody else's answer."""
        pressing = []
        for _ in self.beats():
            pressing.append(Thread(target=self.press, args=[next(self.presses)]))
            pressing[-1].start()
        for each in pressing:
            each.join(PATIENCE)

    def wait_for(self, count: int) -> None:
        """Until so many have been told that it is sent."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.sent) >= count, PATIENCE), self.wrong[:3]

    def press(self, press: Press) -> None:
        """Press send, once."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("POST", press.path, press.body, press.headers)
            answer = connection.getresponse()
            assert (answer.status, answer.headers["Location"]) == (303, f"/answer/{press.purpose}/done")
            with self.changed:
                self.sent.append(press.draft_id)
                self.changed.notify_all()
        except Exception as error:
            self.wrong.append(repr(error))
        finally:
            connection.close()


class Browser(Visitors):
    """Somebody whose connection is kept as long as it may be, who asks again and again."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.statuses: set[object] = set()

    def run(self) -> None:
        """One page after the other."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        for _ in self.beats():
            try:
                connection.request("GET", "/help")
                answer = connection.getresponse()
                answer.read()
                self.statuses.add(answer.status)
            except Exception as error:
                self.statuses.add(repr(error))
        connection.close()
