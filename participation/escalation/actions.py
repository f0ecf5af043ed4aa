"""What the worker does about alerts: let climb what nobody has looked at, and try each morning whether they arrive."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple

from participation import clock, service
from participation.contact.actions import ABOUT, about, key_of
from participation.contact.models import ContactRequest
from participation.contact.queries import unacknowledged
from participation.db import transaction
from participation.db.alone import alone
from participation.escalation.ladder import AT_ONCE, MANAGER, of_request, of_unread
from participation.escalation.pulse import note_awake
from participation.escalation.queries import last_awake
from participation.interpreting.queries import unseen_english
from participation.outbox.actions import SECOND_PART, queue
from participation.outbox.models import MAIL, OUT_OF_HOURS, SECOND, TEXT
from participation.outbox.queries import known_keys, notice_with_key
from participation.reviews.hours import hours_of
from participation.reviews.timetable import is_working_day
from participation.service.chosen import Service
from participation.service.rota import next_on_duty, on_duty, readers_of, stand_in, text_number
from participation.staff.models import Absence, Role
from participation.staff.queries import absences_from, ids_of, open_accounts
from participation.submissions.unread import Unread, unread

WORKER = "worker"
ASLEEP_AFTER = timedelta(minutes=15)
NOTED_EVERY = timedelta(minutes=1)
UNREAD, AGAIN = "unread", "unread/again"
HEARTBEAT = "heartbeat"
FOR_THE_ROTA = frozenset({ABOUT, HEARTBEAT})
"""What such an alert leads to may be opened by everybody on the rota; all else only by whom it is for."""
HEARTBEAT_AT, CONFIRMED_BY = time(8), time(9, 15)


def second_of(staff_id: str, *, has_texts: bool) -> tuple[str, str] | None:
    """The second channel of somebody on duty: a text message, else the next person's mail."""
    settings = service.current()
    if has_texts and text_number(settings, staff_id):
        return TEXT, staff_id
    today = clock.today()
    other = next_on_duty(settings, staff_id, today, absences_from(today))
    return (MAIL, other) if other else None


def second_for(about: str, staff_id: str, *, has_texts: bool) -> tuple[str, str] | None:
    """The second channel of one notice: what the rota may not open goes to nobody's mail but whose it is."""
    if about in FOR_THE_ROTA:
        return second_of(staff_id, has_texts=has_texts)
    return next(iter(_texts_of([staff_id], has_texts=has_texts)), None)


def _texts_of(staff: Sequence[str], *, has_texts: bool) -> set[tuple[str, str]]:
    settings = service.current()
    return {(TEXT, each) for each in staff if has_texts and text_number(settings, each)}


def _people_on_duty(settings: Service) -> tuple[str, ...]:
    """The rota of today; whoever cannot sign in is passed over at once."""
    today = clock.today()
    rota = on_duty(settings, today, absences_from(today))
    can = open_accounts(rota)
    return tuple(each for each in rota if each in can)


def climb_requests(*, has_texts: bool = False) -> int:
    """Alert the next to each request that nobody has taken on in time, without an end; returns how many alerts went.

    After the rota every manager is alerted, and the others again by what is their second channel; only the half hour
    and the evening that it is now count, so that a worker who slept does not make up for each that it missed.
    Of what is for managers only the rota hears nothing: it climbs as where nobody is on it.
    """
    waiting = unacknowledged()
    if not waiting:
        return 0
    rota, managers = _people_on_duty(service.current()), ids_of(Role.MANAGER)
    usual = _Ladder(rota, bool(managers), _seconds_of(managers, rota, has_texts=has_texts))
    managers_only = _Ladder((), bool(managers), _texts_of(managers, has_texts=has_texts))
    wanted: dict[str, _To] = {}
    for request in waiting:
        with alone(climb_requests, request.id):
            alerts = (managers_only if request.is_for_managers else usual).alerts(request)
            wanted |= {key: to._replace(about=about(request)) for key, to in alerts.items()}
    return _queue_new(wanted)


