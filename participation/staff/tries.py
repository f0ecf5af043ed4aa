"""Counting tries at signing in before they are made, so that many at once are no more than one after the other."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from math import ceil
from typing import NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from participation import clock
from participation.db import Base, inserting, transaction
from participation.sealing.of_this_app import keyring
from participation.staff.known_browsers import Desk, known_at
from participation.staff.models import SignInFailure
from participation.staff.throttle import ACCOUNT, FORGOTTEN, PURPOSE, SOURCE, Patience, account_key
from participation.web.throttle import source_of

FAILURES = Base.metadata.tables[SignInFailure.__tablename__]
"""Written as a table: a model would be looked at several times more, and guesses come by the thousand."""


class Tried(StrEnum):
    """What is tried. Each is counted apart: only who knows the password can use up the tries at the code."""

    PASSWORD = "account"  # noqa: S105 - a name of a counter
    CODE = "code"
    PASSWORD_AGAIN = "again"  # noqa: S105 - asked of somebody who is signed in


class Counter(NamedTuple):
    """One row in which a try is counted."""

    key: str
    patience: Patience
    is_theirs: bool
    """Nobody but who tries can fill it, so what is refused is counted too."""


Counters = tuple[Counter, ...]


def counters_at(step: Tried, email: str, desk: Desk) -> Counters:
    """Where this try is counted: a browser that is known to the account has a counter of its own."""
    secret = keyring().secret("pepper")
    known = known_at(desk, email)
    if known or step is Tried.PASSWORD_AGAIN:
        return (Counter(account_key(email, secret, f"{step}/{known}"), ACCOUNT, is_theirs=True),)
    of_account = Counter(account_key(email, secret, step), ACCOUNT, is_theirs=False)
    return of_account, Counter(source_of(desk.address, secret, PURPOSE), SOURCE, is_theirs=True)


def take_try(counters: Counters) -> int:
    """Count a try that is about to be made, as if it were wrong; success takes it back.

    Returns 0, or how many seconds to wait. What has to wait is not tried, and lengthens only the wait of who tried it.
    """
    now = clock.now()
    with transaction() as session:
        held = _held(session, sorted(counters), now)
        is_made = _next_try_at(held, now) <= now
        for counter in held:
            if is_made or counter.is_theirs:
                held[counter] = _count(session, counter.key, held[counter][0] + 1, now)
    return 0 if is_made else ceil((_next_try_at(held, now) - now).total_seconds())


Held = tuple[int, datetime]
"""How many failures, and when the last was."""


def _held(session: Session, counters: Sequence[Counter], now: datetime) -> dict[Counter, Held]:
    """The rows stay locked, new or not: whoever comes next reads what came of this try. All take them in one order."""
    new = [{"key": each.key, "count": 0, "last_at": now} for each in counters]
    held = inserting(FAILURES).on_conflict_do_update(index_elements=["key"], set_={"count": SignInFailure.count})
    rows = session.execute(held.returning(SignInFailure.key, SignInFailure.count, SignInFailure.last_at), new)
    found = {key: (count, last_at) if now - last_at < FORGOTTEN else (0, now) for key, count, last_at in rows}
    return {each: found[each.key] for each in counters}


def _next_try_at(held: dict[Counter, Held], now: datetime) -> datetime:
    return max((each.patience.next_try_at(*failures) for each, failures in held.items()), default=now)


def _count(session: Session, key: str, count: int, now: datetime) -> Held:
    session.execute(update(FAILURES).where(SignInFailure.key == key).values(count=count, last_at=now))
    return count, now


def forgive(session: Session, counters: Counters) -> None:
    """It was right: here the account starts from nothing.

    From the source only this try is taken back, or one account would clear it.
    """
    for each in sorted(counters):
        if each.patience is ACCOUNT:
            session.execute(delete(SignInFailure).where(SignInFailure.key == each.key))
        else:
            _count_less(session, each.key)


def take_back(counters: Counters) -> None:
    """It was counted and then not tried: so many others were."""
    with transaction() as session:
        for each in sorted(counters):
            _count_less(session, each.key)


def _count_less(session: Session, key: str) -> None:
    row = SignInFailure.key == key, SignInFailure.count > 0
    session.execute(update(SignInFailure).where(*row).values(count=SignInFailure.count - 1))


def forgive_try(counters: Counters) -> None:
    """The password that somebody was asked for again was right."""
    with transaction() as session:
        forgive(session, counters)


def forget_old_tries(session: Session) -> None:
    """Those that count for nothing any more, but what somebody else holds just now."""
    old = select(SignInFailure.key).where(SignInFailure.last_at < clock.now() - FORGOTTEN)
    session.execute(delete(SignInFailure).where(SignInFailure.key.in_(old.with_for_update(skip_locked=True))))
