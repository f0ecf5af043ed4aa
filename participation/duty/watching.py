"""What the worker does about alerts: let climb what nobody has looked at, and try each morning whether they arrive."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from participation import clock, service
from participation.db import transaction
from participation.duty.actions import ABOUT, alert_of, key_of, note_awake
from participation.duty.climbing import MANAGER, of_request, of_unread
from participation.duty.hours import Hours
from participation.duty.queries import Unread, covered_on, last_awake, open_accounts, unacknowledged, unread
from participation.duty.rota import next_on_duty, on_duty, stand_in, text_number
from participation.notices.actions import queue
from participation.notices.mail import HEARTBEAT
from participation.notices.models import MAIL, OUT_OF_HOURS, TEXT
from participation.notices.queries import known_keys, notice_with_key
from participation.people.models import Role
from participation.people.queries import ids_of
from participation.reviews.timetable import is_working_day
from participation.service import Absence, Service

WORKER = "worker"
ASLEEP_AFTER = timedelta(minutes=15)
NOTED_EVERY = timedelta(minutes=1)
HEARTBEAT_AT, CONFIRMED_BY = time(8), time(9, 15)


def hours_of(settings: Service) -> Hours:
    """When somebody reads messages."""
    return Hours.parse(settings.staffed_from, settings.staffed_until)


def second_of(staff_id: str, *, has_texts: bool) -> tuple[str, str] | None:
    """The second channel of somebody on duty: a text message, else the next person's mail."""
    settings = service.current()
    if has_texts and text_number(settings, staff_id):
        return TEXT, staff_id
    other = next_on_duty(settings, staff_id, clock.today())
    return (MAIL, other) if other else None


def _people_on_duty(settings: Service) -> tuple[str, ...]:
    """The rota of today; whoever cannot sign in is passed over at once."""
    rota = on_duty(settings, clock.today())
    can = open_accounts(rota)
    return tuple(each for each in rota if each in can)


def climb_requests() -> int:
    """Alert the next of the rota to each request that nobody has taken on in time; returns how many are alerted."""
    waiting = unacknowledged()
    if not waiting:
        return 0
    settings, now, alerted = service.current(), clock.now(), 0
    people = _people_on_duty(settings)
    for request in waiting:
        rungs = of_request(request.asked_at, hours_of(settings), len(people))
        due: list[str | None] = [who for who, at in zip(people, rungs.people, strict=True) if at <= now]
        is_night = bool(settings.out_of_hours_mail) and rungs.out_of_hours <= now
        if not people or (rungs.out_of_hours <= now and not settings.out_of_hours_mail):
            due.append(None)
        alerted += _alert(request.id, due, is_night)
    return alerted


def _alert(request_id: str, due: list[str | None], is_night: bool) -> int:
    wanted = {key_of(request_id, who or Role.MANAGER): who for who in due}
    night = key_of(request_id, OUT_OF_HOURS)
    known = known_keys([*wanted, night])
    new = [who for key, who in wanted.items() if key not in known]
    is_new_night = is_night and night not in known
    if new or is_new_night:
        with transaction():
            for who in new:
                alert_of(request_id, who)
            if is_new_night:
                queue(ABOUT, night, to_role=OUT_OF_HOURS)
    return len(new) + is_new_night


@dataclass(frozen=True)
class Climber:
    """Whom to tell of what nobody has read, and who is there to read, on one day."""

    settings: Service
    absences: tuple[Absence, ...]
    """Those of the settings, and the cover that officers gave."""
    present: frozenset[str]
    """Everybody who can sign in, is not away, or whose deputy is there."""
    roles: Mapping[Role, bool]
    """Which roles somebody has who can sign in."""

    def recipient(self, chosen: str) -> str | None:
        """The person chosen in the settings, or who stands in; empty for every manager, None where nobody is there."""
        if not chosen:
            return "" if self.roles[Role.MANAGER] else None
        found = stand_in(chosen, clock.today(), self.absences)
        return found if found in self.present else None

    def has_reader(self, item: Unread) -> bool:
        """Whether somebody is there who would read it."""
        if item.kind == "feedback":
            return self.roles[Role.MANAGER]
        if item.kind == "advocacy":
            return self.roles[Role.ADVOCATE]
        found = item.officer_id and stand_in(item.officer_id, clock.today(), self.absences)
        return found in self.present

    def due(self, item: Unread, now: datetime) -> Iterator[tuple[str, str]]:
        """The key and the recipient of each step that has come."""
        manager, head = (self.recipient(each) for each in self._chosen())
        steps = of_unread(item.sent_at, has_reader=self.has_reader(item), has_manager=manager is not None)
        for step, at in steps.items():
            who = manager if step == MANAGER else head or ""
            if at <= now and who is not None:
                yield f"unread/{item.submission_id}/{step}", who

    def _chosen(self) -> tuple[str, str]:
        return self.settings.team_manager_id, self.settings.head_of_service_id


def climb_unread() -> int:
    """Tell the team manager and the head of service what nobody has read in time; returns how many steps were taken."""
    items = unread()
    if not items:
        return 0
    climber, now = _climber(items), clock.now()
    due = dict(step for item in items for step in climber.due(item, now))
    new = due.keys() - known_keys(due)
    if new:
        with transaction():
            for key in sorted(new):
                who = due[key]
                queue("unread", key, to_staff_id=who or None, to_role="" if who else Role.MANAGER)
    return len(new)


def _climber(items: Iterable[Unread]) -> Climber:
    settings, today = service.current(), clock.today()
    absences = (*settings.absences, *covered_on(today))
    named = {item.officer_id for item in items} | {settings.team_manager_id, settings.head_of_service_id}
    there = {stand_in(each, today, absences) for each in named if each}
    roles = {role: bool(ids_of(role)) for role in (Role.MANAGER, Role.ADVOCATE)}
    return Climber(settings, absences, open_accounts([each for each in there if each]), roles)


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