class _To(NamedTuple):
    """Where an alert goes."""

    staff_id: str | None = None
    role: str = ""
    channel: str = MAIL
    about: str = ABOUT


@dataclass(frozen=True)
class _Ladder:
    """Who hears of a request that nobody takes on."""

    people: tuple[str, ...]
    """One after the other; after them every manager."""
    has_managers: bool
    seconds: Collection[tuple[str, str]]
    """The second channels of all managers together."""

    def alerts(self, request: ContactRequest) -> dict[str, _To]:
        """Every alert of this request that should have gone by now, by its key."""
        settings, wanted = service.current(), dict[str, _To]()
        rungs = of_request(request.came_at or request.asked_at, clock.now(), hours_of(settings), len(self.people))
        for who in self.people[: rungs.people]:
            key = key_of(request.id, who)
            wanted |= {key: _To(who), key + SECOND_PART: _To(who, channel=SECOND)}
        if rungs.night and settings.out_of_hours_mail:
            wanted[_numbered(request.id, OUT_OF_HOURS, night=rungs.night)] = _To(role=OUT_OF_HOURS)
        if rungs.round is not None or (rungs.night and not settings.out_of_hours_mail):
            night = "" if settings.out_of_hours_mail else rungs.night
            half, night = (rungs.round, night) if self.has_managers else (0, "")
            key = _numbered(request.id, Role.MANAGER, half, night)
            wanted[key] = _To(role=Role.MANAGER)
            wanted |= {f"{key}{SECOND_PART}/{who}": _To(who, channel=channel) for channel, who in self.seconds}
        return wanted


def _numbered(request_id: str, whom: str, half: int | None = 0, night: str = "") -> str:
    """The key of one alert of many. The first has no number: asking where nobody is on the rota has made it already."""
    parts = [key_of(request_id, whom), str(half or ""), "" if night == AT_ONCE else night]
    return "/".join(filter(None, parts))


def _seconds_of(managers: Sequence[str], people: Sequence[str], *, has_texts: bool) -> set[tuple[str, str]]:
    """The second channels of all managers together, each once: who is not on the rota has its first person's mail."""
    found = {second_of(each, has_texts=has_texts) or (MAIL, people[0] if people else each) for each in managers}
    return found - {(MAIL, each) for each in managers}


def _queue_new(wanted: Mapping[str, _To]) -> int:
    new = wanted.keys() - known_keys(wanted)
    if new:
        with transaction():
            for key in sorted(new):
                to = wanted[key]
                queue(to.about, key, to_staff_id=to.staff_id, to_role=to.role, channel=to.channel)
    return len(new)


class _Step(NamedTuple):
    """Somebody is to be told of something that nobody has read."""

    key: str
    who: str
    """Empty for every manager."""
    at: datetime


@dataclass(frozen=True)
class Climber:
    """Whom to tell of what nobody has read, and who is there to read, on one day."""

    settings: Service
    absences: Sequence[Absence]
    present: frozenset[str]
    """Everybody who can sign in of those who would read."""
    managers: frozenset[str]
    """Who can sign in as a manager: nobody else sees the list of what is unread."""
    has_advocates: bool

    def recipient(self, chosen: str) -> str | None:
        """The person chosen in the settings, or who stands in; empty for every manager, None where nobody is there."""
        if not chosen:
            return "" if self.managers else None
        found = stand_in(chosen, clock.today(), self.absences)
        return found if found in self.managers else None

    def has_reader(self, item: Unread) -> bool:
        """Whether somebody is there who would read it."""
        if item.kind == "feedback":
            return bool(self.managers)
        if item.kind == "advocacy":
            return self.has_advocates
        readers = readers_of(item.officer_id, clock.today(), self.absences) if item.officer_id else frozenset()
        return not readers.isdisjoint(self.present)

    def due(self, item: Unread, now: datetime) -> Iterator["_Step"]:
        """Each step that has come."""
        manager, head = (self.recipient(each) for each in self._chosen())
        steps = of_unread(item.sent_at, has_reader=self.has_reader(item), has_manager=manager is not None)
        for step, at in steps.items():
            who = manager if step == MANAGER else head or ""
            if at <= now and who is not None:
                yield _Step(f"{_name_of(item)}/{step}", who, at)

    def _chosen(self) -> tuple[str, str]:
        return self.settings.team_manager_id, self.settings.head_of_service_id


