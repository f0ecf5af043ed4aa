"""How long to wait after failed sign-ins: longer each time, and never long enough to lock a colleague out. Pure."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST_WAIT = timedelta(seconds=5)
PURPOSE = "sign-in/"
"""Before all that these failures are counted under."""
FORGOTTEN = timedelta(hours=1)
"""After so long without a failure it starts from nothing again."""


@dataclass(frozen=True)
class Patience:
    """How many failures cost nothing, and the longest wait after them."""

    free: int
    longest: timedelta

    def next_try_at(self, failures: int, last_at: datetime) -> datetime:
        """When the next try is taken: 5 seconds after the last failure, then 10, 20, 40 ..."""
        if failures < self.free:
            return last_at
        doublings = min(failures - self.free, 16)
        return last_at + min(FIRST_WAIT * (1 << doublings), self.longest)


# A stranger can make a browser wait a minute in which the account was never signed in. An office shares one address, so
# many may mistype.
ACCOUNT = Patience(free=5, longest=timedelta(minutes=1))
SOURCE = Patience(free=30, longest=timedelta(minutes=5))


def account_key(email: str, secret: bytes, counter: str = "account") -> str:
    """What stands for one of the counters of an account, whether or not there is one."""
    account = f"{PURPOSE}{counter}/{email.strip().lower()}"
    return hmac.new(secret, account.encode(), hashlib.sha256).hexdigest()
