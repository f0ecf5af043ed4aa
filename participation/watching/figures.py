"""What the records say about how this installation does: how much waits, and for how long."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from prometheus_client.core import GaugeMetricFamily, Metric
from sqlalchemy.exc import SQLAlchemyError

from participation import clock
from participation.contact.queries import not_done, unacknowledged
from participation.db.alone import alone, failures
from participation.escalation.actions import WORKER, is_asleep, is_heartbeat_missing
from participation.escalation.ladder import HEAD, HEAD_IS_TOLD_AFTER, MANAGER
from participation.escalation.pulse import BACKUP, FAILED
from participation.escalation.queries import last_awake
from participation.interpreting.queries import unseen_english
from participation.invitations.queries import failures_of
from participation.invitations.throttle import EVERYONE, TRIES_MINUTES, minute_of
from participation.outbox.models import MAIL, SECOND, TEXT
from participation.reminders.actions import BY_MAIL, BY_TEXT
from participation.reviews.hours import READ_WITHIN, after
from participation.submissions.unread import unread
from participation.watching.queries import notices_waiting, sent_since
from participation.web.health import DATABASE, KEYS, TABLES, missing

ASLEEP = "worker silent"
EVERYTHING = (DATABASE, TABLES, KEYS, ASLEEP)
"""All that can be missing."""
CHANNELS = (MAIL, TEXT, SECOND, BY_MAIL, BY_TEXT)
STEPS = {MANAGER: READ_WITHIN, HEAD: HEAD_IS_TOLD_AFTER}
LONGEST = timedelta(days=365)
"""No age is more: the public side can make one up until the staff side has seen it."""
NEVER = float("inf")


class Figure(NamedTuple):
    """One number, with the little that it is told apart by."""

    name: str
    number: float
    labels: Mapping[str, str] = {}


ABOUT = {
    "missing": "1 for each thing that this server needs and does not have.",
    "figures_failed": "1 for each group of figures that could not be taken.",
    "unread": "What was sent, withdrawn or put into English and nobody has looked at.",
    "unread_oldest_seconds": "How long the first of it has waited.",
    "climbing": "What has waited so many working hours that this step of the ladder is told.",
    "contact_waiting": "Requests to be contacted that nobody has taken on.",
    "contact_oldest_seconds": "How long the first of them has waited.",
    "contact_not_talked": "Requests that somebody has taken on and has not talked to yet.",
    "outbox_waiting": "Notices that have not gone, by channel and for whom.",
    "outbox_oldest_seconds": "How long the first of them has waited.",
    "outbox_refused": "Notices that a server will never take.",
    "worker_awake_seconds": "How long ago the worker was last awake.",
    "worker_failed_seconds": "How long ago a piece of its work last failed.",
    "heartbeat_missing": "1 if nobody has confirmed the test of the last working morning by 9:15.",
    "backup_seconds": "How long ago the last backup was made.",
    "sent_last_hour": "Forms sent within an hour.",
    "codes_failed": "Typed codes that failed within ten minutes.",
}
"""What each figure is; `participation_` stands before each name."""


def lacking(has_records: bool) -> list[str]:
    """What is missing; the worker is looked for where the records can be read."""
    found = list(missing())
    if has_records and not {DATABASE, TABLES}.intersection(found):
        try:
            found += [ASLEEP] if is_asleep() else []
        except SQLAlchemyError:  # it went away meanwhile
            found.append(DATABASE)
    return found


class Records:
    """The figures, taken from the records each time that somebody asks."""

    def __init__(self, has_records: bool) -> None:
        self.has_records = has_records

    def collect(self) -> Iterator[Metric]:
        """For Prometheus. A group of figures that cannot be taken is named, and the others are there."""
        found, figures = lacking(self.has_records), list[Figure]()
        if self.has_records and not {DATABASE, TABLES}.intersection(found):
            try:
                figures += _of_records()
            except SQLAlchemyError:  # it went away meanwhile
                found.append(DATABASE)
        return _families((*figures, *(Figure("missing", each in found, {"what": each}) for each in EVERYTHING)))


def _of_records() -> Iterator[Figure]:
    for group in GROUPS:
        before, taken = failures()[group.__name__], list[Figure]()
        with alone(group):
            taken += group(clock.now())
        has_failed = failures()[group.__name__] > before
        yield from (*taken, Figure("figures_failed", has_failed, {"figures": group.__name__}))


def _families(figures: Iterable[Figure]) -> Iterator[Metric]:
    families: dict[str, GaugeMetricFamily] = {}
    for each in figures:
        name = f"participation_{each.name}"
        family = families.setdefault(name, GaugeMetricFamily(name, ABOUT[each.name], labels=tuple(each.labels)))
        family.add_metric(tuple(each.labels.values()), float(each.number))
    yield from families.values()


def waits_to_be_read(now: datetime) -> Iterator[Figure]:
    """What nobody has looked at."""
    waiting = sorted(_within_reason(each.sent_at, now) for each in (*unread(), *unseen_english()))
    yield Figure("unread", len(waiting))
    yield Figure("unread_oldest_seconds", _age(waiting[0], now) if waiting else 0)
    for step, period in STEPS.items():
        late = bisect_right(waiting, now, key=lambda since, period=period: after(since, period))  # type: ignore[misc]
        yield Figure("climbing", late, {"step": step})


def waits_to_be_contacted(now: datetime) -> Iterator[Figure]:
    """Who asked to be contacted."""
    waiting = [_within_reason(each.came_at or each.asked_at, now) for each in unacknowledged()]
    yield Figure("contact_waiting", len(waiting))
    yield Figure("contact_oldest_seconds", _age(min(waiting), now) if waiting else 0)
    yield Figure("contact_not_talked", len(not_done()))


def waits_to_go(now: datetime) -> Iterator[Figure]:
    """What stands in the outbox."""
    found = notices_waiting()
    for to in ("staff", "respondent"):
        for channel in CHANNELS:
            waiting = [each for each in found if each[:3] == (channel, to, False)]
            labels = {"channel": channel, "to": to}
            yield Figure("outbox_waiting", sum(each.how_many for each in waiting), labels)
            yield Figure("outbox_oldest_seconds", max((_age(each.since, now) for each in waiting), default=0), labels)
        refused = (each.how_many for each in found if each.to == to and each.is_refused)
        yield Figure("outbox_refused", sum(refused), {"to": to})


def works_beside_the_pages(now: datetime) -> Iterator[Figure]:
    """When what nobody looks at was last well."""
    for name, pulse in (("worker_awake", WORKER), ("worker_failed", FAILED), ("backup", BACKUP)):
        last = last_awake(pulse)
        yield Figure(f"{name}_seconds", _age(last, now) if last else NEVER)
    yield Figure("heartbeat_missing", is_heartbeat_missing())


def comes_in(now: datetime) -> Iterator[Figure]:
    """What was sent, and what was turned away."""
    sent = sent_since(now - timedelta(hours=1))
    yield Figure("sent_last_hour", sent.get(True, 0), {"by": "child"})
    yield Figure("sent_last_hour", sent.get(False, 0), {"by": "adult"})
    lately = minute_of(now) - TRIES_MINUTES
    yield Figure("codes_failed", sum(count for minute, count in failures_of(EVERYONE).items() if minute > lately))


GROUPS: tuple[Callable[[datetime], Iterable[Figure]], ...] = (
    waits_to_be_read,
    waits_to_be_contacted,
    waits_to_go,
    works_beside_the_pages,
    comes_in,
)


def _within_reason(moment: datetime, now: datetime) -> datetime:
    return min(max(moment, now - LONGEST), now)


def _age(moment: datetime, now: datetime) -> float:
    return (now - _within_reason(moment, now)).total_seconds()