def _name_of(item: Unread) -> str:
    if item.link_id:
        return f"{UNREAD}/english/{item.link_id}"
    return f"{UNREAD}/taken back/{item.submission_id}" if item.is_withdrawn else f"{UNREAD}/{item.submission_id}"


def climb_unread() -> int:
    """Tell the team manager and the head of service what nobody has read in time; returns how many steps were taken.

    Whoever was told of something that is still unread is told so once more on each working day, by one mail for all.
    """
    items = (*unread(), *unseen_english())
    if not items:
        return 0
    climber, now = _climber(items), clock.now()
    steps: list[_Step] = []
    for item in items:
        with alone(climb_unread, item.submission_id):
            steps += climber.due(item, now)
    due = {step.key: step.who for step in steps} | _reminders(steps, clock.local(now))
    new = due.keys() - known_keys(due)
    if new:
        with transaction():
            for key in sorted(new):
                who = due[key]
                queue(UNREAD, key, to_staff_id=who or None, to_role="" if who else Role.MANAGER)
    return len(new)


def _reminders(steps: Iterable[_Step], now: datetime) -> dict[str, str]:
    today = now.date()
    if not is_working_day(today) or now.time() < HEARTBEAT_AT:
        return {}
    told = {step.who for step in steps if clock.local(step.at).date() < today}
    return {f"{AGAIN}/{today}/{who or Role.MANAGER}": who for who in told}


def _climber(items: Iterable[Unread]) -> Climber:
    settings, today = service.current(), clock.today()
    absences, officers = absences_from(today), {item.officer_id for item in items if item.officer_id}
    present = open_accounts([each for officer in officers for each in readers_of(officer, today, absences)])
    return Climber(settings, absences, present, frozenset(ids_of(Role.MANAGER)), bool(ids_of(Role.ADVOCATE)))


def send_heartbeat() -> bool:
    """On the morning of each working day a test goes the whole way to the first of the rota, once."""
    now = clock.local(clock.now())
    people = _people_on_duty(service.current())
    if not people or not is_working_day(now.date()) or now.time() < HEARTBEAT_AT:
        return False
    key = heartbeat_key(now)
    if known_keys([key]):
        return False
    with transaction():
        queue(HEARTBEAT, key, to_staff_id=people[0])
    return True


def heartbeat_key(moment: datetime) -> str:
    """The key of the test of one day."""
    return f"{HEARTBEAT}/{clock.local(moment).date()}"


def is_heartbeat_missing() -> bool:
    """Whether the last test that should have been confirmed by 9:15 of a working day was not."""
    moment = clock.local(clock.now())
    if moment.time() < CONFIRMED_BY:
        moment -= timedelta(days=1)
    while not is_working_day(moment.date()):
        moment -= timedelta(days=1)
    sent = notice_with_key(heartbeat_key(moment))
    return sent is None or sent.confirmed_at is None


def is_asleep() -> bool:
    """Whether the worker has done nothing for a quarter of an hour: then no alert goes."""
    awake = last_awake(WORKER)
    return awake is None or clock.now() - awake >= ASLEEP_AFTER


def keep_awake() -> None:
    """Note that the worker is working."""
    awake = last_awake(WORKER)
    if awake is None or clock.now() - awake >= NOTED_EVERY:
        note_awake(WORKER)
