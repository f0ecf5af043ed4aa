"""A pool that gives its connections in the order in which they were asked for.

SQLAlchemy's own gives each to whoever is quickest. That is who has just given one back: in a crowd some wait for ever.
"""

import time
from collections import deque
from typing import Any

from sqlalchemy.pool import QueuePool
from sqlalchemy.util.queue import Empty, Queue


class _InOrder(Queue[Any]):
    """Whoever has waited longest is the next."""

    def _init(self, maxsize: int) -> None:
        super()._init(maxsize)
        self._waiting = deque[object]()

    def _put(self, item: Any) -> None:
        super()._put(item)
        self.not_empty.notify_all()  # of these one is the next

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """Raises Empty: after so many seconds, or at once for whoever does not wait while others do."""
        me, until = object(), time.monotonic() + (timeout or 0) * block
        with self.not_empty:
            self._waiting.append(me)
            try:
                while self._empty() or self._waiting[0] is not me:
                    if (left := until - time.monotonic()) <= 0:
                        raise Empty
                    self.not_empty.wait(left)
                return self._get()
            finally:
                self._waiting.remove(me)
                self.not_empty.notify_all()


class InOrderPool(QueuePool):
    """Nobody overtakes who waits."""

    _queue_class = _InOrder
