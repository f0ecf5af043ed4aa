"""Children at their phones: each presses send until a page says that it is sent."""

import time
from collections.abc import Callable, Iterable, Sequence
from http.client import HTTPConnection, HTTPException
from threading import Condition, Thread

from participation.db import own_part
from tests.durability.group import HERE, PATIENCE
from tests.durability.prepared import Press

PHONES = 8
SENT = 303
SENT_AFTER_IDLE = 200
"""After twenty minutes without a sign of life the page itself says that it is sent."""
TROUBLE = 503
PAUSE = 0.1
"""Seconds until somebody who was not told so presses again."""
AGAIN = 10
"""Every so many children press once more although they were told that it is sent."""
Told = Callable[[Sequence[str]], None]
"""Is called each time that somebody was told, with the ids of everything that is sent by then."""


class Phones:
    """Several phones at once, each with one child after the other."""

    def __init__(
        self, port: int, presses: Iterable[Press], phones: int = PHONES, told: Told = lambda _acknowledged: None
    ) -> None:
        self.host, self.port = HERE, port
        self.told = told
        self.acknowledged: list[str] = []
        self.broken = 0
        """Presses that were under way when the server died, and were answered by nothing."""
        self.troubled = 0
        """Presses that were answered by the page that shows the words again."""
        self.wrong: list[str] = []
        self._waiting = iter(presses)
        self._changed = Condition()
        self._threads = [Thread(target=self._one_phone, daemon=True) for _ in range(phones)]

    def start(self) -> None:
        """Everybody begins."""
        for thread in self._threads:
            thread.start()

    def finish(self) -> None:
        """Wait for the last child; fail if anybody met a page that nobody should meet."""
        for thread in self._threads:
            thread.join(PATIENCE * 10)
            assert not thread.is_alive(), "somebody still presses send"
        assert not self.wrong, self.wrong[:3]

    def wait_for(self, count: int) -> None:
        """Until so many have been told that it is sent, or nobody is left."""
        with self._changed:
            self._changed.wait_for(
                lambda: len(self.acknowledged) >= count or not any(each.is_alive() for each in self._threads), PATIENCE
            )

    def wait_for_trouble(self, count: int) -> None:
        """Until so many presses more have been answered by the page that shows the words again."""
        with self._changed:
            wanted = self.troubled + count
            assert self._changed.wait_for(lambda: self.troubled >= wanted or bool(self.wrong), PATIENCE)

    def _one_phone(self) -> None:
        connection = HTTPConnection(self.host, self.port, timeout=PATIENCE)
        while (press := self._next()) and not self.wrong:
            while not self._pressed(connection, press):
                time.sleep(PAUSE)
            with self._changed:
                self.acknowledged.append(press.draft_id)
                once_more = len(self.acknowledged) % AGAIN == 0
                self._changed.notify_all()
            self.told(self.acknowledged)
            if once_more:
                self._pressed(connection, press)
        connection.close()

    def _next(self) -> Press | None:
        with self._changed:
            return next(self._waiting, None)

    def _pressed(self, connection: HTTPConnection, press: Press) -> bool:
        """Whether a page says that it is sent."""
        try:
            connection.request("POST", press.path, press.body, press.headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        except (OSError, HTTPException) as error:
            connection.close()
            self.broken += not isinstance(error, ConnectionRefusedError)
            return False
        if answer.status == TROUBLE:
            with self._changed:
                self.troubled += 1
                self._changed.notify_all()
            return False
        if answer.status == SENT and answer.headers["Location"] == f"/answer/{press.purpose}/done":
            return True
        if answer.status == SENT_AFTER_IDLE and own_part(press.draft_id, 4).upper() in page:
            return True
        self.wrong.append(f"{answer.status} {answer.headers.get('Location')}: {page[-600:]}")
        return True
